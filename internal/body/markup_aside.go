package body

import "strings"

// declaration takes what begins with <! (XML 1.0 §2.5, §2.7, §2.8).
func (m *markup) declaration(offset int64) {
	const comment, cdata = "--", "[CDATA["
	word := ""
	for m.ok && word != comment && word != cdata && (strings.HasPrefix(comment, word+string(m.c)) || strings.HasPrefix(cdata, word+string(m.c))) {
		word += string(m.c)
		m.advance()
	}
	if word == cdata {
		m.join(m.newline)
		m.put(Punctuation, "<!"+word, offset)
		m.until("]]>", "", Text)
		m.last = words
		return
	}
	m.breakBefore(aside, "")
	m.put(Comment, "<!"+word, offset)
	if word == comment {
		m.until("-->", comment, Comment)
		return
	}
	m.doctype(strings.Count(word, "["))
}

// until takes all up to the mark and that, some of which was seen.
func (m *markup) until(mark, seen string, role Role) {
	tail := []byte(seen)
	for m.ok && m.l.err == nil {
		if len(tail) == len(mark) {
			tail = append(tail[:0], tail[1:]...)
		}
		tail = append(tail, m.c)
		m.verbatim(role)
		if string(tail) == mark {
			return
		}
	}
	m.wrong = "the text ends before " + mark
}

// doctype takes a declaration to its end, which is not in its internal subset.
func (m *markup) doctype(subsets int) {
	for m.ok && m.l.err == nil {
		switch m.c {
		case '[':
			subsets++
		case ']':
			subsets--
		case '>':
			if subsets <= 0 {
				m.take(Comment)
				return
			}
		}
		m.verbatim(Comment)
	}
	m.wrong = "the text ends within a declaration"
}

// rawText takes the text of an element of HTML in which only its end tag counts.
func (m *markup) rawText(name string, role Role) {
	mark := "</" + name
	tail := make([]byte, 0, len(mark)) // that may be the begin of the mark, not laid out yet
	for m.ok && m.l.err == nil {
		tail = append(tail, m.c)
		m.advance()
		for !strings.EqualFold(string(tail), mark[:len(tail)]) {
			m.l.verbatimByte(role, tail[0], m.at()-int64(len(tail)), m.indent())
			tail = append(tail[:0], tail[1:]...)
		}
		if len(tail) == len(mark) {
			break
		}
	}
	offset := m.at() - int64(len(tail))
	m.last, m.lastName = words, ""
	if len(tail) < len(mark) {
		m.put(role, string(tail), offset)
		m.wrong = "the text ends within " + name
		return
	}
	m.l.dropBlank()
	m.pop(name)
	m.put(Punctuation, string(tail[:2]), offset)
	m.put(Tag, string(tail[2:]), offset+2)
	m.last, m.lastName = end, name
	m.restOfTag()
}
