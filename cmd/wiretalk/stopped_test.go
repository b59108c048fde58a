//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/term"
)

// shell is a person's shell on a terminal, which has jobs.
type shell struct {
	*terminal
	command *exec.Cmd
	said    int // how many times something was asked of it
}

func newShell(t *testing.T) *shell {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no shell with jobs")
	}
	s := &shell{terminal: newTerminal(t)}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The binary is the program when it is called wiretalk.
	link := filepath.Join(t.TempDir(), "wiretalk")
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	s.command = program(t, nil, "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=", "PS1=$ ", "PATH="+filepath.Dir(link)+":"+os.Getenv("PATH"), "HISTFILE=")
	s.command.Path, s.command.Args = bash, []string{"bash", "--norc", "--noprofile", "--noediting", "-i"}
	s.sit(s.command)
	if err := s.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.command.Process.Kill()
		s.command.Wait()
	})
	return s
}

// ask has the shell say what it makes of some words.
func (s *shell) ask(words string) (said string) {
	s.t.Helper()
	s.said++
	fmt.Fprintf(s.keys, "echo answer%d:%s:\n", s.said, words)
	answer := regexp.MustCompile(fmt.Sprintf("answer%d:([^$(:]*):\r", s.said))
	s.await("the shell says "+words, func(sent string) bool {
		found := answer.FindStringSubmatch(sent)
		if found != nil {
			said = found[1]
		}
		return found != nil
	})
	return said
}

// await waits until what was sent is as it is to be.
func (s *shell) await(what string, is func(sent string) bool) {
	s.t.Helper()
	for end := time.Now().Add(30 * time.Second); !is(s.text()); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("never: %s: %q", what, s.text())
		}
	}
}

// opened waits until the screen was opened so many times, and is drawn.
func (s *shell) opened(times int) {
	s.t.Helper()
	s.await(fmt.Sprintf("the screen is opened %d times", times), func(sent string) bool {
		return strings.Count(sent, enterScreen) >= times && strings.Contains(sent[strings.LastIndex(sent, enterScreen):], "site.css")
	})
}

// stopped waits until the shell has said so many times that its job is stopped.
func (s *shell) stopped(times int) {
	s.t.Helper()
	s.await(fmt.Sprintf("the job is stopped %d times", times), func(sent string) bool { return strings.Count(sent, "Stopped") >= times })
}

// Stopped by its key, by others, and by what no program hears of; each time the
// shell has the terminal meanwhile, and the screen comes back whole.
func TestTheScreenIsStoppedAndGoesOnInAShell(t *testing.T) {
	s := newShell(t)
	s.ask("ready")
	before := s.state()
	capture, err := filepath.Abs(filepath.Join(pcaps, "keep-alive.pcap"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(s.keys, "wiretalk --no-config -r '%s'\n", capture)
	s.opened(1)
	s.keys.WriteString("\x1b[19~") // F8: the mouse is reported meanwhile
	s.wait("\x1b[?1000h")
	raw := s.state()

	pid := 0
	for n, way := range []struct {
		what string
		stop func() error
		left bool // the program gave the terminal back
	}{
		{"Ctrl-Z", func() error { _, err := s.keys.WriteString("\x1a"); return err }, true},
		{"SIGTSTP", func() error { return syscall.Kill(pid, syscall.SIGTSTP) }, true},
		{"Ctrl-Z again", func() error { _, err := s.keys.WriteString("\x1a"); return err }, true},
		{"SIGSTOP", func() error { return syscall.Kill(pid, syscall.SIGSTOP) }, false},
		{"SIGTSTP again", func() error { return syscall.Kill(pid, syscall.SIGTSTP) }, true},
	} {
		if err := way.stop(); err != nil {
			t.Fatal(err)
		}
		s.stopped(n + 1)
		sent := s.text()
		if way.left {
			for _, want := range []string{leaveScreen, showCursor, "\x1b[?1000l", "\x1b[?2004l"} {
				if !strings.Contains(sent[strings.LastIndex(sent, enterScreen):], want) {
					t.Errorf("%s: the terminal was not sent %q", way.what, want)
				}
			}
		}
		if got, err := strconv.Atoi(s.ask("$(jobs -p)")); err != nil || pid != 0 && got != pid {
			t.Errorf("%s: the job is %d", way.what, got)
		} else {
			pid = got
		}
		s.same(way.what+": the shell", before)
		fmt.Fprint(s.keys, "fg\n")
		s.opened(n + 2)
		s.same(way.what+": the screen", raw)
		if sent := s.text(); strings.LastIndex(sent, "\x1b[?1000h") < strings.LastIndex(sent, enterScreen)-1000 {
			t.Errorf("%s: the mouse is not reported any more", way.what)
		}
	}
	shown := len(s.text())
	s.keys.WriteString("q")
	s.await("the screen is left", func(sent string) bool { return strings.Contains(sent[shown:], leaveScreen) })
	time.Sleep(50 * time.Millisecond) // what is typed before the end is lost
	if status := s.ask("$?"); status != "0" {
		t.Errorf("exit status %s", status)
	}
	s.same("at the end", before)
}

// same looks whether the terminal has these settings, which it may take a moment
// to get.
func (s *shell) same(what string, want *term.State) {
	s.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		got := s.state()
		if *got == *want {
			return
		}
		if time.Now().After(end) {
			s.t.Errorf("%s: the terminal's settings are %+v, not %+v", what, got, want)
			return
		}
	}
}

// A signal that comes while the program is stopped takes effect when it goes on.
func TestAStoppedScreenIsEnded(t *testing.T) {
	s := newShell(t)
	s.ask("ready")
	before := s.state()
	capture, err := filepath.Abs(filepath.Join(pcaps, "keep-alive.pcap"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(s.keys, "wiretalk --no-config -r '%s'\n", capture)
	s.opened(1)
	s.keys.WriteString("\x1a")
	s.stopped(1)
	fmt.Fprint(s.keys, "kill %1\n") // which sends SIGCONT too, but leaves the terminal to the shell
	for end := time.Now().Add(30 * time.Second); s.ask("$(jobs -r)$(jobs -s)") != "" || !strings.Contains(s.text(), "Exit 143"); {
		if time.Now().After(end) {
			t.Fatalf("the job goes on: %q", s.text()[max(0, len(s.text())-500):])
		}
	}
	s.same("at the end", before)
	if sent := s.text(); strings.LastIndex(sent, leaveScreen) < strings.LastIndex(sent, enterScreen) {
		t.Errorf("the screen was never left: %q", sent)
	}
}

// A terminal that goes away ends the program, also one that hears nothing of it
// (nohup), and that is stopped.
func TestTheTerminalGoesAway(t *testing.T) {
	for _, test := range []struct{ what, before, keys string }{
		{"while it is shown", "", ""},
		{"though it is left alone", "trap '' HUP; ", ""},
		{"while it is stopped", "", "\x1a"},
	} {
		t.Run(test.what, func(t *testing.T) {
			m := newTerminal(t)
			capture := filepath.Join(pcaps, "keep-alive.pcap")
			command := program(t, []string{"--no-config", "-r", capture}, "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=")
			if test.before != "" {
				command.Args = []string{"sh", "-c", test.before + `exec -a wiretalk "$0" "$@"`, command.Path, "--no-config", "-r", capture}
				bash, err := exec.LookPath("bash")
				if err != nil {
					t.Skip("there is no bash")
				}
				command.Path = bash
			}
			m.sit(command)
			var complaints bytes.Buffer
			command.Stderr = &complaints
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { command.Process.Kill() })
			m.wait("site.css")
			if test.keys != "" {
				m.keys.WriteString(test.keys)
				m.wait(leaveScreen)
			}
			m.program.Close()
			m.keys.Close() // only the program has the terminal now, whose other end is gone
			gone := make(chan error, 1)
			go func() { gone <- command.Wait() }()
			select {
			case err := <-gone:
				if err == nil {
					t.Error("it ended well")
				}
			case <-time.After(30 * time.Second):
				command.Process.Signal(syscall.SIGABRT)
				<-gone
				t.Errorf("it goes on without a terminal: %s", &complaints)
			}
		})
	}
}
