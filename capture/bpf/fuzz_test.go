package bpf_test

import (
	"errors"
	"testing"

	"wiretalk/capture/bpf"
)

// FuzzCompile: any text either compiles to a program that the kernel's form
// can hold and that ends on any packet, or is refused with an *Error that
// points into it.
func FuzzCompile(f *testing.F) {
	for _, q := range questions(f) {
		f.Add(q.filter, q.link, []byte("\x02\x00\x00\x00\x00\x01\x0a\x0b\x0c\x0d\x0e\x0f\x08\x00\x45"))
	}
	f.Fuzz(func(t *testing.T, filter string, link uint16, packet []byte) {
		if linkNames[link] == "" {
			link = 1
		}
		p, err := bpf.Compile(filter, link, 0, bpf.Options{Live: len(packet)%2 == 0})
		if err == nil {
			if _, err := p.Raw(); err != nil {
				t.Fatalf("%q: %v", filter, err)
			}
			p.Match(packet, len(packet))
			return
		}
		var refused *bpf.Error
		if !errors.As(err, &refused) {
			t.Fatalf("%q: %v is no *Error", filter, err)
		}
		if refused.Offset+len(refused.Word) > len(filter) ||
			filter[refused.Offset:refused.Offset+len(refused.Word)] != refused.Word {
			t.Fatalf("%q: byte %d does not begin %q", filter, refused.Offset, refused.Word)
		}
	})
}
