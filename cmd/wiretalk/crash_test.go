//go:build unix

package main

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// open starts the program on a terminal and waits for its screen.
func (m *terminal) open(args []string, variables ...string) (command *exec.Cmd, before *term.State) {
	m.t.Helper()
	before = m.state()
	command = program(m.t, append([]string{"--no-config"}, args...), append([]string{"TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL="}, variables...)...)
	m.sit(command)
	if err := command.Start(); err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { command.Process.Kill() })
	m.wait(enterScreen)
	m.wait("Exchanges")
	return command, before
}

// leftAsItWas says whether the terminal is as before, and gives what was
// said after the screen.
func (m *terminal) leftAsItWas(before *term.State) (said string) {
	m.t.Helper()
	if after := m.state(); !reflect.DeepEqual(before, after) {
		m.t.Errorf("the terminal's settings were %+v and are %+v", before, after)
	}
	sent := m.all()
	left := strings.LastIndex(sent, leaveScreen)
	if left < strings.LastIndex(sent, enterScreen) {
		m.t.Errorf("the screen was never left: %q", sent)
		return ""
	}
	if strings.LastIndex(sent, showCursor) < strings.LastIndex(sent, "\x1b[?25l") {
		m.t.Error("the cursor stays hidden")
	}
	for mode, what := range map[string]string{"1000": "the mouse", "1002": "dragging", "1003": "the mouse's moves", "2004": "pasting"} {
		if strings.LastIndex(sent, "\x1b[?"+mode+"l") < strings.LastIndex(sent, "\x1b[?"+mode+"h") {
			m.t.Errorf("%s is still reported", what)
		}
	}
	return sent[left+len(leaveScreen):]
}

func TestWhatAPanicSaysCanBeReadAfterIt(t *testing.T) {
	m := newTerminal(t)
	command, before := m.open([]string{"-r", filepath.Join(pcaps, "keep-alive.pcap")}, panicVariable+"=1")
	m.keys.WriteString("\x1b[19~") // F8: the mouse is reported meanwhile
	if err := command.Wait(); err == nil {
		t.Error("it ended well")
	}
	said := m.leftAsItWas(before)
	if !strings.Contains(said, "panic: the source has gone to pieces") || !strings.Contains(said, "ReadBatch") || !strings.Contains(said, "Please report") {
		t.Errorf("after the screen: %q", said)
	}
	if status := command.ProcessState.ExitCode(); status != exitDefect {
		t.Errorf("exit status %d", status)
	}
}

func TestSignalsLeaveTheTerminalAsItWas(t *testing.T) {
	for _, s := range []struct {
		signal syscall.Signal
		says   string
	}{{syscall.SIGTERM, ""}, {syscall.SIGHUP, ""}, {syscall.SIGINT, ""}, {syscall.SIGQUIT, "SIGQUIT: quit"}} {
		t.Run(s.signal.String(), func(t *testing.T) {
			if signal.Ignored(s.signal) {
				t.Skip("whoever started this ignores it, as nohup does")
			}
			m := newTerminal(t)
			command, before := m.open([]string{"-r", filepath.Join(pcaps, "keep-alive.pcap")})
			m.keys.WriteString("\x1b[19~")
			m.wait("\x1b[?1000h") // the text of the message may come in pieces
			if err := command.Process.Signal(s.signal); err != nil {
				t.Fatal(err)
			}
			command.Wait()
			if status := command.ProcessState.ExitCode(); s.signal != syscall.SIGQUIT && status != 128+int(s.signal) {
				t.Errorf("exit status %d, not %d", status, 128+int(s.signal))
			}
			if said := m.leftAsItWas(before); !strings.Contains(said, s.says) || s.says == "" && strings.Contains(said, "goroutine") {
				t.Errorf("after the screen: %q", said)
			}
		})
	}
}

// A process that nobody can wake is not stopped, so here Ctrl-Z only leaves the
// screen for a moment; it comes back whole.
func TestTheScreenComesBackAfterCtrlZ(t *testing.T) {
	m := newTerminal(t)
	command, before := m.open([]string{"-r", filepath.Join(pcaps, "keep-alive.pcap")})
	m.wait("/site.css")
	m.keys.WriteString("\x1a")
	m.wait(leaveScreen)
	for end := time.Now().Add(30 * time.Second); strings.Count(m.text(), enterScreen) < 2; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the screen never came back")
		}
	}
	m.keys.WriteString("q")
	if err := command.Wait(); err != nil {
		t.Error(err)
	}
	m.leftAsItWas(before)
}

// Whatever size the terminal takes, and however often, the screen goes on.
func TestTheTerminalIsResizedAtAnyMoment(t *testing.T) {
	m := newTerminal(t)
	command, before := m.open([]string{"-r", filepath.Join(pcaps, "keep-alive.pcap")})
	for _, keys := range []string{"\r", "\r", "s", "?", "\x1b", "2", "/x"} {
		for _, size := range []pty.Winsize{{Rows: 10, Cols: 40}, {Rows: 1, Cols: 1}, {Rows: 3, Cols: 200}, {Rows: 50, Cols: 2}, {Rows: 24, Cols: 80}} {
			if err := pty.Setsize(m.keys, &size); err != nil {
				t.Fatal(err)
			}
			time.Sleep(20 * time.Millisecond)
		}
		m.keys.WriteString(keys)
	}
	m.keys.WriteString("\x03\x03") // the first gives up what is being written
	if err := command.Wait(); err != nil {
		t.Error(err)
	}
	if said := m.leftAsItWas(before); strings.Contains(said, "panic") {
		t.Error(said)
	}
}

func TestSettingsThatAreWrongAreSaidBeforeTheScreenOpens(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.toml")
	if err := os.WriteFile(file, []byte("theme = \"dark\"\n\n[keys]\ndown = [\"n\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m := newTerminal(t)
	command := program(t, []string{"-r", filepath.Join(pcaps, "keep-alive.pcap"), "--config", file}, "TERM=xterm-256color")
	m.sit(command)
	command.Run()
	if status := command.ProcessState.ExitCode(); status != exitUsage {
		t.Errorf("exit status %d", status)
	}
	want := "wiretalk: " + file + ":4: keys.down: that takes the only key of search-next: give that another, or [] if it shall have none\r\n"
	if sent := m.all(); sent != want {
		t.Errorf("said %q, want %q", sent, want)
	}
}

// What was searched for is there the next time, unless nothing is to be kept.
func TestSearchesAreKeptFromSessionToSession(t *testing.T) {
	kept := t.TempDir()
	capture := []string{"-r", filepath.Join(pcaps, "keep-alive.pcap")}
	search := func(keys string, args ...string) string {
		m := newTerminal(t)
		command := program(t, append(args, capture...), "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=", "XDG_STATE_HOME="+kept)
		m.sit(command)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		defer command.Process.Kill()
		m.wait("/site.css")
		m.keys.WriteString(keys)
		m.wait("found “")
		m.keys.WriteString("q")
		if err := command.Wait(); err != nil {
			t.Error(err)
		}
		return m.all()
	}
	search("/css\r", "--no-config")
	if list, _ := os.ReadDir(kept); len(list) != 0 {
		t.Errorf("--no-config kept %v", list)
	}
	search("/site\r")
	if sent := search("/\x1b[A\r"); !strings.Contains(sent, "found “site”") {
		t.Errorf("the screen was sent %q", sent)
	}
}
