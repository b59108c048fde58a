package body

import (
	"bytes"
	"strings"
)

// xmlFinder finds secrets in XML: the text of an element of a secret name, with that of
// the elements in it, attributes of one, and what an element has whose attribute name
// or key is one, as in <property name="password" value="…"/>.
type xmlFinder struct {
	secret func(string) bool
	state  xmlState
	skip   int      // bytes that are markup
	then   xmlState // behind them

	name   secretName // of the element, or of the attribute
	value  secretName // of an attribute that may name a secret
	quote  byte       // of the value; 0 without
	attr   string
	hidden bool // the value is a secret
	closed bool // the tag ends with a slash
	tag    bool // what the tag's element holds is a secret
	depth  int  // elements open in a secret one, itself among them
	spoken bool // the text has begun
}

type xmlState uint8

const (
	xmlText xmlState = iota
	xmlAngle
	xmlStart
	xmlTag
	xmlAttribute
	xmlEquals
	xmlValue
	xmlEnd
	xmlData
	xmlComment
	xmlOther
)

func (f *xmlFinder) find(c byte, ahead func(int) []byte) bool {
	if f.skip > 0 {
		if f.skip--; f.skip == 0 {
			f.state = f.then
		}
		return false
	}
	switch f.state {
	case xmlText:
		if c == '<' {
			f.state = xmlAngle
			return false
		}
		f.spoken = f.spoken || !isSpace(c)
		return f.depth > 0 && f.spoken
	case xmlAngle:
		f.angle(c, ahead)
	case xmlStart:
		if isSpace(c) || c == '/' || c == '>' {
			f.tag = f.isSecret(&f.name)
			f.inTag(c)
		} else {
			f.name.add(c)
		}
	case xmlTag:
		f.inTag(c)
	case xmlAttribute:
		f.attribute(c)
	case xmlEquals:
		return f.beginValue(c)
	case xmlValue:
		return f.inValue(c)
	case xmlData:
		if c == ']' && bytes.HasPrefix(ahead(2), []byte("]>")) {
			f.skip, f.then = 2, xmlText
			return false
		}
		return f.depth > 0
	case xmlComment:
		if c == '-' && bytes.HasPrefix(ahead(2), []byte("->")) {
			f.skip, f.then = 2, xmlText
		}
	case xmlEnd, xmlOther:
		if c == '>' {
			if f.state == xmlEnd && f.depth > 0 {
				f.depth--
			}
			f.text()
		}
	}
	return false
}

func (f *xmlFinder) text() { f.state, f.spoken = xmlText, false }

func (f *xmlFinder) isSecret(n *secretName) bool { return !n.long && f.secret(string(n.b)) }

func (f *xmlFinder) angle(c byte, ahead func(int) []byte) {
	switch {
	case c == '/':
		f.state = xmlEnd
	case c == '!' && bytes.HasPrefix(ahead(7), []byte("[CDATA[")):
		f.skip, f.then = 7, xmlData
	case c == '!' && bytes.HasPrefix(ahead(2), []byte("--")):
		f.skip, f.then = 2, xmlComment
	case c == '!' || c == '?':
		f.state = xmlOther
	case isLetter(c):
		f.state, f.closed, f.tag = xmlStart, false, false
		f.name.reset()
		f.name.add(c)
	default:
		f.text()
	}
}

// inTag takes what is between attributes, or ends the tag.
func (f *xmlFinder) inTag(c byte) {
	f.state = xmlTag
	switch {
	case c == '>':
		if !f.closed && (f.tag || f.depth > 0) {
			f.depth++
		}
		f.text()
	case c == '/':
		f.closed = true
	case !isSpace(c):
		f.state, f.closed = xmlAttribute, false
		f.name.reset()
		f.name.add(c)
	}
}

func (f *xmlFinder) attribute(c byte) {
	switch {
	case c == '=':
		f.state = xmlEquals
		f.attr = strings.ToLower(string(f.name.b))
	case c == '>' || c == '/':
		f.inTag(c)
	case isSpace(c): // one may stand before the equals sign
	default:
		f.name.add(c)
	}
}

func (f *xmlFinder) beginValue(c byte) bool {
	if isSpace(c) {
		return false
	}
	f.value.reset()
	f.hidden = f.isSecret(&f.name) || (f.tag || f.depth > 0) && f.attr == "value"
	f.state, f.quote = xmlValue, 0
	if c == '"' || c == '\'' {
		f.quote = c
		return false
	}
	return f.inValue(c)
}

func (f *xmlFinder) inValue(c byte) bool {
	switch {
	case f.quote != 0 && c == f.quote, f.quote == 0 && (isSpace(c) || c == '>'):
		if f.attr == "name" || f.attr == "key" {
			f.tag = f.tag || f.isSecret(&f.value)
		}
		f.state = xmlTag
		if f.quote == 0 {
			f.inTag(c)
		}
		return false
	}
	f.value.add(c)
	return f.hidden
}
