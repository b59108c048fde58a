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
		t.Connect = c.Handshake.AckTime - c.Start
	}
	if q.Seen {
		t.Send = q.Last.Time - q.First.Time
	}
	if p.Seen {
		t.Receive = p.Last.Time - p.First.Time
	}
	if q.Seen && p.Seen {
		t.Wait = p.First.Time - q.Last.Time
		t.Total = p.Last.Time - q.First.Time
	}
	return t
}

func appendTiming(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	t := TimingOf(c, x)
	dst = append(dst, `,"timing":{`...)
	from := len(dst)
	for _, part := range [...]struct {
		name string
		ns   int64
	}{{"connect", t.Connect}, {"send", t.Send}, {"wait", t.Wait}, {"receive", t.Receive}, {"total", t.Total}} {
		if part.ns < 0 {
			continue
		}
		if len(dst) > from {
			dst = append(dst, ',')
		}
		dst = append(dst, '"')
		dst = append(dst, part.name...)
		dst = append(dst, '"', ':')
		dst = appendSeconds(dst, part.ns)
	}
	return append(dst, '}')
}
