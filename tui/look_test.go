package tui

import "testing"

// A body alone is shown of the next rows too, while the detail is open; a row without
// such a body is shown whole.
func TestBodyAloneStaysWhileTheDetailIsOpen(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	json := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
	f.exchange(c, "GET /a HTTP/1.1\r\n\r\n", json+`{"first":1}`)
	f.exchange(c, "GET /b HTTP/1.1\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n")
	f.exchange(c, "PUT /c HTTP/1.1\r\nContent-Type: text/plain\r\n\r\nasked", json+`{"third":3}`)
	f.finish(nil)
	m := sit(t, f.Trace, 110, 60, Options{})
	m.press("Enter").see("Request  frames", `"first": 1`, "b folds it", "b fold  ").press("b").see("▾ {", "b all  ").gone("Request  frames")
	m.press("]").see("── #2", "Request  frames").gone("b all  ").gone("b fold").press("]").see("── #3", `"third": 3`, "b request  ").gone("Request  frames")
	m.gone("m meaning").press("m").see("meanings are those of fields, and this is a body alone: b shows the rest").press("j").gone("meanings are")
	m.press("Tab").see("b request  ").gone("m meaning").press("Tab").see("Space fold")
	m.press("b").see("asked", "b all  ").gone("third").press("[").see("── #2", "Request  frames").press("[").see("── #1", "Request  frames", `"first": 1`)
	m.press("b").see("▾ {").press("x").see("00000000  7b").press("]", "]").see("── #3", "00000000  7b").gone("Request  frames")
	// Who closes the detail has the next one as it is at first.
	m.press("Esc").gone("──").press("Enter").see("── #3", "Request  frames", `"third": 3`).gone("00000000").leave()
}
