package segments

import (
	"slices"
	"strings"
	"testing"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
)

// Options as RFCs lay them out, and what is said of them.
func TestOptionTexts(t *testing.T) {
	for _, c := range []struct {
		options string
		want    []string
	}{
		{"\x02\x04\x05\xb4\x01\x03\x03\x07\x04\x02\x01\x01", []string{"maximum segment size 1460 bytes", "window scale × 128 (shift 7)", "selective acknowledgement is possible"}},
		{"\x01\x01\x08\x0a\x00\x00\x00\x07\x00\x00\x00\x09", []string{"timestamps: value 7, echo of 9"}},
		{"\x03\x03\xff", []string{"window scale × 16384 (shift 255)"}}, // RFC 7323 §2.3: as 14
		{"\x01\x01\x05\x12\x00\x00\x00\x10\x00\x00\x00\x20\x00\x00\x00\xf0\x00\x00\x01\x00", []string{"SACK: got 16–32 twice (D-SACK)", "SACK: has 240–256 as well"}},
		{"\x22\x02", []string{"TCP Fast Open: asks for a cookie"}}, {"\x22\x06abcd", []string{"TCP Fast Open: cookie of 4 bytes"}},
		{"\x1c\x04\x80\x05", []string{"user timeout 5 min"}}, {"\x1c\x04\x00\x05", []string{"user timeout 5 s"}},
		{"\x4d\x03\x0a\x00\x02\x04", []string{"option 77, 1 bytes 0a"}},
		{"\x02\x04\x05", []string{"malformed: 020405"}}, {"\x02\x01", []string{"malformed: 0201"}}, {"\x02", []string{"malformed: 02"}},
		{"", nil},
	} {
		l := &List{Words: &WordsIn[0]}
		s := &replay.Step{Options: []byte(c.options), Flags: tcpreasm.ACK, Ack: 100, Observation: tcpreasm.Observation{Ack: 100}}
		if got := l.optionTexts(s); !slices.Equal(got, c.want) {
			t.Errorf("% x: %q", c.options, got)
		}
	}
}

func FuzzOptionTexts(f *testing.F) {
	f.Add([]byte("\x02\x04\x05\xb4\x01\x03\x03\x07\x04\x02\x01\x01"))
	f.Add([]byte("\x05\x0a\x00\x00\x00\x10\x00\x00\x00\x20\x22\x02\xff\x03\x1b"))
	f.Add([]byte("\x05\x0b\x00\x00\x00\x10\x00\x00\x00\x20\x22\x1c\x04"))
	f.Fuzz(func(t *testing.T, options []byte) {
		for language := range WordsIn {
			l := &List{Words: &WordsIn[language]}
			for _, text := range l.optionTexts(&replay.Step{Options: options, Flags: tcpreasm.ACK}) {
				if cells.Clean(text) != text || strings.Contains(text, "%!") {
					t.Errorf("%q", text)
				}
			}
		}
	})
}
