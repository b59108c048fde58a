package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/internal/config"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
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
	if err := checked(t, "theme=\"none\"\nlanguage=\"zh\"\n[columns]\nexchanges=[\"status\",\"target\"]\n[keys]\ndown=[\"n\"]\nsearch-next=[\"E\"]"); err != nil {
		t.Error(err)
	}
}

// The page about settings names every theme and column, and lists the actions.
func TestThePageOfSettingsIsWhole(t *testing.T) {
	file := filepath.Join("..", "docs", "SETTINGS.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	for _, name := range append(append(theme.Names(), columnsOf("exchanges")...), columnsOf("connections")...) {
		if !strings.Contains(page, "`"+name+"`") {
			t.Errorf("docs/SETTINGS.md does not name `%s`", name)
		}
	}
	before, list, _ := strings.Cut(page, actionsHead)
	var want strings.Builder
	for _, b := range keys.Bindings {
		bound := "`" + strings.Join(strings.Fields(b.Label), "` `") + "`"
		fmt.Fprintf(&want, "| `%s` | %s | %s |\n", keys.ActionNames[b.Action], bound, words.English.Actions[b.Action])
	}
	if *update {
		if err := os.WriteFile(file, []byte(before+actionsHead+want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(want.String(), list); diff != "" {
		t.Errorf("docs/SETTINGS.md (go test ./tui -run PageOfSettings -update lists the actions anew):\n%s", diff)
	}
}

const actionsHead = "| action | keys | does |\n| --- | --- | --- |\n"
