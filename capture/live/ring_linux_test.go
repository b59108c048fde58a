//go:build !libpcap

package live

import "testing"

func TestRingSize(t *testing.T) {
	for _, test := range []struct{ buffer, block, count int }{
		{0, 256 << 10, 64},
		{1, 128 << 10, 2},
		{300 << 10, 128 << 10, 2},
		{1 << 20, 128 << 10, 8},
		{2 << 20, 256 << 10, 8},
		{3 << 20, 256 << 10, 12},
		{1 << 30, 256 << 10, 4096},
	} {
		if block, count := ringSize(test.buffer); block != test.block || count != test.count {
			t.Errorf("a buffer of %d: %d blocks of %d, want %d of %d", test.buffer, count, block, test.count, test.block)
		}
	}
}

func TestQuoted(t *testing.T) {
	for name, want := range map[string]string{
		"/usr/bin/wiretalk": "/usr/bin/wiretalk", "/my tools/wt": "'/my tools/wt'", "it's": `'it'\''s'`, "a\x1b": `"a\x1b"`, "": "''",
	} {
		if got := quoted(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}
