package body

import (
	"bufio"
	"fmt"
	"io"
)

// Pair is a name and a value of a form, decoded.
type Pair struct {
	Name, Value string
	Offset      int64 // where in the body it begins
	Bare        bool  // there was no equals sign
}

const (
	// MaxPair is how many bytes of a pair, as sent, are kept.
	MaxPair = 1 << 20
	// MaxPairs is how many pairs [Pairs] returns.
	MaxPairs = 10_000
)

// ErrTooManyPairs says that a form has more than MaxPairs pairs.
var ErrTooManyPairs = fmt.Errorf("more than %d pairs, the rest is not read", MaxPairs)

// Pairs divides a body of application/x-www-form-urlencoded into its pairs, in order, as
// the URL standard does (§5.1): plus is a space, and a percent sign that two
// hexadecimal digits do not follow stays. The error is ErrTooManyPairs or that of r; the pairs before it are returned.
func Pairs(r io.Reader) ([]Pair, error) {
	var pairs []Pair
	err := eachPair(bufio.NewReader(r), func(p Pair) error {
		if len(pairs) == MaxPairs {
			return ErrTooManyPairs
		}
		pairs = append(pairs, p)
		return nil
	})
	return pairs, err
}

func eachPair(r *bufio.Reader, take func(Pair) error) error {
	offset := int64(0)
	for {
		var raw []byte
		begin, ended := offset, false
		for !ended {
			piece, err := r.ReadSlice('&')
			offset += int64(len(piece))
			raw = append(raw, piece[:min(len(piece), MaxPair+1-len(raw))]...)
			switch {
			case err == nil:
				ended = true
			case err != bufio.ErrBufferFull:
				if len(raw) > 0 {
					if err := take(pairOf(raw, begin)); err != nil {
						return err
					}
				}
				if err == io.EOF {
					return nil
				}
				return err
			}
		}
		if raw[len(raw)-1] == '&' {
			raw = raw[:len(raw)-1]
		}
		if len(raw) == 0 {
			continue
		}
		if err := take(pairOf(raw, begin)); err != nil {
			return err
		}
	}
}

func pairOf(raw []byte, offset int64) Pair {
	for i, c := range raw {
		if c == '=' {
			return Pair{Name: percentDecode(raw[:i]), Value: percentDecode(raw[i+1:]), Offset: offset}
		}
	}
	return Pair{Name: percentDecode(raw), Offset: offset, Bare: true}
}

func percentDecode(raw []byte) string {
	b := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '+':
			b = append(b, ' ')
		case c == '%' && i+2 < len(raw) && isHex(raw[i+1]) && isHex(raw[i+2]):
			b = append(b, unhex(raw[i+1])<<4|unhex(raw[i+2]))
			i += 2
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

func unhex(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// layForm lays a form out as a line for each pair.
func layForm(r *bufio.Reader, l *liner) error {
	err := eachPair(r, func(p Pair) error {
		add := func(role Role, text string) {
			for i := range len(text) {
				l.add(role, text[i], p.Offset, 0)
			}
		}
		add(Key, p.Name)
		if !p.Bare {
			add(Punctuation, " = ")
		}
		add(Value, p.Value)
		l.endLine()
		return l.err
	})
	if err == l.err {
		err = nil
	}
	return l.result(err)
}
