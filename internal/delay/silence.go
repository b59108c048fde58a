package delay

import (
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Silence is the wait for a response of which nothing came.
type Silence struct {
	Asked  tcpreasm.Moment // the request was complete
	Over   tcpreasm.Moment // the wait ended, or as far as it was followed; of that the frame is 0
	Ending Ending

	Closed     tcpreasm.Moment // the server's FIN, where it passed before the request was complete
	HalfClosed tcpreasm.Moment // the client's FIN, where it came too soon to be the end of a wait
	Behind     bool            // an earlier request on the connection has no response either

	// What segments tell.
	Told         bool            // they were looked at
	Acknowledged tcpreasm.Moment // the first acknowledgement of the whole request
	Heard        tcpreasm.Moment // the last segment of the server within the wait, whatever ended it left out
	Resent       int             // how often the client sent bytes of the request again
}

// Duration is how long the client waited since the request was complete, in
// nanoseconds.
func (s *Silence) Duration() int64 { return s.Over.Time - s.Asked.Time }

// Ending is what ended a wait.
type Ending uint8

const (
	StillWaiting Ending = iota // nothing so far; more may come
	CaptureEnded               // nothing, as far as the connection was followed
	ClientClosed               // a FIN
	ClientReset                // a RST
	ServerClosed               // a FIN
	ServerReset                // a RST
	Endings                    // how many there are
)

// soon is within how much time after its request a client's FIN ends only what it sends
// (RFC 9293 §3.6): nobody gives up waiting so soon. A round trip that is longer counts.
const soon = int64(10 * time.Millisecond)

// Silence says why an exchange has no response; nil when it has one, and when the
// capture does not show that there was none: it lacks bytes that the server sent, or all
// of them, or bytes of which it is not known whose response they were.
func (a Asked) Silence() *Silence {
	x, c := a.Exchange, a.Connection
	q := &x.Request
	switch {
	case !q.Seen || !q.Complete || q.Last == 0 || x.Response.Seen || x.Notes.Has(httpdecode.NoteDoubtful):
		return nil
	case c.Packets[tcpreasm.Server] == 0 || c.MissingBytes[tcpreasm.Server] > 0 || c.Skipped[tcpreasm.Server] > 0:
		return nil
	case a.After != nil && a.After.Response.Seen: // responses keep the order of requests
		return nil
	}
	s := &Silence{Asked: tcpreasm.Moment{Frame: q.Frame, Time: q.Last}}
	s.Behind = a.Before != nil && a.Before.Request.Seen && !a.Before.Response.Seen
	if fin := c.Fin[tcpreasm.Server]; fin.Frame != 0 && fin.Frame < q.Frame {
		s.Closed = fin
	}
	if fin := c.Fin[tcpreasm.Client]; fin.Frame != 0 && fin.Time-q.Last < max(soon, c.Sent[tcpreasm.Client].RoundTrips.Least) {
		s.HalfClosed = fin
	}
	if s.end(c); s.Ending <= CaptureEnded {
		s.Over.Time = max(c.End, a.Now)
		if c.Done {
			s.Ending, s.Over.Time = CaptureEnded, max(c.End, c.Until)
		}
	}
	switch waited := s.Duration(); {
	case s.Ending == StillWaiting && x.Done: // how it ended is not known yet
		return nil
	case waited < 0: // the capture's clock went back
		return nil
	case s.Ending == CaptureEnded && waited <= max(0, leastTrip(c, tcpreasm.Client)): // no answer could have come yet
		return nil
	}
	return s
}

// end finds what ended the wait: the first FIN or RST after the request.
func (s *Silence) end(c *trace.Connection) {
	for _, by := range [...]struct {
		ending Ending
		at     tcpreasm.Moment
	}{
		{ClientClosed, c.Fin[tcpreasm.Client]}, {ClientReset, c.Rst[tcpreasm.Client]},
		{ServerClosed, c.Fin[tcpreasm.Server]}, {ServerReset, c.Rst[tcpreasm.Server]},
	} {
		first := s.Ending == StillWaiting || by.at.Frame < s.Over.Frame
		if by.at.Time != 0 && by.at.Frame > s.Asked.Frame && by.at != s.HalfClosed && first {
			s.Ending, s.Over = by.ending, by.at
		}
	}
}

// look takes from the connection's segments what they tell of the wait.
func (s *Silence) look(x *trace.Exchange, steps []replay.Step) {
	q := &x.Request
	known, end := false, uint32(0) // behind the request's last byte
	for i := range steps {
		step := &steps[i]
		now := tcpreasm.Moment{Frame: step.Frame, Time: step.Time}
		if step.Frame == q.Frame && step.From == tcpreasm.Client && step.Length > 0 {
			known, end = true, step.Seq+uint32(step.Length)
			continue
		}
		if !known || step.SameAs != 0 || step.Frame < q.Frame || s.Ending > CaptureEnded && step.Frame > s.Over.Frame {
			continue
		}
		switch {
		case step.From == tcpreasm.Client:
			if step.Length > 0 && int32(step.Seq-end) < 0 && step.Found&tcpreasm.FoundKeepAlive == 0 {
				s.Resent++
			}
		case step.Flags.Any(tcpreasm.SYN | tcpreasm.RST):
		default:
			if s.Acknowledged.Frame == 0 && step.Flags.Has(tcpreasm.ACK) && int32(step.Ack-end) >= 0 {
				s.Acknowledged = now
			}
			if step.Frame != s.Over.Frame {
				s.Heard = now
			}
		}
	}
	s.Told = known
}
