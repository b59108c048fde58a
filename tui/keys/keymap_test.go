package keys

import (
	"strings"
	"testing"

	"github.com/gdamore/tcell/v2"
)

func TestEveryActionCanBeBound(t *testing.T) {
	seen := map[string]Action{}
	for a := None + 1; a < Actions; a++ {
		name := ActionNames[a]
		if other, ok := seen[name]; ok || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("action %d is named %q in a configuration, as is %d: give it a name in actionNames", a, name, other)
		}
		seen[name] = a
	}
}

// What the help writes of a key is what a configuration has, or an arrow.
func TestLabelsAreKeys(t *testing.T) {
	for _, b := range Bindings {
		for _, word := range strings.Fields(b.Label) {
			if c, ok := chordOf(word); word != "Ctrl-C" && (!ok || ActionOf[c] != b.Action) {
				t.Errorf("%q is written for an action that it does not do", word)
			}
		}
	}
}

func TestParseKey(t *testing.T) {
	for text, want := range map[string]struct {
		Chord
		label string
	}{
		"j": {Chord{Rune: 'j'}, "j"}, "é": {Chord{Rune: 'é'}, "é"}, "张": {Chord{Rune: '张'}, "张"}, "Down": {Chord{Key: tcell.KeyDown}, "↓"},
		"ctrl-n": {Chord{Key: tcell.KeyCtrlN}, "Ctrl-N"}, "PgDn": {Chord{Key: tcell.KeyPgDn}, "PgDn"}, "F12": {Chord{Key: tcell.KeyF12}, "F12"},
		"SPACE": {Chord{Rune: ' '}, "Space"}, "Shift-Tab": {Chord{Key: tcell.KeyBacktab}, "Shift-Tab"},
	} {
		if c, label, err := parseKey(text); c != want.Chord || label != want.label || err != nil {
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
		if _, err := New(c.asked); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", c.asked, err, c.want)
		}
	}
}
