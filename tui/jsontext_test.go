package tui

import (
	"testing"

	"wiretalk/tui/cells"
)

func TestUnescaped(t *testing.T) {
	for _, c := range []struct{ sent, want string }{
		{`"\u4f60\u597D"`, `"你好"`},
		{`"\u00e9t\u00e9 \u003cb\u003e"`, `"été <b>"`},
		{`"\ud83d\ude00!"`, `"😀!"`},
		{`"\ud83d"`, `"\ud83d"`},                     // half of a pair
		{`"\ud83d\u0041"`, `"\ud83dA"`},              // half, and a letter
		{`"\\u0041"`, `"\\u0041"`},                   // a backslash, and letters
		{`"\\\u0041"`, `"\\A"`},                      // a backslash, and an escape
		{`"\u0022\u005c"`, `"\u0022\u005c"`},         // would end the string, or escape
		{`"\u001b[31m\u0000"`, `"\u001b[31m\u0000"`}, // would be obeyed
		{`"\u202eabc\u200b"`, `"\u202eabc\u200b"`},   // would turn the text, or not be seen
		{`"\n\t\u0041"`, `"\n\tA"`},
		{`"\u4f`, `"\u4f`}, // continued on another line
		{`60"`, `60"`},
		{`"\uzzzz\`, `"\uzzzz\`},
	} {
		if got := unescaped(c.sent); got != c.want || cells.Clean(got) != got {
			t.Errorf("%s: %s, expected %s", c.sent, got, c.want)
		}
	}
}

// In the tree, in the whole exchange and in a search a text is as it reads; as sent it
// is as it was sent.
func TestEscapedTextIsRead(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	f.exchange(c, "GET /a HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"+`{"name":"\u5f20\u4e09 \u001b[2J"}`)
	f.finish(nil)
	m := sit(t, f.Trace, 100, 60, Options{})
	m.press("Enter").see(`"name": "张三 \u001b[2J"`).press("b").see("▾ {", `"name": "张三 \u001b[2J"`).press("/", "张三", "Enter").see("found “张三”", "line 2 of 3")
	m.press("r").see(`{"name":"\u5f20\u4e09 \u001b[2J"}`).leave()
}
