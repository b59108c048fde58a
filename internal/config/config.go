package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// maxFile is how many bytes a file of ours may have: a person wrote it.
const maxFile = 1 << 20

// Config is what a user wants to be different. What is not said is zero.
type Config struct {
	Theme    string              `toml:"theme"`
	Language string              `toml:"language"`
	Mouse    bool                `toml:"mouse"`
	Secrets  bool                `toml:"secrets"` // shown
	Columns  map[string][]string `toml:"columns"` // of each table, in their order
	Keys     map[string][]string `toml:"keys"`    // of each action

	file string
	text string // to find the lines of keys in
}

// Error says what is wrong with a configuration, and where.
type Error struct {
	File   string
	Line   int // from 1; 0 when no line is to blame
	Reason string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Reason
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason)
}

// Wrong is the error of the value of a key, written as in "keys.down".
func (c *Config) Wrong(key, reason string) error {
	return &Error{c.file, lineOf(c.text, key), key + ": " + reason}
}

// Load reads a configuration.
func Load(file string) (*Config, error) {
	text, err := readFile(file)
	if err != nil {
		if e := (*os.PathError)(nil); errors.As(err, &e) {
			err = e.Err
		}
		return nil, &Error{file, 0, err.Error()}
	}
	return parse(file, text)
}

// readFile reads a file that is not larger than one of ours may be.
func readFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = fmt.Errorf("it has more than %d bytes", maxFile)
	}
	return string(text), err
}

func parse(file, text string) (*Config, error) {
	c := &Config{file: file, text: text}
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		return nil, syntaxError(file, err)
	}
	if err := c.check("", values, reflect.TypeFor[Config]()); err != nil {
		return nil, err
	}
	if _, err := toml.Decode(text, c); err != nil {
		return nil, syntaxError(file, err)
	}
	return c, nil
}

// syntaxError says where a file is no TOML. What the file has there is not
// repeated: it may be none of the reader's business, or for no terminal.
func syntaxError(file string, err error) error {
	var e toml.ParseError
	if !errors.As(err, &e) {
		return &Error{file, 0, "this is not TOML"}
	}
	return &Error{file, max(e.Position.Line, 1), "this is not TOML: see https://toml.io"}
}

// check finds keys that mean nothing, and values that are not of their key's
// kind, in a table that is to be a struct.
func (c *Config) check(under string, values map[string]any, as reflect.Type) error {
	allowed := map[string]reflect.Type{}
	for i := range as.NumField() {
		if key := as.Field(i).Tag.Get("toml"); key != "" {
			allowed[key] = as.Field(i).Type
		}
	}
	for _, key := range sortedKeys(values) {
		kind, ok := allowed[key]
		if !ok {
			return c.Wrong(under+key, "there is no such setting: expected one of "+strings.Join(sortedKeys(allowed), ", "))
		}
		if err := c.checkValue(under+key, values[key], kind); err != nil {
			return err
		}
	}
	return nil
}

func (c *Config) checkValue(key string, value any, as reflect.Type) error {
	switch as.Kind() {
	case reflect.String:
		if _, ok := value.(string); !ok {
			return c.Wrong(key, `expected a text in quotes, as "dark"`)
		}
	case reflect.Bool:
		if _, ok := value.(bool); !ok {
			return c.Wrong(key, "expected true or false")
		}
	case reflect.Slice:
		list, ok := value.([]any)
		for _, v := range list {
			_, isText := v.(string)
			ok = ok && isText
		}
		if !ok {
			return c.Wrong(key, `expected a list of texts, as ["j", "Down"]`)
		}
	case reflect.Map:
		table, ok := value.(map[string]any)
		if !ok {
			return c.Wrong(key, "expected a table, as in ["+key+"]")
		}
		for _, inner := range sortedKeys(table) {
			if err := c.checkValue(key+"."+inner, table[inner], as.Elem()); err != nil {
				return err
			}
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// lineOf finds the line of a key, from 1; 0 when it cannot be told. The file is
// TOML, and of it this knows tables, keys, and keys with dots.
func lineOf(text, key string) int {
	table, n := "", 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			inside, _, ok := strings.Cut(strings.TrimLeft(line, "["), "]")
			if ok && !strings.Contains(line, "=") {
				table = bare(inside) + "."
				if table == key+"." {
					return n
				}
			}
			continue
		}
		name, _, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if full := strings.TrimPrefix(table+bare(name), "."); full == key || strings.HasPrefix(full, key+".") || strings.HasPrefix(key, full+".") {
			return n
		}
	}
	return 0
}

// bare is a key without blanks and quotes.
func bare(key string) string {
	return strings.NewReplacer(" ", "", "\t", "", `"`, "", "'", "").Replace(key)
}

// FileName is the name of the configuration below the folder for such.
const FileName = "wiretalk/config.toml"

// Default is where the user's configuration lies, if there is one; empty
// when there is none, or the folder is not the user's own.
func Default() string {
	dir := folder("XDG_CONFIG_HOME", os.UserConfigDir)
	if dir == "" {
		return ""
	}
	file := filepath.Join(dir, filepath.FromSlash(FileName))
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		return ""
	}
	return file
}
