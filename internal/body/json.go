package body

import "cmp"

// layJSON lays out JSON texts (RFC 8259), one or several with white space between
// them, as NDJSON and JSON text sequences (RFC 7464) have. Keys keep their
// order, also when there are two of one name, and all values their spelling.
func layJSON(s *source, l *liner) error {
	j := jsonLayout{s: s, l: l}
	j.advance()
	j.skipGuard()
	for j.ok && j.wrong == "" && l.err == nil {
		j.token()
	}
	if s.failed() != nil {
		l.endLine()
		return l.result(s.failed())
	}
	if j.wrong == "" && (len(j.stack) > 0 || j.after != nothing) {
		j.wrong = "the text ends too early"
	}
	if j.wrong == "" || l.err != nil {
		return l.result(nil)
	}
	found := &SyntaxError{"JSON", j.offset(), j.wrong}
	l.message(found.Error(), found.Offset)
	if j.ok && l.err == nil {
		s.hide = s.finder != nil
		for _, c := range []byte(s.shown(j.c)) {
			l.verbatimByte(Raw, c, found.Offset, 0)
		}
		l.verbatim(s, Raw)
	}
	return l.result(cmp.Or(s.failed(), error(found)))
}

// jsonLayout is a push-down automaton over the bytes of the text.
type jsonLayout struct {
	s     *source
	l     *liner
	c     byte   // not taken yet
	ok    bool   // there is a c
	stack []byte // '[' and '{' that are open
	after after
	tight bool // a scalar text has just ended: white space must come before the next
	wrong string
}

// after is what has just been read, which says what may follow.
type after uint8

const (
	nothing after = iota // a text is expected, or the end
	opened               // a bracket or brace
	key
	colon
	comma
	value
)

func (j *jsonLayout) advance() { j.c, j.ok = j.s.next() }

func (j *jsonLayout) offset() int64 {
	if j.ok {
		return j.s.offset - 1
	}
	return j.s.offset
}

// take lays c out and goes on to the next.
func (j *jsonLayout) take(role Role) {
	j.l.add(role, j.c, j.offset(), len(j.stack))
	j.advance()
}

func (j *jsonLayout) own(role Role, text string) {
	for i := range len(text) {
		j.l.add(role, text[i], j.offset(), len(j.stack))
	}
}

// skipGuard lays out the line with which some services keep their JSON from
// being run as a script.
func (j *jsonLayout) skipGuard() {
	if !j.ok || j.c != ')' {
		return
	}
	for j.ok && j.c != '\n' && j.l.err == nil {
		j.take(Comment)
	}
	j.l.endLine()
}

// token takes one token, or the white space before it.
func (j *jsonLayout) token() {
	switch c := j.c; {
	case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x1e && len(j.stack) == 0: // RFC 7464 §2.2
		j.tight = false
		j.advance()
	case j.tight:
		j.wrong = "white space or the end is expected after this value"
	case c == '}' || c == ']':
		j.closing()
	case c == ',' && j.after == value && len(j.stack) > 0:
		j.take(Punctuation)
		j.l.endLine()
		j.after = comma
	case c == ':' && j.after == key:
		j.take(Punctuation)
		j.own(Punctuation, " ")
		j.after = colon
	case j.keyExpected():
		if c != '"' {
			j.wrong = "a key in double quotes is expected"
			return
		}
		j.breakAfterOpening()
		j.string(Key)
		j.after = key
	case j.after == nothing || j.after == colon || j.after == comma || j.after == opened:
		j.breakAfterOpening()
		j.value()
	case j.after == key:
		j.wrong = "a colon is expected"
	default:
		j.wrong = "a comma or the closing bracket is expected"
	}
}

func (j *jsonLayout) keyExpected() bool {
	return len(j.stack) > 0 && j.stack[len(j.stack)-1] == '{' && (j.after == opened || j.after == comma)
}

// breakAfterOpening ends the line of a bracket or brace that something follows
// but its closing one.
func (j *jsonLayout) breakAfterOpening() {
	if j.after == opened {
		j.l.endLine()
	}
}

func (j *jsonLayout) closing() {
	n := len(j.stack)
	if n == 0 || (j.after != opened && j.after != value) || j.stack[n-1] != j.c-2 {
		j.wrong = "nothing is open that this bracket closes"
		if n > 0 && j.after != opened && j.after != value {
			j.wrong = "a value is expected before this bracket"
		}
		return
	}
	if j.after == value {
		j.l.endLine()
	}
	j.stack = j.stack[:n-1]
	j.take(Punctuation)
	j.valueDone()
}

// valueDone ends the line of a whole text.
func (j *jsonLayout) valueDone() {
	j.after = value
	if len(j.stack) == 0 && j.wrong == "" {
		j.l.endLine()
		j.after = nothing
	}
}

func (j *jsonLayout) value() {
	switch c := j.c; {
	case c == '{' || c == '[':
		j.take(Punctuation)
		j.stack = append(j.stack, c)
		j.after = opened
		return
	case c == '"':
		j.string(String)
	case c == '-' || isDigit(c):
		j.number()
	case c == 't':
		j.literal("true")
	case c == 'f':
		j.literal("false")
	case c == 'n':
		j.literal("null")
	default:
		j.wrong = "a value is expected"
		return
	}
	j.tight = len(j.stack) == 0
	j.valueDone()
}
