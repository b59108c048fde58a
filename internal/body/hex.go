package body

import (
	"bufio"
	"fmt"
	"io"
)

// hexWidth is how many bytes a line of a hex dump has.
const hexWidth = 16

// Hex gives what r reads to emit as the lines of a hex dump: where they are from first
// on, the bytes, and the ASCII characters among them with a dot for each other.
// It ends when emit returns false. The error is [ErrTooManyLines] or that of r; all
// bytes before it came out.
func Hex(r io.Reader, first int64, limits Limits, emit func(Line) bool) error {
	return dump(&source{r: bufio.NewReader(r), offset: first}, newLiner(limits, emit))
}

func dump(s *source, l *liner) error {
	var b [hexWidth]byte
	var secret [hexWidth]bool
	for l.err == nil && s.err == nil {
		n := 0
		for ; n < len(b); n++ {
			c, ok := s.next()
			if !ok {
				break
			}
			b[n], secret[n] = c, s.secret
		}
		if n > 0 {
			l.send(hexLine(s.offset-int64(n), b[:n], &secret))
		}
	}
	return l.result(s.failed())
}

// hexLine is a line of a dump, with stars for the bytes that are secret.
func hexLine(offset int64, b []byte, secret *[hexWidth]bool) Line {
	digits, text := make([]byte, 0, 3*hexWidth+1), make([]byte, 0, hexWidth)
	for i := range hexWidth {
		if i == hexWidth/2 {
			digits = append(digits, ' ')
		}
		if i >= len(b) {
			digits = append(digits, "   "...)
			continue
		}
		if secret[i] {
			digits, text = append(digits, "** "...), append(text, '*')
			continue
		}
		digits = append(digits, hexDigits[b[i]>>4]|0x20, hexDigits[b[i]&15]|0x20, ' ')
		if c := b[i]; 0x20 <= c && c < 0x7f {
			text = append(text, c)
		} else {
			text = append(text, '.')
		}
	}
	return Line{Offset: offset, Spans: []Span{
		{Offset, fmt.Sprintf("%08x  ", offset)}, {HexByte, string(digits)}, {Text, " " + string(text)},
	}}
}
