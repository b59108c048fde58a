package body

import "strings"

// angle takes what begins with the character <.
func (m *markup) angle() {
	offset := m.at()
	m.advance()
	switch {
	case !m.ok:
	case m.c == '/':
		m.advance()
		if m.ok && isLetter(m.c) {
			m.endTag(offset)
			return
		}
		m.breakBefore(aside, "")
		m.put(Comment, "</", offset)
		m.until(">", "", Comment)
		return
	case m.c == '!':
		m.advance()
		m.declaration(offset)
		return
	case m.c == '?':
		m.breakBefore(aside, "")
		m.put(Comment, "<", offset)
		if m.html {
			m.until(">", "", Comment)
		} else {
			m.until("?>", "", Comment)
		}
		return
	case isLetter(m.c):
		m.startTag(offset)
		return
	}
	m.join(m.newline)
	m.put(Text, "<", offset)
	m.last = words
}

// name reads an element's name, but no more than maxName bytes of it.
func (m *markup) name() (spelt, name string) {
	var b []byte
	for m.ok && len(b) < maxName && m.inName() {
		b = append(b, m.c)
		m.advance()
	}
	spelt, name = string(b), string(b)
	if m.html {
		name = strings.ToLower(name)
	}
	return spelt, name
}

func (m *markup) inName() bool { return !isSpace(m.c) && m.c != '>' && m.c != '/' && m.c != '<' }

func (m *markup) endTag(offset int64) {
	spelt, name := m.name()
	m.breakBefore(end, name)
	m.pop(name)
	m.put(Punctuation, "</", offset)
	m.put(Tag, spelt, offset+2)
	m.restOfTag()
}

func (m *markup) startTag(offset int64) {
	spelt, name := m.name()
	m.breakBefore(start, name)
	if m.html {
		m.closeImplied(name)
	}
	m.put(Punctuation, "<", offset)
	m.put(Tag, spelt, offset+1)
	closed := m.restOfTag()
	switch {
	case m.html && void[name] || closed && (!m.html || closesItself(name)):
		m.last = end
	default:
		m.push(name)
		if role, raw := rawText[name]; raw && m.html {
			m.rawText(name, role)
		}
	}
}

// closeImplied closes what a start tag of HTML closes though no end tag says so.
func (m *markup) closeImplied(name string) {
	for m.deeper == 0 && len(m.open) > 0 && strings.Contains(closes[name], " "+m.innermost()+" ") {
		m.cut(len(m.open) - 1)
	}
}

// restOfTag takes the attributes and the end of a tag, and tells whether it
// closed its element itself.
func (m *markup) restOfTag() (closed bool) {
	for m.ok && m.inName() && m.l.err == nil {
		m.take(Tag) // a name that is too long
	}
	spaced, valued := false, false // white space, an equals sign came before
	for m.ok && m.l.err == nil {
		if isSpace(m.c) {
			spaced = true
			m.advance()
			continue
		}
		if m.c == '>' {
			m.take(Punctuation)
			return closed
		}
		if spaced && !valued && m.c != '=' {
			m.put(Punctuation, " ", m.at())
		}
		spaced, closed = false, false
		switch {
		case m.c == '=' && !valued:
			m.take(Punctuation)
			valued = true
			continue
		case m.c == '/' && !valued:
			m.take(Punctuation)
			closed = true
		case valued:
			m.value()
		default:
			m.attribute()
		}
		valued = false
	}
	if m.wrong == "" {
		m.wrong = "the text ends within a tag"
	}
	return closed
}

func (m *markup) attribute() {
	for m.ok && !isSpace(m.c) && m.c != '=' && m.c != '>' && m.c != '/' && m.l.err == nil {
		m.take(Attribute)
	}
}

func (m *markup) value() {
	quote := m.c
	if quote != '"' && quote != '\'' {
		for m.ok && !isSpace(m.c) && m.c != '>' && m.l.err == nil {
			m.take(Value)
		}
		return
	}
	m.take(Value)
	for m.ok && m.l.err == nil {
		last := m.c == quote
		m.take(Value)
		if last {
			return
		}
	}
}
