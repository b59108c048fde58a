package body

import (
	"reflect"
	"strings"
	"testing"
)

// Values of secret names are masked wherever they stand; nothing else is changed.
func TestMasked(t *testing.T) {
	long := strings.Repeat("x", 5000)
	for _, c := range []struct {
		name       string
		kind       Kind
		text, want string
	}{
		{"form", Form, "user=ada&password=tell&x=1", "user = ada|password = ***|x = 1"},
		{"form, the name percent-encoded", Form, "pass%77ord=tell&a=b", "password = ***|a = b"},
		{"form, a long value", Form, "password=" + long + "&a=b", "password = ***|a = b"},
		{"form, without a value", Form, "password&password=&a", "password|password = |a"},
		{"JSON", JSON, `{"user":"ada","password":"tell","n":1}`, `{|"user": "ada",|"password": "***",|"n": 1|}`},
		{"JSON, the name escaped", JSON, `{"pass\u0077ord":"tell"}`, `{|"pass\u0077ord": "***"|}`},
		{"JSON, a number", JSON, `{"password":1234,"a":2}`, `{|"password": ***,|"a": 2|}`},
		{"JSON, nothing to hide", JSON, `{"password":null,"a":true}`, `{|"password": null,|"a": true|}`},
		{"JSON, within", JSON, `{"password":{"a":"tell","b":["tell",{"c":7}]},"d":"e"}`,
			`{|"password": {|"a": "***",|"b": [|"***",|{|"c": ***|}|]|},|"d": "e"|}`},
		{"JSON, in an array", JSON, `[{"password":"tell"},"a"]`, `[|{|"password": "***"|},|"a"|]`},
		{"JSON, a long value", JSON, `{"password":"` + long + `","a":"b"}`, `{|"password": "***"|"a": "b"|}`},
		{"JSON, cut off", JSON, `{"password":"tell`, `{|"password": "***"|`},
		{"JSON, several texts", JSON, "{\"password\":\"tell\"}\n{\"a\":\"b\"}", `{|"password": "***"|}|{|"a": "b"|}`},
		{"text", PlainText, "password=tell", "password=tell"},
	} {
		var lines []string
		emit := Masked(c.kind, func(name string) bool { return name == "password" }, "***", func(l Line) bool {
			text := ""
			for _, s := range l.Spans {
				if s.Role != Message {
					text += s.Text
				}
			}
			lines = append(lines, text)
			return true
		})
		_ = Layout(c.kind, strings.NewReader(c.text), Limits{}, emit)
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%s: %.300s\nwant %s", c.name, got, c.want)
		}
	}
}

// Whatever the text, masking changes nothing but values, and with every name
// secret no string or pair shows its value.
func FuzzMasked(f *testing.F) {
	f.Add("user=ada&password=tell", true)
	f.Add(`{"a":[1,{"b":"c\u0041"}],"d":null}`+"\n[]", false)
	f.Add("=0", true)
	f.Add("{\"a\":\"b", false)
	f.Fuzz(func(t *testing.T, text string, form bool) {
		kind := JSON
		if form {
			kind = Form
		}
		lay := func(secret bool) (lines []Line) {
			emit := Masked(kind, func(string) bool { return secret }, "***", func(l Line) bool {
				lines = append(lines, l)
				return true
			})
			_ = Layout(kind, strings.NewReader(text), Limits{Lines: 1000, Width: 50}, emit)
			return lines
		}
		var plain []Line
		_ = Layout(kind, strings.NewReader(text), Limits{Lines: 1000, Width: 50}, func(l Line) bool {
			plain = append(plain, l)
			return true
		})
		if open := lay(false); !reflect.DeepEqual(open, plain) {
			t.Errorf("nothing is secret, and yet\n%+v\nis not\n%+v", open, plain)
		}
		for _, l := range lay(true) {
			for _, s := range l.Spans { // what has no name has no secret one
				if s.Role == Value && s.Text != "***" && !l.Continued && l.Spans[0].Role == Key {
					t.Errorf("%q is shown", s.Text)
				}
			}
		}
	})
}
