package body

import (
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
