package phrase

import (
	"testing"
	"time"
)

func TestSprintf(t *testing.T) {
	for _, c := range []struct {
		format string
		args   []any
		want   string
	}{
		{"%s {segment|segments} folded", []any{"1"}, "1 segment folded"},
		{"%s {segment|segments} folded", []any{"1,001"}, "1,001 segments folded"},
		{"%d {byte is|bytes are} missing", []any{1}, "1 byte is missing"},
		{"%d {byte is|bytes are} missing", []any{0}, "0 bytes are missing"},
		{"100 %% of %s: %d {time|times}", []any{"1", 2}, "100 % of 1: 2 times"},
		{"%s: {a|b}, %d {c|d}", []any{"1", 3}, "1: a, 3 d"},
		{"%s {s|}", []any{"{x|y}"}, "{x|y} "},
		{"a|b %s", []any{"1"}, "a|b 1"},
	} {
		if got := Sprintf(c.format, c.args...); got != c.want {
			t.Errorf("%q, %v: got %q, want %q", c.format, c.args, got, c.want)
		}
	}
}

func TestPut(t *testing.T) {
	const text = "sent {n} {n|time|times} to {of} {of|end|ends}"
	for _, c := range []struct{ n, of, want string }{
		{"1", "2", "sent 1 time to 2 ends"}, {"2", "1", "sent 2 times to 1 end"}, {"11", "0", "sent 11 times to 0 ends"},
	} {
		if got := Put(Put(text, "n", c.n), "of", c.of); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestTook(t *testing.T) {
	for ns, want := range map[int64]string{
		-1: "—", 0: "0 ns", 999: "999 ns", 15_000: "15.0 µs", 99_175_000: "99.2 ms", 36_869_000: "36.9 ms", 1_000_036_000: "1.00 s",
		999_499: "999 µs", 999_500: "1.00 ms", int64(125 * time.Second): "2m05s", int64(3 * time.Hour): "3h00m", int64(124 * time.Hour): "5d04h",
	} {
		if got := Took(ns); got != want {
			t.Errorf("%d: got %q, want %q", ns, got, want)
		}
	}
}
