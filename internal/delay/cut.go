package delay

import (
	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// Cut is how a response broke off.
type Cut struct {
	Last   tcpreasm.Moment // the last byte of it that came
	Over   tcpreasm.Moment // what ended it, or how far the connection was followed; of that the frame is 0
	Ending Ending          // CaptureEnded or later, and never ClientClosed: that FIN ends only what the client sends
}

// Rest is how long nothing more came before it was over, in nanoseconds.
func (c *Cut) Rest() int64 { return max(0, c.Over.Time-c.Last.Time) }

// Cut says how the response of an exchange broke off; nil when it is whole or goes on,
// and when the capture does not show where it ended: it lacks bytes that the server sent.
func (a Asked) Cut() *Cut {
	x, c := a.Exchange, a.Connection
	p := &x.Response
	switch {
	case !x.Done || !p.Seen || p.Complete || p.Last == 0 || !x.Notes.Has(httpdecode.NoteTruncated) || x.Notes.Has(httpdecode.NoteDoubtful):
		return nil
	case c.Gone || c.MissingBytes[tcpreasm.Server] > 0 || c.Skipped[tcpreasm.Server] > 0:
		return nil
	}
	cut := &Cut{Last: tcpreasm.Moment{Frame: p.Frame, Time: p.Last}, Over: tcpreasm.Moment{Time: max(c.End, c.Until)}, Ending: CaptureEnded}
	for _, by := range [...]struct {
		ending Ending
		at     tcpreasm.Moment
	}{
		{ServerClosed, c.Fin[tcpreasm.Server]}, {ClientReset, c.Rst[tcpreasm.Client]}, {ServerReset, c.Rst[tcpreasm.Server]},
	} {
		first := cut.Ending == CaptureEnded || by.at.Frame < cut.Over.Frame
		if by.at.Time != 0 && by.at.Frame >= p.FirstFrame && first {
			cut.Ending, cut.Over = by.ending, by.at
		}
	}
	return cut
}
