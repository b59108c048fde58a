package filter

import (
	"net/netip"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxExpression is how long an expression may be, in bytes, and MaxDepth how
// deep its parentheses and negations may go.
const (
	MaxExpression = 64 << 10
	MaxDepth      = 256
)

// lexer divides an expression into tokens.
type lexer struct {
	text string
	at   int
}

// lex gives all tokens, the last of them tokEnd.
func lex(text string) ([]token, *Error) {
	if len(text) > MaxExpression {
		return nil, wrong(token{at: MaxExpression}, "the filter is longer than %d bytes", MaxExpression)
	}
	l := lexer{text: text}
	var tokens []token
	for {
		l.at += len(text[l.at:]) - len(strings.TrimLeft(text[l.at:], " \t\r\n"))
		start := l.at
		t, err := l.next()
		if err != nil {
			return nil, err
		}
		t.at, t.length = start, l.at-start
		tokens = append(tokens, t)
		if t.kind == tokEnd {
			return tokens, nil
		}
	}
}

func (l *lexer) next() (token, *Error) {
	rest := l.text[l.at:]
	switch {
	case rest == "":
		return token{}, nil
	case rest[0] == '"':
		return l.quoted()
	case strings.HasPrefix(rest, `r"`) || strings.HasPrefix(rest, `R"`):
		return l.raw()
	case rest[0] == '[':
		return l.slice()
	}
	if n := wordLength(rest); n > 0 {
		return l.word(rest[:n]), nil
	}
	for _, sign := range signs {
		if strings.HasPrefix(rest, sign.text) {
			l.at += len(sign.text)
			if sign.text == "!==" {
				sign.text = "!="
			}
			return sign, nil
		}
	}
	if rest[0] == '=' {
		return token{}, l.equals(rest)
	}
	r, size := utf8.DecodeRuneInString(rest)
	return token{}, wrong(token{at: l.at, length: size}, "a filter has no %q outside of quotes", r)
}

// equals says what is wrong with a lone "=", with which rest begins.
func (l *lexer) equals(rest string) *Error {
	before := strings.TrimRight(l.text[:l.at], " \t\r\n")
	switch n := len(before) - 1; {
	case n >= 0 && strings.IndexByte("<>!", before[n]) >= 0: // "> ="
		return wrong(token{at: n, length: l.at + 1 - n}, "write %q in one piece", before[n:]+"=")
	case strings.HasPrefix(rest, "=>") || strings.HasPrefix(rest, "=<"):
		return wrong(token{at: l.at, length: 2}, "write %q, not %q", rest[1:2]+"=", rest[:2])
	}
	return wrong(token{at: l.at, length: 1}, `to compare, write "=="`)
}

// word takes a name, a keyword, or a value without quotes.
func (l *lexer) word(text string) token {
	l.at += len(text)
	if t, ok := keywords[strings.ToLower(text)]; ok && (text == strings.ToLower(text) || text == strings.ToUpper(text)) {
		if t.text == "" {
			t.text = text
		}
		return t
	}
	return token{kind: tokWord, text: text}
}

// wordLength is how many bytes of s are a name or a value without quotes.
// Two points in a row are a range; a colon is part of an IPv6 address only, and
// a slash of an address's prefix.
func wordLength(s string) int {
	n := 0
	for ; n < len(s); n++ {
		switch c := s[n]; {
		case c == '.' && strings.HasPrefix(s[n:], ".."):
			return n
		case c == '.', c == '_', '0' <= c && c <= '9', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c >= utf8.RuneSelf:
		case c == '-' && n > 0 && !beginsNumber(s): // within a name
		case c == ':' && isHex(s[:n]) && (n > 0 || strings.HasPrefix(s, "::")):
		case c == '/' && isAddress(s[:n]):
		default:
			return n
		}
	}
	return n
}

func beginsNumber(s string) bool { return '0' <= s[0] && s[0] <= '9' }

// isHex says whether s may be the beginning of an IPv6 address.
func isHex(s string) bool { return strings.Trim(s, "0123456789abcdefABCDEF:") == "" }

func isAddress(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

// quoted takes a text in double quotes, in which a backslash has the meaning
// that it has in C.
func (l *lexer) quoted() (token, *Error) {
	var b strings.Builder
	rest := l.text[l.at+1:]
	for rest != "" && rest[0] != '"' {
		if rest[0] != '\\' {
			b.WriteByte(rest[0])
			rest = rest[1:]
			continue
		}
		c, n := escape(rest)
		if n == 0 {
			return token{}, wrong(token{at: len(l.text) - len(rest), length: min(2, len(rest))}, `\ is followed by none of " \ ' n r t a b f v 0-7 x`)
		}
		b.WriteByte(c)
		rest = rest[n:]
	}
	return l.closed(b.String(), rest)
}

// raw takes a text in which a backslash is a backslash: r"\d+".
func (l *lexer) raw() (token, *Error) {
	text, _, _ := strings.Cut(l.text[l.at+2:], `"`)
	return l.closed(text, l.text[l.at+2+len(text):])
}

// rest is all that was not taken yet.
func (l *lexer) rest() token { return token{at: l.at, length: len(l.text) - l.at} }

func (l *lexer) closed(text, rest string) (token, *Error) {
	if rest == "" {
		return token{}, wrong(l.rest(), "the closing quote is missing")
	}
	l.at = len(l.text) - len(rest) + 1
	return token{kind: tokText, text: text}, nil
}

// escapes are what a letter behind a backslash stands for.
var escapes = map[byte]byte{
	'"': '"', '\\': '\\', '\'': '\'', 'n': '\n', 'r': '\r', 't': '\t', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v',
}

// escape is the byte that the beginning of s stands for, and how much of s
// that is; 0 when it stands for nothing.
func escape(s string) (c byte, length int) {
	if len(s) < 2 {
		return 0, 0
	}
	if c, ok := escapes[s[1]]; ok {
		return c, 2
	}
	digits, base := s[1:], 8
	if s[1] == 'x' {
		digits, base = s[2:], 16
	}
	for most := 3 - base/16; length < most && length < len(digits); length++ {
		if _, err := strconv.ParseUint(digits[length:length+1], base, 8); err != nil {
			break
		}
	}
	n, err := strconv.ParseUint(digits[:length], base, 8)
	if err != nil {
		return 0, 0
	}
	return byte(n), len(s) - len(digits) + length
}

// slice takes what is in brackets behind a field as one token.
func (l *lexer) slice() (token, *Error) {
	text, _, ok := strings.Cut(l.text[l.at+1:], "]")
	if !ok {
		return token{}, wrong(l.rest(), `the closing "]" is missing`)
	}
	l.at += len(text) + 2
	return token{kind: tokSlice, text: text}, nil
}
