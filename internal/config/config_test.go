package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestConfigIsRead(t *testing.T) {
	got, err := parse("c.toml", `# mine
theme = "light"
language = "zh"
mouse = true
secrets = false

[columns]
exchanges = ["method", "target"]

[keys]
down = ["j", "Down"]
"page-down" = []
`)
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Theme: "light", Language: "zh", Mouse: true, Columns: map[string][]string{"exchanges": {"method", "target"}},
		Keys: map[string][]string{"down": {"j", "Down"}, "page-down": {}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Config{})); diff != "" {
		t.Error(diff)
	}
	for key, line := range map[string]int{"theme": 2, "keys.down": 11, "keys.page-down": 12, "columns.exchanges": 8, "columns": 7} {
		if err := got.Wrong(key, "x"); err.(*Error).Line != line {
			t.Errorf("%s: %v, want line %d", key, err, line)
		}
	}
}

func TestWhatIsWrongIsSaidWithItsLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"theme = \"dark\"\ncolour = 1\n", "c.toml:2: colour: there is no such setting: expected one of columns, keys, language, mouse, secrets, theme"},
		{"\ntheme = 3", `c.toml:2: theme: expected a text in quotes, as "dark"`},
		{"mouse = \"yes\"", "c.toml:1: mouse: expected true or false"},
		{"[keys]\nup = \"k\"", `c.toml:2: keys.up: expected a list of texts, as ["j", "Down"]`},
		{"[keys]\nup = [\"k\",\n 3]", `c.toml:2: keys.up: expected a list of texts`},
		{"keys.down = 1", "c.toml:1: keys.down: expected a list"},
		{"keys = 3", "c.toml:1: keys: expected a table, as in [keys]"},
		{"[colours]\nred = 1", "c.toml:1: colours: there is no such setting"},
		{"a = 1\n= = \x1b[31m", "c.toml:2: this is not TOML: see https://toml.io"},
		{"theme = \"a\"\ntheme = \"b\"", "c.toml:2: this is not TOML"},
		{"theme = \"\xff\"", "c.toml:1: this is not TOML"},
	} {
		_, err := parse("c.toml", c.text)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	if _, err := Load(filepath.Join(dir, "none.toml")); err == nil || !strings.HasSuffix(err.Error(), "none.toml: no such file or directory") {
		t.Error(err)
	}
	if _, err := Load(dir); err == nil {
		t.Error("a folder was read")
	}
	large := filepath.Join(dir, "large")
	if err := os.WriteFile(large, make([]byte, maxFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(large); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Error(err)
	}
}

func TestDefaultIsWhereXDGHasIt(t *testing.T) {
	home, xdg := t.TempDir(), t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	if got := Default(); got != "" {
		t.Error(got)
	}
	put := func(dir string) string {
		file := filepath.Join(dir, "wiretalk", "config.toml")
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	below, there := put(filepath.Join(home, ".config")), put(xdg)
	for variable, want := range map[string]string{"": below, "relative": below, xdg: there} {
		t.Setenv("XDG_CONFIG_HOME", variable)
		if got := Default(); got != want {
			t.Errorf("XDG_CONFIG_HOME=%s: %s, want %s", variable, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("theme = \"dark\"\n[keys]\ndown = [\"j\"]\n")
	f.Add("keys.down = []\n[columns]\nexchanges=['a']")
	f.Add("[[keys]]\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parse("f", text)
		if err == nil {
			_ = c.Wrong("keys.down", "x")
		} else if strings.ContainsRune(err.Error(), 0x1b) {
			t.Errorf("%q", err)
		}
	})
}
