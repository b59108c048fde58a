package export

import (
	"os"
	"path/filepath"
	"testing"
)

func TestMissing(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name, missing string
		only          bool
	}{
		{filepath.Join(dir, "x"), "", false},
		{filepath.Join(dir, "a", "x"), filepath.Join(dir, "a"), true},
		{filepath.Join(dir, "a", "b", "x"), filepath.Join(dir, "a"), false},
	} {
		if missing, only := Missing(c.name); missing != c.missing || only != c.only {
			t.Errorf("%s: %q, %v", c.name, missing, only)
		}
	}
}

// A name is proposed where something can be written: here if that is so, else at
// home, else where temporary files go.
func TestOffer(t *testing.T) {
	here, home, temp := t.TempDir(), t.TempDir(), t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("TMPDIR", temp)
	t.Chdir(here)
	if got := Offer("x.har"); got != "x.har" {
		t.Error(got)
	}
	if err := os.WriteFile("x.har", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := Offer("x.har"); got != "x-2.har" {
		t.Error(got)
	}
	if os.Getuid() == 0 { // who may write anywhere
		here = t.TempDir()
		t.Chdir(here)
		os.Remove(here)
	} else {
		os.Chmod(here, 0o500)
	}
	if Writable("") {
		t.Skip("the folder can still be written to")
	}
	if got, want := Offer("x.har"), filepath.Join(home, "x.har"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	t.Setenv("HOME", filepath.Join(home, "none"))
	if got, want := Offer("x.har"), filepath.Join(temp, "x.har"); got != want || Elsewhere() != temp {
		t.Errorf("%s, want %s; %s", got, want, Elsewhere())
	}
}
