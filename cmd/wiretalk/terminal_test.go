//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// terminal is a person's terminal: it keeps all that was sent to it.
type terminal struct {
	t       *testing.T
	keys    *os.File // written to: what the person types
	program *os.File // the program's side
	read    chan struct{}

	mu   sync.Mutex
	seen bytes.Buffer
}

func newTerminal(t *testing.T) *terminal {
	t.Helper()
	keys, program, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	if err := pty.Setsize(keys, &pty.Winsize{Rows: 30, Cols: 120}); err != nil {
		t.Fatal(err)
	}
	m := &terminal{t: t, keys: closable(t, keys), program: program, read: make(chan struct{})}
	go m.watch()
	t.Cleanup(func() {
		program.Close()
		<-m.read
		keys.Close()
	})
	return m
}

// closable gives a file for another one, which it closes, that is really closed
// while it is being read.
func closable(t *testing.T, f *os.File) *os.File {
	t.Helper()
	defer f.Close()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	syscall.CloseOnExec(fd)
	if err := syscall.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), f.Name())
}

// watch reads until the program's side is closed everywhere.
func (m *terminal) watch() {
	defer close(m.read)
	buffer := make([]byte, 4096)
	for {
		n, err := m.keys.Read(buffer)
		m.mu.Lock()
		m.seen.Write(buffer[:n])
		m.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (m *terminal) text() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.seen.String()
}

// wait waits until the terminal was sent this.
func (m *terminal) wait(text string) {
	m.t.Helper()
	for end := time.Now().Add(30 * time.Second); !strings.Contains(m.text(), text); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			m.t.Fatalf("the terminal was never sent %q but %q", text, m.text())
		}
	}
}

// all gives what the terminal was sent by the programs on it, which are gone.
func (m *terminal) all() string {
	m.program.Close()
	<-m.read
	return m.text()
}

// sit makes the terminal the program's own, as a shell does.
func (m *terminal) sit(command *exec.Cmd) {
	command.Stdin, command.Stdout, command.Stderr = m.program, m.program, m.program
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
}

func (m *terminal) state() *term.State {
	m.t.Helper()
	state, err := term.GetState(int(m.program.Fd()))
	if err != nil {
		m.t.Fatal(err)
	}
	return state
}

const (
	enterScreen = "\x1b[?1049h" // xterm's alternate screen
	leaveScreen = "\x1b[?1049l"
	showCursor  = "\x1b[?25h"
)

func TestTheScreenOpensOnATerminalAndQLeavesItAsItWas(t *testing.T) {
	m := newTerminal(t)
	before := m.state()
	command := program(t, []string{"-r", filepath.Join(pcaps, "keep-alive.pcap")}, "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=")
	m.sit(command)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer command.Process.Kill()
	m.wait(enterScreen)
	m.wait("/site.css")
	if _, err := m.keys.WriteString("q"); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err != nil {
		t.Errorf("q: %v", err)
	}
	if after := m.state(); !reflect.DeepEqual(before, after) {
		t.Errorf("the terminal's settings were %+v and are %+v", before, after)
	}
	sent := m.all()
	left := strings.LastIndex(sent, leaveScreen)
	if left < strings.Index(sent, enterScreen) {
		t.Errorf("the screen was never left: %q", sent)
	}
	if !strings.Contains(sent, showCursor) {
		t.Error("the cursor stays hidden")
	}
}

// Whoever looks at part of a capture sees by which filter.
func TestTheScreenSaysTheCaptureFilter(t *testing.T) {
	m := newTerminal(t)
	command := program(t, []string{"-r", filepath.Join(pcaps, "keep-alive.pcap"), "tcp", "port", "80"}, "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=")
	m.sit(command)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer command.Process.Kill()
	m.wait("keep-alive.pcap: tcp port 80")
	m.wait("/site.css")
	m.keys.WriteString("q")
	if err := command.Wait(); err != nil {
		t.Errorf("q: %v", err)
	}
}

func TestWhatCouldNotBeReadIsSaidAfterTheScreen(t *testing.T) {
	m := newTerminal(t)
	short := filepath.Join(t.TempDir(), "short.pcap")
	begun, rest := split(t, "keep-alive.pcap", 27)
	if err := os.WriteFile(short, append(begun, rest[:20]...), 0o600); err != nil {
		t.Fatal(err)
	}
	command := program(t, []string{"-r", short}, "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=")
	m.sit(command)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer command.Process.Kill()
	m.wait("/site.css")
	m.keys.WriteString("q")
	command.Wait()
	if status := command.ProcessState.ExitCode(); status != exitRead {
		t.Errorf("exit status %d", status)
	}
	sent := m.all()
	said := sent[strings.LastIndex(sent, leaveScreen):]
	if !strings.Contains(said, "wiretalk: "+short+": offset ") {
		t.Errorf("after the screen: %q", said)
	}
}

// Without a terminal of the kind that can hold a screen, the error names the
// way out.
func TestATerminalThatCannotHoldAScreen(t *testing.T) {
	m := newTerminal(t)
	command := program(t, []string{"-r", filepath.Join(pcaps, "keep-alive.pcap")}, "TERM=no-such-terminal")
	m.sit(command)
	command.Run()
	if status := command.ProcessState.ExitCode(); status != exitRead {
		t.Errorf("exit status %d", status)
	}
	if sent := m.all(); !strings.Contains(sent, "-T text") {
		t.Errorf("said %q", sent)
	}
}

func TestProgressIsShownOnATerminalWhileRecordsGoElsewhere(t *testing.T) {
	name := filepath.Join(pcaps, "loss.pcap")
	want := records(t, "-r", name)
	for _, test := range []struct {
		rule  string
		after string
		shown bool
	}{
		{"long work shows it and wipes it away", "0s", true},
		{"short work shows none", "1h", false},
	} {
		t.Run(test.rule, func(t *testing.T) {
			m := newTerminal(t)
			command := program(t, []string{"-r", name}, progressAfterVariable+"="+test.after)
			var printed bytes.Buffer
			command.Stdout, command.Stderr = &printed, m.program
			if err := command.Run(); err != nil {
				t.Fatal(err)
			}
			sent := m.all()
			if shown := strings.Contains(sent, " packets, "); shown != test.shown {
				t.Errorf("shown: %v, the terminal was sent %q", shown, sent)
			}
			if test.shown && !strings.HasSuffix(sent, clearLine) {
				t.Errorf("something stays on the line: %q", sent)
			}
			if !test.shown && sent != "" {
				t.Errorf("the terminal was sent %q", sent)
			}
			compare(t, "records", want, printed.Bytes())
		})
	}
}

func TestNoProgressAmongTheRecordsOfATerminal(t *testing.T) {
	m := newTerminal(t)
	name := filepath.Join(pcaps, "loss.pcap")
	command := program(t, []string{"-r", name, "-T", "text"}, progressAfterVariable+"=0s")
	m.sit(command)
	if err := command.Run(); err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(string(records(t, "-r", name)), "\n", "\r\n")
	if sent := m.all(); sent != want {
		t.Errorf("the terminal was sent %q, not only %q", sent, want)
	}
}
