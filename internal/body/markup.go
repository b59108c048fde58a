package body

import "bytes"

const (
	maxName = 64     // bytes of an element's name that count
	maxOpen = 10_000 // elements open at once whose names are kept
	maxBack = 256    // open elements among which an end tag looks for its own
	maxGap  = 64     // bytes of white space kept within a line
)

// layMarkup lays out XML (XML 1.0) and HTML, well-formed or not. A line is
// broken between two tags, and where text has white space next to a tag,
// never within a word; elements of HTML that stand within lines of text break none.
func layMarkup(s *source, l *liner, html bool) error {
	m := markup{s: s, l: l, html: html}
	m.advance()
	for m.ok && l.err == nil {
		switch {
		case m.c == '<':
			m.angle()
		case isSpace(m.c) && m.pre == 0:
			m.space()
		default:
			m.text()
		}
	}
	l.endLine()
	if s.failed() == nil && m.wrong != "" {
		format := "XML"
		if html {
			format = "HTML"
		}
		wrong := &SyntaxError{format, s.offset, m.wrong}
		l.message(wrong.Error(), wrong.Offset)
		return l.result(wrong)
	}
	return l.result(s.failed())
}

// piece is what a text is made of.
type piece uint8

const (
	start piece = iota + 1 // a start tag
	end
	aside // a comment, declaration or instruction
	words
)

type markup struct {
	s    *source
	l    *liner
	html bool
	c    byte // not taken yet
	ok   bool // there is a c

	open   []string // names of the elements that are open
	deeper int      // elements open beyond maxOpen
	pre    int      // what len(open) was with the outermost pre; 0 outside

	last     piece // taken last, white space aside
	lastName string
	gap      []byte // white space since
	newline  bool   // there is a line end in it
	wrong    string
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' }

func isLetter(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == ':' || c >= 0x80
}

func (m *markup) advance() { m.c, m.ok = m.s.next() }

func (m *markup) take(role Role) {
	m.l.add(role, m.c, m.s.offset-1, m.indent())
	m.advance()
}

// put lays out text that was read before and began at offset.
func (m *markup) put(role Role, text string, offset int64) {
	for i := range len(text) {
		m.l.add(role, text[i], offset+int64(i), m.indent())
	}
}

// verbatim takes c, of something whose line ends stay.
func (m *markup) verbatim(role Role) {
	m.l.verbatimByte(role, m.c, m.s.offset-1, m.indent())
	m.advance()
}

func (m *markup) indent() int { return len(m.open) + m.deeper }

// at is the offset of c, or of the end.
func (m *markup) at() int64 {
	if m.ok {
		return m.s.offset - 1
	}
	return m.s.offset
}

// space takes white space, which the next piece may turn into a new line.
func (m *markup) space() {
	m.newline = m.newline || m.c == '\n'
	if len(m.gap) < maxGap {
		m.gap = append(m.gap, m.c)
	}
	m.advance()
}

func (m *markup) text() {
	if m.last == words {
		m.join(m.newline)
	} else {
		m.join(len(m.gap) > 0 && (m.newline || m.block(m.lastName)))
	}
	m.last = words
	if m.pre > 0 {
		m.verbatim(Text)
		return
	}
	m.take(Text)
}

// breakBefore makes a new line before a tag or an aside where one belongs.
func (m *markup) breakBefore(what piece, name string) {
	switch {
	case m.pre > 0:
		m.join(false)
	case what == end && m.last == start && name == m.lastName:
		m.join(m.newline)
	case m.last == words:
		apart := m.html && m.block(name) && (what == start || what == end && m.innermost() != name)
		m.join(apart || len(m.gap) > 0 && (m.newline || m.block(name)))
	default:
		m.join(m.newline || m.block(name) || m.block(m.lastName))
	}
	m.last, m.lastName = what, name
}

// join makes of the gap before a piece a new line or leaves it as it is.
func (m *markup) join(breaks bool) {
	if breaks {
		m.l.endLine()
	} else if len(m.gap) > 0 && len(m.l.text) > 0 {
		m.put(Text, string(bytes.ReplaceAll(m.gap, []byte("\n"), []byte(" "))), m.at())
	}
	m.gap, m.newline = m.gap[:0], false
}

// block reports whether an element stands on lines of its own.
func (m *markup) block(name string) bool { return !m.html || !inline[name] }

// innermost is the name of the element that everything is in; empty outside.
func (m *markup) innermost() string {
	if len(m.open) == 0 {
		return ""
	}
	return m.open[len(m.open)-1]
}

// push opens an element.
func (m *markup) push(name string) {
	if len(m.open) == maxOpen {
		m.deeper++
		return
	}
	m.open = append(m.open, name)
	if m.pre == 0 && m.html && name == "pre" {
		m.pre = len(m.open)
	}
}

// pop closes the innermost element of that name and what is open in it; an end tag
// of what is not open closes nothing.
func (m *markup) pop(name string) {
	if m.deeper > 0 {
		m.deeper--
		return
	}
	for i := len(m.open) - 1; i >= max(0, len(m.open)-maxBack); i-- {
		if m.open[i] == name {
			m.cut(i)
			return
		}
	}
}

func (m *markup) cut(n int) {
	m.open = m.open[:n]
	if n < m.pre {
		m.pre = 0
	}
}
