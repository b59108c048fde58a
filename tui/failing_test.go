package tui

import (
	"strconv"
	"testing"

	"wiretalk/internal/trace"
)

// Failing exchanges are gone through both ways and round the end, among those that are shown.
func TestNextFailing(t *testing.T) {
	m := read(t, "pcaps/failing.pcap", 120, 30, Options{})
	m.on("/api/orders").press(";").on("/api/orders/17", "500").press(";").on("502").press("?", "PgDn").see("the next that failed: 400 and up, no response, broken off").press("Esc")
	m.leave()

	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	ok := "HTTP/1.1 200 OK\r\n\r\nx"
	f.exchange(c, "GET /a HTTP/1.1\r\n\r\n", ok)
	f.exchange(c, "GET /gone HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found\r\n\r\n")
	f.exchange(c, "GET /b HTTP/1.1\r\n\r\n", "HTTP/1.1 302 Found\r\n\r\n")
	f.exchange(c, "GET /broken HTTP/1.1\r\n\r\n", "HTTP/1.1 500 Oh\r\n\r\n")
	f.exchange(c, "GET /goes-on HTTP/1.1\r\n\r\n", "", func(x *trace.Exchange) { x.Done = false })
	f.finish(nil)
	m = sit(t, f.Trace, 100, 24, Options{})
	m.on("/a").press(";").on("/gone").press(";").on("/broken").press(";").on("/gone").press(",").on("/broken").press(",").on("/gone")
	m.press("Enter").see("── #2").press(";").see("── #4 GET /broken").press("Esc")
	m.press("f", "http.response.code < 400", "Enter").on("/b").press(";").see("no exchange here failed").press("2", ";").see("there is nothing for ; here").leave()

	m = read(t, "pcaps/reset.pcap", 120, 30, Options{})
	m.press("g").on("/reset").press(";").on("/big.txt", ">").press("2", "1").leave() // which a RST broke off
}

// A theme is taken by its name, which is completed.
func TestThemeByName(t *testing.T) {
	m := sit(t, small().Trace, 100, 24, Options{})
	m.press(":", "theme li", "Tab").see("light").press("Enter").see("theme: light").press(":", "theme dusk", "Enter").see("there is no theme “dusk”: terminal dark light none")
	m.press(":", "theme none", "Enter").see("theme: no colours").press(":", "theme", "Enter").see("theme: the terminal's own colours").leave()
}

// How many candidates there are is said where the line is full, too.
func TestHowManyCandidatesIsNotCut(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press(":", "Tab").see("columns", "/"+strconv.Itoa(len(commands))+")").press("Esc", "Esc").leave()
}
