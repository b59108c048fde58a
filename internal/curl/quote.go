package curl

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quote writes s as one word of a shell. plain says whether any POSIX shell
// reads it; if not it has $'…'. s must hold no NUL, which no argument can.
func quote(s string) (word string, plain bool) {
	if isBare(s) {
		return s, true
	}
	if isShown(s) {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'", true
	}
	var b strings.Builder
	b.WriteString("$'")
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == utf8.RuneError && n == 1 || !unicode.IsPrint(r):
			for _, c := range []byte(s[i : i+n]) {
				fmt.Fprintf(&b, `\%03o`, c) // three digits, so that one that follows is not taken for a fourth
			}
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	b.WriteByte('\'')
	return b.String(), false
}

// isBare says whether a word needs no quotes.
func isBare(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("-._/:@%+,", c) >= 0) {
			return false
		}
	}
	return s != ""
}

// isShown says whether a terminal shows all of s and obeys nothing in it.
func isShown(s string) bool {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || !unicode.IsPrint(r) {
			return false
		}
		i += n
	}
	return true
}
