package filter

import (
	"math"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// literal is a value that is written in the expression; an address may be a
// whole network.
type literal struct {
	value
	network netip.Prefix // valid when one is written
}

// literal reads a token as a value of type t.
func (p *parser) literal(tok token, t Type) (literal, *Error) {
	if tok.kind == tokText && (t == Integer || t == Flag) {
		return literal{}, wrong(tok, "%s is compared with a text; numbers have no quotes", a(t))
	}
	if tok.kind == tokEnd {
		return literal{}, wrong(tok, "a value is missing here")
	}
	if tok.kind != tokWord && tok.kind != tokText {
		return literal{}, wrong(tok, "%s is not a value", tok)
	}
	switch t {
	case Text:
		return literal{value: value{text: tok.text}}, nil
	case Integer:
		return integer(tok)
	case Flag:
		return truth(tok)
	case Duration:
		return duration(tok)
	case Time:
		return p.instant(tok)
	}
	return address(tok)
}

// a names a type with its article.
func a(t Type) article { return article(t) }

// article is a type in a sentence.
type article Type

func (a article) String() string {
	if Type(a) == Address {
		return "an address"
	}
	return "a " + Type(a).String()
}

func integer(tok token) (literal, *Error) {
	n, err := strconv.ParseInt(tok.text, 0, 64)
	if err != nil {
		return literal{}, wrong(tok, "%s is not a number", tok)
	}
	return literal{value: value{number: n}}, nil
}

func truth(tok token) (literal, *Error) {
	switch strings.ToLower(tok.text) {
	case "1", "true":
		return literal{value: value{number: 1}}, nil
	case "0", "false":
		return literal{value: value{number: 0}}, nil
	}
	return literal{}, wrong(tok, "%s is neither true nor false", tok)
}

var units = []struct {
	name  string
	nanos float64
}{
	{"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"μs", 1e3}, {"ms", 1e6}, {"min", 60e9}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}, {"d", 86400e9},
}

// duration reads seconds, or a number with its unit.
func duration(tok token) (literal, *Error) {
	number, unit := tok.text, 1e9
	for _, u := range units {
		if before, ok := strings.CutSuffix(tok.text, u.name); ok {
			number, unit = before, u.nanos
			break
		}
	}
	f, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsNaN(f) || math.Abs(f*unit) > math.MaxInt64/2 {
		return literal{}, wrong(tok, "%s is not a duration: it is in seconds, or has a unit, as in 200ms", tok)
	}
	return literal{value: value{number: int64(math.Round(f * unit))}}, nil
}

// layouts of a time of day, the longest first. Fractions of a second are
// taken with any of them.
var layouts = []string{
	"2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05Z07:00", "Jan 2, 2006 15:04:05 MST",
	"2006-01-02 15:04:05", "2006-01-02T15:04:05", "Jan 2, 2006 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02",
}

// instant reads a time, or seconds since 1970.
func (p *parser) instant(tok token) (literal, *Error) {
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, tok.text, p.options.Zone); err == nil {
			return literal{value: value{number: t.UnixNano()}}, nil
		}
	}
	if l, err := duration(token{text: strings.TrimRight(tok.text, " ")}); err == nil && isDecimal(tok.text) {
		return l, nil
	}
	return literal{}, wrong(tok, `%s is not a time: write it as "2026-11-25 21:30:00", or in seconds since 1970`, tok)
}

func isDecimal(s string) bool { return strings.Trim(s, "0123456789.") == "" }

func address(tok token) (literal, *Error) {
	if n, err := netip.ParsePrefix(tok.text); err == nil {
		return literal{value{address: n.Addr()}, n.Masked()}, nil
	}
	if a, err := netip.ParseAddr(tok.text); err == nil && a.Zone() == "" {
		return literal{value: value{address: a.Unmap()}}, nil
	}
	return literal{}, wrong(tok, "%s is not an address: write it as 10.0.0.1, 10.0.0.0/8 or 2001:db8::1", tok)
}
