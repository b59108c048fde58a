package tui

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/words"
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
		l := &segmentList{words: &segmentWordsIn[0]}
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
		for language := range segmentWordsIn {
			l := &segmentList{words: &segmentWordsIn[language]}
			for _, text := range l.optionTexts(&replay.Step{Options: options, Flags: tcpreasm.ACK}) {
				if cells.Clean(text) != text || strings.Contains(text, "%!") {
					t.Errorf("%q", text)
				}
			}
		}
	})
}

// What is hostile in a payload does not reach the terminal, and fits.
func FuzzTextRows(f *testing.F) {
	f.Add([]byte("GET / HTTP/1.1\r\nCookie: a=b\r\n\r\n"), []byte("Cookie: a"), 20)
	f.Add([]byte("\x1b[2J\xe8\xa3"), []byte("\xe8"), 1)
	f.Fuzz(func(t *testing.T, data, lead []byte, width int) {
		width = min(max(width, 2), 300)
		l := &byteLayout{width: width}
		row := byteRow{begins: len(lead) == 0}
		for _, r := range l.breakLine(nil, &row, lead, data) {
			if cells.Clean(r.text) != r.text || cells.Width(r.text) > width {
				t.Errorf("%d cells: %q", width, r.text)
			}
		}
	})
}

// The words of the pages are there in both languages.
func TestPageWordsAreThere(t *testing.T) {
	for _, all := range []any{segmentWordsIn[0], segmentWordsIn[1], bytesWordsIn[0], bytesWordsIn[1], rereadingWordsIn[0], rereadingWordsIn[1]} {
		v := reflect.ValueOf(all)
		for i := range v.NumField() {
			switch field, name := v.Field(i), v.Type().Field(i).Name; field.Kind() {
			case reflect.String:
				if field.String() == "" {
					t.Errorf("no word for %s", name)
				}
			case reflect.Array:
				for k := range field.Len() {
					if field.Index(k).String() == "" {
						t.Errorf("no word for %s[%d]", name, k)
					}
				}
			}
		}
	}
}

// The hints of the pages name keys that do what they say.
func TestPageHintsNameKeys(t *testing.T) {
	segments := func(p segmentsPage) page {
		p.list = &segmentList{words: &segmentWordsIn[0]}
		return &p
	}
	for _, p := range []page{segments(segmentsPage{}), segments(segmentsPage{pane: split}), segments(segmentsPage{inDetail: true}), &bytesPage{words: &bytesWordsIn[0]}} {
		for _, h := range p.hints() {
			checkHint(t, p, h)
		}
	}
}

func checkHint(t *testing.T, p page, h keys.Hint) {
	t.Helper()
	own, named := p.(namesKeys).hintWord(h.Action), false
	for _, b := range keys.Bindings {
		for _, key := range strings.Fields(h.Label) {
			named = named || b.Action == h.Action && slices.Contains(strings.Fields(b.Label), key)
		}
	}
	if !named || own == "" && (words.English.Hints[h.Action] == "" || words.Chinese.Hints[h.Action] == "") {
		t.Errorf("no key %q, or no word for it", h.Label)
	}
}

// What the payload of a segment shows of secrets is said, unless they are to be seen.
func TestUnmaskedPayloadIsSaid(t *testing.T) {
	tr, o := readAgain(t, "cookies.pcap")
	m := sit(t, tr, 120, 50, o)
	m.press("s").see("#1 GET /login").press("Enter").see("Payload", "begun in an earlier segment, are not masked")
	m.press("x").see("as sent: secrets are not masked").press("u").gone("not masked").press("x").gone("not masked").leave()
}
