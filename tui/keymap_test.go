package tui

import "testing"

// Keys that were bound otherwise do what they were bound to, and the help, the
// hints and what is said on the screen name them.
func TestKeysAreBoundOtherwise(t *testing.T) {
	keys := map[string][]string{
		"down": {"n", "Down"}, "search-next": {"E"}, "quit": {"Z"}, "help": {"h"}, "connections": {"9"}, "body": {"B"}, "suspend": {},
	}
	m := sit(t, newFakeOfOne().Trace, 120, 40, Options{Keys: keys})
	m.see("Enter open", "/ search", "1 9 views", "h help", "Z quit")
	m.press("h").see("n ↓ ", "E        ", "half a page down").press("G").see("Z Ctrl-C").gone("suspend").press("Esc")
	m.press("9").see("rtt").press("1")
	m.press("q", "j").see("1/1 ").press("Z").left()

	m = sit(t, newFake().Trace, 60, 20, Options{Keys: keys})
	m.see("reading")
	m.leave()
	f := newFake()
	f.connect("10.0.0.7:50000", "10.0.0.1:80")
	f.finish(nil)
	m = sit(t, f.Trace, 60, 20, Options{Keys: keys})
	m.see("10.0.0.7").press("1").see("No HTTP exchanges. Press 9 for the connections.")
	m.leave()
}

func newFakeOfOne() *fake {
	f := newFake()
	f.exchange(f.connect("10.0.0.7:50000", "10.0.0.1:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	f.finish(nil)
	return f
}
