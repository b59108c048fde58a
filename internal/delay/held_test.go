package delay

import (
	"fmt"
	"strings"
	"testing"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// A server sends a response as a head (bytes 1 to 66, frame 6 at 10 ms) and a body (bytes 67 to 466). The handshake
// took 1 ms to the server and back, and as much to the client, unless the case says otherwise.
func TestHeld(t *testing.T) {
	head, body := segment(10*ms, 6, server, 1, 66, 0), segment(51*ms, 8, server, 67, 400, 0)
	room := ack(9*ms, 5, client, 1)
	delayed := ack(50*ms, 7, client, 67)
	moved := func(s replay.Step, millis int64) replay.Step { s.Time = millis * ms; return s }
	long := func(s replay.Step, length int) replay.Step { s.Length = length; return s }
	for _, c := range []struct {
		name  string
		c     func(*trace.Connection)
		steps []replay.Step
		want  string
	}{
		{name: "held back until a delayed acknowledgement", steps: []replay.Step{room, head, delayed, body}, want: "6 7 8"},
		{name: "twice", steps: []replay.Step{room, head, delayed, body, ack(95*ms, 9, client, 467), segment(96*ms, 10, server, 467, 9, 0)}, want: "6 7 8, 8 9 10"},
		{name: "the point of capture is far from the sender", c: func(c *trace.Connection) { c.Handshake.SynTime -= 10 * ms },
			steps: []replay.Step{room, head, delayed, moved(body, 62)}, want: "6 7 8"},

		{name: "it was not held back", steps: []replay.Step{room, head, moved(body, 11), moved(delayed, 51)}},
		{name: "acknowledged at once, and the program wrote late", steps: []replay.Step{room, head, moved(delayed, 11), body}},
		{name: "the program wrote long after the acknowledgement", steps: []replay.Step{room, head, delayed, moved(body, 70)}},
		{name: "an acknowledgement after 20 ms is a round trip", c: func(c *trace.Connection) { c.Handshake.AckTime += 39 * ms },
			steps: []replay.Step{room, head, delayed, body}},
		{name: "later than an acknowledgement may be", steps: []replay.Step{room, head, moved(delayed, 700), moved(body, 701)}},
		{name: "round trips are not known", c: func(c *trace.Connection) { c.Handshake = tcpreasm.Handshake{} },
			steps: []replay.Step{room, head, delayed, body}},
		{name: "the first was full", steps: []replay.Step{room, long(head, 536), ack(50*ms, 7, client, 537), segment(51*ms, 8, server, 537, 400, 0)}},
		{name: "the rest was full, and had not been there", steps: []replay.Step{room, head, delayed, long(body, 536)}},
		{name: "the window had no room", steps: []replay.Step{func() replay.Step { s := room; s.Window = 100; return s }(), head, delayed, body}},
		{name: "a part was acknowledged", steps: []replay.Step{room, head, ack(50*ms, 7, client, 60), body}},
		{name: "the acknowledgement came with bytes", steps: []replay.Step{room, head, func() replay.Step { s := delayed; s.Length = 5; return s }(), body}},
		{name: "something was sent again", steps: []replay.Step{room, head, moved(head, 30), delayed, body}},
		{name: "bytes between them are not in the capture", steps: []replay.Step{room, head, delayed, segment(51*ms, 8, server, 70, 400, 0)}},
		{name: "the rest is of another response", steps: []replay.Step{room, head, delayed, func() replay.Step { s := body; s.Frame = 99; return s }()}},
	} {
		x := trace.Exchange{Request: message(8*ms, 8*ms, 4, 4), Response: message(10*ms, 96*ms, 6, 10)}
		on := trace.Connection{Info: *opened(2*ms, 4*ms)}
		on.Handshake.SynAckTime = 3 * ms
		if c.c != nil {
			c.c(&on)
		}
		a := Asked{Exchange: &x, Connection: &on}
		account := a.Account(c.steps)
		var got []string
		for _, h := range account.Held {
			got = append(got, fmt.Sprint(h.Small.Frame, h.Acked.Frame, h.Rest.Frame))
			if h.From != server {
				t.Errorf("%s: from the %v", c.name, h.From)
			}
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if waited := account.Slices.Sum(DelayedAck); (waited > 0) != (c.want != "") {
			t.Errorf("%s: %d ns in the slices", c.name, waited)
		}
	}
}

// A request that was written in two pieces.
func TestHeldRequest(t *testing.T) {
	x := trace.Exchange{Request: message(10*ms, 51*ms, 4, 8), Response: message(52*ms, 52*ms, 9, 9)}
	on := trace.Connection{Info: *opened(2*ms, 4*ms)}
	on.Handshake.SynAckTime = 3 * ms
	a := Asked{Exchange: &x, Connection: &on}
	offer := flagged(ack(3*ms, 2, server, 1), tcpreasm.SYN)
	got := a.Account([]replay.Step{offer, segment(10*ms, 4, client, 1, 70, 0), ack(50*ms, 7, server, 71), segment(51*ms, 8, client, 71, 500, 0)})
	const want = "handshake-server 2000000-3000000 (1-2), handshake-client 3000000-4000000 (2-3), idle 4000000-10000000 (3-4), delayed-ack 10000000-51000000 (4-8), think 51000000-52000000 (8-9)"
	if got.Slices.show() != want || len(got.Held) != 1 || got.Held[0].From != client {
		t.Errorf("got  %s, %v\nwant %s", got.Slices.show(), got.Held, want)
	}
}
