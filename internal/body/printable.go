package body

import (
	"unicode"
	"unicode/utf8"
)

// Printable appends s to dst so that a terminal shows it and obeys nothing in
// it: control characters become their pictures (␛ for escape), what steers the
// direction of text or is invisible becomes its number (<U+202E>), and bytes that are not UTF-8 become
// theirs (<FF>). Tabs become a space. No line ends are left.
func Printable(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if 0x20 <= c && c < 0x7f {
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case c == '\t':
			dst = append(dst, ' ')
		case c < 0x20:
			dst = utf8.AppendRune(dst, '␀'+rune(c))
		case c == 0x7f:
			dst = append(dst, "␡"...)
		case r == utf8.RuneError && n == 1:
			dst = append(dst, '<', hexDigits[c>>4], hexDigits[c&15], '>')
		case !unicode.IsPrint(r) && !unicode.Is(unicode.Zs, r) && r != '\u200d': // the joiner of emoji
			dst = appendNumber(dst, r)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

const hexDigits = "0123456789ABCDEF"

// appendNumber appends r as Unicode writes it.
func appendNumber(dst []byte, r rune) []byte {
	dst = append(dst, "<U+"...)
	for shift := 20; shift >= 0; shift -= 4 {
		if shift < 16 || r>>shift != 0 {
			dst = append(dst, hexDigits[r>>shift&15])
		}
	}
	return append(dst, '>')
}
