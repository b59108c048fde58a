package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/internal/websocket"
)

const recordsPage = "../../docs/RECORDS.md"

// docs/RECORDS.md names every field that any record of the bundled captures
// has, in the section of its type.
func TestRecordsPageNamesEveryField(t *testing.T) {
	sections := pageSections(t)
	seen := map[string]bool{}
	for _, capture := range bundled(t) {
		name := filepath.Base(capture)
		out := records(t, "-r", capture, "-T", formatJSON, "--segments", "--digest", "--explain", "--shards", "1")
		for line := range bytes.Lines(out) {
			var record map[string]any
			if err := json.Unmarshal(line, &record); err != nil {
				t.Fatal(err)
			}
			kind := record["type"].(string)
			section, ok := sections[kind]
			if !ok {
				t.Fatalf("%s: no section for records of type %q", name, kind)
			}
			delete(record, "type")
			namesOf(record, func(field string) {
				if key := kind + " " + field; !seen[key] {
					seen[key] = true
					if !regexp.MustCompile("`[^`]*\\b" + regexp.QuoteMeta(field) + "\\b[^`]*`").MatchString(section) {
						t.Errorf("%s: %q of a record of type %q is not on the page", name, field, kind)
					}
				}
			})
		}
	}
}

// namesOf calls see with the name of each field, also of objects within.
func namesOf(value any, see func(string)) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			see(name)
			namesOf(inner, see)
		}
	case []any:
		for _, inner := range v {
			namesOf(inner, see)
		}
	}
}

// pageSections is the text of each type's section.
func pageSections(t *testing.T) map[string]string {
	t.Helper()
	page, err := os.ReadFile(recordsPage)
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]string{}
	for _, part := range strings.Split(string(page), "\n## ")[1:] {
		title, text, _ := strings.Cut(part, "\n")
		sections[strings.TrimSuffix(strings.TrimPrefix(title, "`\"type\":\""), "\"`")] = text + " `client` `server` `ip` `port` "
	}
	return sections
}

// The page has the table of notes that the decoder has; -update writes it.
func TestRecordsPageHasTheNotes(t *testing.T) {
	var table strings.Builder
	table.WriteString("| note | meaning |\n| --- | --- |\n")
	for _, n := range httpdecode.NoteTable {
		fmt.Fprintf(&table, "| `%s` | %s |\n", n.Word, strings.TrimSpace(n.Meaning+" "+n.Readers))
	}
	holdsTable(t, "what each makes of it.\n\n", table.String())
}

// The page has the table of notes that the decoder of WebSocket has, and the
// words for what frames carry.
func TestRecordsPageHasTheNotesOfWebSocket(t *testing.T) {
	var table strings.Builder
	table.WriteString("| note | meaning |\n| --- | --- |\n")
	for _, n := range websocket.NoteTable {
		fmt.Fprintf(&table, "| `%s` | %s |\n", n.Word, n.Meaning)
	}
	holdsTable(t, "### Notes of WebSocket\n\n", table.String())
	_, row, _ := strings.Cut(pageSections(t)["websocket"], "| `opcode` |")
	row, _, _ = strings.Cut(row, "\n")
	for opcode := range websocket.Opcode(16) {
		word := opcode.String()
		if strings.HasPrefix(word, "opcode ") {
			word = "opcode N"
		}
		if !strings.Contains(row, "`"+word+"`") {
			t.Errorf("the page does not name the opcode %q", word)
		}
	}
}

// holdsTable says that the page has a table from the words before it up to the
// next section; -update writes it.
func holdsTable(t *testing.T, before, table string) {
	t.Helper()
	page, err := os.ReadFile(recordsPage)
	if err != nil {
		t.Fatal(err)
	}
	whole := regexp.MustCompile(`(?s)(` + regexp.QuoteMeta(before) + `).*?(\n## )`)
	want := whole.ReplaceAllString(string(page), "${1}"+strings.ReplaceAll(table, "$", "$$")+"${2}")
	if *update {
		if err := os.WriteFile(recordsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(page) != want {
		t.Errorf("the notes on %s are not those of the decoder; make them anew with -update", recordsPage)
	}
}
