package main

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// tmux is a person's terminal in tmux.
type tmux struct {
	t   testing.TB
	dir string       // the person's, where tmux has its socket too
	do  func(func()) // where its processes are
}

// inTmux starts a command of the shell in a terminal of that size.
func inTmux(t testing.TB, dir string, do func(func()), width, height int, command string) *tmux {
	t.Helper()
	m := &tmux{t, dir, do}
	m.tmux("new-session", "-d", "-x", strconv.Itoa(width), "-y", strconv.Itoa(height), "-e", "LANG=en_US.UTF-8", "-e", "LC_ALL=en_US.UTF-8", "-e", "TZ=UTC",
		"-e", "TMPDIR="+dir, "-e", "XDG_CONFIG_HOME="+dir, "-e", "XDG_STATE_HOME="+dir, "-e", "NO_COLOR=", "cd "+dir+"; "+command+"; echo exit status $?; exec cat")
	t.Cleanup(func() { m.tmux("kill-server") })
	return m
}

func (m *tmux) tmux(args ...string) string {
	m.t.Helper()
	c := exec.Command("tmux", append([]string{"-u", "-S", filepath.Join(m.dir, "tmux"), "-f", "/dev/null"}, args...)...)
	var out []byte
	var err error
	m.do(func() { out, err = c.CombinedOutput() })
	if err != nil {
		m.t.Fatalf("tmux %s: %v\n%s", args, err, out)
	}
	return string(out)
}

// keys presses keys by tmux's names for them.
func (m *tmux) keys(keys ...string) *tmux {
	m.t.Helper()
	m.tmux(append([]string{"send-keys"}, keys...)...)
	return m
}

// types writes a text.
func (m *tmux) types(text string) *tmux {
	m.t.Helper()
	m.tmux("send-keys", "-l", text)
	return m
}

// shows waits until the screen shows all of these; how many spaces are between
// words does not matter.
func (m *tmux) shows(texts ...string) *tmux {
	m.t.Helper()
	var seen string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		seen = m.tmux("capture-pane", "-p")
		if lacking(seen, texts) == "" {
			return m
		}
	}
	m.t.Fatalf("the screen never shows %q but\n%s", lacking(seen, texts), seen)
	return m
}

func lacking(screen string, texts []string) string {
	words := strings.Join(strings.Fields(screen), " ")
	for _, text := range texts {
		if !strings.Contains(words, text) {
			return text
		}
	}
	return ""
}

// tells demands that the bottom line, or else the help, names a key for
// something; the screen is then as before.
func (m *tmux) tells(key, does string) *tmux {
	m.t.Helper()
	lines := strings.Split(strings.TrimRight(m.tmux("capture-pane", "-p"), "\n"), "\n")
	if strings.Contains(lines[len(lines)-1], key+" ") && strings.Contains(lines[len(lines)-1], does) {
		return m
	}
	m.keys("?").shows("Moving")
	named := regexp.MustCompile(`(?m)^ *` + regexp.QuoteMeta(key) + ` .*` + regexp.QuoteMeta(does))
	for page := ""; ; {
		seen := m.tmux("capture-pane", "-p")
		if named.MatchString(seen) {
			return m.keys("Escape").shows(strings.Join(strings.Fields(lines[0]), " "), strings.Join(strings.Fields(lines[len(lines)-1]), " "))
		}
		if seen == page {
			m.t.Fatalf("neither the bottom line nor the help tells of %s for %q; the bottom line: %s", key, does, lines[len(lines)-1])
		}
		page = seen
		m.keys("PageDown")
		time.Sleep(200 * time.Millisecond)
	}
}

// gone waits until a text is not on the screen any more.
func (m *tmux) gone(text string) *tmux {
	m.t.Helper()
	var seen string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if seen = m.tmux("capture-pane", "-p"); lacking(seen, []string{text}) != "" {
			return m
		}
	}
	m.t.Fatalf("the screen still shows %q:\n%s", text, seen)
	return m
}

// installed is a command of the shell that runs the program, which is in PATH.
func installed(t testing.TB, args ...string) string {
	t.Helper()
	self, err := exec.LookPath("wiretalk") // which testscript puts there
	if err != nil {
		t.Fatal(err)
	}
	return "'" + strings.Join(append([]string{self}, args...), "' '") + "'"
}
