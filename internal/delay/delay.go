package delay

import (
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Of divides the time of an exchange. before is the exchange before it on its
// connection, nil for the first. steps are the connection's segments; without
// them no time is given to Loss and ZeroWindow, and a message ends when its last
// byte passed, though earlier ones came after it. There are no slices when the
// request or the response was not seen, or the capture does not say when.
func Of(x, before *trace.Exchange, c *tcpreasm.Info, steps []replay.Step) Slices {
	if x.Duration() < 0 {
		return nil
	}
	found := read(x, before, steps)
	q, p := &x.Request, &x.Response
	var s Slices
	asked := point{q.First, q.FirstFrame}
	if h := &c.Handshake; x.Index == 0 && h.Complete() && h.SynTime != 0 && h.AckTime <= q.First {
		began, opened := point{h.SynTime, h.Syn}, point{h.AckTime, h.Ack}
		if c.Start != 0 && c.Start < began.time { // the SYN was sent again
			began = point{c.Start, c.FirstFrame}
		}
		s.add(Handshake, began, opened)
		s.add(Idle, opened, asked)
	}
	// The response may begin before the request is complete: then the upload
	// ends where the response begins.
	answered := point{p.First, p.FirstFrame}
	sent := later(point{q.Last, q.Frame}, found.request)
	if sent.time > answered.time {
		sent = answered
	}
	s.add(Upload, asked, sent)
	if before != nil && before.Response.Seen {
		free := later(point{before.Response.Last, before.Response.Frame}, found.before)
		free.time = min(free.time, answered.time)
		if free.time > sent.time {
			s.add(Behind, sent, free)
			sent = free
		}
	}
	s.add(Think, sent, answered)
	s.add(Transfer, answered, later(point{p.Last, p.Frame}, found.response))
	for _, cost := range found.costs {
		s = s.overlay(cost.kind, cost.over, joined(cost.stretches))
	}
	return s
}

// later is when a message was complete: where a hole was filled last, that is
// after its last byte passed.
func later(last, complete point) point {
	if complete.time > last.time {
		return complete
	}
	return last
}

// cost are times in which an end could not go on, and what they took time of.
type cost struct {
	kind      Kind
	over      kinds
	stretches []stretch
}

// found is what segments tell of an exchange.
type found struct {
	request, response, before point // the frames that completed these messages
	costs                     []cost
}

// read looks at the segments of a connection.
func read(x, before *trace.Exchange, steps []replay.Step) (f found) {
	q, p := &x.Request, &x.Response
	w := way{}
	var closed [2]point
	var shut [2][]stretch
	for i := range steps {
		s := &steps[i]
		if s.Time == 0 || s.SameAs != 0 { // the same packet, captured twice, says nothing new
			continue
		}
		now := point{s.Time, s.Frame}
		switch s.Frame {
		case q.Frame:
			f.request = now
		case p.Frame:
			f.response = now
		}
		if before != nil && s.Frame == before.Response.Frame {
			f.before = now
		}
		w.take(s)
		w.within(tcpreasm.Client, q, s)
		w.within(tcpreasm.Server, p, s)

		if s.Flags.Any(tcpreasm.SYN | tcpreasm.RST) {
			continue // their windows say nothing of room
		}
		switch since := &closed[s.From]; {
		case s.Window == 0 && since.time == 0:
			*since = now
		case s.Window > 0 && since.time > 0:
			shut[s.From] = append(shut[s.From], stretch{*since, now})
			*since = point{}
		}
	}
	// Windows come last: while one is closed, nothing can be sent again either.
	f.costs = w.costs()
	for side := range shut {
		f.costs = append(f.costs, cost{ZeroWindow, waits[tcpreasm.Side(side).Peer()] | 1<<Loss, shut[side]})
	}
	return f
}

// waits is what waits while an end's bytes do not arrive: what the other end
// may be doing afterwards cannot have begun.
var waits = [2]kinds{
	tcpreasm.Client: 1<<Upload | 1<<Think,
	tcpreasm.Server: 1<<Think | 1<<Transfer,
}
