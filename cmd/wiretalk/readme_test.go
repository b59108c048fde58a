package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The table of flags in the README has each flag of the help, by its letter
// where it has one.
func TestTheREADMEHasEachFlag(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	flags := regexp.MustCompile(`(?m)^ +(?:(-\w), )?(--[a-z-]+)`).FindAllStringSubmatch(string(records(t, "--help")), -1)
	if len(flags) < 20 {
		t.Fatalf("the help has %d flags", len(flags))
	}
	for _, f := range flags {
		name := f[1]
		if name == "" {
			name = f[2]
		}
		if name == "-h" || name == "--version" {
			continue
		}
		if row := "\n| `" + name; !strings.Contains(string(readme), row+" ") && !strings.Contains(string(readme), row+"`") {
			t.Errorf("the README has no row for %s", name)
		}
	}
}
