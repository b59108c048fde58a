package pipeline

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// conn is a connection as its shard sees it. The shard owns all of it but
// what is said to be the merger's.
type conn struct {
	shard      *shard
	tcp        *tcpreasm.Conn
	http       *httpdecode.Conn
	firstFrame int64
	summary    Summary
	pending    []pendingRow // exchanges begun and not done, with a trace only
	isTouched  bool
	closed     bool

	stream int               // the merger's
	row    *trace.Connection // the merger's
	rows   []*trace.Exchange // the merger's: by index
}

// Head is called by the HTTP decoder when the head of a message is complete.
func (c *conn) Head(x *httpdecode.Exchange, d httpdecode.Direction) {
	if c.tcp.Initiator == tcpreasm.ByGuess && c.http.Swapped() && !c.tcp.TurnedRound {
		c.tcp.TurnRound()
	}
	if c.shard.cfg.Trace != nil {
		c.rowBegan(x, d)
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
	if s.cfg.Records != nil {
		from := len(s.out.text)
		text, hole := s.cfg.Records.Exchange(s.out.text, &c.tcp.Info, x)
		s.record(c, from, text, hole)
	}
	if s.cfg.Trace != nil {
		c.rowDone(x)
	}
}
