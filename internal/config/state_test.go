package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestStateIsKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "below", "history.json")
	s := OpenState(file)
	s.Keep("filters", []string{"a", "b", strings.Repeat("x", maxLine+1), "c"})
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	again := OpenState(file)
	if got := again.Lines("filters"); !slices.Equal(got, []string{"a", "b", "c"}) || again.Lines("other") != nil {
		t.Errorf("%q", got)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if list, _ := os.ReadDir(filepath.Dir(file)); len(list) != 1 {
		t.Errorf("%d files were left", len(list))
	}
}

func TestStateIsBounded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "history.json")
	s := OpenState(file)
	var lines []string
	for i := range 2 * maxLines {
		lines = append(lines, fmt.Sprint(i))
	}
	s.Keep("filters", lines)
	for i := range 2 * maxLists {
		s.Keep(fmt.Sprint(i), []string{"x"})
	}
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	again := OpenState(file)
	if got := again.Lines("filters"); !slices.Equal(got, lines[maxLines:]) || len(again.lists) != maxLists {
		t.Errorf("%d lines, %d lists", len(got), len(again.lists))
	}
}

func TestStateThatCannotBeKeptIsNoError(t *testing.T) {
	dir := t.TempDir()
	for _, text := range []string{"", "{", `{"filters":3}`, `{"filters":null}`, `[]`, "\x00", "null"} {
		file := filepath.Join(dir, "damaged")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s := OpenState(file)
		s.Keep("filters", []string{"x"})
		if err := s.Save(); err != nil || !slices.Equal(OpenState(file).Lines("filters"), []string{"x"}) {
			t.Errorf("%q: %v", text, err)
		}
	}
	s := OpenState(filepath.Join(dir, "damaged", "below"))
	s.Keep("filters", []string{"x"})
	if err := s.Save(); err == nil || len(s.Lines("filters")) != 1 {
		t.Error(err)
	}
	s = OpenState("")
	s.Keep("filters", []string{"x"})
	if err := s.Save(); err != nil {
		t.Error(err)
	}
}
