package meaning

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseCacheControl(t *testing.T) {
	got := ParseCacheControl(`Max-Age=60 , private="set-cookie, x-a", no-cache,, max-age=60, foo="b\"r" , bad name, =1, stale-if-error = 5`)
	want := CacheControl{{"max-age", "60", true}, {"private", "set-cookie, x-a", true}, {"no-cache", "", false}, {"max-age", "60", true},
		{"foo", `b"r`, true}, {"stale-if-error", "5", true}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for _, c := range []struct {
		name, in string
		want     int64
		given    Given
	}{
		{"§5.2: also quoted", `max-age="10"`, 10, Number},
		{"§1.2.2: too large", "max-age=99999999999999999999", MaxSeconds, Number},
		{"§4.2.1: no number", "max-age=ten", 0, NoNumber},
		{"§4.2.1: no value", "max-age", 0, NoNumber},
		{"§4.2.1: negative", "max-age=-1", 0, NoNumber},
		{"§4.2.1: several", "max-age=1, max-age=2", 1, Several},
		{"§4.2.1: the same twice", "max-age=1, max-age=1", 1, Number},
		{"absent", "s-maxage=1", 0, Absent},
	} {
		if n, g := ParseCacheControl(c.in).Seconds("max-age"); n != c.want || g != c.given {
			t.Errorf("%s: %d, %v", c.name, n, g)
		}
	}
}

func TestStorable(t *testing.T) {
	for _, c := range []struct {
		name            string
		request, answer string
		private, shared Answer
	}{
		{"§3: 200 to GET", "> GET / HTTP/1.1", "< HTTP/1.1 200 OK", Yes, Yes},
		{"§5.2.2.5: no-store", "> GET / HTTP/1.1", "< HTTP/1.1 200 OK\n< Cache-Control: no-store, max-age=60", No, No},
		{"§5.2.1.5: no-store in the request", "> GET / HTTP/1.1\n> Cache-Control: no-store", "< HTTP/1.1 200 OK\n< Cache-Control: max-age=60", No, No},
		{"§5.2.2.7: private", "> GET / HTTP/1.1", "< HTTP/1.1 200 OK\n< Cache-Control: private", Yes, No},
		{"§5.2.2.7: private for some fields", "> GET / HTTP/1.1", "< HTTP/1.1 200 OK\n< Cache-Control: private=\"set-cookie\"", Yes, Yes},
		{"§3.5: Authorization", "> GET / HTTP/1.1\n> Authorization: Basic eDp5", "< HTTP/1.1 200 OK\n< Cache-Control: max-age=60", Yes, No},
		{"§3.5: Authorization with public", "> GET / HTTP/1.1\n> Authorization: Basic eDp5", "< HTTP/1.1 200 OK\n< Cache-Control: public", Yes, Yes},
		{"§3.5: Authorization with s-maxage", "> GET / HTTP/1.1\n> Authorization: Basic eDp5", "< HTTP/1.1 200 OK\n< Cache-Control: s-maxage=1", Yes, Yes},
		{"§5.2.2.3: must-understand lifts no-store", "> GET / HTTP/1.1", "< HTTP/1.1 200 OK\n< Cache-Control: must-understand, no-store", Unknown, Unknown},
		{"§5.2.2.3: not for a code not known", "> GET / HTTP/1.1", "< HTTP/1.1 299 X\n< Cache-Control: must-understand, no-store, max-age=9", No, No},
		{"§5.2.2.3: must-understand does not lift the request's no-store", "> GET / HTTP/1.1\n> Cache-Control: no-store", "< HTTP/1.1 200 OK\n< Cache-Control: must-understand, no-store", No, No},
		{"9110 §15.1: 302 is not heuristically cacheable", "> GET / HTTP/1.1", "< HTTP/1.1 302 Found", No, No},
		{"§3: 302 with max-age", "> GET / HTTP/1.1", "< HTTP/1.1 302 Found\n< Cache-Control: max-age=5", Yes, Yes},
		{"§3: s-maxage means nothing to a private cache", "> GET / HTTP/1.1", "< HTTP/1.1 302 Found\n< Cache-Control: s-maxage=5", No, Yes},
		{"9110 §15.1: 404", "> GET / HTTP/1.1", "< HTTP/1.1 404 Not Found", Yes, Yes},
		{"§4.3.4: 304", "> GET / HTTP/1.1", "< HTTP/1.1 304 Not Modified\n< Cache-Control: max-age=60", No, No},
		{"9110 §9.3.3: POST", "> POST / HTTP/1.1", "< HTTP/1.1 200 OK\n< Cache-Control: max-age=60", No, No},
		{"9110 §9.3.3: POST with Content-Location", "> POST / HTTP/1.1", "< HTTP/1.1 200 OK\n< Cache-Control: max-age=60\n< Content-Location: /", Yes, Yes},
		{"9110 §9.3.3: POST with another Content-Location", "> POST / HTTP/1.1\n> Host: h", "< HTTP/1.1 200 OK\n< Cache-Control: max-age=60\n< Content-Location: /other", No, No},
		{"9110 §9.3.3: POST, Content-Location is relative", "> POST /a HTTP/1.1\n> Host: h", "< HTTP/1.1 200 OK\n< Cache-Control: max-age=60\n< Content-Location: a", Yes, Yes},
		{"9110 §9.3.3: POST needs a lifetime", "> POST / HTTP/1.1", "< HTTP/1.1 200 OK\n< Cache-Control: public\n< Content-Location: /", No, No},
		{"a method whose rules are not told", "> PROPFIND / HTTP/1.1", "< HTTP/1.1 207 M\n< Cache-Control: max-age=60", Unknown, Unknown},
		{"9110 §9.3.4: PUT", "> PUT / HTTP/1.1", "< HTTP/1.1 200 OK\n< Cache-Control: max-age=60", No, No},
		{"a method not known", "> BREW / HTTP/1.1", "< HTTP/1.1 200 OK\n< Cache-Control: max-age=60", Unknown, Unknown},
		{"the request was not seen", "", "< HTTP/1.1 200 OK", Unknown, Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := trace(c.request + "\n" + c.answer)
			f, ok := FreshnessOf(&x)
			if !ok || f.Private.Storable != c.private || f.Shared.Storable != c.shared {
				t.Errorf("private %v (%s), shared %v (%s); want %v, %v", f.Private.Storable, f.Private.Why[English], f.Shared.Storable, f.Shared.Why[English], c.private, c.shared)
			}
			if f.Private.Section == "" || f.Private.Why[Chinese] == "" {
				t.Errorf("no reason: %+v", f.Private)
			}
		})
	}
}

func TestFreshnessOfStatus000(t *testing.T) {
	x := trace("> GET / HTTP/1.1\n< HTTP/1.1 000 Odd\n< Cache-Control: max-age=60")
	if f, ok := FreshnessOf(&x); !ok || f.Private.Lifetime != 60 {
		t.Errorf("%v, %d s: a status of 000 is no HTTP/0.9", ok, f.Private.Lifetime)
	}
}

func TestFreshnessLifetimeAndAge(t *testing.T) { // the response arrives at 12:00:00.5
	for _, c := range []struct {
		name, fields string
		source       Source // for a private cache
		lifetime     int64
		shared       int64
		age          int64
	}{
		{"§4.2.1: max-age before Expires", "< Cache-Control: max-age=60\n< Expires: Tue, 24 Nov 2026 13:00:00 GMT", ByMaxAge, 60, 60, 0},
		{"§4.2.1: s-maxage for shared caches", "< Cache-Control: max-age=60, s-maxage=5", ByMaxAge, 60, 5, 0},
		{"§4.2.1: Expires less Date", "< Date: Tue, 24 Nov 2026 11:59:50 GMT\n< Expires: Tue, 24 Nov 2026 13:00:00 GMT", ByExpires, 3610, 3610, 10},
		{"§4.2.1: Expires without a Date", "< Expires: Tue, 24 Nov 2026 13:00:00 GMT", ByReceived, 3600, 3600, 0},
		{"§5.3: Expires: 0", "< Expires: 0\n< Last-Modified: Mon, 23 Nov 2026 12:00:00 GMT", InvalidExpiry, 0, 0, 0},
		{"§5.3: Expires in the past", "< Date: Tue, 24 Nov 2026 12:00:00 GMT\n< Expires: Tue, 24 Nov 2026 11:00:00 GMT", ByExpires, 0, 0, 0},
		{"§4.2.2: heuristic", "< Date: Tue, 24 Nov 2026 12:00:00 GMT\n< Last-Modified: Tue, 24 Nov 2026 11:00:00 GMT", ByHeuristic, 360, 360, 0},
		{"§4.2.2: Last-Modified in the future", "< Date: Tue, 24 Nov 2026 12:00:00 GMT\n< Last-Modified: Tue, 24 Nov 2026 12:00:10 GMT", NoSource, 0, 0, 0},
		{"nothing says", "< ETag: \"x\"", NoSource, 0, 0, 0},
		{"§4.2.3: Age", "< Cache-Control: max-age=60\n< Age: 50", ByMaxAge, 60, 60, 50},
		{"§4.2.3: the larger of Age and the apparent age", "< Date: Tue, 24 Nov 2026 11:58:20 GMT\n< Cache-Control: max-age=600\n< Age: 50", ByMaxAge, 600, 600, 100},
		{"§5.1: the first Age of several", "< Cache-Control: max-age=60\n< Age: 7, 50", ByMaxAge, 60, 60, 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := trace("> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n" + c.fields)
			f, _ := FreshnessOf(&x)
			if f.Private.Source != c.source || f.Private.Lifetime != c.lifetime || f.Shared.Lifetime != c.shared || f.Age != c.age {
				t.Errorf("source %d, %d s, shared %d s, age %d; want %d, %d, %d, %d", f.Private.Source, f.Private.Lifetime, f.Shared.Lifetime, f.Age, c.source, c.lifetime, c.shared, c.age)
			}
		})
	}
	x := trace("> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n< Cache-Control: max-age=60\n< Age: 50")
	x.Response.Time = sent + int64(3*time.Second)
	if f, _ := FreshnessOf(&x); f.Age != 53 || f.Fresh(&f.Private) != 7 {
		t.Errorf("§4.2.3: the response's delay is added: age %d, left %d", f.Age, f.Fresh(&f.Private))
	}
}

func TestDirectivesExplained(t *testing.T) {
	for _, d := range cacheDirectives {
		if text, section, ok := (Directive{Name: d.name}).Explain(d.request); !ok || text[Chinese] == "" || !rfc.MatchString(section) {
			t.Errorf("%s: %q %q %v", d.name, text, section, ok)
		}
	}
	if _, _, ok := (Directive{Name: "immutable"}).Explain(true); ok {
		t.Error("immutable is for responses only")
	}
}

func TestParseDate(t *testing.T) { // RFC 9110 §5.6.7
	want := time.Date(1994, 11, 6, 8, 49, 37, 0, time.UTC).Unix()
	for _, s := range []string{"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", " Sun, 06 Nov 1994 08:49:37 GMT "} {
		if got, ok := ParseDate(s, sent); !ok || got != want {
			t.Errorf("%q is %s, %v", s, date(got), ok)
		}
	}
	for s, year := range map[string]string{"Sunday, 06-Nov-76 08:49:37 GMT": "2076", "Sunday, 06-Nov-77 08:49:37 GMT": "1977", "Sunday, 06-Nov-26 08:49:37 GMT": "2026"} {
		if got, ok := ParseDate(s, sent); !ok || !strings.HasPrefix(date(got), year) {
			t.Errorf("%q is %s, want %s: more than 50 years ahead is the past", s, date(got), year)
		}
	}
	for _, s := range []string{"", "0", "-1", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 +0100", "Sunday, 30-Feb-94 08:49:37 GMT", strings.Repeat("S", 1<<16)} {
		if got, ok := ParseDate(s, sent); ok {
			t.Errorf("%.30q is %s, want none", s, date(got))
		}
	}
}
