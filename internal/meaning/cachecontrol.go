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

// Seconds is the value of a directive in delta-seconds (RFC 9111 §1.2.2). One
// that is there but no such number, or twice with different values, is 0: the
// response is stale (§4.2.1).
func (c CacheControl) Seconds(name string) (n int64, ok bool) {
	for _, d := range c {
		if d.Name != name {
			continue
		}
		v, valid := digits(d.Value, 1<<31)
		if !valid || ok && v != n {
			return 0, true
		}
		n, ok = v, true
	}
	return n, ok
}
