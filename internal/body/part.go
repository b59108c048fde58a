package body

import (
	"bytes"
	"strings"
)

// Part is a part of a multipart body (RFC 2046 §5.1).
type Part struct {
	Fields    []Field
	Name      string // of a form's field (RFC 7578 §4.2)
	Filename  string // as the sender names the file; trust no path in it
	HasFile   bool   // there is a filename, maybe an empty one
	Offset    int64  // of its content in the body
	Size      int64  // of its content so far: all of it after io.EOF
	Complete  bool   // a delimiter followed
	HeaderCut bool   // its header is longer than is kept

	lines int // of its header
}

// Field is a field of a part's header.
type Field struct{ Name, Value string }

// Get is the value of the first field of that name, in any case; empty when
// there is none.
func (p *Part) Get(name string) string {
	for _, f := range p.Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// addLine adds a line of the header, which may continue the one before.
func (p *Part) addLine(line []byte) {
	if p.lines++; p.lines > MaxPartFields {
		p.HeaderCut = true
		return
	}
	text := string(bytes.Trim(line, " \t"))
	if len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
		if n := len(p.Fields); n > 0 {
			p.Fields[n-1].Value += " " + text
		}
		return
	}
	name, value, found := strings.Cut(text, ":")
	if found {
		p.Fields = append(p.Fields, Field{strings.TrimRight(name, " \t"), strings.TrimLeft(value, " \t")})
	}
}

// named reads Content-Disposition.
func (p *Part) named() {
	disposition := p.Get("Content-Disposition")
	p.Name = unescapeName(Parameter(disposition, "name"))
	p.Filename, p.HasFile = parameter(disposition, "filename")
	p.Filename = unescapeName(p.Filename)
	if other, found := parameter(disposition, "filename*"); found && p.Filename == "" {
		p.Filename, p.HasFile = extended(other), true
	}
}

// nameEscapes are those that browsers use (HTML §4.10.21.8) and no others, so
// that a percent sign in a file's name stays.
var nameEscapes = strings.NewReplacer("%22", `"`, "%0D", "\r", "%0A", "\n")

func unescapeName(name string) string { return nameEscapes.Replace(name) }

// extended decodes a value of RFC 8187 §3.2 in UTF-8; forms must not use it
// (RFC 7578 §4.2), some do.
func extended(value string) string {
	charset, rest, _ := strings.Cut(value, "'")
	_, encoded, found := strings.Cut(rest, "'")
	if !found || !strings.EqualFold(charset, "utf-8") {
		return ""
	}
	return percentDecode([]byte(strings.ReplaceAll(encoded, "+", "%2B")))
}
