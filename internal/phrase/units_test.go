package phrase

import (
	"testing"
	"unicode/utf8"
)

func TestUnits(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Count(1034), "1,034"}, {Count(-1000000), "-1,000,000"}, {Count(-999), "-999"}, {Count(0), "0"},
		{Size(999), "999 B"}, {Size(1000), "1.00 kB"}, {Size(999_499), "999 kB"}, {Size(999_500), "1.00 MB"}, {Size(45_600_000), "45.6 MB"},
		{Took(-1), "—"}, {Took(999), "999 ns"}, {Took(45_000), "45.0 µs"}, {Took(999_500), "1.00 ms"}, {Took(12_300_000_000), "12.3 s"},
		{Took(125e9), "2m05s"}, {Took(3*3600e9 + 7*60e9), "3h07m"}, {Took(200 * 3600e9), "8d08h"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
		if utf8.RuneCountInString(c.got) > 10 {
			t.Errorf("%q is too wide", c.got)
		}
	}
}
