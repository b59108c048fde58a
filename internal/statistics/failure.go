package statistics

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/delay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// The values of Report.Failed: how an exchange failed, the worst with the highest.
const (
	Unclear     = 1 + iota // no response was seen, and whether there was one is not known
	NotCaptured            // no response was seen, and the capture lacks bytes of the server
	Rejected               // 4xx
	CutShort               // a FIN came in the middle of the request or response
	Reset                  // a RST did
	Unanswered             // there was no response
	Broken                 // 5xx
	Failures               // how many there are
)

// failureOf is how an exchange failed; 0 when it did not, or may still be answered.
func failureOf(r *trace.Reader, x *trace.Exchange) int64 {
	switch q, p := &x.Request, &x.Response; {
	case x.Status >= 500:
		return Broken
	case !x.Done:
	case p.Seen:
		if how := ended(r, x, p, tcpreasm.Server); how != 0 {
			return how
		}
	case q.Seen && !q.Complete && ended(r, x, q, tcpreasm.Client) != 0:
		return ended(r, x, q, tcpreasm.Client)
	default:
		return unheard(delay.In(r, x))
	}
	if x.Status >= 400 {
		return Rejected
	}
	return 0
}

// ended is what ended a message of an end in its middle: Reset, CutShort, or 0 when it
// is complete, the capture lacks some of it, or it goes on behind the capture's end.
func ended(r *trace.Reader, x *trace.Exchange, m *trace.Message, from tcpreasm.Side) int64 {
	c := r.Connection(x.Stream)
	switch {
	case c == nil || m.Complete || m.MissingBytes > 0 || !x.Notes.Has(httpdecode.NoteTruncated) || x.Notes.Has(httpdecode.NoteGap):
		return 0
	case c.Rst[tcpreasm.Client].Frame != 0 || c.Rst[tcpreasm.Server].Frame != 0:
		return Reset
	case c.Fin[from].Frame != 0:
		return CutShort
	}
	return 0
}

// unheard says what is known of a response that was not seen.
func unheard(a delay.Asked) int64 {
	c := a.Connection
	switch {
	case a.Silence() != nil:
		return Unanswered
	case !c.Gone && (c.Packets[tcpreasm.Server] == 0 || c.MissingBytes[tcpreasm.Server] > 0):
		return NotCaptured
	}
	return Unclear
}
