package report

import (
	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// Timing is how long the parts of an exchange took, in nanoseconds. A part
// that was not seen, or that did not happen in this order, is negative.
type Timing struct {
	Connect int64 // first packet of the connection to the end of its handshake; first exchange only
	Send    int64 // first to last byte of the request
	Wait    int64 // last byte of the request to first of the response
	Receive int64 // first to last byte of the response
	Total   int64 // first byte of the request to last of the response
}

// TimingOf measures an exchange.
func TimingOf(c *tcpreasm.Info, x *httpdecode.Exchange) Timing {
	t := Timing{-1, -1, -1, -1, -1}
	q, p := &x.Request, &x.Response
	if x.Index == 0 && c.Handshake.Complete() {
		t.Connect = between(c.Start, c.Handshake.AckTime)
	}
	if q.Seen {
		t.Send = between(q.First.Time, q.Last.Time)
	}
	if p.Seen {
		t.Receive = between(p.First.Time, p.Last.Time)
	}
	if q.Seen && p.Seen {
		t.Wait = between(q.Last.Time, p.First.Time)
		t.Total = between(q.First.Time, p.Last.Time)
	}
	return t
}

// between is the time from one moment to another; negative when the capture
// does not have both.
func between(from, to int64) int64 {
	if from == 0 || to == 0 {
		return -1
	}
	return to - from
}

func appendTiming(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	t := TimingOf(c, x)
	dst = append(dst, `,"timing":{`...)
	dst = appendPart(dst, "connect", t.Connect)
	dst = appendPart(dst, "send", t.Send)
	dst = appendPart(dst, "wait", t.Wait)
	dst = appendPart(dst, "receive", t.Receive)
	dst = appendPart(dst, "total", t.Total)
	return append(dst, '}')
}

func appendPart(dst []byte, name string, ns int64) []byte {
	if ns < 0 {
		return dst
	}
	return appendSeconds(appendName(dst, name), ns)
}
