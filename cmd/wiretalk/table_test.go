package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The captures' README says in a table, written from what was done to make
// them and not from our output, which exchanges each connection carried and how
// it ended. The records say the same.
func TestRecordsAgreeWithTheCapturesOwnTable(t *testing.T) {
	table := readTable(t)
	for _, capture := range bundled(t) {
		name, _, _ := strings.Cut(filepath.Base(capture), ".")
		t.Run(filepath.Base(capture), func(t *testing.T) {
			got := tell(t, records(t, "-r", capture, "-T", formatJSON))
			if diff := cmp.Diff(table[name], got); diff != "" {
				t.Errorf("(-table +records):\n%s", diff)
			}
		})
	}
}

// story is what the table says of one capture: by stream, its exchanges and
// its end.
type story map[string][2]string

var tableRow = regexp.MustCompile(`(?m)^\| (\S*) ?\| ([0-9, ]+) \| (.+) \| (.+) \|$`)

func readTable(t *testing.T) map[string]story {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(pcaps, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]story{}
	var name string
	for _, row := range tableRow.FindAllStringSubmatch(string(text), -1) {
		if row[1] != "" {
			name = row[1]
			table[name] = story{}
		}
		for _, stream := range strings.Split(row[2], ", ") {
			table[name][stream] = [2]string{row[3], row[4]}
		}
	}
	if len(table) < 10 {
		t.Fatalf("the table has only %d captures", len(table))
	}
	return table
}

type message struct {
	Method, Target string
	Status         int
	Interim        []struct{ Status int }
	Complete       bool
}

type record struct {
	Type              string
	Stream            int
	Request, Response *message
	Close             struct{ Kind, By string }
}

// tell words JSON records as the table does.
func tell(t *testing.T, lines []byte) story {
	t.Helper()
	exchanges, ends := map[string][]string{}, map[string]string{}
	for line := range bytes.Lines(lines) {
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		stream := fmt.Sprint(r.Stream)
		switch r.Type {
		case "http":
			exchanges[stream] = append(exchanges[stream], tellExchange(r))
		case "connection":
			ends[stream] = strings.TrimSuffix(r.Close.Kind+", "+r.Close.By, ", ")
		}
	}
	told := story{}
	for stream := range maps.Keys(ends) {
		what := strings.Join(exchanges[stream], "; ")
		if what == "" {
			what = "none"
		}
		told[stream] = [2]string{what, ends[stream]}
	}
	return told
}

func tellExchange(r record) string {
	if r.Request == nil || r.Response == nil {
		return "half an exchange"
	}
	words := r.Request.Method + " " + r.Request.Target
	for _, interim := range r.Response.Interim {
		words += fmt.Sprint(" ", interim.Status)
	}
	words += fmt.Sprint(" ", r.Response.Status)
	if !r.Request.Complete {
		words += ", request incomplete"
	}
	if !r.Response.Complete {
		words += ", incomplete"
	}
	return words
}
