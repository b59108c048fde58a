package meaning

import (
	"iter"
	"strings"

	"wiretalk/httpdecode"
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
				if n++; n > MaxLines || !yield(cut(l[i].Value, MaxValue)) {
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
	Method, Target, Version string // as sent; without Version it is HTTP/0.9
	Fields                  Lines
	Part                    bool   // Fields may not be all, so that none is known to be absent
	Complete                bool   // its end was seen
	Time                    int64  // of its first byte
	Content                 bool   // bytes of its content were seen
	Early                   Answer // whether they were before the first 100, or without one before the response
}

// Response is what is asked of a response.
type Response struct {
	Seen            bool
	Status          int // 0 for one of HTTP/0.9, which has none
	Reason, Version string
	Fields          Lines
	Part            bool  // Fields may not be all, so that none is known to be absent
	Complete        bool  // its end was seen
	Interim         []int // status codes of the interim responses before it
	EarlyHints      Lines // fields of those that are 103 (RFC 8297)
	UntilClose      bool  // its content ends with the connection (RFC 9112 §6.3)
	Time            int64 // of its first byte
}

// lacks reports whether a field is known to be absent.
func (r *Request) lacks(name string) bool { return r.Seen && !r.Part && !r.Fields.Has(name) }

func (r *Response) lacks(name string) bool { return r.Seen && !r.Part && !r.Fields.Has(name) }

// isSimple reports whether it is content alone, as in HTTP/0.9.
func (r *Response) isSimple() bool { return r.Seen && r.Status == 0 && r.Version == "" }

// Exchange is a request with its response, either of which may not have been seen.
type Exchange struct {
	Request  Request
	Response Response
	Notes    httpdecode.Notes // what was odd about the two
	Doubtful bool             // it is likely and no more that the two belong together
	Secure   bool             // carried by TLS
	Reveal   bool             // show secrets as they are
}
