package tui

import (
	"testing"

	"wiretalk/internal/trace"
)

// 000 is a status as any other three digits are (RFC 9112 §4); a response of HTTP/0.9 has none.
func TestStatusOfZeros(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	f.exchange(c, "GET /a HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nx")
	f.exchange(c, "GET /zeros HTTP/1.1\r\n\r\n", "HTTP/1.1 000 Odd\r\n\r\nx")
	f.exchange(c, "GET /bare\r\n\r\n", "just text", func(x *trace.Exchange) { x.Method, x.Target, x.Response.HeaderBytes = "GET", "/bare", 0 })
	f.finish(nil)
	m := sit(t, f.Trace, 120, 30, Options{})
	m.press("j").on("/zeros", "000").press("j").on("/bare", " — ").press("/", "000", "Enter").on("/zeros", "000")
	m.press("4").on("2 000 GET /zeros").see("3 GET /bare").press("Esc")
	m.press(":", "sort status", "Enter").rows("/zeros", "/a", "/bare").leave()
}
