package body

import (
	"bytes"
	"strings"
	"testing"
)

func isPassword(name string) bool {
	return strings.EqualFold(name[strings.LastIndexByte(name, ':')+1:], "password")
}

var password = &Mask{Secret: isPassword, Text: "***"}

// As sent, the value of a secret name is three stars whatever its length, and all
// else is as it was.
func TestSecretsAsSent(t *testing.T) {
	parts := func(header, content string) string {
		return "--b\r\nContent-Disposition: form-data; name=\"" + header + "\r\n\r\n" + content + "\r\n--b--\r\n"
	}
	for _, c := range []struct {
		name       string
		kind       Kind
		text, want string
	}{
		{"form", Form, "user=ada&password=tell&x=1", "user=ada&password=***&x=1"},
		{"form, the name percent-encoded", Form, "pass%77ord=tell&password", "pass%77ord=***&password"},
		{"form, an equals sign in the value", Form, "password=a=b&password=&c=d", "password=***&password=&c=d"},
		{"JSON", JSON, `{"a": "b", "password" : "te\"ll", "n":1}`, `{"a": "b", "password" : "***", "n":1}`},
		{"JSON, numbers", JSON, `{"password":-1.5e+3,"a":2}`, `{"password":***,"a":2}`},
		{"JSON, literals", JSON, `{"password":null,"a":true}`, `{"password":null,"a":true}`},
		{"JSON, the name escaped", JSON, `{"pass\u0077ord":"tell"}`, `{"pass\u0077ord":"***"}`},
		{"JSON, within", JSON, `{"password":{"a":"tell","b":["tell",{"c":7}]},"d":"e"}`, `{"password":{"a":"***","b":["***",{"c":***}]},"d":"e"}`},
		{"JSON, a value like the name", JSON, `["password","a",{"password":"tell"}]`, `["password","a",{"password":"***"}]`},
		{"JSON, broken", JSON, `{"a":,"password":"tell"`, `{"a":,"password":"***"`},
		{"XML", XML, "<a><u>ada</u><Password>te ll</Password><b>c</b></a>", "<a><u>ada</u><Password>***</Password><b>c</b></a>"},
		{"XML, a prefix and white space", XML, "<w:Password T='x'>\n tell</w:Password>", "<w:Password T='x'>\n ***</w:Password>"},
		{"XML, an attribute", XML, `<a password = "tell" b="c"/>d`, `<a password = "***" b="c"/>d`},
		{"XML, a named value", XML, `<p name="password" value="tell"/><p name="a" value="b">c</p>`, `<p name="password" value="***"/><p name="a" value="b">c</p>`},
		{"XML, a named element", XML, `<p key='password'>tell</p>ok`, `<p key='password'>***</p>ok`},
		{"XML, within", XML, "<password><a>tell</a>tell<b/>tell</password>ok", "<password><a>***</a>***<b/>***</password>ok"},
		{"XML, CDATA", XML, "<password><![CDATA[te]]ll]]></password>ok", "<password><![CDATA[***]]></password>ok"},
		{"XML, comments", XML, "<!-- <password> --><a>b</a>", "<!-- <password> --><a>b</a>"},
		{"parts", Multipart, parts(`password"`, "te\r\nll"), parts(`password"`, "***")},
		{"parts, a file", Multipart, parts(`password"; filename="x"`, "te\r\nll"), parts(`password"; filename="x"`, "te\r\nll")},
		{"parts, JSON in one", Multipart, parts("a\"\r\nContent-Type: application/json", `{"password":"tell"}`), parts("a\"\r\nContent-Type: application/json", `{"password":"***"}`)},
		{"text", PlainText, "password=tell", "password=tell"},
	} {
		for _, mask := range []*Mask{password, nil} {
			want := c.want
			if mask == nil {
				want = c.text
			}
			var lines []string
			err := mask.AsSent(c.kind, "multipart/form-data; boundary=b", strings.NewReader(c.text), Limits{}, func(l Line) bool {
				lines = append(lines, text(l))
				return true
			})
			want = strings.TrimSuffix(strings.ReplaceAll(want, "\r\n", "\n"), "\n")
			if got := strings.Join(lines, "\n"); got != want || err != nil {
				t.Errorf("%s, masked %t: %v\n%s\nwant\n%s", c.name, mask != nil, err, got, want)
			}
		}
	}
}

func text(l Line) string {
	var b strings.Builder
	for _, s := range l.Spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// What follows missing bytes may begin within an object: the names in it are found.
func TestSecretsBehindAGap(t *testing.T) {
	got := ""
	_ = password.AsSent(JSON, "", strings.NewReader(`"c":1,"password":"tell"}`), Limits{}, func(l Line) bool { got += text(l); return true })
	if want := `"c":1,"password":"***"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A dump has two stars for each byte of a secret, so that what follows stays in its
// place.
func TestSecretsInHex(t *testing.T) {
	dump := func(mask *Mask, kind Kind, s string) (lines []string) {
		_ = mask.Hex(kind, "", strings.NewReader(s), 32, Limits{}, func(l Line) bool {
			lines = append(lines, strings.TrimRight(text(l), " "))
			return true
		})
		return lines
	}
	for _, c := range []struct {
		kind Kind
		text string
		want string
	}{
		{Form, "password=tell&a", "00000020  70 61 73 73 77 6f 72 64  3d ** ** ** ** 26 61     password=****&a"},
		{XML, "<password>te</", "00000020  3c 70 61 73 73 77 6f 72  64 3e ** ** 3c 2f        <password>**</"},
		{PlainText, "password=te", "00000020  70 61 73 73 77 6f 72 64  3d 74 65                 password=te"},
	} {
		if got := dump(password, c.kind, c.text); len(got) != 1 || got[0] != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	wide := strings.Join(strings.Split("password=te", ""), "\x00") + "\x00" // UTF-16
	if got := strings.Join(dump(password, Form, wide), ""); strings.Contains(got, "74 00 65") || !strings.Contains(got, "3d 00 ** **") {
		t.Errorf("%s", got)
	}
	if got := dump(nil, Form, "password=tell"); !strings.Contains(got[0], "tell") {
		t.Errorf("%q", got)
	}
}

// Laid out, XML and what is no JSON any more are masked too; lines know where they
// begin in what was sent.
func TestSecretsLaidOut(t *testing.T) {
	for _, c := range []struct {
		kind       Kind
		text, want string
	}{
		{XML, "<a><password>tell me</password><b c='d'>e</b></a>", "<a>|<password>***</password>|<b c='d'>e</b>|</a>"},
		{JSON, `{"a":1 "password":"tell","b":2}`, `{|"a": 1|not JSON from byte 7 on: a comma or the closing bracket is expected|"password":"***","b":2}`},
		{JSON, "{\"password\":\"te\nll\",\"b\":2}", `{|"password": "***"|not JSON from byte 15 on: a control character in a string must be escaped|***","b":2}`},
		{Form, "a=b&password=tell", "a = b|password = ***"},
	} {
		var lines []string
		_ = password.Layout(c.kind, strings.NewReader(c.text), Limits{}, func(l Line) bool {
			lines = append(lines, text(l))
			return true
		})
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
	var at []int64
	_ = password.AsSent(Form, "", strings.NewReader("password=a\nlong\nvalue&b=c\nd"), Limits{}, func(l Line) bool {
		at = append(at, l.Offset)
		return true
	})
	if len(at) != 2 || at[1] != 26 {
		t.Errorf("lines at %v, want the second at 26", at)
	}
}

// Whatever the bytes, a dump has as many with secrets masked as without, and masking
// takes nothing away but what belongs to secrets.
func FuzzSecrets(f *testing.F) {
	f.Add([]byte("user=ada&password=tell"), uint8(Form))
	f.Add([]byte(`{"a":[1,{"password":{"b":"c\u0041"}}],"d":null}`), uint8(JSON))
	f.Add([]byte(`<a name="password" value='x'><![CDATA[b]]></a><password>c</password>`), uint8(XML))
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=password\r\n\r\na\r\n--b--"), uint8(Multipart))
	f.Fuzz(func(t *testing.T, b []byte, k uint8) {
		kind := Kind(k) % (Picture + 1)
		dump := func(m *Mask) (lines []string) {
			_ = m.Hex(kind, "multipart/form-data; boundary=b", bytes.NewReader(b), 0, Limits{Lines: 1000}, func(l Line) bool {
				lines = append(lines, text(l))
				return true
			})
			return lines
		}
		open, masked := dump(nil), dump(password)
		if len(open) != len(masked) {
			t.Fatalf("%d lines, masked %d", len(open), len(masked))
		}
		for i := range open {
			if len(open[i]) != len(masked[i]) {
				t.Fatalf("%q is masked %q", open[i], masked[i])
			}
			for k := range open[i] {
				if open[i][k] != masked[i][k] && masked[i][k] != '*' {
					t.Fatalf("%q is masked %q", open[i], masked[i])
				}
			}
		}
		nothing := &Mask{Secret: func(string) bool { return false }, Text: "***"}
		for i, line := range dump(nothing) {
			if line != open[i] {
				t.Fatalf("nothing is secret, and yet %q is shown for %q", line, open[i])
			}
		}
		for _, as := range []func(func(Line) bool) error{
			func(emit func(Line) bool) error {
				return password.AsSent(kind, "multipart/form-data; boundary=b", bytes.NewReader(b), Limits{Lines: 1000, Width: 40}, emit)
			},
			func(emit func(Line) bool) error {
				return password.Layout(kind, bytes.NewReader(b), Limits{Lines: 1000, Width: 40}, emit)
			},
		} {
			_ = as(func(l Line) bool {
				if l.Offset < 0 || l.Offset > int64(len(b)) {
					t.Fatalf("a line at %d of %d bytes", l.Offset, len(b))
				}
				return true
			})
		}
	})
}
