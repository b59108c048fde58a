package meaning

import (
	"iter"
	"strings"
)

// Line is a field line (RFC 9110 §5.2).
type Line struct{ Name, Value string }

// Lines are a message's field lines in order.
type Lines []Line

// Get is the value of the first line of that name, in any case.
func (l Lines) Get(name string) (string, bool) {
	for v := range l.Each(name) {
		return v, true
	}
	return "", false
}

// Has reports whether a line has that name.
func (l Lines) Has(name string) bool {
	_, ok := l.Get(name)
	return ok
}

// Each goes through the values of the lines of that name.
func (l Lines) Each(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		n := 0
		for i := range l {
			if len(l[i].Name) == len(name) && strings.EqualFold(l[i].Name, name) {
				if n++; n > MaxElements || !yield(cut(l[i].Value, MaxValue)) {
					return
				}
			}
		}
	}
}

// Combined is the values of all lines of that name as one list (RFC 9110 §5.3).
func (l Lines) Combined(name string) string {
	first, n := "", 0
	var b strings.Builder
	for v := range l.Each(name) {
		switch n++; {
		case n == 1:
			first = v
			continue
		case n == 2:
			b.WriteString(first)
		}
		b.WriteString(", ")
		b.WriteString(v)
		if b.Len() > MaxValue {
			break
		}
	}
	if n < 2 {
		return first
	}
	return cut(b.String(), MaxValue)
}

func cut(s string, n int) string { return s[:min(len(s), n)] }

// Request is what is asked of a request. Times are nanoseconds since 1970 UTC,
// zero where they are not known.
type Request struct {
	Seen                    bool
	Method, Target, Version string // as sent
	Fields                  Lines
	Time                    int64 // of its first byte
}

// Response is what is asked of a response.
type Response struct {
	Seen            bool
	Status          int
	Reason, Version string
	Fields          Lines
	Interim         []int // status codes of the interim responses before it
	UntilClose      bool  // its content ends with the connection (RFC 9112 §6.3)
	Time            int64 // of its first byte
}

// Exchange is a request with its response, either of which may not have been seen.
type Exchange struct {
	Request  Request
	Response Response
	Secure   bool // carried by TLS
	Reveal   bool // show secrets as they are
}
