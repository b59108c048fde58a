package filter

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Record is what a filter looks at: an exchange with its connection, or a
// connection without exchanges.
type Record struct {
	Stream     int // number of the connection
	Connection *tcpreasm.Info
	Protocol   httpdecode.Protocol
	Beyond     *trace.Beyond
	Exchange   *trace.Exchange // nil for a connection that carried none

	// Head gives a message of the exchange with its fields. It is called when
	// the filter needs Heads, and may be called more than once.
	Head func(httpdecode.Direction) *httpdecode.Message

	// Body gives the content of a message, decoded, as far as it is held. It
	// is called when the filter needs Bodies.
	Body func(httpdecode.Direction) string

	known []values // of each field of a filter, in place of all above but Stream; nil for none
}

// messages calls f with what the trace holds of each message that was seen.
func (r *Record) messages(f func(d httpdecode.Direction, m *trace.Message)) {
	if r.Exchange == nil {
		return
	}
	for d, m := range [...]*trace.Message{&r.Exchange.Request, &r.Exchange.Response} {
		if m.Seen {
			f(httpdecode.Direction(d), m)
		}
	}
}

// request and response are the messages with their fields; nil when they were
// not seen.
func (r *Record) request() *httpdecode.Message  { return r.head(httpdecode.ToServer) }
func (r *Record) response() *httpdecode.Message { return r.head(httpdecode.ToClient) }

func (r *Record) head(d httpdecode.Direction) *httpdecode.Message {
	x := r.Exchange
	if x == nil || r.Head == nil || d == httpdecode.ToServer && !x.Request.Seen || d == httpdecode.ToClient && !x.Response.Seen {
		return nil
	}
	return r.Head(d)
}
