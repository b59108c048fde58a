package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"wiretalk/internal/filter"
)

const filtersPage = "../../docs/FILTERS.md"

// docs/FILTERS.md has the table of all fields; -update writes it.
func TestFiltersPageHasTheFields(t *testing.T) {
	var table strings.Builder
	table.WriteString("| field | type | what it is | 是什么 |\n| --- | --- | --- | --- |\n")
	for _, f := range filter.Fields() {
		kind := f.Type.String()
		switch f.Needs() {
		case filter.Heads:
			kind += ", *heads*"
		case filter.Bodies:
			kind += ", *bodies*"
		}
		if f.Ours {
			kind += ", *ours*"
		}
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s |\n", f.Name, kind, f.English, f.Chinese)
	}
	page, err := os.ReadFile(filtersPage)
	if err != nil {
		t.Fatal(err)
	}
	fields := regexp.MustCompile(`(?s)(the first megabyte is looked at, decoded\.\n\n).*`)
	want := fields.ReplaceAllString(string(page), "${1}"+table.String())
	if *update {
		if err := os.WriteFile(filtersPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(page) != want {
		t.Errorf("the fields on %s are not those there are; make them anew with -update", filtersPage)
	}
}

// Every example on the page is a filter.
func TestFiltersPageHasFilters(t *testing.T) {
	page, err := os.ReadFile(filtersPage)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(page)) {
		if example, ok := strings.CutPrefix(line, "    "); ok {
			n++
			if _, err := filter.Compile(example, filter.Options{}); err != nil {
				t.Errorf("%s: %v", example, err)
			}
		}
	}
	if n < 4 {
		t.Errorf("%d examples", n)
	}
}
