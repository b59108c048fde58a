package filter

import (
	"slices"
	"strings"
)

// scope says of what an expression speaks, as far as that tells when it can be
// answered.
type scope uint8

const (
	ofStream   scope = 1 << iota // the number of the connection
	ofGrowth                     // what of a connection changes until it is over
	ofExchange                   // an exchange, which a connection may lack
)

// scope is that of a field.
func (f *Field) scope() scope {
	section, _, _ := strings.Cut(f.Name, ".")
	switch {
	case f.Name == "tcp.stream":
		return ofStream
	case section == "http", section == "frame":
		return ofExchange
	case section == "ip", section == "ipv6", slices.Contains(steady, f.Name):
		return 0
	}
	return ofGrowth
}

// steady are fields of TCP that say the same from a connection's first packet
// on.
var steady = []string{"tcp", "tcp.port", "tcp.srcport", "tcp.dstport"}

// getter notes that the expression names a field, and gives its values.
func (p *parser) getter(f *Field) getter {
	p.needs = max(p.needs, f.needs)
	p.scope |= f.scope()
	n := len(p.fields)
	p.fields = append(p.fields, f)
	if v := p.given; v != nil {
		return func(_ *Record, out *values) { *out = append(*out, *v) }
	}
	if f.scope() == ofStream {
		return f.get
	}
	return func(r *Record, out *values) {
		if r.known != nil {
			*out = append(*out, r.known[n]...)
			return
		}
		f.get(r, out)
	}
}

// NeedsStream says whether the filter asks for the number of the connection.
func (f *Filter) NeedsStream() bool { return f.scope&ofStream != 0 }

// Grows says whether the answer for an exchange that is complete may change
// while its connection goes on.
func (f *Filter) Grows() bool { return f.scope&ofGrowth != 0 }

// OfExchanges says whether the answer depends on the exchange. If not, it is
// the same for a connection and for all its exchanges.
func (f *Filter) OfExchanges() bool { return f.scope&ofExchange != 0 }

// Later looks at a record whose Stream is not known yet, and gives what says
// whether it passes once that is known. Nothing of the record is kept.
func (f *Filter) Later(r *Record) func(stream int) bool {
	known := make([]values, len(f.fields))
	for i, field := range f.fields {
		if field.scope() != ofStream {
			field.get(r, &known[i])
		}
	}
	return func(stream int) bool { return f.Match(&Record{Stream: stream, known: known}) }
}
