package explain

import (
	"encoding/binary"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSackBlocks(t *testing.T) {
	for _, c := range []struct {
		name    string
		options string
		want    []hole
	}{
		{"none", "", nil},
		{"another option", "\x08\x0a12345678", nil},
		{"one block behind two of padding", "\x01\x01\x05\x0a\x00\x00\x00\x07\x00\x00\x00\x09", []hole{{7, 9}}},
		{"two blocks, and timestamps before them", "\x08\x0a12345678\x05\x12\x00\x00\x00\x01\x00\x00\x00\x02\xff\xff\xff\xff\x00\x00\x00\x04", []hole{{1, 2}, {1<<32 - 1, 4}}},
		{"behind the end of options", "\x00\x05\x0a\x00\x00\x00\x07\x00\x00\x00\x09", nil},
		{"length past the end", "\x05\x0a\x00\x00", nil},
		{"length 0", "\x05\x00\x00\x00", nil},
		{"half a block", "\x05\x06\x00\x00\x00\x07", nil},
	} {
		if diff := cmp.Diff(c.want, sackBlocks([]byte(c.options)), cmp.AllowUnexported(hole{})); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// FuzzSackBlocks: whatever the options are, there are at most as many blocks as
// have room in them, and each is there.
func FuzzSackBlocks(f *testing.F) {
	f.Add([]byte("\x01\x01\x05\x0a\x00\x00\x00\x07\x00\x00\x00\x09"))
	f.Add([]byte("\x08\x0a12345678\x05\x12\x00\x00\x00\x01\x00\x00\x00\x02\xff\xff\xff\xff\x00\x00\x00\x04"))
	f.Add([]byte("\x05\x00"))
	f.Fuzz(func(t *testing.T, options []byte) {
		blocks := sackBlocks(options)
		if 8*len(blocks) > len(options) {
			t.Fatalf("%d blocks in %d bytes", len(blocks), len(options))
		}
		for _, b := range blocks {
			found := false
			for i := 0; i+8 <= len(options); i++ {
				found = found || binary.BigEndian.Uint32(options[i:]) == b.from && binary.BigEndian.Uint32(options[i+4:]) == b.to
			}
			if !found {
				t.Fatalf("no block %v in %x", b, options)
			}
		}
	})
}
