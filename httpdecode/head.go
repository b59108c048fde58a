package httpdecode

import (
	"bytes"
	"fmt"
)

// HeadError says why bytes are no head of a message.
type HeadError struct {
	Direction Direction
	Line      []byte // the line that is no start line, shortened
}

func (e *HeadError) Error() string {
	kind := "status line"
	if e.Direction == ToServer {
		kind = "request line"
	}
	return fmt.Sprintf("read the head of an HTTP message: %q is no %s; was another place of the capture read than where the head lies?", e.Line, kind)
}

// ParseHead reads a head again that was, for instance, read from the capture
// at the places that Message.Head gives. It fills the start line and Fields of m,
// and HeaderBytes with the length of b; b itself is copied. A head that is cut
// short gives the fields that are whole. The error is a *HeadError.
func ParseHead(b []byte, d Direction, m *Message) error {
	m.head = append(m.head[:0], b...)
	if _, ok := m.parseHead(d, lineEnds(b)); !ok {
		line, _, _ := bytes.Cut(b, []byte{'\n'})
		return &HeadError{d, bytes.Clone(line[:min(len(line), 80)])}
	}
	return nil
}

// lineEnds lists the places behind each LF.
func lineEnds(b []byte) []int {
	var ends []int
	for i, c := range b {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	return ends
}

// parseHead divides m.head, whose whole lines end where ends says.
func (m *Message) parseHead(d Direction, ends []int) (Notes, bool) {
	notes := Notes(0)
	end := len(m.head)
	if len(ends) > 0 {
		end, ends = ends[0], ends[1:]
	}
	var l startLine
	if !l.parse(d, trimLineEnd(m.head[:end])) {
		return 0, false
	}
	m.Method, m.Target, m.Version, m.Status, m.Reason = l.method, l.target, l.version, l.status, l.reason
	m.HeaderBytes = int64(len(m.head))
	if l.isOdd() {
		notes |= NoteOddStartLine
	}
	switch v := string(l.version); {
	case l.simple():
		notes |= NoteSimple
	case v != "HTTP/1.1" && v != "HTTP/1.0" && isVersion(l.version):
		notes |= NoteOddVersion
	}
	if d == ToClient && (l.status < 100 || l.status > 599) {
		notes |= NoteOddStatus
	}
	if end < 2 || m.head[end-2] != '\r' {
		notes |= NoteBareLF
	}
	fieldNotes := Notes(0)
	m.Fields, fieldNotes = parseFields(m.Fields[:0], m.head, end, ends)
	if bytes.IndexByte(m.head, 0) >= 0 {
		notes |= NoteNUL
	}
	return notes | fieldNotes, true
}
