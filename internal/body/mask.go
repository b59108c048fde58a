package body

import (
	"encoding/json"
	"strings"
)

// Masked gives the lines of a [Layout] to emit with the values of secret
// names masked: of a form's pairs, and in JSON also all that is within such a
// value. What is masked is shown as mask, whatever its length. Text that could not be
// laid out stays as it is; [Mask.Layout] masks that too.
func Masked(kind Kind, secret func(name string) bool, mask string, emit func(Line) bool) func(Line) bool {
	if kind != Form && kind != JSON {
		return emit
	}
	m := masker{secret: secret, mask: mask, within: -1}
	return func(l Line) bool {
		if !m.line(&l) {
			return true
		}
		return emit(l)
	}
}

// masker masks line by line.
type masker struct {
	secret func(name string) bool
	mask   string
	within int  // how deep the line is that a secret object or array begins on; negative outside one
	cut    bool // the value that the last line ends with is masked, with what of it follows
}

// line masks a line; false when nothing of it is to be seen.
func (m *masker) line(l *Line) bool {
	if l.Continued && m.cut {
		return false
	}
	if m.cut = false; !l.Continued && l.Indent <= m.within && len(l.Spans) > 0 {
		m.within = -1
	}
	secret := m.within >= 0
	for i := range l.Spans {
		switch s := &l.Spans[i]; s.Role {
		case Key:
			secret = m.within >= 0 || m.secret(nameOf(s.Text))
		case Punctuation:
			if secret && m.within < 0 && strings.ContainsAny(s.Text, "{[") {
				m.within = l.Indent
			}
		case Value, Number:
			if secret {
				s.Text, m.cut = m.mask, true
			}
		case String:
			if secret {
				s.Text, m.cut = `"`+m.mask+`"`, true
			}
		}
	}
	return true
}

// nameOf is a key without its quotes and escapes.
func nameOf(key string) string {
	if strings.HasPrefix(key, `"`) {
		var name string
		if json.Unmarshal([]byte(key), &name) == nil {
			return name
		}
	}
	return key
}
