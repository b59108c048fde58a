package body

import (
	"bufio"
	"io"
)

// Mask hides the values of names that tell of secrets: of a form's pairs and parts,
// and in JSON and XML also all that is within such a value. A nil Mask hides nothing.
type Mask struct {
	Secret func(name string) bool
	Text   string // stands for a value, whatever its length; not empty
}

// Layout is [Layout] with secrets masked, also in what could not be laid out.
func (m *Mask) Layout(kind Kind, r io.Reader, limits Limits, emit func(Line) bool) error {
	if m == nil {
		return Layout(kind, r, limits, emit)
	}
	s := m.source(kind, "", r)
	s.hide = kind == XML
	return layOut(kind, s, newLiner(limits, Masked(kind, m.Secret, m.Text, emit)))
}

// AsSent gives the text of r to emit line by line as it is, with secrets masked. A
// line's offset is where it begins in the text that was sent.
func (m *Mask) AsSent(kind Kind, contentType string, r io.Reader, limits Limits, emit func(Line) bool) error {
	s, l := m.source(kind, contentType, r), newLiner(limits, emit)
	s.hide = true
	l.verbatim(s, Text)
	return l.result(s.failed())
}

// Hex is [Hex] of a body of that kind, with ** for each byte of a secret.
func (m *Mask) Hex(kind Kind, contentType string, r io.Reader, first int64, limits Limits, emit func(Line) bool) error {
	s := m.source(kind, contentType, r)
	s.offset = first
	return dump(s, newLiner(limits, emit))
}

// source reads r and finds the secrets in it.
func (m *Mask) source(kind Kind, contentType string, r io.Reader) *source {
	s := &source{r: bufio.NewReaderSize(r, 32<<10)}
	if m == nil {
		return s
	}
	s.mask = m.Text
	if kind == Multipart {
		s.finder = newPartFinder(m, contentType, s.ahead)
	} else {
		s.finder = m.finder(kind)
	}
	return s
}

// finder says of each byte of a body, in order, whether it belongs to the value of
// a secret name. What is not well-formed it reads as far as it goes. ahead shows as
// many as n bytes of those that come.
type finder interface {
	find(c byte, ahead func(n int) []byte) bool
}

// finder is the one for a kind; nil where nothing has a name.
func (m *Mask) finder(kind Kind) finder {
	switch kind {
	case Form:
		return &formFinder{secret: m.Secret}
	case JSON:
		return &jsonFinder{secret: m.Secret}
	case XML:
		return &xmlFinder{secret: m.Secret}
	}
	return nil
}

// maxSecretName is how many bytes of a name, as sent, are looked at; a longer one
// tells of nothing.
const maxSecretName = 512

// secretName gathers a name.
type secretName struct {
	b    []byte
	long bool
}

func (n *secretName) reset() { n.b, n.long = n.b[:0], false }

func (n *secretName) add(c byte) {
	if n.long = n.long || len(n.b) == maxSecretName; !n.long {
		n.b = append(n.b, c)
	}
}

// formFinder finds secrets in application/x-www-form-urlencoded.
type formFinder struct {
	secret        func(string) bool
	name          secretName
	value, hidden bool
}

func (f *formFinder) find(c byte, _ func(int) []byte) bool {
	switch {
	case c == '&':
		f.name.reset()
		f.value, f.hidden = false, false
	case f.value:
		return f.hidden
	case c == '=':
		f.value = true
		f.hidden = !f.name.long && f.secret(percentDecode(f.name.b))
	default:
		f.name.add(c)
	}
	return false
}
