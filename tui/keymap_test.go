package tui

import (
	"strings"
	"testing"

	"github.com/gdamore/tcell/v2"
)

func TestEveryActionCanBeBound(t *testing.T) {
	seen := map[string]action{}
	for a := none + 1; a < actions; a++ {
		name := actionNames[a]
		if other, ok := seen[name]; ok || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("action %d is named %q in a configuration, as is %d: give it a name in actionNames", a, name, other)
		}
		seen[name] = a
	}
}

// What the help writes of a key is what a configuration has, or an arrow.
func TestLabelsAreKeys(t *testing.T) {
	for _, b := range bindings {
		for _, word := range strings.Fields(b.label) {
			if c, ok := chordOf(word); word != "Ctrl-C" && (!ok || actionOf[c] != b.action) {
				t.Errorf("%q is written for an action that it does not do", word)
			}
		}
	}
}

func TestParseKey(t *testing.T) {
	for text, want := range map[string]struct {
		chord
		label string
	}{
		"j": {chord{r: 'j'}, "j"}, "é": {chord{r: 'é'}, "é"}, "张": {chord{r: '张'}, "张"}, "Down": {chord{key: tcell.KeyDown}, "↓"},
		"ctrl-n": {chord{key: tcell.KeyCtrlN}, "Ctrl-N"}, "PgDn": {chord{key: tcell.KeyPgDn}, "PgDn"}, "F12": {chord{key: tcell.KeyF12}, "F12"},
		"SPACE": {chord{r: ' '}, "Space"}, "Shift-Tab": {chord{key: tcell.KeyBacktab}, "Shift-Tab"},
	} {
		if c, label, err := parseKey(text); c != want.chord || label != want.label || err != nil {
			t.Errorf("%q: %v, %q, %v", text, c, label, err)
		}
	}
	for _, text := range []string{"", " ", "jj", "Ctrl-C", "ctrl-i", "Ctrl-M", "F13", "\x1b", "\u202e", "\xff", "\u0301"} {
		if c, label, err := parseKey(text); err == nil {
			t.Errorf("%q is taken for %v, %q", text, c, label)
		}
	}
}

func TestKeymapsThatCannotBe(t *testing.T) {
	for _, c := range []struct {
		asked map[string][]string
		want  string
	}{
		{map[string][]string{"jump": {"j"}}, "jump: there is no such action: expected one of back, body, bytes, columns"},
		{map[string][]string{"down": {"Dwon"}}, `down: "Dwon" is no key: expected one character, or Enter`},
		{map[string][]string{"down": {"z"}, "up": {"z"}}, "up: z is the key of down too"},
		{map[string][]string{"down": {"n"}}, "down: that takes the only key of search-next"},
	} {
		if _, err := newKeymap(c.asked); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", c.asked, err, c.want)
		}
	}
}

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
