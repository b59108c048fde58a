package tui

import "testing"

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
