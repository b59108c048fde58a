package report

import (
	"encoding/binary"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendString appends b as a JSON string. Bytes that are not UTF-8 become
// U+FFFD; what a terminal would obey, or would not show, is escaped.
func appendString(dst, b []byte) []byte {
	dst = append(dst, '"')
	for {
		n := plain(b)
		dst = append(dst, b[:n]...)
		if n == len(b) {
			return append(dst, '"')
		}
		b = b[n:]
		if b[0] < utf8.RuneSelf {
			dst = appendEscape(dst, rune(b[0]))
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			dst = append(dst, "\ufffd"...)
		case isObeyed(r):
			dst = appendEscape(dst, r)
		default:
			dst = append(dst, b[:n]...)
		}
		b = b[n:]
	}
}

// plain is how many bytes at the front of b are printable ASCII that a JSON
// string has as it is.
func plain(b []byte) int {
	n := 0
	for len(b)-n >= 8 && isPlain8(binary.LittleEndian.Uint64(b[n:])) {
		n += 8
	}
	if n >= 8 && len(b)-n < 8 && isPlain8(binary.LittleEndian.Uint64(b[len(b)-8:])) {
		return len(b)
	}
	for n < len(b) && b[n] >= ' ' && b[n] < 0x7f && b[n] != '"' && b[n] != '\\' {
		n++
	}
	return n
}

// isPlain8 says whether all eight bytes of w are plain. In each term the high
// bit of a byte is set when it, or one below it, is what is looked for.
func isPlain8(w uint64) bool {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	control := w - ones*' '
	quote := (w ^ ones*'"') - ones
	backslash := (w ^ ones*'\\') - ones
	deleted := w + ones // 0x7f carries into the high bit
	return (w|control|quote|backslash|deleted)&high == 0
}

func appendEscape(dst []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	}
	if r > 0xffff {
		high, low := utf16.EncodeRune(r)
		return appendEscape(appendEscape(dst, high), low)
	}
	return append(dst, '\\', 'u', hexDigits[r>>12], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// appendClean appends text out of a capture for a terminal: what it would
// obey or not show, and bytes that are not UTF-8, become U+FFFD.
func appendClean[T ~string | ~[]byte](dst []byte, b T) []byte {
	for i := 0; i < len(b); {
		if c := b[i]; c >= ' ' && c < 0x7f {
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(string(b[i:min(i+utf8.UTFMax, len(b))]))
		if isObeyed(r) {
			r = utf8.RuneError
		}
		dst = utf8.AppendRune(dst, r)
		i += n
	}
	return dst
}

// isObeyed says whether a rune controls a terminal, or changes how others are
// shown rather than being shown itself: control characters, marks of writing
// direction and other format characters, line and paragraph separators.
func isObeyed(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r > 0xa0 && unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}
