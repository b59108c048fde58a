package filter

import (
	"bytes"
	"io"

	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
	"wiretalk/internal/trace"
)

// MaxBody is how many bytes of a message's content a filter looks at.
const MaxBody = 1 << 20

// MatchConnection says whether a connection of a trace passes: one of its
// exchanges does, or, when it carried none, it does itself. It reads heads and
// bodies again from capture, those that the filter needs: keep it off the
// goroutine that draws the screen. What the trace has let go passes nothing.
func (f *Filter) MatchConnection(t *trace.Trace, capture io.ReaderAt, stream int) bool {
	c := t.Connection(stream)
	if c.Gone {
		return false
	}
	if len(c.Exchanges) == 0 {
		return f.Match(OfConnection(&c))
	}
	for _, number := range c.Exchanges {
		x := t.Exchange(number)
		if !x.Gone && f.Match(OfExchange(t, capture, &c, &x)) {
			return true
		}
	}
	return false
}

// OfConnection is the record of a connection that carried no exchange. c is
// kept.
func OfConnection(c *trace.Connection) *Record {
	return &Record{Stream: c.Stream, Connection: &c.Info, Protocol: c.Protocol, Beyond: &c.Beyond}
}

// OfExchange is the record of an exchange of connection c. Its heads and bodies
// are read from capture when they are asked for, once. c and x are kept. One
// goroutine at a time may use it.
func OfExchange(t *trace.Trace, capture io.ReaderAt, c *trace.Connection, x *trace.Exchange) *Record {
	r := OfConnection(c)
	r.Exchange = x
	again := &rereading{trace: t, capture: capture, exchange: x}
	r.Head, r.Body = again.head, again.body
	return r
}

// rereading keeps what was read again of an exchange.
type rereading struct {
	trace    *trace.Trace
	capture  io.ReaderAt
	exchange *trace.Exchange
	heads    [2]*httpdecode.Message
	bodies   [2]*string
}

// row is what the trace holds of a message.
func (r *rereading) row(d httpdecode.Direction) *trace.Message {
	if d == httpdecode.ToServer {
		return &r.exchange.Request
	}
	return &r.exchange.Response
}

// head reads a start line and fields again. What cannot be read, or is none,
// has no fields.
func (r *rereading) head(d httpdecode.Direction) *httpdecode.Message {
	if m := r.heads[d]; m != nil {
		return m
	}
	m, row := new(httpdecode.Message), r.row(d)
	r.heads[d] = m
	if row.HeaderBytes > 0 { // HTTP/0.9 has responses without a head
		head, _ := r.trace.ReadHead(row)
		if httpdecode.ParseHead(head, d, m) != nil {
			*m = httpdecode.Message{}
		}
	}
	m.Seen = row.Seen
	return m
}

// body reads a message's content again, decoded, up to MaxBody bytes and as
// far as it is held.
func (r *rereading) body(d httpdecode.Direction) string {
	if body := r.bodies[d]; body != nil {
		return *body
	}
	m := *r.head(d)
	m.Body = r.row(d).Body
	var content bytes.Buffer
	content.ReadFrom(bodies.Content(r.capture, &m, MaxBody)) // an error is its end
	body := content.String()
	r.bodies[d] = &body
	return body
}
