package phrase

import "testing"

// Names are kept together, words are not, and what was there before comes back.
func TestKeepNames(t *testing.T) {
	for _, c := range [][2]string{
		{"in FIN-WAIT-2, X-Lines", "in FIN‑WAIT‑2, X‑Lines"},
		{"Zero-window probe, a well-known port", "Zero-window probe, a well-known port"},
		{"Content-Length：尾部字段X-Lines给出", "Content‑Length：尾部字段X‑Lines给出"},
	} {
		got, kept := KeepNames(c[0])
		if got != c[1] || kept != (got != c[0]) {
			t.Errorf("%q: %q, %v; want %q", c[0], got, kept, c[1])
		}
		if HyphensOf(got) != c[0] {
			t.Errorf("%q does not come back", c[0])
		}
	}
	if got, kept := KeepNames("X-Lines with a hyphen of its own: ‑"); kept {
		t.Errorf("%q cannot be told apart", got)
	}
}
