package meaning

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The example of RFC 7519 §3.1.
const jwt = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

func TestCredentials(t *testing.T) {
	const ntlm3 = "TlRMTVNTUAADAAAAAAAAAAAAAAA="
	for _, c := range []struct{ name, in, hidden, revealed string }{
		{"RFC 7617 §2", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "as user Aladdin, password ***", "password open sesame"},
		{"RFC 7617 §2: the case of the scheme, UTF-8", "basic dGVzdDoxMjPCow==", "as user test, password ***", "password 123£"},
		{"not Basic", "Basic %%%", "cannot be decoded", "cannot be decoded"},
		{"RFC 6750: opaque", "Bearer mF_9.B5f-4.1JqM", "whoever holds it can use it", "Token: mF_9.B5f-4.1JqM"},
		{"RFC 7519: the names of claims", "Bearer " + jwt, "a JWT (alg HS256), not verified, that claims exp, http://example.com/is_root, iss.", `iss="joe"`},
		{"RFC 7616 §3.9.1", `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=SHA-256, response="753927fa"`, "as user Mufasa in realm http-auth@example.org (SHA-256)", "Mufasa"},
		{"RFC 7616 §3.4.4: a hashed name", `Digest username="488869477bf2", userhash=true`, "as a user whose name is hashed", "whose name is hashed"},
		{"NTLM", "NTLM " + ntlm3, "NTLM message 3 of 3", "NTLM message 3"},
		{"RFC 4559: NTLM inside Negotiate", "Negotiate " + ntlm3, "NTLM message 3 of 3", "NTLM message 3"},
		{"RFC 4559: GSS-API", "Negotiate YIIJvwYGKwYBBQUC", "GSS-API token", "GSS-API token"},
		{"another scheme", "AWS4-HMAC-SHA256 Credential=AKIA/x, Signature=fe5f", "scheme AWS4-HMAC-SHA256", "scheme AWS4-HMAC-SHA256"},
		{"nothing", "", "cannot be told", "cannot be told"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for reveal, want := range map[bool]string{false: c.hidden, true: c.revealed} {
				x := trace("> GET / HTTP/1.1")
				x.Request.Fields, x.Reveal = Lines{{"Authorization", c.in}}, reveal
				n := 0
				for r := range explainCredentials(&x) {
					n++
					if !strings.Contains(r.Text[English], want) || r.Text[Chinese] == "" || r.Section == "" {
						t.Errorf("reveal %v: %q, want %q", reveal, r.Text[English], want)
					}
				}
				if n != 1 {
					t.Errorf("%d remarks", n)
				}
			}
		})
	}
}

func TestParseChallenges(t *testing.T) { // RFC 9110 §11.6.1
	for in, want := range map[string][]Auth{
		`Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\""`: {
			{Scheme: "Basic", Params: []Param{{"realm", "simple"}}},
			{Scheme: "Newauth", Params: []Param{{"realm", "apps"}, {"type", "1"}, {"title", `Login to "apps"`}}}},
		`Negotiate, NTLM`:                      {{Scheme: "Negotiate"}, {Scheme: "NTLM"}},
		`Negotiate oRQwEqADCgEB==, Basic`:      {{Scheme: "Negotiate", Token68: "oRQwEqADCgEB=="}, {Scheme: "Basic"}},
		`, ,Bearer error = "invalid_token", x`: {{Scheme: "Bearer", Params: []Param{{"error", "invalid_token"}}}, {Scheme: "x"}},
		``:                                     nil,
	} {
		if d := cmp.Diff(want, ParseChallenges(in)); d != "" {
			t.Errorf("%s\n%s", in, d)
		}
	}
}

func TestMaskField(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"Authorization", "Basic QWxhZGRpbjpvcGVu", "Basic ***"},
		{"proxy-authorization", "Digest username=\"a\", response=\"b\"", "Digest ***"},
		{"Authorization", "justatoken", "***"},
		{"Cookie", "SID=31d4; theme=dark; nameless; q=\"x\"", "SID=***; theme=***;***; q=***"},
		{"Set-Cookie", "SID=31d4; Path=/; HttpOnly", "SID=***; Path=/; HttpOnly"},
		{"X-API-Key", "abc", "***"},
		{"Location", "https://joe:pw@h/cb?access_token=a.b&x=1#id_token=c", "https://joe:***@h/cb?access_token=***&x=1#id_token=***"},
		{"Referer", "http://h/?q=1", "http://h/?q=1"},
		{"Link", "<http://h/a?token=1>; rel=next, </b?sig=2>", "<http://h/a?token=***>; rel=next, </b?sig=***>"},
		{"Content-Type", "text/html; charset=utf-8", "text/html; charset=utf-8"},
	} {
		if got := MaskField(c.name, c.in); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.in, got, c.want)
		}
	}
}

func TestMaskURL(t *testing.T) {
	for in, want := range map[string]string{
		"/a?access%5Ftoken=x&Password=y&b": "/a?access%5Ftoken=***&Password=***&b",
		"/a;jsessionid=1?x=2":              "/a;jsessionid=***?x=2",
		"http://u@h/":                      "http://u@h/",
		"http://u:p@h":                     "http://u:***@h",
		"http://u:p@q@h/?key=1":            "http://u:***@h/?key=***",
		"/?tokenish=1&xtoken=2":            "/?tokenish=1&xtoken=2",
		"/?token=":                         "/?token=***",
		"/?a=b?token=c":                    "/?a=b?token=***",
		"/a@b=c":                           "/a@b=c",
		"?token=a=b&c":                     "?token=***&c",
	} {
		got := MaskURL(in)
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// Names of parameters in forms and JSON are as many as there are programmers.
func TestSecretParameters(t *testing.T) {
	for _, name := range strings.Fields(`password Password passwd new_password passwordConfirm user[password] user.password form:password
		token access_token accessToken refresh-token client_secret clientSecret api_key apiKey x-api-key secret otp pass pwd credentials[secret][]`) {
		if !IsSecretParameter(name) {
			t.Errorf("%s is none", name)
		}
	}
	for _, name := range append(strings.Fields(`user key id xtoken tokens total_tokens tokenish passage compass author sign secre [] user[name] password_[hint]`), "", strings.Repeat("password", 1000)) {
		if IsSecretParameter(name) {
			t.Errorf("%.20s is one", name)
		}
	}
}
