//go:build unix

package config

import (
	"os"
	"path/filepath"
	"testing"
)

// After sudo the environment may name another user's folders. They are left
// alone.
func TestFoldersOfOthersAreLeftAlone(t *testing.T) {
	theirs := t.TempDir()
	ours := isOurs(theirs)
	if !ours {
		t.Fatal("a folder of our own is not")
	}
	if os.Geteuid() == 0 {
		if err := os.Chown(theirs, 12345, 12345); err != nil {
			t.Fatal(err)
		}
	} else {
		theirs = "/" // root's
	}
	for _, variable := range []string{"HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"} {
		t.Setenv(variable, theirs)
	}
	for _, got := range []string{StateFile(), Default()} {
		if got != "" {
			t.Errorf("%s is used", got)
		}
	}
	t.Setenv("XDG_STATE_HOME", "")
	if got := StateFile(); got != "" && !isOurs(filepath.Dir(got)) {
		t.Errorf("%s is used", got)
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	if got, want := StateFile(), filepath.Join(home, ".local", "state", "wiretalk", "history.json"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
