package tui

import (
	"fmt"
	"strings"
	"testing"
)

// A text on the screen is searched for what it holds: the detail while keys act on
// it, the help while it is there, the table otherwise.
func TestSearchInTexts(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.see("/api/users").press("Enter", "Enter").see("200 OK").press("/Content-Type", "Enter").see("found “Content-Type”")
	m.press("n", "N").see("found “Content-Type”").press("/no such word", "Enter").see("“no such word” was not found")
	m.press("Esc", "Esc", "Esc", "/crash", "Enter").on("/crash")
	m.press("?").see("Moving").press("/waterfall", "Enter").see("found “waterfall”")
	m.press("Esc").gone("Moving").leave()
}

// What a long body holds further down than is shown is found there.
func TestSearchReadsOn(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.7:50000", "10.0.0.1:80")
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	f.exchange(c, "GET /long HTTP/1.1\r\nHost: h\r\n\r\n", fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s", b.Len(), b.String()))
	f.finish(nil)
	m := sit(t, f.Trace, 80, 24, Options{})
	m.see("/long").press("Enter", "Enter").see("status      The request").press("/line 4321", "Enter").see("line 4321", "found “line 4321”")
	m.press("/line 9999", "Enter").see("“line 9999” was not found").leave()
}
