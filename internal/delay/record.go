package delay

import (
	"fmt"

	"wiretalk/httpdecode"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// doubts are what may have kept a response from being seen.
const doubts = httpdecode.NoteGap | httpdecode.NoteUnpaired | httpdecode.NoteSkippedBytes | httpdecode.NoteDoubtful

// SilenceOf says why an exchange that is over has no response, by what is known of it and its
// connection when it is written as a record: nothing of its neighbours. It is nil as that
// of Asked is, and whenever the exchange has notes of bytes that were not captured or read.
func SilenceOf(c *tcpreasm.Info, x *httpdecode.Exchange) *Silence {
	q := &x.Request
	if x.Response.Seen || !q.Seen || x.Notes&doubts != 0 {
		return nil
	}
	of := trace.Exchange{Notes: x.Notes, Done: true, Request: trace.Message{
		Seen: true, Complete: q.Complete, FirstFrame: q.First.Frame, Frame: q.Frame, First: q.First.Time, Last: q.Last.Time,
	}}
	return Asked{Exchange: &of, Connection: &trace.Connection{Info: *c, Done: true}}.Silence()
}

// String says in English how long the wait was and what ended it, as "in 1.00 s, then the
// client closed (FIN, frame 8)".
func (s *Silence) String() string {
	ended := [...]string{
		CaptureEnded: "as far as it was captured", ClientClosed: "then the client closed (FIN, frame %d)", ClientReset: "then the client reset the connection (RST, frame %d)",
		ServerClosed: "then the server closed (FIN, frame %d)", ServerReset: "then the server reset the connection (RST, frame %d)", StillWaiting: "so far",
	}[s.Ending]
	if s.Ending > CaptureEnded {
		ended = fmt.Sprintf(ended, s.Over.Frame)
	}
	return "in " + phrase.Took(s.Duration()) + ", " + ended
}
