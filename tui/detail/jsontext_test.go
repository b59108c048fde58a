package detail

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
