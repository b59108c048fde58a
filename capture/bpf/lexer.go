package bpf

import (
	"strings"
	"unicode/utf8"
)

// lexer cuts a filter into words: at every place the longest that any rule
// reads, and of equally long ones a keyword before an address before a name.
type lexer struct {
	text string
	pos  int
}

func (l *lexer) next() token {
	for l.pos < len(l.text) && strings.IndexByte(" \r\n\t", l.text[l.pos]) >= 0 {
		l.pos++
	}
	rest := l.text[l.pos:]
	if rest == "" {
		return token{kind: tokEnd, pos: l.pos}
	}
	kind, n := scan(rest)
	t := token{kind: kind, pos: l.pos, text: rest[:n], word: rest[:n]}
	l.pos += n
	switch kind {
	case tokNumber:
		t.value = number(t)
	case tokName:
		return classify(t)
	}
	return t
}

// classify tells keywords and named numbers from names.
func classify(t token) token {
	if t.text[0] == '\\' {
		t.word = t.text[1:]
		return t
	}
	if p, ok := protoWords[t.text]; ok {
		t.kind, t.proto = tokProto, p
		return t
	}
	if word, ok := plainWords[t.text]; ok {
		t.kind, t.word = tokWord, word
		return t
	}
	if v, ok := namedNumbers[t.text]; ok {
		t.kind, t.value = tokNumber, v
		return t
	}
	if medium, ok := foreignWords[t.text]; ok {
		refuse(t, "it is for %s, which are not among the link types read here", medium)
	}
	return t
}

// scan returns the kind and length of the word that s begins with.
func scan(s string) (tokenKind, int) {
	kind, n := tokBad, 0
	try := func(k tokenKind, length int) {
		if length > n {
			kind, n = k, length
		}
	}
	try(tokMAC, lengthMAC(s))
	try(tokNumber, lengthNumber(s))
	try(tokIPv4, lengthIPv4(s))
	try(tokIPv6, lengthIPv6(s))
	try(tokName, lengthName(s))
	try(tokSign, lengthSign(s))
	if s[0] == '$' && len(s) > 1 && isHex(s[1]) {
		try(tokARCnet, 1+lengthHex(s[1:], 2))
	}
	// What is outside ASCII fits nowhere: the error is about all of it.
	for n < len(s) && kind == tokBad && s[n] >= utf8.RuneSelf {
		n++
	}
	return kind, max(n, 1)
}

func lengthSign(s string) int {
	if len(s) > 1 {
		switch s[:2] {
		case ">=", "<=", "!=", "==", "<<", ">>", "&&", "||":
			return 2
		}
	}
	if strings.IndexByte("+-*/%:[]!<>()&|^=", s[0]) >= 0 {
		return 1
	}
	return 0
}

// lengthName reads letters and digits with hyphens, dots and underscores
// between them, or after a backslash anything up to a space or bracket.
func lengthName(s string) int {
	if s[0] == '\\' {
		n := 1
		for n < len(s) && strings.IndexByte(" !()\n\t", s[n]) < 0 {
			n++
		}
		if n == 1 {
			return 0
		}
		return n
	}
	if !isAlnum(s[0]) {
		return 0
	}
	length := 1
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case isAlnum(c) || c == '.':
			length = i + 1
		case c != '-' && c != '_':
			return length
		}
	}
	return length
}

// lengthNumber reads decimal digits, or hexadecimal ones after 0x.
func lengthNumber(s string) int {
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		if n := lengthHex(s[2:], len(s)); n > 0 {
			return 2 + n
		}
	}
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// number converts the digits of t; a leading 0 means octal.
func number(t token) uint32 {
	digits, base := t.text, uint64(10)
	switch {
	case len(digits) > 1 && (digits[1] == 'x' || digits[1] == 'X'):
		digits, base = digits[2:], 16
	case digits[0] == '0':
		base = 8
	}
	var v uint64
	for i := range len(digits) {
		d := uint64(hexValue(digits[i]))
		if d >= base {
			refuse(t, "a number that begins with 0 is octal and has no digit %d", d)
		}
		if v = v*base + d; v > 0xffffffff {
			refuse(t, "the number does not fit 32 bits")
		}
	}
	return uint32(v)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isHex(c byte) bool   { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
func isAlnum(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z' }

func hexValue(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}
