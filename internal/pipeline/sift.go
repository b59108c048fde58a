package pipeline

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Sift says whether a record is printed. Where that depends on the stream
// number, which is not known yet, it gives what says so later; passes is not
// looked at then. What it is given is borrowed. It runs on several goroutines at
// once, what it gives on one.
type Sift func(of *Sifted) (passes bool, later func(stream int) bool)

// Sifted is what a record would be made of, as far as it is known by then.
type Sifted struct {
	Connection *tcpreasm.Info // of a segment or a WebSocket message, with their first and last frame
	Protocol   httpdecode.Protocol
	Beyond     *trace.Beyond
	Exchange   *httpdecode.Exchange // nil for a connection, a segment, a WebSocket message
	Row        *trace.Exchange      // the same as a trace has it, without bodies
}

// sifted is whether a record passes: now, or when its number is known.
type sifted struct {
	out   bool // it does not
	later func(stream int) bool
}

func (c *conn) sift(of *Sifted) sifted {
	of.Protocol = c.protocol()
	of.Beyond = &trace.Beyond{
		Resolved: c.summary.Resolved, TLS: c.summary.TLS, WebSocket: c.summary.WebSocket, Skipped: c.summary.Skipped,
	}
	passes, later := c.shard.cfg.Sift(of)
	return sifted{!passes && later == nil, later}
}

// siftExchange asks about an exchange that is complete.
func (c *conn) siftExchange(x *httpdecode.Exchange) sifted {
	if c.shard.cfg.Sift == nil {
		return sifted{}
	}
	row := &c.shard.row
	*row = trace.Exchange{Index: x.Index, Done: true}
	c.describe(row, x)
	v := c.sift(&Sifted{Connection: &c.tcp.Info, Exchange: x, Row: row})
	if later := v.later; later != nil {
		c.deferred = true
		v.later = func(stream int) bool {
			passes := later(stream)
			c.passedLater = c.passedLater || passes
			return passes
		}
	}
	c.passed = c.passed || !v.out && v.later == nil
	return v
}

// siftConnection asks about a connection that is over: it passes when one of
// its exchanges did, or, when it carried none, when it does itself.
func (c *conn) siftConnection() sifted {
	switch {
	case c.shard.cfg.Sift == nil || c.passed:
		return sifted{}
	case c.summary.Exchanges > 0 && !c.shard.cfg.SiftItself && !c.deferred:
		return sifted{out: true}
	case c.summary.Exchanges > 0 && !c.shard.cfg.SiftItself:
		return sifted{later: func(int) bool { return c.passedLater }}
	}
	return c.sift(&Sifted{Connection: &c.tcp.Info})
}

// siftPart asks about a segment or a WebSocket message, which has the fields
// of its connection so far, and frames of its own.
func (c *conn) siftPart(first, last int64) sifted {
	if c.shard.cfg.Sift == nil {
		return sifted{}
	}
	info := c.tcp.Info
	info.FirstFrame, info.LastFrame = first, last
	return c.sift(&Sifted{Connection: &info})
}

func (c *conn) siftMessage(m *trace.WebSocket) sifted { return c.siftPart(m.First.Frame, m.Last.Frame) }
