package filter

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Field is one that an expression can name.
type Field struct {
	Name    string
	Type    Type
	English string // what it is, in a few words
	Chinese string
	Ours    bool // Wireshark has no field of this name

	needs Needs
	get   getter
}

// Needs says what must be read of a record for the field.
func (f *Field) Needs() Needs { return f.needs }

// getter adds the values that a record has of a field.
type getter func(r *Record, out *values)

// source is where a field's values come from.
type source struct {
	typ   Type
	needs Needs
	get   getter
}

// fields.tsv has what a person reads of each field: its name, whether it is
// ours or Wireshark's, and a few words in English and in Chinese.
//
//go:embed data/fields.tsv
var fieldsText string

// byName are all fields, from the table and the sources.
var byName = sync.OnceValue(func() map[string]*Field {
	fields := make(map[string]*Field)
	for line := range strings.Lines(fieldsText) {
		column := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(column) != 4 {
			continue
		}
		s := sources[column[0]]
		fields[column[0]] = &Field{column[0], s.typ, column[2], column[3], column[1] == "ours", s.needs, s.get}
	}
	return fields
})

// Fields are all fields in the order of their names.
func Fields() []*Field {
	all := slices.Collect(maps.Values(byName()))
	slices.SortFunc(all, func(a, b *Field) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// lookUp finds a field by its name; nil when there is none.
func lookUp(name string) *Field {
	if f := byName()[name]; f != nil {
		return f
	}
	return headerField(name)
}

// unknown says that there is no field of that name, and which may be meant.
func unknown(name token) *Error {
	if meant := closest(name.text); meant != "" {
		return wrong(name, "there is no field %q; did you mean %s?", name.text, meant)
	}
	return wrong(name, "there is no field %q", name.text)
}

// closest is the field whose name differs least from name, if that is little.
func closest(name string) string {
	best, least := "", max(2, len(name)/4)+1
	for _, f := range Fields() {
		if d := distance(strings.ToLower(name), f.Name); d < least {
			best, least = f.Name, d
		}
	}
	return best
}

// distance is how many letters must be put in, left out or changed to make b
// of a (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
