package meaning

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// busy is an exchange with something to say of every topic; what is secret in
// it is the word tell.
const busy = `> GET /img?access_token=tell HTTP/1.1
> Host: www.example.com
> Accept: text/html, image/*;q=0.8
> Accept-Language: zh, en;q=0.5
> Accept-Encoding: gzip
> Cookie: sid=tell; theme=tell
> If-Match: "a"
> Expect: 100-continue
> Content-Length: 9
> Range: bytes=0-9
> Authorization: Basic dXNlcjp0ZWxs
> Proxy-Authorization: Bearer tell.tell
> X-API-Key: tell
> X-Forwarded-For: 192.0.2.1, 192.0.2.2
> Via: 1.1 proxy
< HTTP/1.1 302 Found
< Date: Tue, 24 Nov 2026 12:00:00 GMT
< Content-Type: image/png
< Content-Language: zh
< Content-Encoding: gzip
< Content-Range: bytes 0-9/10
< Cache-Control: private, max-age=3600, foo
< Content-Location: /img?token=tell
< Location: https://user:tell@other.test/?token=tell
< ETag: "b"
< Vary: Accept-Encoding
< Connection: close
< WWW-Authenticate: Basic realm="x"
< Set-Cookie: sid=tell; Path=/; HttpOnly; Max-Age=7200
< Set-Cookie: x=tell; Domain=evil.com; SameSite=None`

func TestExplain(t *testing.T) {
	var got []string
	for _, r := range Explain(trace(busy)) {
		got = append(got, r.Topic.Text()[English]+": "+r.Text[English])
	}
	want := []string{
		`method: Asks for a current representation of the resource.`,
		`status: The resource is for now at another URI.`,
		`connection: Connection closes: the server sent "Connection: close", so it ends after this response.`,
		`expectation: The client asks whether to send its content (100-continue). No 100 was seen before the final response.`,
		`redirect: Redirect to https://user:***@other.test/?token=***; a client that follows sends GET.`,
		`redirect: The redirect leads to another origin; a careful client sends no Authorization there. Cookies go by their own scope.`,
		`validation: Conditional request (If-Match); this answer says nothing of the condition.`,
		`caching: The response's Cache-Control: private (shared caches must not store it), max-age=3600 (fresh for that many seconds), foo (not known here).`,
		`caching: May a private cache store it: yes, the response allows it explicitly; a shared one: no, the response says private.`,
		`caching: A private cache may take it as fresh for 1 h (max-age).`,
		`validation: A stored copy can be validated by ETag.`,
		`cookies: The client sends the cookies sid, theme.`,
		`cookies: Set-Cookie asks for cookie sid for the host www.example.com only, for 2 h (Max-Age), HttpOnly.`,
		`cookies: Set-Cookie asks for cookie x for evil.com and all under it, until the session ends.`,
		`cookies: SameSite=None: cookie x may be sent with requests from other sites too.`,
		`cookies: A browser is to refuse cookie x: its Domain does not cover the host that sets it.`,
		`cookies: A browser is to refuse cookie x: SameSite=None demands Secure.`,
		`negotiation: Content-Type is image/png, which Accept wants with weight 0.8.`,
		`negotiation: The content is labelled as coded with gzip, as Accept-Encoding allows.`,
		`negotiation: Content-Language is zh; Accept-Language asks for zh, en;q=0.5.`,
		`negotiation: The choice may depend on the request's Accept-Encoding: a cache uses what it stored only for requests alike in that.`,
		`authentication: Basic authentication as user user, password ***: the scheme encodes them, it does not encrypt.`,
		`authentication: Bearer token: whoever holds it can use it; it is not looked into.`,
		`authentication: WWW-Authenticate names the authentication scheme Basic (realm x).`,
		`proxies: Via claims that the request passed proxy (1.1), in this order.`,
		`proxies: X-Forwarded-For claims of the request: for 192.0.2.1, for 192.0.2.2; anybody can write that.`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// whole checks what every remark is to have.
func whole(t *testing.T, r Remark) {
	t.Helper()
	chinese := strings.ContainsFunc(r.Text[Chinese], func(c rune) bool { return unicode.Is(unicode.Han, c) })
	if !strings.HasSuffix(r.Text[English], ".") && !strings.Contains(r.Text[English], "Token: ") || !chinese || r.Section == "" || r.Topic.Text()[Chinese] == "" {
		t.Errorf("not whole: %+v", r)
	}
	for _, s := range r.Text {
		if strings.Contains(s, "%!") || strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsPrint(c) }) {
			t.Errorf("not fit to be shown: %q", s)
		}
	}
}

func TestExplainKeepsSecrets(t *testing.T) {
	x := trace(busy)
	for _, r := range Explain(x) {
		whole(t, r)
		if text := fmt.Sprint(r.Text); strings.Contains(text, "tell") || strings.Contains(text, "dGVsb") {
			t.Errorf("a secret is told: %s", text)
		}
	}
	x.Reveal = true
	all := fmt.Sprint(Explain(x))
	for _, want := range []string{"password tell", "token=tell", "sid=tell", "Token: tell.tell"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not told when asked for", want)
		}
	}
}

func TestExplainHalves(t *testing.T) {
	for _, text := range []string{"> GET / HTTP/1.1", "< HTTP/1.1 200 OK", "> FOO * HTTP/1.1\n< HTTP/1.1 999 X", "> GET /", ""} {
		for _, r := range Explain(trace(text)) {
			whole(t, r)
		}
	}
}

func TestExplainHostileValues(t *testing.T) {
	begin := time.Now()
	long := map[string]string{
		"commas": strings.Repeat(",a=b", 1<<18), "semicolons": strings.Repeat(";a=b", 1<<18), "quotes": strings.Repeat(`"\`, 1<<19),
		"parens": strings.Repeat("(", 1<<20), "slashes": strings.Repeat("//", 1<<19), "marks": strings.Repeat("?token=", 1<<17),
		"controls": strings.Repeat("\x1b[2J\x00\n\u202e", 1<<15), "digits": strings.Repeat("9", 1<<20), "dots": strings.Repeat("e30.", 1<<18), "empty": "",
	}
	for name, value := range long {
		x := trace("> GET /a HTTP/1.1\n> Host: h\n< HTTP/1.1 302 Found")
		for _, f := range strings.Fields(`Connection Keep-Alive Upgrade Expect Range Content-Range Cache-Control Age Expires Date Last-Modified ETag Vary
			If-None-Match If-Match If-Modified-Since Cookie Set-Cookie Accept Accept-Encoding Content-Encoding Content-Type Accept-Language Content-Language
			Authorization Proxy-Authorization WWW-Authenticate Proxy-Authenticate Via Forwarded X-Forwarded-For X-Forwarded-Proto X-Real-IP Location`) {
			x.Request.Fields = append(x.Request.Fields, Line{f, value})
			x.Response.Fields = append(x.Response.Fields, Line{f, value})
		}
		x.Request.Fields[len(x.Request.Fields)-1].Value = value
		remarks := Explain(x)
		if len(remarks) > MaxElements {
			t.Errorf("%s: %d remarks", name, len(remarks))
		}
		for _, r := range remarks {
			whole(t, r)
			if n := len(r.Text[English]); n > 4000 {
				t.Errorf("%s: a remark of %d bytes: %.80s", name, n, r.Text[English])
			}
		}
		MaskField("Link", value)
		MaskField("Cookie", value)
	}
	if d := time.Since(begin); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestDuration(t *testing.T) {
	for n, want := range map[int64]Text{0: {"0 s", "0 秒"}, 59: {"59 s", "59 秒"}, 60: {"1 min", "1 分钟"}, 3661: {"1 h 1 min", "1 小时 1 分钟"}, 31536000: {"365 d", "365 天"}, -90: {"−1 min 30 s", "−1 分钟 30 秒"}, -1 << 63: {"−106751991167300 d 15 h", "−106751991167300 天 15 小时"}} {
		if got := duration(n); got != want {
			t.Errorf("%d s is %q, want %q", n, got, want)
		}
	}
}

func TestRelatedRemarks(t *testing.T) {
	for _, r := range []Remark{Follows(12), Renews(12, "If-None-Match")} {
		whole(t, r)
		if !strings.Contains(r.Text[English], "exchange 12") || !strings.Contains(r.Text[Chinese], "请求 12") {
			t.Errorf("%q", r.Text)
		}
	}
}

// only is what is said of one topic, in English.
func only(topic Topic, x Exchange) string {
	var all []string
	for _, r := range Explain(x) {
		if r.Topic == topic {
			all = append(all, r.Text[English])
		}
	}
	return strings.Join(all, "\n")
}

func TestExplainCaching(t *testing.T) {
	for _, c := range []struct{ name, fields, says, not string }{
		{"§4.2.2: a heuristic is called one", "< Date: Tue, 24 Nov 2026 12:00:00 GMT\n< Last-Modified: Tue, 24 Nov 2026 02:00:00 GMT", "may guess, usually 1 h by a heuristic", "as fresh for"},
		{"nothing says", "< ETag: \"x\"", "A cache is told nothing of how long it is fresh.", "guess"},
		{"§5.2.2.4: no-cache", "< Cache-Control: no-cache, max-age=5", "validated before each use", "as fresh for"},
		{"§4.1: Vary: *", "< Vary: *\n< Cache-Control: max-age=5", "answers no later request", "as fresh for"},
		{"§5.2.2.10: s-maxage", "< Cache-Control: max-age=5, s-maxage=10", "A private cache may take it as fresh for 5 s (max-age).\nA shared cache may take it as fresh for 10 s (s-maxage).", "A cache"},
		{"§5.2.2.5: no-store", "< Cache-Control: no-store, max-age=5", "no; the response says no-store", "may take it"},
		{"§4.2: stale when it came", "< Cache-Control: max-age=5\n< Age: 6", "by Age it was stale on arrival", "left"},
		{"§4.2: some is left", "< Cache-Control: max-age=60\n< Age: 6", "; by Age 54 s of it were left on arrival", "stale"},
		{"§5.3: Expires: 0", "< Expires: 0", "stale at once (an invalid Expires, which means expired)", "as fresh for"},
		{"§5.2.3: a directive not known", "< Cache-Control: community=\"UCI\"", "community=UCI (not known here)", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := only(Caches, trace("> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n"+c.fields))
			if !strings.Contains(got, c.says) || c.not != "" && strings.Contains(got, c.not) {
				t.Errorf("%s\nwant %q, without %q", got, c.says, c.not)
			}
		})
	}
	if got := only(Caches, trace("> GET / HTTP/1.1\n> Cache-Control: no-cache\n< HTTP/1.1 304 Not Modified")); got != "The request's Cache-Control: no-cache (the client wants it validated first)." {
		t.Errorf("of a 304: %s", got)
	}
}

func TestExplainSetCookie(t *testing.T) { // the response comes at 12:00:00
	for _, c := range []struct{ name, set, says string }{
		{"Expires", "a=b; Expires=Wed, 25 Nov 2026 12:00:00 GMT", "for the host www.example.com only, path /dir, until 2026-11-25 12:00:00 UTC (Expires)."},
		{"Expires in the past removes", "a=b; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "in the past, which removes it (1970-01-01 00:00:00 UTC)"},
		{"Max-Age=0 removes", "a=b; Path=/; Max-Age=0", "in the past, which removes it (Max-Age)"},
		{"Domain", "a=b; Path=/; Domain=example.com", "Set-Cookie asks for cookie a for example.com and all under it, until the session ends."},
		{"an empty name", "b", `Set-Cookie asks for cookie ""`},
		{"Secure in the clear", "a=b; Secure", "to refuse cookie a: Secure is not to be set over a connection that is not secure"},
		{"not a cookie", "=", "is to be ignored"},
	} {
		x := trace("> GET /dir/x HTTP/1.1\n> Host: www.example.com\n< HTTP/1.1 200 OK\n< Set-Cookie: " + c.set)
		if got := only(Cookies, x); !strings.Contains(got, c.says) {
			t.Errorf("%s: %s", c.name, got)
		}
	}
	x := trace("> GET / HTTP/1.1\n> Host: 192.0.2.1\n< HTTP/1.1 200 OK\n< Set-Cookie: a=b; Domain=192.0.2.1")
	if got := only(Cookies, x); !strings.Contains(got, "for the host 192.0.2.1 only") {
		t.Errorf("nothing is under an address: %s", got)
	}
	x = trace("< HTTP/1.1 200 OK\n< Set-Cookie: a=b")
	if got := only(Cookies, x); !strings.Contains(got, "for the host that set it only") {
		t.Errorf("the request was not seen: %s", got)
	}
}

func TestURL(t *testing.T) { // RFC 9112 §3.3
	for _, c := range []struct{ name, trace, want string }{
		{"origin form", "> GET /a?b HTTP/1.1\n> Host: H:80", "http://H:80/a?b"},
		{"absolute form", "> GET http://x/y HTTP/1.1\n> Host: h", "http://x/y"},
		{"asterisk form", "> OPTIONS * HTTP/1.1\n> Host: h", ""},
		{"authority form", "> CONNECT h:443 HTTP/1.1\n> Host: h", ""},
		{"no Host", "> GET / HTTP/1.0", ""},
		{"two Hosts", "> GET / HTTP/1.1\n> Host: a\n> Host: b", ""},
		{"a Host that would shift the parts", "> GET / HTTP/1.1\n> Host: a/b?c@d", ""},
		{"two slashes", "> GET //evil/x HTTP/1.1\n> Host: h", "http://h//evil/x"},
		{"a bad escape", "> GET /%zz HTTP/1.1\n> Host: h", ""},
		{"too long", "> GET /" + strings.Repeat("x", MaxURL) + " HTTP/1.1\n> Host: h", ""},
	} {
		x := trace(c.trace)
		if u, ok := x.URL(); ok != (c.want != "") || ok && u.String() != c.want {
			t.Errorf("%s: %v, %v", c.name, u, ok)
		}
	}
	x := trace("> GET / HTTP/1.1\n> Host: h")
	x.Secure = true
	if u, _ := x.URL(); u.String() != "https://h/" {
		t.Error(u)
	}
}

func TestSameURL(t *testing.T) { // RFC 9110 §4.2.3
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"http://example.com:80/~smith/home.html", "http://EXAMPLE.com/~smith/home.html", true}, {"https://h:443", "https://h/#x", true},
		{"https://h/", "http://h/", false}, {"http://h/a", "http://h/A", false}, {"http://h/a?", "http://h/a", false}, {"http://h:8080/", "http://h/", false},
	} {
		x, y := trace("> GET "+c.a+" HTTP/1.1"), trace("> GET "+c.b+" HTTP/1.1")
		u, _ := x.URL()
		v, _ := y.URL()
		if (sameURL(u) == sameURL(v)) != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, !c.same)
		}
	}
}

func TestDigitsStopAtMost(t *testing.T) {
	const most = 1<<62 - 1
	if n, ok := digits(strings.Repeat("9", 40), most); n != most || !ok {
		t.Errorf("%d, %v", n, ok)
	}
}
