package body

import (
	"bytes"
	"errors"
	"unicode/utf8"
)

var errStopped = errors.New("stopped by the receiver")

// liner makes lines out of bytes with roles.
type liner struct {
	emit  func(Line) bool
	left  int // lines that may still come
	width int
	line  Line   // under way, without its spans
	text  []byte // of the line
	spans []spanEnd
	err   error // why no more is taken
}

// spanEnd is a span of the line under way, which begins where the one before ends.
type spanEnd struct {
	role Role
	end  int
}

func newLiner(limits Limits, emit func(Line) bool) *liner {
	l := &liner{emit: emit, left: limits.Lines, width: limits.Width}
	if l.left <= 0 {
		l.left = 100_000
	}
	if l.width <= 0 {
		l.width = 2000
	}
	l.width = max(l.width, utf8.UTFMax)
	return l
}

// add adds a byte that lies at offset, on a line that indents so if it is the first there.
func (l *liner) add(role Role, c byte, offset int64, indent int) {
	if n := len(l.text); n >= l.width && (utf8.RuneStart(c) || n >= l.width+utf8.UTFMax) {
		indent = l.line.Indent
		l.end()
		l.line.Continued = true
	}
	if len(l.text) == 0 {
		l.line.Offset, l.line.Indent = offset, indent
	}
	l.text = append(l.text, c)
	if n := len(l.spans); n > 0 && l.spans[n-1].role == role {
		l.spans[n-1].end++
	} else {
		l.spans = append(l.spans, spanEnd{role, len(l.text)})
	}
}

// endLine ends the line under way if there is one.
func (l *liner) endLine() {
	if len(l.text) > 0 {
		l.end()
	}
}

// end ends the line under way, also an empty one.
func (l *liner) end() {
	line := l.line
	if len(l.spans) > 0 {
		line.Spans = make([]Span, len(l.spans))
	}
	text, begin := string(l.text), 0
	for i, span := range l.spans {
		line.Spans[i] = Span{span.role, text[begin:span.end]}
		begin = span.end
	}
	l.text, l.spans = l.text[:0], l.spans[:0]
	l.line = Line{Offset: line.Offset + int64(len(text)), Indent: line.Indent}
	l.send(line)
}

func (l *liner) send(line Line) {
	switch {
	case l.err != nil:
	case l.left <= 0:
		l.err = ErrTooManyLines
	case !l.emit(line):
		l.err = errStopped
	default:
		l.left--
	}
}

// dropBlank takes the line under way back if it is but white space.
func (l *liner) dropBlank() {
	if len(bytes.TrimSpace(l.text)) == 0 {
		l.text, l.spans = l.text[:0], l.spans[:0]
	}
}

// dropReturn takes back the carriage return in front of a line end.
func (l *liner) dropReturn() {
	n := len(l.text) - 1
	if n < 0 || l.text[n] != '\r' {
		return
	}
	l.text = l.text[:n]
	last := len(l.spans) - 1
	if l.spans[last].end = n; n == 0 || last > 0 && l.spans[last-1].end == n {
		l.spans = l.spans[:last]
	}
}

// message adds a line of our own.
func (l *liner) message(text string, offset int64) {
	l.endLine()
	l.send(Line{Offset: offset, Spans: []Span{{Message, text}}})
}

// verbatim takes the rest of s as it is, line by line.
func (l *liner) verbatim(s *source, role Role) {
	for l.err == nil {
		c, ok := s.next()
		if !ok {
			break
		}
		l.verbatimByte(role, c, s.offset-1, 0)
	}
	l.endLine()
}

func (l *liner) verbatimByte(role Role, c byte, offset int64, indent int) {
	if c != '\n' {
		l.add(role, c, offset, indent)
		return
	}
	l.dropReturn()
	if len(l.text) == 0 {
		l.line.Offset, l.line.Indent = offset, indent
	}
	l.end()
}

// result is what a layout returns: why no more lines were taken, if so, else err.
func (l *liner) result(err error) error {
	switch l.err {
	case nil:
		return err
	case errStopped:
		return nil
	}
	return l.err
}
