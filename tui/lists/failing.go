package lists

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/delay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Failing are exchanges among which a search finds those that failed, whatever the text.
type Failing struct{ Exchanges }

// Matches implements table.List.
func (l Failing) Matches(r *trace.Reader, number int, _ string) bool {
	return Failed(r, r.Exchange(number))
}

// Failed says whether an exchange failed: its status is an error's (RFC 9110 §15.5, §15.6), it had
// no response, or its request or response was broken off. One that may still be answered
// did not, nor one that goes on behind the end of the capture.
func Failed(r *trace.Reader, x *trace.Exchange) bool {
	if x.Status >= 400 {
		return true
	}
	if !x.Done {
		return false
	}
	of := delay.In(r, x)
	cut := of.Cut()
	return of.Silence() != nil || cut != nil && cut.Ending > delay.CaptureEnded || askedInPart(of.Connection, x)
}

// askedInPart says whether the connection was closed or reset in the middle of a request.
func askedInPart(c *trace.Connection, x *trace.Exchange) bool {
	q := &x.Request
	if c.Gone || !q.Seen || q.Complete || q.MissingBytes > 0 || !x.Notes.Has(httpdecode.NoteTruncated) || x.Notes.Has(httpdecode.NoteGap) {
		return false
	}
	return c.Rst[tcpreasm.Client].Frame != 0 || c.Rst[tcpreasm.Server].Frame != 0 || c.Fin[tcpreasm.Client].Frame != 0
}
