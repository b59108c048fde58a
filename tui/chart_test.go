package tui

import (
	"testing"
	"time"

	"wiretalk/internal/trace"
)

func TestPace(t *testing.T) {
	f := newFake()
	now := time.Unix(1000, 0)
	var p pace
	if f.connect("10.0.0.1:1", "10.0.0.2:80"); !p.due(f.Trace, now) {
		t.Error("not due at first")
	}
	if p.due(f.Trace, now.Add(time.Hour)) {
		t.Error("due though nothing changed")
	}
	p.took(now.Add(time.Second))
	f.connect("10.0.0.1:2", "10.0.0.2:80")
	if p.due(f.Trace, now.Add(8*time.Second)) {
		t.Error("due 7 s after what took one")
	}
	if !p.due(f.Trace, now.Add(12*time.Second)) {
		t.Error("not due 11 s after what took one")
	}
	p.took(now.Add(12 * time.Second))
	f.finish(nil)
	if !p.due(f.Trace, now.Add(12*time.Second)) {
		t.Error("not due at the end")
	}
	p.took(now.Add(12 * time.Second))
	f.Update(func(*trace.Writer) {})
	if p.due(f.Trace, now.Add(12*time.Second)) {
		t.Error("due at once after the end")
	}
}

// Numbers of a waterfall are in line, by number and by connection.
func TestNumbersOfAWaterfallAreInLine(t *testing.T) {
	f := newFake()
	for range 12 {
		f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET /here HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	}
	f.finish(nil)
	m := sit(t, f.Trace, 100, 24, Options{})
	m.press("4").see("▸ 1 200 GET /here", "  9 200 GET /here", " 10 200 GET /here", " 12 200 GET /here")
	m.press("c").see("▸c0   1 200 GET /here", " c9  10 200 GET /here", " c10 11 200 GET /here").leave()
}
