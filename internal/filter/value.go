package filter

import (
	"net/netip"
	"strconv"
)

// Type is what a field's values are.
type Type uint8

const (
	Flag     Type = iota // there or not: a protocol, a property
	Integer              //
	Duration             // nanoseconds
	Time                 // nanoseconds since 1970 UTC
	Text                 //
	Address              // IPv4 or IPv6
)

// String names the type for a person.
func (t Type) String() string {
	return [...]string{"flag", "number", "duration", "time", "text", "address"}[t]
}

// value is one value of a field; which part counts says the field's type.
type value struct {
	number  int64 // of a Flag: 1
	text    string
	address netip.Addr
}

// values are what a field is filled with.
type values []value

func (v *values) number(n int64)       { *v = append(*v, value{number: n}) }
func (v *values) text(s string)        { *v = append(*v, value{text: s}) }
func (v *values) address(a netip.Addr) { *v = append(*v, value{address: a.Unmap()}) }
func (v *values) flag(is bool) {
	if is {
		v.number(1)
	}
}

// positive adds a number unless it is 0, which stands for what is not known.
func (v *values) positive(n int64) {
	if n > 0 {
		v.number(n)
	}
}

// filled adds a text unless it is empty.
func (v *values) filled(s string) {
	if s != "" {
		v.text(s)
	}
}

// compare orders two values of one type: negative when a is the lesser.
func compare(t Type, a, b *value) int {
	switch t {
	case Text:
		return compareOrdered(a.text, b.text)
	case Address:
		return a.address.Compare(b.address)
	}
	return compareOrdered(a.number, b.number)
}

func compareOrdered[T int64 | string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// show is a value in a sentence.
func (t Type) show(v *value) string {
	switch t {
	case Text:
		return strconv.Quote(v.text)
	case Address:
		return v.address.String()
	}
	return strconv.FormatInt(v.number, 10)
}
