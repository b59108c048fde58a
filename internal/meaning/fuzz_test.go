package meaning

import (
	"math"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"wiretalk/httpdecode"
)

func FuzzSetCookie(f *testing.F) {
	for _, s := range []string{"SID=31d4; Path=/; Domain=example.com; Max-Age=60", "a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax", "__Host-a=b;Secure;Path=/", "=", ";;;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, ok := ParseSetCookie(s)
		if !ok {
			return
		}
		if c.Name == "" && c.Value == "" || len(c.Name)+len(c.Value) > MaxCookieName || len(c.Unknown) > MaxElements {
			t.Errorf("%+v", c)
		}
		if c.Path != "" && c.Path[0] != '/' {
			t.Errorf("path %q", c.Path)
		}
		c.Faults("www.example.com", true)
		x := trace("> GET /a/b HTTP/1.1\n> Host: www.example.com")
		x.Response = Response{Seen: true, Status: 200, Fields: Lines{{"Set-Cookie", s}}, Time: answered}
		var j Jar
		for _, stored := range j.Answered(1, &x) {
			// What is in scope and has not expired is known again.
			if stored.Domain != "www.example.com" || stored.Removed || stored.Set.Secure || !PathMatch("/a/b", stored.Path) || stored.Expires < seconds(answered) {
				continue
			}
			y := x
			y.Request.Time, y.Request.Fields = answered, append(y.Request.Fields[:1:1], Line{"Cookie", stored.Set.Name + "=" + stored.Set.Value})
			for _, sent := range j.Requested(&y) {
				if sent.Origin != SetHere {
					t.Errorf("%q comes back as %s", s, sent.Origin)
				}
			}
		}
	})
}

func FuzzCookie(f *testing.F) {
	for _, s := range []string{"a=1; b=2", `a="x;y"`, ";;=;", "a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := 0
		for p := range ParseCookie(s) {
			if n++; p.Name == "" && p.Value == "" {
				t.Error("an empty cookie")
			}
		}
		if n > MaxElements {
			t.Errorf("%d cookies", n)
		}
	})
}

func FuzzCookieDate(f *testing.F) {
	for _, s := range []string{"Sun, 06 Nov 1994 08:49:37 GMT", "1-1-70 0:0:0 jan", "31 Dec 9999 23:59:59"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, ok := ParseCookieDate(s); ok && (n < -11644473600 || n > 253402300799) {
			t.Errorf("%d is not within the years 1601 to 9999", n)
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"} {
		f.Add(s, sent)
	}
	f.Add("Sunday, 29-Feb-00 08:49:37 GMT", int64(math.MinInt64))
	f.Fuzz(func(t *testing.T, s string, received int64) {
		if n, ok := ParseDate(s, received); ok && (n < -62167219200 || n > 253402300799) {
			t.Errorf("%d is not within the years 0 to 9999", n)
		}
	})
}

func FuzzCacheControl(f *testing.F) {
	for _, s := range []string{"max-age=60, private", `private="a, b", no-cache`, "s-maxage=99999999999999999999", `"\`, "a=b=c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := ParseCacheControl(s)
		for _, d := range c {
			if !isToken(d.Name) {
				t.Errorf("name %q", d.Name)
			}
			if n, _ := c.Seconds(d.Name); n < 0 || n > MaxSeconds {
				t.Errorf("%s is %d s", d.Name, n)
			}
		}
		x := trace("> GET / HTTP/1.1\n< HTTP/1.1 200 OK")
		x.Response.Fields = Lines{{"Cache-Control", s}, {"Age", s}, {"Expires", s}}
		if fresh, _ := FreshnessOf(&x); fresh.Private.Lifetime < 0 || fresh.Shared.Lifetime < 0 || fresh.Age < 0 {
			t.Errorf("%+v", fresh)
		}
	})
}

func FuzzForwarded(f *testing.F) {
	for _, s := range []string{`for=192.0.2.60;proto=http;by=203.0.113.43`, `for="[2001:db8::1]:80", for=_x`, `for="\"`, "1.1 a (b, c), 1.0 d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := len(ParseForwarded(s)); n > MaxElements {
			t.Errorf("%d elements", n)
		}
		for _, v := range ParseVia(s) {
			if v.By == "" {
				t.Errorf("%+v", v)
			}
		}
		if n, ok := ParseNode(s); ok && !n.Addr.IsValid() && !n.Unknown && !n.Obfuscated {
			t.Errorf("%+v", n)
		}
		for _, h := range Hops(Lines{{"Forwarded", s}, {"X-Forwarded-For", s}, {"X-Forwarded-Host", s}, {"Via", s}}) {
			h.claim()
		}
	})
}

func FuzzAuth(f *testing.F) {
	for _, s := range []string{"Basic QWxhZGRpbjpvcGVu", "Bearer " + jwt, `Digest username="a", realm="b"`, "Negotiate, Basic realm=x", "NTLM TlRMTVNTUAADAAAA"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := len(ParseChallenges(s)); n > MaxElements {
			t.Errorf("%d challenges", n)
		}
		x := trace("> GET / HTTP/1.1\n< HTTP/1.1 401 U")
		x.Request.Fields, x.Response.Fields = Lines{{"Authorization", s}}, Lines{{"WWW-Authenticate", s}}
		for _, r := range Explain(x) {
			for _, text := range r.Text {
				for _, c := range text {
					if !unicode.IsPrint(c) {
						t.Errorf("%q is shown in %q", c, text)
					}
				}
			}
		}
	})
}

func FuzzMaskAndResolve(f *testing.F) {
	for _, s := range []string{"http://u:p@h/?token=a#id_token=b", "//", "/?key=", "..//..", "?a=b?sig=c"} {
		f.Add(s)
	}
	base, err := url.Parse("http://a/b/c")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := MaskURL(s)
		if twice := MaskURL(once); twice != once {
			t.Errorf("%q is masked to %q, and that to %q", s, once, twice)
		}
		if u, ok := Resolve(base, s); ok {
			sameURL(u)
		}
	})
}

// Conditions, ranges and what a status code demands are told of any value.
func FuzzExplain(f *testing.F) {
	for _, s := range []string{"bytes 0-9/10", "bytes */99999999999999999999", `W/"a", "b"`, "*", "Tue, 24 Nov 2026 11:00:00 GMT", "100-continue", "h2c"} {
		f.Add(s, 206, uint32(0))
	}
	f.Add("", 405, uint32(1))
	f.Fuzz(func(t *testing.T, s string, status int, notes uint32) {
		if c, ok := ParseContentRange(s); ok && !c.Unsatisfied && less(c.Last, c.First) {
			t.Errorf("%+v", c)
		}
		if strings.Contains(s, "%!") {
			return // looks like what whole finds
		}
		x := trace("> GET /a HTTP/1.1\n> Host: h\n< HTTP/1.1 200 OK")
		x.Response.Status, x.Notes = status, httpdecode.Notes(notes)
		for _, name := range []string{"Range", "If-Range", "If-None-Match", "If-Modified-Since", "If-Match", "Expect", "Upgrade", "Connection", "Content-Length"} {
			x.Request.Fields = append(x.Request.Fields, Line{name, s})
		}
		for _, name := range []string{"Content-Range", "ETag", "Last-Modified", "Date", "Upgrade", "Allow", "Location", "WWW-Authenticate", "Keep-Alive"} {
			x.Response.Fields = append(x.Response.Fields, Line{name, s})
		}
		for _, r := range Explain(x) {
			whole(t, r)
		}
	})
}
