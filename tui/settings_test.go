package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wiretalk/internal/config"
)

func checked(t *testing.T, text string) error {
	t.Helper()
	file := filepath.Join(t.TempDir(), "c.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return Check(c)
}

func TestSettingsThatAreWrong(t *testing.T) {
	for text, want := range map[string]string{
		"theme = \"solar\"":                               ":1: theme: there is no such theme: expected one of terminal, dark, light, none",
		"\nlanguage = \"fr\"":                             ":2: language: there is no such language: expected one of en, zh",
		"[columns]\nexchanges = [\"status\", \"cookie\"]": ":2: columns.exchanges: there is no such column: expected one of number, time, client,",
		"[columns]\nexchanges = [\"status\", \"status\"]": ":2: columns.exchanges: status is there twice",
		"[columns]\nexchanges = []":                       ":2: columns.exchanges: a table has a column at least",
		"[columns]\nmessages = [\"a\"]":                   ":2: columns.messages: there is no such table: expected one of exchanges, connections",
		"[keys]\nup = [\"k\"]\nfly = [\"z\"]":             ":3: keys.fly: there is no such action: expected one of back, body",
		"[keys]\nup = [\"z\"]\n\ndown = [\"z\"]":          ":2: keys.up: z is the key of down too",
		"[keys]\ndown = [\"Hyper-j\"]":                    `:2: keys.down: "Hyper-j" is no key: expected one character, or Enter`,
	} {
		if err := checked(t, text); err == nil || !strings.Contains(err.Error(), "c.toml"+want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if err := checked(t, "theme=\"none\"\nlanguage=\"zh\"\n[columns]\nexchanges=[\"status\",\"target\"]\n[keys]\ndown=[\"n\"]\nsearch-next=[\"W\"]"); err != nil {
		t.Error(err)
	}
}

// The page about settings names every theme, action and column.
func TestThePageOfSettingsIsWhole(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "SETTINGS.md"))
	if err != nil {
		t.Fatal(err)
	}
	names := append(append(ActionNames(), ThemeNames()...), append(columnsOf("exchanges"), columnsOf("connections")...)...)
	for _, name := range names {
		if !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("docs/SETTINGS.md does not name `%s`", name)
		}
	}
}
