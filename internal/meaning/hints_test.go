package meaning

import (
	"strings"
	"testing"
)

// RFC 8297 §2: what a 103 names may be loaded before the response.
func TestExplainEarlyHints(t *testing.T) {
	x := trace("> GET / HTTP/1.1\n< HTTP/1.1 200 OK")
	if got := only(OfStatus, x); strings.Contains(got, "103") {
		t.Errorf("without hints: %s", got)
	}
	x.Response.EarlyHints = Lines{{"Link", "</a.css>; rel=preload"}, {"link", "<https://b.test/?token=tell>; rel=next"}, {"X", "y"}}
	got := only(OfStatus, x)
	for _, want := range []string{
		"names what the client may load or connect to already: /a.css; rel=preload.",
		"names a link: https://b.test/?token=***; rel=next.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	for range 100 {
		x.Response.EarlyHints = append(x.Response.EarlyHints, Line{"Link", "</c>"})
	}
	if n := strings.Count(only(OfStatus, x), "103"); n != mostHints {
		t.Errorf("%d are quoted", n)
	}
}
