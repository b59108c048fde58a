package meaning

import "strings"

// Directive is one of Cache-Control (RFC 9111 §5.2).
type Directive struct {
	Name     string // in lower case
	Value    string // out of its quotes
	HasValue bool
}

// CacheControl is the directives of a message, in order.
type CacheControl []Directive

// ParseCacheControl reads the combined value of Cache-Control.
func ParseCacheControl(s string) CacheControl {
	var c CacheControl
	for e := range elements(cut(s, MaxValue), ',') {
		name, value, has, _ := pair(e)
		if isToken(name) {
			c = append(c, Directive{strings.ToLower(name), value, has})
		}
	}
	return c
}

// Get is the first directive of that name, which is to be in lower case.
func (c CacheControl) Get(name string) (Directive, bool) {
	for _, d := range c {
		if d.Name == name {
			return d, true
		}
	}
	return Directive{}, false
}

// Has reports whether the directive is there, with a value or without.
func (c CacheControl) Has(name string) bool {
	_, ok := c.Get(name)
	return ok
}

// unqualified reports whether the directive is there and names no fields to
// which it is limited (RFC 9111 §5.2.2.4, §5.2.2.7).
func (c CacheControl) unqualified(name string) bool {
	d, ok := c.Get(name)
	return ok && d.Value == ""
}

// Given is how a number of seconds is given by directives of one name.
type Given uint8

const (
	Absent   Given = iota
	Number         // delta-seconds (RFC 9111 §1.2.2)
	NoNumber       // it is there, but no such number
	Several        // it is there more than once, with different values
)

// MaxSeconds is what a larger number of delta-seconds becomes (RFC 9111 §1.2.2).
const MaxSeconds = 1 << 31

// Seconds is the value of a directive in seconds, of several the first one's.
func (c CacheControl) Seconds(name string) (n int64, g Given) {
	first := ""
	for _, d := range c {
		switch {
		case d.Name != name:
		case g != Absent:
			if d.Value != first && g == Number {
				g = Several
			}
		default:
			var ok bool
			first = d.Value
			if n, ok = digits(d.Value, MaxSeconds); ok {
				g = Number
			} else {
				g = NoNumber
			}
		}
	}
	return n, g
}
