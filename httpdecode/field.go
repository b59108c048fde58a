package httpdecode

import (
	"bytes"
)

// parseFields divides the field lines of a head or a trailer section
// (RFC 9112 §5) up to the empty line or the last whole line, and adds them to
// fields. They are the lines of b from start on, which end where ends says.
// Folded lines are joined in place. Of more than MaxFields only those are kept that
// say where the message ends.
func parseFields(fields []Field, b []byte, start int, ends []int) ([]Field, Notes) {
	notes := Notes(0)
	crs := bytes.Count(b, []byte{'\r'}) // that end no line
	if start >= 2 && b[start-2] == '\r' {
		crs--
	}
	dropped := false // the line before was no field
	for _, end := range ends {
		line := b[start : end-1]
		start = end
		if n := len(line); n > 0 && line[n-1] == '\r' {
			line = line[:n-1]
			crs--
		} else {
			notes |= NoteBareLF
		}
		if len(line) == 0 {
			break
		}
		if isBlank(line[0]) {
			notes |= NoteFoldedField
			if len(fields) > 0 && !dropped {
				fields[len(fields)-1].unfold(line)
			}
			continue
		}
		name, value, odd := parseField(line)
		notes |= odd
		switch dropped = true; {
		case len(name) == 0:
		case len(fields) >= MaxFields && !frames(name):
			notes |= NoteTooManyFields
		default:
			dropped = false
			fields = append(fields, Field{name, value})
		}
	}
	if crs > 0 && start == len(b) {
		notes |= NoteBareCR
	}
	return fields, notes
}

// parseField divides a field line; without a name it is none.
func parseField(line []byte) (name, value []byte, odd Notes) {
	colon := 0
	for colon < len(line) && tokenBytes[line[colon]] {
		colon++
	}
	if colon > 0 && colon < len(line) && line[colon] == ':' {
		return line[:colon], trimCR(line[colon+1:]), 0
	}
	return parseOddField(line)
}

// parseOddField divides a line whose name is no token up to its colon.
func parseOddField(line []byte) (name, value []byte, odd Notes) {
	colon := bytes.IndexByte(line, ':')
	if colon <= 0 {
		return nil, nil, NoteNoColon
	}
	name = line[:colon]
	if isBlank(name[colon-1]) {
		odd |= NoteSpaceBeforeColon
		if name = trimBlanks(name); len(name) == 0 {
			return nil, nil, odd | NoteNoColon
		}
	}
	if !all(name, func(c byte) bool { return tokenBytes[c] }) {
		odd |= NoteOddFieldName
	}
	return name, trimCR(line[colon+1:]), odd
}

// unfold adds to the value the line after it in memory, by making a blank of
// each byte between (RFC 9112 §5.2).
func (f *Field) unfold(line []byte) {
	line = trimBlanks(line)
	if len(line) == 0 {
		return
	}
	if len(f.Value) == 0 {
		f.Value = line // blanks before a value are no part of it (RFC 9112 §5.1)
		return
	}
	// Both are slices of one buffer, so the distance of their ends in it is
	// the distance of the ends of what is left of it.
	length := cap(f.Value) - cap(line) + len(line)
	value := f.Value[:length]
	for i := len(f.Value); i < length-len(line); i++ {
		value[i] = ' '
	}
	f.Value = value
}

// Get is the value of the first field of that name, in any case; nil when
// there is none.
func (m *Message) Get(name string) []byte {
	for i := range m.Fields {
		if f := &m.Fields[i]; len(f.Name) == len(name) && equalFold(f.Name, name) {
			return f.Value
		}
	}
	return nil
}

// MediaType is the value of Content-Type without its parameters, as sent.
func (m *Message) MediaType() []byte {
	value, _, _ := bytes.Cut(m.Get("Content-Type"), []byte{';'})
	return trimBlanks(value)
}
