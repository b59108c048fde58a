package filter

import (
	_ "embed"
	"maps"
	"net/netip"
	"slices"
	"strconv"
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

// Listed says whether Values can tell what a field has.
func (f *Field) Listed() bool {
	return f.needs == Rows && (f.Type == Integer || f.Type == Text || f.Type == Address)
}

// OfConnection says whether connections have the field, with or without exchanges.
func (f *Field) OfConnection() bool { return f.scope()&ofExchange == 0 }

// Values are those that a record has of a field that is Listed; texts as they
// are, without quotes.
func (f *Field) Values(r *Record) (list []string) {
	var found values
	f.get(r, &found)
	for i := range found {
		text := found[i].text
		if f.Type != Text {
			text = f.Type.show(&found[i])
		}
		list = append(list, text)
	}
	return list
}

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

// unknown says that there is no field of that name, and what may be meant. next is what follows
// it: who looks into all of a protocol for a text means the texts in it.
func unknown(name, next token) *Error {
	text := name.text
	if (next.kind == tokContains || next.kind == tokMatches) && len(below(strings.ToLower(text))) > 0 {
		return wrong(name, "there is no field %q to look into; bodies are http.file_data, fields of heads http.request.line and http.response.line", text)
	}
	if n, err := strconv.Atoi(text); err == nil && 100 <= n && n <= 599 {
		return wrong(name, "%s is a value; did you mean http.response.code == %s?", name, text)
	}
	if a, err := netip.ParseAddr(text); err == nil {
		field := "ip.addr"
		if a.Unmap().Is6() {
			field = "ipv6.addr"
		}
		return wrong(name, "%s is a value; did you mean %s == %s?", name, field, text)
	}
	text = strings.ToLower(text)
	meant := usual[text]
	if meant == "" {
		meant = strings.Join(below(text), ", ")
	}
	if meant == "" {
		meant = closest(text)
	}
	if meant != "" {
		return wrong(name, "there is no field %q; did you mean %s?", name.text, meant)
	}
	return wrong(name, "there is no field %q", name.text)
}

// usual are the fields that are meant by what people write.
var usual = map[string]string{
	"status": "http.response.code", "code": "http.response.code", "http.status": "http.response.code", "http.code": "http.response.code",
	"method": "http.request.method", "verb": "http.request.method", "http.method": "http.request.method",
	"host": "http.host", "url": "http.request.full_uri", "uri": "http.request.uri", "http.url": "http.request.full_uri", "http.uri": "http.request.uri",
	"target": "http.request.uri", "path": "http.request.uri.path", "query": "http.request.uri.query",
	"body": "http.file_data", "content": "http.file_data", "http.body": "http.file_data", "type": "http.content_type", "cookie": "http.cookie",
	"addr": "ip.addr", "address": "ip.addr", "src": "ip.src", "client": "ip.src", "dst": "ip.dst", "server": "ip.dst",
	"port": "tcp.port", "stream": "tcp.stream", "connection": "tcp.stream",
	"time": "http.time", "duration": "http.duration", "wait": "http.wait", "size": "http.response.body_bytes",
}

// below are the first fields whose names go on from a name and a point.
func below(name string) (list []string) {
	for _, f := range Fields() {
		if strings.HasPrefix(f.Name, name+".") && len(list) < 3 {
			list = append(list, f.Name)
		}
	}
	return list
}

// closest is the field whose name, in lower case, differs least from name, if
// that is little: a letter or two, of long names one in four.
func closest(name string) string {
	best, least := "", max(1, min(2, len(name)/3), len(name)/4)+1
	for _, f := range Fields() {
		if d := distance(name, f.Name); d < least {
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
