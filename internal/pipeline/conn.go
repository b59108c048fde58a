package pipeline

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// conn is a connection as its shard sees it. The shard owns all of it but
// what is said to be the merger's. Once the merger is done with the batch in which
// the connection closed, it serves another.
type conn struct {
	shard      *shard
	tcp        *tcpreasm.Conn   // nil once it closed
	http       *httpdecode.Conn // nil before the first byte and after the last
	firstFrame int64
	summary    Summary
	finished   int     // directions that ended
	beyond     *beyond // nil while there is nothing but HTTP/1
	isTouched  bool
	rows       *openRows // nil before the first exchange, and without a trace

	passed   bool // an exchange passed Sift, or
	deferred bool // it is said later

	passedLater bool              // the merger's: one did when the stream number was known
	stream      int               // the merger's
	row         *trace.Connection // the merger's
}

// decoder is the connection's HTTP decoder; nil when both directions ended.
func (c *conn) decoder() *httpdecode.Conn {
	if c.http == nil && c.finished < 2 {
		c.http = c.shard.takeDecoder(c)
		if c.tcp.Initiator == tcpreasm.ByGuess {
			c.http.BegunBefore() // neither SYN nor SYN-ACK was seen
		}
	}
	return c.http
}

// protocol is what the connection's bytes turned out to be so far.
func (c *conn) protocol() httpdecode.Protocol {
	if c.http == nil {
		return c.summary.Protocol
	}
	return c.http.Protocol()
}

// letGo ends decoding and gives the decoder to the connections to come. A
// closed connection is tracked for minutes yet, while packets may come late.
func (c *conn) letGo(at httpdecode.Position) {
	if c.http == nil {
		return
	}
	c.http.Close(at)
	c.beyond.end(httpdecode.ToServer, at)
	c.beyond.end(httpdecode.ToClient, at)
	c.beyond = nil
	c.summary.Protocol = c.http.Protocol()
	for _, end := range []tcpreasm.Side{tcpreasm.Client, tcpreasm.Server} {
		c.summary.Skipped[end] = c.http.Skipped(direction(c.tcp, end))
	}
	c.shard.keepDecoder(c.http)
	c.http = nil
}

// Head is called by the HTTP decoder when the head of a message is complete.
func (c *conn) Head(x *httpdecode.Exchange, d httpdecode.Direction) {
	if c.tcp.Initiator == tcpreasm.ByGuess && c.http.Swapped() && !c.tcp.TurnedRound {
		c.tcp.TurnRound()
	}
	if d == httpdecode.ToServer && c.summary.Host == "" && c.shard.names != nil {
		c.summary.Host = hostName(httpdecode.Host(x))
		c.shard.resolve(c)
	}
	if d == httpdecode.ToClient && x.Response.Status == 101 {
		c.upgraded(x)
	}
	if c.shard.cfg.Trace != nil {
		c.rowChanged(x)
	}
}

// Body is called with the content of a message, which stays where it is: in
// the capture.
func (c *conn) Body(*httpdecode.Exchange, httpdecode.Direction, []byte, int64, httpdecode.Position) {
}

// Done is called when an exchange is complete.
func (c *conn) Done(x *httpdecode.Exchange) {
	s := c.shard
	c.summary.Exchanges++
	v := c.siftExchange(x)
	if s.cfg.Records != nil && !v.out {
		page := s.out.pages.current()
		text, hole := s.cfg.Records.Exchange(page, &c.tcp.Info, x)
		s.record(c, len(page), text, hole, v)
	}
	if s.cfg.Exchange != nil && !v.out {
		if then := s.cfg.Exchange(&c.tcp.Info, x); then != nil {
			if later := v.later; later != nil {
				always := then
				then = func(stream int) {
					if later(stream) {
						always(stream)
					}
				}
			}
			s.out.taken++
			s.find(finding{event: event{s.now, c}, then: then})
			s.giveIfFull()
		}
	}
	if s.cfg.Trace != nil {
		c.rowDone(x)
	}
}
