package websocket

import (
	"testing"
)

// FuzzDecoder gives any bytes with any one gap, whole and byte by byte, which must
// tell the same.
func FuzzDecoder(f *testing.F) {
	for i, x := range rules {
		if input := unhex(f, x.input); len(input) < 1000 {
			f.Add([]byte(input), byte(x.from), uint16(i%9), uint16(i%4))
			f.Add([]byte(masked(input)), byte(0), uint16(i%9), uint16(0))
		}
	}
	for i, x := range compressed {
		f.Add([]byte(unhex(f, x.input)), byte(3), uint16(i%14), uint16(i%3))
		f.Add([]byte(unhex(f, x.input)), byte(7), uint16(0), uint16(0))
	}
	f.Fuzz(func(t *testing.T, b []byte, how byte, at, gap uint16) {
		o := Options{Direction: Direction(how & 1), Workspace: NewWorkspace(Limits{Packed: 1 << 10, Inflated: 1 << 14})}
		if how&2 != 0 {
			o.Deflate = &Deflate{ServerNoTakeover: how&4 != 0, ClientNoTakeover: how&4 != 0, ServerBits: how >> 3, ClientBits: how >> 4}
		}
		cut := min(int(at), len(b))
		run := func(size int) string {
			r := new(recorder)
			d := New(r, o)
			feed := func(b []byte) {
				for len(b) > 0 {
					n := min(size, len(b))
					d.Data(b[:n], Position{})
					b = b[n:]
				}
			}
			feed(b[:cut])
			d.Gap(int64(gap), Position{})
			feed(b[cut:])
			if want := int64(len(b)) + int64(gap); d.Offset() != want {
				t.Errorf("offset %d, want %d", d.Offset(), want)
			}
			d.End(Position{})
			for _, n := range r.sizes {
				if n > int64(len(b)) && n > o.Workspace.limits.Inflated {
					t.Errorf("a message of %d bytes out of %d", n, len(b))
				}
			}
			if r.begun || o.Workspace.held != 0 {
				t.Errorf("a message is open: %v; %d bytes are held", r.begun, o.Workspace.held)
			}
			return r.text()
		}
		if one, two := run(1<<20), run(1); one != two {
			t.Errorf("whole:\n%s\nbyte by byte:\n%s", one, two)
		}
	})
}
