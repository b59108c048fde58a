package body

import (
	"bufio"
	"fmt"
	"io"
)

// SyntaxError says where a text stops being what it is said to be.
type SyntaxError struct {
	Format string // as "JSON"
	Offset int64  // in the text laid out, of the first byte that does not fit
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("not %s from byte %d on: %s", e.Format, e.Offset, e.Reason)
}

// Layout gives the text of r, in UTF-8 ([UTF8]), to emit line by line, laid out
// as its kind asks for: JSON, XML and HTML are indented, a form is a line for
// each pair, and other text stays as it is. It ends when emit returns false.
//
// The bytes of the text stay as they are, in their order, but white space
// between tokens and, of a form, the percent encoding. The error is
// [ErrTooManyLines], that of r, or a [*SyntaxError], after which the rest of the text
// came out as it is; in each case what came out before it is right.
func Layout(kind Kind, r io.Reader, limits Limits, emit func(Line) bool) error {
	return layOut(kind, &source{r: bufio.NewReaderSize(r, 32<<10)}, newLiner(limits, emit))
}

func layOut(kind Kind, s *source, l *liner) error {
	switch kind {
	case JSON:
		return layJSON(s, l)
	case XML, HTML:
		return layMarkup(s, l, kind == HTML)
	case Form:
		return layForm(s.r, l)
	}
	l.verbatim(s, Text)
	return l.result(s.failed())
}
