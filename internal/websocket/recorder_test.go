package websocket

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// recorder writes down what a decoder tells, a line for each message and
// control frame.
type recorder struct {
	lines   []string
	payload []byte
	begun   bool
	sizes   []int64 // of the messages' payloads
}

func (r *recorder) Begin(m *Message) {
	if r.begun {
		panic("a message begins within another")
	}
	r.begun, r.payload = true, nil
}

func (r *recorder) Payload(m *Message, b []byte, missing int64, _ Position) {
	if !r.begun || (len(b) == 0) == (missing == 0) {
		panic(fmt.Sprintf("payload %q, missing %d, amid a message: %v", b, missing, r.begun))
	}
	if missing > 0 {
		if n := len(r.payload); n > 0 && r.payload[n-1] == ']' {
			var before int64 // a gap given in pieces is one
			if i := slices.Index(r.payload, '['); i >= 0 {
				fmt.Sscanf(string(r.payload[i:]), "[%d]", &before)
				r.payload, missing = r.payload[:i], missing+before
			}
		}
		b = fmt.Appendf(nil, "[%d]", missing)
	}
	r.payload = append(r.payload, b...)
}

func (r *recorder) Done(m *Message) {
	r.begun = false
	r.sizes = append(r.sizes, m.Size)
	what := m.Opcode.String()
	if m.Compressed {
		what += " compressed"
	}
	if m.Frames > 1 {
		what += fmt.Sprintf(" in %d frames", m.Frames)
	}
	text := fmt.Sprintf("%q", r.payload)
	if len(r.payload) > 100 {
		text = fmt.Sprintf("%d bytes", len(r.payload))
	}
	r.add("%s %d to %d: %s%s", what, m.Offset, m.End, text, words(m.Notes))
}

func (r *recorder) Control(c *Control) {
	text := fmt.Sprintf("%q", c.Payload)
	if code, reason, ok := c.Close(); ok {
		text = fmt.Sprintf("%d %s %q", code, code.Meaning(), reason)
	}
	r.add("%v %d: %s%s", c.Opcode, c.Offset, text, words(c.Notes))
}

func (r *recorder) Lost(why Notes, said bool, _ Position) {
	if said {
		if n := len(r.lines); n == 0 || !strings.Contains(r.lines[n-1], strings.Trim(words(why), " ()")) {
			panic(fmt.Sprintf("lost for%s, which was not said before", words(why)))
		}
		r.add("lost%s", words(why))
		return
	}
	r.add("lost unsaid%s", words(why))
}

func (r *recorder) add(format string, a ...any) { r.lines = append(r.lines, fmt.Sprintf(format, a...)) }

func (r *recorder) text() string { return strings.Join(r.lines, "\n") }

func words(n Notes) string {
	list := slices.Collect(n.All())
	if len(list) == 0 {
		return ""
	}
	return " (" + strings.Join(list, ", ") + ")"
}

// unhex reads bytes written as the RFCs write them.
func unhex(t testing.TB, s string) string {
	t.Helper()
	b, err := hex.DecodeString(strings.NewReplacer(" ", "", "0x", "", "\n", "", "\t", "").Replace(s))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// decode gives input to a decoder in pieces of at most size bytes.
func decode(o Options, input string, size int) string {
	r := new(recorder)
	d := New(r, o)
	for b := []byte(input); len(b) > 0; {
		n := min(size, len(b))
		d.Data(b[:n], Position{Frame: 1})
		b = b[n:]
	}
	d.End(Position{})
	return r.text()
}

// frame makes an unmasked frame with the shortest length.
func frame(first byte, payload string) string {
	n := len(payload)
	switch {
	case n < 126:
		return string([]byte{first, byte(n)}) + payload
	case n < 1<<16:
		return string([]byte{first, 126, byte(n >> 8), byte(n)}) + payload
	}
	return string([]byte{first, 127, 0, 0, 0, 0, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) + payload
}

// masked makes a masked frame out of an unmasked one.
func masked(f string) string {
	b := []byte(f)
	n := headerLength(b)
	key := [4]byte{0x37, 0xfa, 0x21, 0x3d}
	b[1] |= 0x80
	unmask(b[n:], b[n:], key, 0)
	return string(b[:n]) + string(key[:]) + string(b[n:])
}
