package curl

import (
	"strings"

	"wiretalk/internal/meaning"
)

// fields adds the request's fields in their order, but those that curl makes
// itself as they were, and takes away what curl would add.
func (w *writer) fields() {
	seen := map[string]int{}
	for i := range w.m.Fields {
		name, value := string(w.m.Fields[i].Name), string(w.m.Fields[i].Value)
		key := strings.ToLower(name)
		seen[key]++
		switch {
		case key == "host" && seen[key] == 1 && value == w.where.host:
		case key == "content-length" && (w.hasBody() || value != "0"): // curl counts
		case key == "transfer-encoding" && !w.hasBody():
		case !isFieldName(name):
			w.notes[NoteDropped] = true
		default:
			if key == "accept-encoding" && seen[key] == 1 {
				w.option("--compressed") // to undo what the server may answer with
			}
			w.field(name, value)
		}
	}
	for _, added := range w.added() {
		if seen[strings.ToLower(added)] == 0 {
			w.option("--header", added+":")
		}
	}
}

// added are the fields that curl adds unless told otherwise.
func (w *writer) added() []string {
	list := []string{"Host", "User-Agent", "Accept"}
	if w.where.tunnel {
		return nil // they are for what goes through the tunnel
	}
	if w.where.proxy != "" {
		list = append(list, "Proxy-Connection")
	}
	if w.hasBody() {
		list = append(list, "Content-Type", "Expect")
	}
	return list
}

// field adds one field. To curl "Name:" takes a field away, and "Name;" sends
// an empty one.
func (w *writer) field(name, value string) {
	value = w.masked(value, func(s string) string { return meaning.MaskField(name, s) })
	if strings.TrimSpace(value) == "" {
		w.option("--header", name+";")
		return
	}
	w.argument("--header", name+": "+value)
}

// isFieldName says whether a name is a token (RFC 9110 §5.6.2). Of others curl
// would make something else; one that begins with @ names a file to it.
func isFieldName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0) {
			return false
		}
	}
	return s != ""
}
