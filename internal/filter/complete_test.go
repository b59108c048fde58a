package filter

import (
	"slices"
	"testing"
)

// The word before the cursor goes on as what fits there.
func TestComplete(t *testing.T) {
	for _, c := range []struct {
		expression string
		from       int
		has, not   []string
	}{
		{"", 0, []string{"http.host", "tcp.port", "not", "len("}, []string{"==", "and"}},
		{"http.re", 0, []string{"http.request.method", "http.response.code", "http.referer"}, []string{"http.host", "tcp.port"}},
		{"tcp and htt", 8, []string{"http", "http.host"}, []string{"and", "tcp.port"}},
		{"(tcp.p", 1, []string{"tcp.port"}, nil},
		{"!tcp.p", 1, []string{"tcp.port"}, nil},
		{"http.host ", 10, []string{"==", "contains", "matches", "&&"}, []string{">", "http.host"}},
		{"tcp.port ", 9, []string{"==", ">", "in"}, []string{"contains"}},
		{"tcp.flags.reset ", 16, []string{"and", "||"}, []string{"=="}},
		{"tcp.port in ", 12, []string{"{"}, []string{"tcp.port"}},
		{"tcp.port == ", 12, nil, []string{"tcp.port", "and"}},
		{"tcp.port == 80 a", 15, []string{"and"}, []string{"or"}},
		{`http.host == "tcp.`, 14, nil, []string{"tcp.port"}},
		{"tcp.port in {80} ", 17, []string{"and"}, []string{"tcp.port"}},
	} {
		from, got := Complete(c.expression, len(c.expression))
		var texts []string
		for _, candidate := range got {
			texts = append(texts, candidate.Text)
		}
		if from != c.from {
			t.Errorf("%q: from %d, want %d", c.expression, from, c.from)
		}
		for _, text := range c.has {
			if !slices.Contains(texts, text) {
				t.Errorf("%q: no %q in %q", c.expression, text, texts)
			}
		}
		for _, text := range c.not {
			if slices.Contains(texts, text) {
				t.Errorf("%q: %q", c.expression, text)
			}
		}
	}
}
