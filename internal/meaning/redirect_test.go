package meaning

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestResolveRFC3986(t *testing.T) { // §5.4.1 and §5.4.2
	base, err := url.Parse("http://a/b/c/d;p?q")
	if err != nil {
		t.Fatal(err)
	}
	for reference, want := range map[string]string{
		"g:h": "g:h", "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/", "/g": "http://a/g", "//g": "http://g", "?y": "http://a/b/c/d;p?y",
		"g?y": "http://a/b/c/g?y", "#s": "http://a/b/c/d;p?q#s", "g#s": "http://a/b/c/g#s", ";x": "http://a/b/c/;x", "": "http://a/b/c/d;p?q", ".": "http://a/b/c/",
		"..": "http://a/b/", "../g": "http://a/b/g", "../..": "http://a/", "../../../g": "http://a/g", "/./g": "http://a/g", "g;x=1/../y": "http://a/b/c/y", "g?y/../x": "http://a/b/c/g?y/../x",
	} {
		if u, ok := Resolve(base, reference); !ok || u.String() != want {
			t.Errorf("%q is %v, want %s", reference, u, want)
		}
	}
	base.Fragment = "top"
	for reference, want := range map[string]string{"/g": "http://a/g#top", "/g#s": "http://a/g#s", "/g#": "http://a/g"} { // RFC 9110 §10.2.2
		if u, ok := Resolve(base, reference); !ok || u.String() != want {
			t.Errorf("%q is %v, want %s", reference, u, want)
		}
	}
	if u, ok := Resolve(base, strings.Repeat("x", MaxURL+1)); ok {
		t.Errorf("resolved %.20s", u)
	}
}

func TestRedirectMethods(t *testing.T) { // RFC 9110 §15.4
	for _, c := range []struct {
		status int
		method string
		want   []string
	}{
		{301, "POST", []string{"GET", "POST"}}, {302, "POST", []string{"GET", "POST"}}, {303, "POST", []string{"GET"}}, {307, "POST", []string{"POST"}}, {308, "POST", []string{"POST"}},
		{301, "GET", []string{"GET"}}, {302, "PUT", []string{"PUT"}}, {303, "PUT", []string{"GET"}}, {303, "HEAD", []string{"HEAD"}},
	} {
		if got := NextMethods(c.status, c.method); !slices.Equal(got, c.want) {
			t.Errorf("%d after %s: %v, want %v", c.status, c.method, got, c.want)
		}
	}
}

func TestRedirectOf(t *testing.T) {
	for _, c := range []struct{ name, trace, to, says string }{
		{"an absolute path", "> GET /a HTTP/1.1\n> Host: h:8080\n< HTTP/1.1 301 Moved\n< Location: /b?x=1", "http://h:8080/b?x=1", "follows sends GET"},
		{"a proxy's absolute form", "> GET http://h/a/b HTTP/1.1\n> Host: other\n< HTTP/1.1 302 Found\n< Location: c", "http://h/a/c", "follows sends GET"},
		{"POST", "> POST /a HTTP/1.1\n> Host: h\n< HTTP/1.1 302 Found\n< Location: /b", "http://h/b", "or keep POST"},
		{"a loop", "> GET /a HTTP/1.1\n> Host: h\n< HTTP/1.1 302 Found\n< Location: http://H:80/a#x", "http://H:80/a#x", "same URL"},
		{"a token is masked in the sentence", "> GET /a HTTP/1.1\n> Host: h\n< HTTP/1.1 302 Found\n< Location: /b?access_token=tell", "http://h/b?access_token=tell", "access_token=***"},
		{"304 is none", "> GET /a HTTP/1.1\n> Host: h\n< HTTP/1.1 304 Not Modified\n< Location: /b", "", ""},
		{"201 is none", "> POST /a HTTP/1.1\n> Host: h\n< HTTP/1.1 201 Created\n< Location: /b", "", ""},
		{"no Location", "> GET /a HTTP/1.1\n> Host: h\n< HTTP/1.1 302 Found", "", ""},
		{"no Host", "> GET /a HTTP/1.1\n< HTTP/1.1 302 Found\n< Location: /b", "", ""},
		{"not a URL", "> GET /a HTTP/1.1\n> Host: h\n< HTTP/1.1 302 Found\n< Location: http://[::1", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := trace(c.trace)
			r, ok := RedirectOf(&x)
			if ok != (c.to != "") || r.To != c.to || !strings.Contains(r.Text[English], c.says) {
				t.Errorf("%v: %+v", ok, r)
			}
		})
	}
}

func TestRedirectsChain(t *testing.T) {
	var r Redirects
	note := func(id int64, text string, after time.Duration) {
		x := later(trace(text), after)
		if _, ok := r.Answered(id, &x); !ok {
			t.Fatalf("%d does not redirect", id)
		}
	}
	note(1, "> POST /form HTTP/1.1\n> Host: h\n< HTTP/1.1 303 See Other\n< Location: /done#end", 0)
	note(2, "> GET /x HTTP/1.1\n> Host: h\n< HTTP/1.1 307 Temporary\n< Location: http://other.test/x", time.Second)
	for _, c := range []struct {
		name, trace string
		after       time.Duration
		id          int64
	}{
		{"another URL", "> GET /else HTTP/1.1\n> Host: h", 2 * time.Second, 0},
		{"another method", "> POST /done HTTP/1.1\n> Host: h", 2 * time.Second, 0},
		{"before the redirect was there", "> GET /done HTTP/1.1\n> Host: h", 0, 0},
		{"much later", "> GET /done HTTP/1.1\n> Host: h", time.Hour, 0},
		{"it follows", "> GET /done HTTP/1.1\n> Host: H:80", 2 * time.Second, 1},
		{"once only", "> GET /done HTTP/1.1\n> Host: h", 3 * time.Second, 0},
		{"to another host", "> GET /x HTTP/1.1\n> Host: other.test", 2 * time.Second, 2},
	} {
		x := later(trace(c.trace), c.after)
		if id, ok := r.Requested(&x); id != c.id || ok != (c.id != 0) {
			t.Errorf("%s: %d, %v, want %d", c.name, id, ok, c.id)
		}
	}
	for i := range int64(3 * MaxRedirects) {
		note(i, fmt.Sprintf("> GET /a HTTP/1.1\n> Host: h\n< HTTP/1.1 302 Found\n< Location: /%d", i), 0)
	}
	if len(r.waiting) != MaxRedirects {
		t.Errorf("%d wait, want the limit of %d", len(r.waiting), MaxRedirects)
	}
}
