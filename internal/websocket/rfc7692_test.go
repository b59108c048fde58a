package websocket

import (
	"bytes"
	"compress/flate"
	"strings"
	"testing"
)

// pack compresses as a sender without context takeover does (RFC 7692 §7.2.1).
func pack(t testing.TB, level int, text []byte) string {
	t.Helper()
	return packer(t, level)(text)
}

// packer compresses messages, each with those before it as its context.
func packer(t testing.TB, level int) func([]byte) string {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, level)
	if err != nil {
		t.Fatal(err)
	}
	return func(text []byte) string {
		out.Reset()
		w.Write(text)
		w.Flush()
		return strings.TrimSuffix(out.String(), "\x00\x00\xff\xff")
	}
}

// compressed are RFC 7692's examples and rules, with its sections.
var compressed = []struct {
	rule    string
	deflate Deflate
	input   string // in hexadecimal
	want    string
}{
	{"§7.2.3.1 one block", Deflate{}, "c1 07 f2 48 cd c9 c9 07 00", `text compressed 0 to 9: "Hello"`},
	{"§7.2.3.1 fragments", Deflate{}, "41 03 f2 48 cd 80 04 c9 c9 07 00", `text compressed in 2 frames 0 to 11: "Hello"`},
	{"§7.2.3.2 the window is shared", Deflate{}, "c1 07 f2 48 cd c9 c9 07 00  c1 05 f2 00 11 00 00",
		"text compressed 0 to 9: \"Hello\"\ntext compressed 9 to 16: \"Hello\""},
	{"§7.2.3.2 without takeover it is not", Deflate{ServerNoTakeover: true}, "c1 07 f2 48 cd c9 c9 07 00  c1 05 f2 00 11 00 00",
		"text compressed 0 to 9: \"Hello\"\ntext compressed 9 to 16: \"H\" (bad-deflate)"},
	{"§7.1.1.2 the client's takeover is another matter", Deflate{ClientNoTakeover: true}, "c1 07 f2 48 cd c9 c9 07 00  c1 05 f2 00 11 00 00",
		"text compressed 0 to 9: \"Hello\"\ntext compressed 9 to 16: \"Hello\""},
	{"§7.2.3.3 a block without compression", Deflate{}, "c1 0b 00 05 00 fa ff 48 65 6c 6c 6f 00", `text compressed 0 to 13: "Hello"`},
	{"§7.2.3.4 a final block", Deflate{}, "c1 08 f3 48 cd c9 c9 07 00 00", `text compressed 0 to 10: "Hello"`},
	{"§7.2.3.4 a final block without what should follow", Deflate{}, "c1 07 f3 48 cd c9 c9 07 00", `text compressed 0 to 9: "Hello"`},
	{"§7.2.3.4 the window outlives a final block", Deflate{}, "c1 08 f3 48 cd c9 c9 07 00 00  c1 05 f2 00 11 00 00",
		"text compressed 0 to 10: \"Hello\"\ntext compressed 10 to 17: \"Hello\""},
	{"§7.2.3.5 two blocks", Deflate{}, "c1 0d f2 48 05 00 00 00 ff ff ca c9 c9 07 00", `text compressed 0 to 15: "Hello"`},
	{"§7.2.3.6 an empty message", Deflate{}, "c1 01 00  c1 00", "text compressed 0 to 3: \"\"\ntext compressed 3 to 5: \"\""},
	{"§6 not every message is compressed", Deflate{}, "c1 07 f2 48 cd c9 c9 07 00  81 01 61  c1 05 f2 00 11 00 00",
		"text compressed 0 to 9: \"Hello\"\ntext 9 to 12: \"a\"\ntext compressed 12 to 19: \"Hello\""},
	{"§6.1 RSV1 only on the first fragment", Deflate{}, "41 03 f2 48 cd c0 04 c9 c9 07 00", `text compressed in 2 frames 0 to 11: "Hello" (reserved-bits)`},
	{"§6.1 control frames are not compressed", Deflate{}, "c9 01 61", `ping 0: "a" (reserved-bits)`},
	{"no DEFLATE data", Deflate{}, "c1 01 ff 81 01 61", "text compressed 0 to 3: \"\" (bad-deflate)\ntext 3 to 6: \"a\""},
	{"a message that is not flushed", Deflate{}, "c1 03 f2 48 cd", `text compressed 0 to 5: "He" (bad-deflate)`},
	{"what the direction's end cuts", Deflate{}, "c1 07 f2 48 cd c9", "text compressed 0 to 6: \"Hel\" (truncated)\nlost (truncated)"},
}

func TestRFC7692(t *testing.T) {
	for _, x := range compressed {
		t.Run(x.rule, func(t *testing.T) {
			input := unhex(t, x.input)
			for _, size := range []int{1, 2, 3, 7, len(input)} {
				if got := decode(Options{Direction: FromServer, Deflate: &x.deflate}, input, size); got != x.want {
					t.Fatalf("in pieces of %d:\n%s\nwant\n%s", size, got, x.want)
				}
			}
		})
	}
}

// §7.1.2: what is beyond the agreed window is not known.
func TestWindowSizes(t *testing.T) {
	block := make([]byte, 250)
	for i := range block {
		block[i] = byte(i)
	}
	for bits := uint8(minWindowBits); bits <= maxWindowBits; bits++ {
		for _, x := range []struct {
			between int // bytes between a block and its repetition
			inside  bool
		}{{1<<bits - len(block), true}, {1<<bits - len(block) + 1, false}} {
			if bits == maxWindowBits && !x.inside {
				continue // flate itself refers to nothing farther
			}
			next := packer(t, flate.BestCompression)
			input := frame(0xc2, next(block))
			for n := x.between; n > 0; n -= 100 { // too short to hold a reference to themselves only
				input += frame(0xc2, next(make([]byte, min(n, 100))))
			}
			input += frame(0xc2, next(block))
			got := decode(Options{Direction: FromServer, Deflate: &Deflate{ServerBits: bits}}, input, 1<<20)
			if strings.Contains(got, "bad-deflate") == x.inside {
				t.Errorf("%d bits, %d bytes between: %s", bits, x.between, got)
			}
		}
	}
}

// Messages of any size come out as they were, whether or not they share a window.
func TestMessagesInflate(t *testing.T) {
	for _, takeover := range []bool{true, false} {
		shared := packer(t, flate.DefaultCompression)
		var input string
		var want []string
		for i := range 40 {
			text := bytes.Repeat([]byte{'a' + byte(i%26), 'b', 'c', byte('0' + i%10)}, 1<<(i%15))
			want = append(want, string(text))
			if takeover {
				input += frame(0xc2, shared(text))
			} else {
				input += frame(0xc2, pack(t, flate.DefaultCompression, text))
			}
		}
		for _, size := range []int{1000, 1 << 20} {
			h := &collector{}
			d := New(h, Options{Direction: FromServer, Deflate: &Deflate{ServerNoTakeover: !takeover}})
			for b := []byte(input); len(b) > 0; b = b[min(size, len(b)):] {
				d.Data(b[:min(size, len(b))], Position{})
			}
			d.End(Position{})
			if h.notes != 0 || len(h.messages) != len(want) {
				t.Fatalf("%d messages%s", len(h.messages), words(h.notes))
			}
			for i, text := range h.messages {
				if text != want[i] {
					t.Errorf("message %d: %d bytes, want %d", i, len(text), len(want[i]))
				}
			}
			if d.work.held != 0 {
				t.Errorf("%d bytes are held after the end", d.work.held)
			}
		}
	}
}

// collector keeps the payloads of messages.
type collector struct {
	messages []string
	current  []byte
	notes    Notes
}

func (h *collector) Begin(*Message) { h.current = h.current[:0] }
func (h *collector) Payload(_ *Message, b []byte, _ int64, _ Position) {
	h.current = append(h.current, b...)
}
func (h *collector) Control(*Control)                   {}
func (h *collector) Lost(why Notes, _ bool, _ Position) { h.notes |= why }
func (h *collector) Done(m *Message) {
	h.messages = append(h.messages, string(h.current))
	h.notes |= m.Notes
}
