package websocket

import (
	"compress/flate"
	"strings"
	"testing"
)

// play gives s to a decoder, where "[n]" is a gap of n bytes; the rest of s is
// hexadecimal.
func play(t *testing.T, o Options, s string) string {
	t.Helper()
	r := new(recorder)
	d := New(r, o)
	for part := range strings.SplitSeq(s, "[") {
		if gap, rest, ok := strings.Cut(part, "]"); ok {
			n := int64(0)
			for _, c := range gap {
				n = n*10 + int64(c-'0')
			}
			d.Gap(n, Position{})
			part = rest
		}
		d.Data([]byte(unhex(t, part)), Position{Frame: 1})
	}
	d.End(Position{})
	return r.text()
}

func TestGaps(t *testing.T) {
	for _, x := range []struct{ rule, input, want string }{
		{"within a payload", "81 05 48 [3] 6f 81 01 61", "text 0 to 7: \"H[3]o\" (gap)\ntext 7 to 10: \"a\""},
		{"up to the end of a payload", "81 05 48 [4] 81 01 61", "text 0 to 7: \"H[4]\" (gap)\ntext 7 to 10: \"a\""},
		{"a whole payload", "81 05 [5] 81 01 61", "text 0 to 7: \"[5]\" (gap)\ntext 7 to 10: \"a\""},
		{"the mask goes on behind it", "81 85 00 01 02 03 48 [2] 6f 6f", "text 0 to 11: \"H[2]lo\" (gap, unmasked)"},
		{"within one of many fragments", "01 02 61 [1] 80 01 62", "text in 2 frames 0 to 7: \"a[1]b\" (gap)"},
		{"within a control frame", "01 01 61 89 03 62 [1] 63 80 01 64", "ping 3: \"b\" (gap)\ntext in 2 frames 0 to 11: \"ad\""},
		{"missing bytes are no reason to doubt the text", "81 04 f0 [1] 98 80", `text 0 to 6: "\xf0[1]\x98\x80" (gap)`},
		{"beyond a payload", "81 05 48 [5] 81 01 61", "text 0 to 7: \"H[4]\" (gap)\nlost unsaid (gap)"},
		{"beyond the first of many fragments", "01 05 48 [5] 81 01 61", "text 0 to 7: \"H[4]\" (gap)\nlost (gap)"},
		{"beyond a control frame", "01 01 61 89 02 [3] 81 01 61", "ping 3: \"\" (gap)\ntext 0 to 3: \"a\" (gap)\nlost (gap)"},
		{"between frames", "81 01 61 [3] 81 01 61", "text 0 to 3: \"a\"\nlost unsaid (gap)"},
		{"before all frames", "[3] 81 01 61", "lost unsaid (gap)"},
		{"in a header", "81 [1] 61 81 01 61", "lost unsaid (gap)"},
		{"after the end of decoding", "[1] 81 [9] 61", "lost unsaid (gap)"},
	} {
		t.Run(x.rule, func(t *testing.T) {
			want := strings.ReplaceAll(x.want, ", unmasked", "")
			from := FromServer
			if want != x.want {
				from = FromClient
			}
			if got := play(t, Options{Direction: from}, x.input); got != want {
				t.Errorf("%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestGapsInCompressed(t *testing.T) {
	const hello, again = "c1 07 f2 48 cd c9 c9 07 00 ", "c1 05 f2 00 11 00 00 "
	for _, x := range []struct{ rule, input, want string }{
		{"what came before the gap is inflated", "c1 07 f2 48 cd c9 [1] 07 00 81 01 61", "text compressed 0 to 9: \"Hel\" (gap)\ntext 9 to 12: \"a\""},
		{"later messages miss their context", hello + "c1 05 [5]" + again + hello,
			"text compressed 0 to 9: \"Hello\"\ntext compressed 9 to 16: \"\" (gap)\ntext compressed 16 to 23: \"H\" (context-lost)\ntext compressed 23 to 32: \"Hello\""},
		{"a context grows again", "c1 05 [5]" + hello + again,
			"text compressed 0 to 7: \"\" (gap)\ntext compressed 7 to 16: \"Hello\"\ntext compressed 16 to 23: \"Hello\""},
	} {
		t.Run(x.rule, func(t *testing.T) {
			if got := play(t, Options{Direction: FromServer, Deflate: &Deflate{}}, x.input); got != x.want {
				t.Errorf("%s\nwant\n%s", got, x.want)
			}
		})
	}
}

// What comes out after a gap is right, or says that it is not.
func TestNothingWrongAfterAGap(t *testing.T) {
	next := packer(t, flate.BestCompression)
	var texts, frames []string
	for i := range 200 {
		text := strings.Repeat(string(rune('a'+i%7)), i%50) + strings.Repeat("message ", i%9) + string(rune('0'+i%10))
		texts, frames = append(texts, text), append(frames, frame(0xc2, next([]byte(text))))
	}
	for lost := range 60 {
		h := &gapCollector{}
		d := New(h, Options{Direction: FromServer, Deflate: &Deflate{ServerBits: 9}})
		for i, f := range frames {
			if i == lost {
				d.Data([]byte(f[:2]), Position{})
				d.Gap(int64(len(f)-2), Position{})
				continue
			}
			d.Data([]byte(f), Position{})
		}
		d.End(Position{})
		for i, text := range h.messages {
			switch whole := h.each[i]&(NoteGap|NoteContextLost|NoteBadDeflate) == 0; {
			case whole && text != texts[i]:
				t.Fatalf("message %d is lost; message %d is %q, want %q", lost, i, text, texts[i])
			case !whole && !strings.HasPrefix(texts[i], text):
				t.Fatalf("message %d is lost; message %d begins %q, want %q", lost, i, text, texts[i])
			}
		}
	}
}

// gapCollector also keeps the notes of each message.
type gapCollector struct {
	collector
	each  []Notes
	whole []bool
}

func (h *gapCollector) Done(m *Message) {
	h.collector.Done(m)
	h.each, h.whole = append(h.each, m.Notes), append(h.whole, m.Whole)
}
