package main

import (
	"strings"
	"syscall"
	"testing"
)

// A connection that is captured is drawn when the capture ends: by a number of
// packets, or by a signal.
func TestLaddersOfWhatIsCaptured(t *testing.T) {
	l := newLab(t)
	l.serve(sized)
	c := l.capture("-i", "here", "-T", "ladder", "--lang", "en", "-c", "8", "tcp", "port", "80")
	l.get("/58")
	if status := c.exit(); status != exitDone {
		t.Errorf("exit status %d: %s", status, c.says.String())
	}
	drawn := c.out.String()
	for _, want := range []string{"SYN-SENT │─ SYN seq=x ", "◀─ SYN, ACK seq=y ack=x+1 ", "GET /58", "200 text/plain, 58 B", "Opened by a three-way handshake (frames 1, 2, 3)"} {
		if !strings.Contains(drawn, want) {
			t.Errorf("%q is not in\n%s", want, drawn)
		}
	}
	c.counts()

	for _, format := range []string{"ladder-svg", "ladder-markdown"} {
		c = l.capture("-i", "here", "-T", format, "--lang", "zh", "tcp", "port", "80")
		l.get("/59")
		if status := c.end(syscall.SIGINT); status != exitDone {
			t.Errorf("%s: exit status %d: %s", format, status, c.says.String())
		}
		if drawn := c.out.String(); !strings.Contains(drawn, "GET /59") || !strings.Contains(drawn, "客户端") {
			t.Errorf("%s: %s\n%s", format, c.says.String(), drawn)
		}
	}
}

// What the spool had to let go is said, and what it holds is drawn.
func TestLaddersOfWhatTheSpoolHolds(t *testing.T) {
	l := newLab(t)
	l.serve(sized)
	c := l.capture("-i", "here", "-T", "ladder", "--lang", "en", "--spool", "1", "tcp", "port", "80")
	for range 4 {
		l.get("/500000")
	}
	l.get("/60")
	if status := c.end(syscall.SIGINT); status != exitRead {
		t.Errorf("exit status %d", status)
	}
	if drawn := c.out.String(); !strings.Contains(drawn, "tcp.stream == 4\n") || !strings.Contains(drawn, "GET /60") {
		t.Errorf("the last connection is not drawn:\n%s", drawn)
	}
	if says := c.says.String(); !strings.Contains(says, "a larger spool keeps more") {
		t.Errorf("said %q", says)
	}
}
