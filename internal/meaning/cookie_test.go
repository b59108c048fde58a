package meaning

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseSetCookie(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     SetCookie
	}{
		{"RFC 6265 §3.1", "SID=31d4d96e407aad42; Path=/; Domain=example.com", SetCookie{Name: "SID", Value: "31d4d96e407aad42", Path: "/", Domain: "example.com"}},
		{"§3.1: Secure and HttpOnly", "SID=31d4d96e407aad42; Path=/; Secure; HttpOnly", SetCookie{Name: "SID", Value: "31d4d96e407aad42", Path: "/", Secure: true, HTTPOnly: true}},
		{"§5.2: blanks, case, unknown attributes", " a = b ;PATH= /x ;  secure=no; Priority=High", SetCookie{Name: "a", Value: "b", Path: "/x", Secure: true, Unknown: []string{"Priority"}}},
		{"§5.2: the value holds =", "a=b=c", SetCookie{Name: "a", Value: "b=c"}},
		{"§5.2: quotes are part of the value", `a="b c"`, SetCookie{Name: "a", Value: `"b c"`}},
		{"§5.2.2: Max-Age", "a=b; Max-Age=60", SetCookie{Name: "a", Value: "b", MaxAge: 60, HasMaxAge: true}},
		{"§5.2.2: negative Max-Age", "a=b; Max-Age=-1", SetCookie{Name: "a", Value: "b", MaxAge: -1, HasMaxAge: true}},
		{"§5.2.2: no number is ignored", "a=b; Max-Age=60s; max-age=+60; max-age=", SetCookie{Name: "a", Value: "b"}},
		{"§5.2.3: leading dot and case of Domain", "a=b; domain=.Example.COM", SetCookie{Name: "a", Value: "b", Domain: "example.com"}},
		{"§5.2.4: a path that is not absolute", "a=b; path=x", SetCookie{Name: "a", Value: "b"}},
		{"§5.3: the last attribute counts", "a=b; path=/x; path=/y", SetCookie{Name: "a", Value: "b", Path: "/y"}},
		{"bis §5.6: a cookie without a name", "abc", SetCookie{Value: "abc"}},
		{"bis §5.6.7: SameSite", "a=b; samesite=LAX; Partitioned", SetCookie{Name: "a", Value: "b", SameSite: SameSiteLax, Partitioned: true}},
		{"bis §5.6.7: SameSite not understood", "a=b; SameSite=Strict; SameSite=Odd", SetCookie{Name: "a", Value: "b"}},
		{"bis: an attribute too long is ignored", "a=b; Path=/" + strings.Repeat("x", MaxCookieAttribute), SetCookie{Name: "a", Value: "b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := ParseSetCookie(c.in)
			if d := cmp.Diff(c.want, got); d != "" || !ok {
				t.Errorf("%v\n%s", ok, d)
			}
		})
	}
	for _, in := range []string{"", "=", " ; Path=/", "a=b\x00c", "a=b; Path=/\n", "a=" + strings.Repeat("x", MaxCookieName)} {
		if c, ok := ParseSetCookie(in); ok {
			t.Errorf("ParseSetCookie(%.20q) = %+v, want it ignored", in, c)
		}
	}
}

func TestParseCookieDate(t *testing.T) {
	want := time.Date(1994, 11, 6, 8, 49, 37, 0, time.UTC).Unix()
	for _, s := range []string{ // RFC 6265 §5.1.1
		"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "6 nov 94 8:49:37", "NOVEMBER;1994;06;08:49:37z",
		"08:49:37 6th Nov 1994 pretend", "6 Nov 1994 08:49:37 8:00:00",
	} {
		if got, ok := ParseCookieDate(s); !ok || got != want {
			t.Errorf("%q is %s, %v", s, date(got), ok)
		}
	}
	for _, s := range []string{"", "0", "-1", "6 Nov 1994", "06 Nov 1994 24:00:00", "31 Feb 1994 00:00:00", "00 Nov 1994 00:00:00", "6 Nov 1600 00:00:00",
		"6 Nov 1994 00:60:00", "006 Nov 1994 00:00:00", "6 Nov 19940 00:00:00", "6 Nov 1994 000:00:00", "6 Nev 1994 00:00:00"} {
		if got, ok := ParseCookieDate(s); ok {
			t.Errorf("%q is %s, want none", s, date(got))
		}
	}
	if got, ok := ParseCookieDate("Thu, 31 Dec 69 23:59:59 GMT"); !ok || date(got) != "2069-12-31 23:59:59 UTC" {
		t.Error("§5.1.1: 69 is 2069", date(got), ok)
	}
	if got, ok := ParseCookieDate("Thu, 01 Jan 9999 00:00:00 GMT"); !ok || date(got) != "9999-01-01 00:00:00 UTC" {
		t.Error("a date far off", date(got), ok)
	}
}

func TestCookieExpiry(t *testing.T) {
	now := seconds(answered)
	for _, c := range []struct {
		name, in string
		want     int64
	}{
		{"a session", "a=b", Never},
		{"Max-Age goes before Expires", "a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", now + 60},
		{"Expires", "a=b; Expires=Thu, 01 Jan 1970 00:00:10 GMT", 10},
		{"a bad Expires is none", "a=b; Expires=soon", Never},
	} {
		sc, _ := ParseSetCookie(c.in)
		if got := sc.ExpiresAt(answered); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestDomainAndPathMatch(t *testing.T) {
	for _, c := range []struct {
		host, domain string
		want         bool
	}{
		{"example.com", "example.com", true}, {"a.example.com", "example.com", true}, {"badexample.com", "example.com", false},
		{"example.com", "a.example.com", false}, {"10.0.0.1", "0.0.1", false}, {"10.0.0.1", "10.0.0.1", true}, {"a.b", "", false},
	} {
		if DomainMatch(c.host, c.domain) != c.want {
			t.Errorf("§5.1.3: %s under %s: %v", c.host, c.domain, !c.want)
		}
	}
	for _, c := range []struct {
		path, cookie string
		want         bool
	}{{"/", "/", true}, {"/a/b", "/a", true}, {"/a/b", "/a/", true}, {"/ab", "/a", false}, {"/a", "/a/", false}, {"/a", "/a", true}} {
		if PathMatch(c.path, c.cookie) != c.want {
			t.Errorf("§5.1.4: %s under %s: %v", c.path, c.cookie, !c.want)
		}
	}
	for path, want := range map[string]string{"": "/", "/": "/", "/a": "/", "/a/": "/a", "/a/b": "/a", "a/b": "/"} {
		if got := DefaultPath(path); got != want {
			t.Errorf("§5.1.4: default path of %q is %q, want %q", path, got, want)
		}
	}
}

func TestCookieFaults(t *testing.T) {
	for _, c := range []struct {
		in     string
		secure bool
		want   []Fault
	}{
		{"a=b", false, nil},
		{"a=b; Domain=example.com", false, nil},
		{"a=b; Domain=www.example.com", false, nil},
		{"a=b; Domain=evil.com", false, []Fault{ForeignDomain}},
		{"a=b; Domain=sub.www.example.com", false, []Fault{ForeignDomain}},
		{"a=b; Domain=com", false, []Fault{PublicSuffix}},
		{"__Secure-a=b; Secure", true, nil},
		{"__Secure-a=b", true, []Fault{SecurePrefix}},
		{"__Host-a=b; Secure; Path=/", true, nil},
		{"__Host-a=b; Secure", true, []Fault{HostPrefix}},
		{"__host-a=b; Secure; Path=/; Domain=www.example.com", true, []Fault{HostPrefix}},
		{"__Host-a=b; Secure; Path=/", false, []Fault{InsecureSecure}},
		{"=__Host-a=b; Secure; Path=/", true, []Fault{NamelessPrefix}},
		{"a=b; SameSite=None", true, []Fault{NoneNotSecure}},
		{"a=b; SameSite=None; Secure; Partitioned", true, nil},
		{"a=b; Partitioned", true, []Fault{PartNotSecure}},
	} {
		sc, _ := ParseSetCookie(c.in)
		if got := sc.Faults("WWW.example.com:8080", c.secure); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.in, got, c.want)
		}
	}
}

func TestParseCookie(t *testing.T) {
	got := slices.Collect(ParseCookie(`a=1; b="x y";c; =d;;  e = f=g `))
	want := []CookiePair{{"a", "1"}, {"b", `"x y"`}, {"", "c"}, {"", "d"}, {"e", "f=g"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if n := len(slices.Collect(ParseCookie(strings.Repeat("a=b;", 1000)))); n != MaxElements {
		t.Errorf("%d cookies, want the limit of %d", n, MaxElements)
	}
}
