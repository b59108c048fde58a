package delay

import (
	"fmt"
	"testing"
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

const ms = int64(time.Millisecond)

// show writes a silence as what it says.
func (s *Silence) show() string {
	if s == nil {
		return "unknown"
	}
	out := fmt.Sprintf("%v to %d by %d", [...]string{"waiting", "capture ended", "client FIN", "client RST", "server FIN", "server RST"}[s.Ending], s.Over.Time/ms, s.Over.Frame)
	for _, x := range [...]struct {
		word string
		at   tcpreasm.Moment
	}{{"closed", s.Closed}, {"half-closed", s.HalfClosed}, {"acknowledged", s.Acknowledged}, {"heard", s.Heard}} {
		if x.at.Frame != 0 {
			out += fmt.Sprintf(", %s %d", x.word, x.at.Frame)
		}
	}
	if s.Resent > 0 {
		out += fmt.Sprintf(", resent %d", s.Resent)
	}
	if s.Behind {
		out += ", behind"
	}
	return out
}

func at(frame, millis int64) tcpreasm.Moment {
	return tcpreasm.Moment{Frame: frame, Time: millis * ms}
}

// flagged is a segment without payload that has these flags too.
func flagged(s replay.Step, f tcpreasm.Flags) replay.Step {
	s.Flags |= f
	return s
}

// A request of bytes 100 to 149 is complete in frame 4 at 100 ms; what comes after says why there is no response.
func TestSilence(t *testing.T) {
	request := segment(100*ms, 4, client, 100, 50, 0)
	answered := &trace.Exchange{Request: message(1, 2, 1, 1), Response: message(3, 4, 2, 2)}
	for _, c := range []struct {
		name  string
		x     func(*trace.Exchange)
		c     func(*trace.Connection)
		a     func(*Asked)
		steps []replay.Step
		want  string
	}{
		{name: "the client gives up", c: func(c *trace.Connection) { c.Fin[client], c.Fin[server] = at(8, 1100), at(9, 1200) },
			steps: []replay.Step{request, ack(101*ms, 5, server, 150), flagged(ack(1100*ms, 8, client, 1), tcpreasm.FIN), ack(1101*ms, 9, server, 151)},
			want:  "client FIN to 1100 by 8, acknowledged 5, heard 5"},
		{name: "nothing of the segments is known", c: func(c *trace.Connection) { c.Fin[client] = at(8, 1100) }, want: "client FIN to 1100 by 8"},
		{name: "the client resets", c: func(c *trace.Connection) { c.Rst[client] = at(8, 500) }, want: "client RST to 500 by 8"},
		{name: "the server closes", c: func(c *trace.Connection) { c.Fin[server], c.Fin[client] = at(8, 500), at(10, 501) },
			steps: []replay.Step{request, flagged(ack(500*ms, 8, server, 150), tcpreasm.FIN)}, want: "server FIN to 500 by 8, acknowledged 8"},
		{name: "the server resets", c: func(c *trace.Connection) { c.Rst[server] = at(8, 500) }, want: "server RST to 500 by 8"},
		{name: "its time is up at the end of the capture", c: func(c *trace.Connection) { c.Done, c.End, c.Until = true, 101*ms, 900*ms }, want: "capture ended to 900 by 0"},
		{name: "it goes on", a: func(a *Asked) { a.Now = 700 * ms }, want: "waiting to 700 by 0"},
		{name: "the request is not acknowledged", c: func(c *trace.Connection) { c.Done, c.End, c.Until = true, 900*ms, 900*ms },
			steps: []replay.Step{request, segment(300*ms, 5, client, 100, 50, 0), segment(700*ms, 6, client, 100, 50, 0)}, want: "capture ended to 900 by 0, resent 2"},
		{name: "a part of it is", c: func(c *trace.Connection) { c.Done, c.Until = true, 900*ms },
			steps: []replay.Step{request, ack(110*ms, 5, server, 120)}, want: "capture ended to 900 by 0, heard 5"},
		{name: "the packet is captured twice", c: func(c *trace.Connection) { c.Done, c.Until = true, 900*ms },
			steps: []replay.Step{request, twice(segment(101*ms, 5, client, 100, 50, 0), 4)}, want: "capture ended to 900 by 0"},
		{name: "the client closes its side at once", c: func(c *trace.Connection) { c.Fin[client], c.Fin[server] = at(5, 101), at(8, 900) }, want: "server FIN to 900 by 8, half-closed 5"},
		{name: "within a round trip", c: func(c *trace.Connection) {
			c.Fin[client], c.Fin[server] = at(5, 250), at(8, 900)
			c.Sent[client].RoundTrips = tcpreasm.RoundTrips{Samples: 1, Least: 200 * ms}
		}, want: "server FIN to 900 by 8, half-closed 5"},
		{name: "with the request", c: func(c *trace.Connection) { c.Fin[client], c.Rst[server] = at(4, 100), at(8, 900) }, want: "server RST to 900 by 8, half-closed 4"},
		{name: "the server had closed", c: func(c *trace.Connection) { c.Fin[server], c.Rst[server] = at(3, 90), at(5, 101) }, want: "server RST to 101 by 5, closed 3"},
		{name: "one before it has no answer either", c: func(c *trace.Connection) { c.Fin[client] = at(8, 500) },
			a: func(a *Asked) { a.Before = &trace.Exchange{Request: message(1, 2, 1, 1)} }, want: "client FIN to 500 by 8, behind"},

		{name: "it is over, and how is not known yet", x: func(x *trace.Exchange) { x.Done = true }, a: func(a *Asked) { a.Now = 700 * ms }, want: "unknown"},
		{name: "one after it has an answer", a: func(a *Asked) { a.After = answered }, want: "unknown"},
		{name: "the server's segments are not in the capture", c: func(c *trace.Connection) { c.Packets[server] = 0 }, want: "unknown"},
		{name: "the capture lacks bytes of the server", c: func(c *trace.Connection) { c.MissingBytes[server] = 1 }, want: "unknown"},
		{name: "bytes of the server could not be read", c: func(c *trace.Connection) { c.Skipped[server] = 1 }, want: "unknown"},
		{name: "the request is not complete", x: func(x *trace.Exchange) { x.Request.Complete = false }, want: "unknown"},
		{name: "it is taken for a request by its looks", x: func(x *trace.Exchange) { x.Notes |= httpdecode.NoteDoubtful }, want: "unknown"},
		{name: "the capture ends before an answer could have come", c: func(c *trace.Connection) {
			c.Done, c.Until, c.Sent[client].RoundTrips = true, 130*ms, tcpreasm.RoundTrips{Samples: 1, Least: 30 * ms}
		}, want: "unknown"},
		{name: "the capture has no times", x: func(x *trace.Exchange) { x.Request.First, x.Request.Last = 0, 0 }, want: "unknown"},
		{name: "the clock goes back", c: func(c *trace.Connection) { c.Fin[client] = at(8, 50); c.Sent[client] = tcpreasm.Sent{} }, want: "unknown"},
		{name: "there is a response", x: func(x *trace.Exchange) { x.Response = message(3, 4, 5, 5) }, want: "unknown"},
	} {
		x := trace.Exchange{Request: message(100*ms, 100*ms, 4, 4)}
		on := trace.Connection{}
		on.Packets = [2]int64{3, 2}
		a := Asked{Exchange: &x, Connection: &on}
		if c.x != nil {
			c.x(&x)
		}
		if c.c != nil {
			c.c(&on)
		}
		if c.a != nil {
			c.a(&a)
		}
		got := a.Silence()
		if got != nil {
			got.look(&x, c.steps)
		}
		if got.show() != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got.show(), c.want)
		}
	}
}

// What was sent again and never acknowledged may have arrived: no time is given to loss.
func TestSlicesOfSilence(t *testing.T) {
	x := trace.Exchange{Request: message(100, 100, 4, 4)}
	on := trace.Connection{Info: *opened(10, 50)}
	on.Packets, on.Done, on.Until = [2]int64{3, 2}, true, 900
	a := Asked{Exchange: &x, Connection: &on}
	request, again := segment(100, 4, client, 100, 50, 0), segment(300, 5, client, 100, 50, 0)
	for _, c := range []struct {
		name  string
		steps []replay.Step
		want  string
	}{
		{"never acknowledged", []replay.Step{request, again}, "handshake-client 10-50 (2-3), idle 50-100 (3-4), unanswered 100-900 (4-0)"},
		{"acknowledged when sent again", []replay.Step{request, again, ack(301, 6, server, 150)},
			"handshake-client 10-50 (2-3), idle 50-100 (3-4), loss 100-300 (4-5), unanswered 300-900 (5-0)"},
		{"the client has no room", []replay.Step{request, ack(101, 5, server, 150), segment(200, 6, client, 150, 0, tcpreasm.FoundZeroWindow), segment(800, 7, client, 150, 0, 0)},
			"handshake-client 10-50 (2-3), idle 50-100 (3-4), unanswered 100-200 (4-6), zero-window 200-800 (6-7), unanswered 800-900 (7-0)"},
	} {
		if got := a.Account(c.steps).Slices.show(); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}
