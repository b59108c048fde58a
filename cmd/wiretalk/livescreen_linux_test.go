package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// screen opens the screen of a live capture here, as root would. What is said
// on standard error behind it is in the second file.
func (l *lab) screen(args ...string) (m *tmux, said string) {
	l.t.Helper()
	said = filepath.Join(l.dir, "said")
	return inTmux(l.t, l.dir, l.here.Do, 120, 34, installed(l.t, args...)+" 2>"+said), said
}

// A body is opened while capturing goes on; when newer packets have taken its
// place in the spool that is said; and the others can still be read.
func TestBodiesOnTheScreenOfALiveCapture(t *testing.T) {
	l := newLab(t, "tmux")
	l.serve(sized)
	m, saidIn := l.screen("-i", "here", "--spool", "1", "tcp port 80")
	m.shows("capturing… nothing yet", "here")
	l.get("/71")
	m.shows("/71")
	m.keys("g", "Enter", "Enter")
	m.shows("GET /71 HTTP/1.1", "sized sized sized")
	m.keys("h", "h")
	for range 3 {
		l.get("/900001")
	}
	l.get("/72")
	m.shows("/900001", "/72")
	m.keys("g", "Enter", "Enter")
	m.shows("not kept: the capture became too long")
	m.keys("h", "h", "s")
	m.shows("was let go to make room for newer packets")
	m.keys("h", "G", "Enter", "Enter")
	m.shows("GET /72 HTTP/1.1", "sized sized sized")
	// Its segments are read from the spool too.
	m.keys("h", "h", "s")
	m.shows("SYN,ACK", "FIN,ACK")
	m.keys("h")

	// Stopped, all of it stays to be looked at.
	m.keys("S")
	time.Sleep(300 * time.Millisecond)
	l.get("/73")
	m.keys("g", "G", "Enter", "Enter")
	m.shows("GET /72 HTTP/1.1")
	m.keys("q")
	m.shows("exit status 0")
	said, err := os.ReadFile(saidIn)
	if err != nil || countsSaid.FindString(string(said)) == "" || strings.Count(string(said), "\n") != 1 {
		t.Errorf("said %q, %v", said, err)
	}
}

// An interface that goes away is said on the screen and behind it.
func TestInterfaceThatGoesAwayUnderTheScreen(t *testing.T) {
	l := newLab(t, "tmux")
	l.serve(sized)
	m, saidIn := l.screen("-i", "here", "-w", "out")
	m.shows("capturing… nothing yet")
	l.get("/74")
	m.shows("/74")
	if err := l.here.IP("link del here"); err != nil {
		t.Fatal(err)
	}
	m.shows("the interface is gone")
	m.keys("G", "Enter", "Enter")
	m.shows("GET /74 HTTP/1.1", "sized sized sized")
	m.keys("q")
	m.shows(fmt.Sprint("exit status ", exitRead))
	said, err := os.ReadFile(saidIn)
	if err != nil || !strings.Contains(string(said), "wiretalk: here: the interface is gone: nothing more is captured on it\n") {
		t.Errorf("said %q, %v", said, err)
	}
	if packetsIn(t, filepath.Join(l.dir, "out")) < 8 {
		t.Error("packets are missing in the file")
	}
}
