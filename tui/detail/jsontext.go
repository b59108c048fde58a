package detail

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"wiretalk/internal/body"
	"wiretalk/tui/cells"
)

// respell puts the characters that a JSON text spells as \uXXXX (RFC 8259 §7) in their
// place, in names and strings of a line that was laid out. As sent they are shown too,
// elsewhere. What would not be seen as itself stays as it is spelt: controls, what
// turns the direction of a text, quotes, halves of surrogate pairs.
func respell(l *body.Line) {
	for i := range l.Spans {
		if s := &l.Spans[i]; (s.Role == body.Key || s.Role == body.String) && strings.Contains(s.Text, `\u`) {
			s.Text = unescaped(s.Text)
		}
	}
}

func unescaped(text string) string {
	var b strings.Builder
	for text != "" {
		i := strings.IndexByte(text, '\\')
		if i < 0 {
			break
		}
		b.WriteString(text[:i])
		text = text[i:]
		n := min(2, len(text)) // of another escape, or of one that is cut short
		if r, length := spelt(text); length > 0 {
			n = length
			if c := string(r); r != '"' && r != '\\' && cells.Clean(c) == c {
				b.WriteString(c)
				text = text[n:]
				continue
			}
		}
		b.WriteString(text[:n])
		text = text[n:]
	}
	return b.String() + text
}

// spelt is the character that a text begins with, and how many bytes spell it; 0 when
// it begins with none.
func spelt(text string) (r rune, n int) {
	unit, ok := codeUnit(text)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(unit) {
		return unit, 6
	}
	low, ok := codeUnit(text[6:])
	if pair := utf16.DecodeRune(unit, low); ok && pair != '\uFFFD' {
		return pair, 12
	}
	return 0, 0
}

func codeUnit(text string) (rune, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	unit, err := strconv.ParseUint(text[2:6], 16, 16)
	return rune(unit), err == nil
}
