package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// tmux is a person's terminal in tmux, with the program on it.
type tmux struct {
	*lab
	said string // file for what is said on standard error behind the screen
}

// screen opens the screen of a live capture here, as root would.
func (l *lab) screen(args ...string) *tmux {
	l.t.Helper()
	m := &tmux{lab: l, said: filepath.Join(l.dir, "said")}
	self, err := exec.LookPath("wiretalk") // which testscript puts into PATH
	if err != nil {
		l.t.Fatal(err)
	}
	quoted := "'" + strings.Join(append([]string{self}, args...), "' '") + "'"
	m.tmux("new-session", "-d", "-x", "120", "-y", "34", "-e", "LANG=en_US.UTF-8", "-e", "LC_ALL=en_US.UTF-8", "-e", "TMPDIR="+l.dir,
		"cd "+l.dir+"; "+quoted+" 2>"+m.said+"; echo exit status $?; exec cat")
	l.t.Cleanup(func() { m.tmux("kill-server") })
	return m
}

func (m *tmux) tmux(args ...string) string {
	m.t.Helper()
	c := exec.Command("tmux", append([]string{"-u", "-S", filepath.Join(m.dir, "tmux"), "-f", "/dev/null"}, args...)...)
	var out []byte
	var err error
	m.here.Do(func() { out, err = c.CombinedOutput() })
	if err != nil {
		m.t.Fatalf("tmux %s: %v\n%s", args, err, out)
	}
	return string(out)
}

func (m *tmux) keys(keys ...string) {
	m.t.Helper()
	m.tmux(append([]string{"send-keys"}, keys...)...)
}

// shows waits until the screen shows all of these.
func (m *tmux) shows(texts ...string) {
	m.t.Helper()
	var seen string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		seen = m.tmux("capture-pane", "-p")
		missing := ""
		for _, text := range texts {
			if !strings.Contains(strings.Join(strings.Fields(seen), " "), text) {
				missing = text
			}
		}
		if missing == "" {
			return
		}
	}
	m.t.Fatalf("the screen never shows %q but\n%s", texts, seen)
}

// A body is opened while capturing goes on; when newer packets have taken its
// place in the spool that is said; and the others can still be read.
func TestBodiesOnTheScreenOfALiveCapture(t *testing.T) {
	l := newLab(t, "tmux")
	l.serve(sized)
	m := l.screen("-i", "here", "--spool", "1", "tcp port 80")
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
	m.shows("not kept: the capture became too long, and its oldest bytes made room for later ones")
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
	said, err := os.ReadFile(m.said)
	if err != nil || countsSaid.FindString(string(said)) == "" || strings.Count(string(said), "\n") != 1 {
		t.Errorf("said %q, %v", said, err)
	}
}

// An interface that goes away is said on the screen and behind it.
func TestInterfaceThatGoesAwayUnderTheScreen(t *testing.T) {
	l := newLab(t, "tmux")
	l.serve(sized)
	m := l.screen("-i", "here", "-w", "out")
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
	said, err := os.ReadFile(m.said)
	if err != nil || !strings.Contains(string(said), "wiretalk: here: the interface is gone: nothing more is captured on it\n") {
		t.Errorf("said %q, %v", said, err)
	}
	if packetsIn(t, filepath.Join(l.dir, "out")) < 8 {
		t.Error("packets are missing in the file")
	}
}
