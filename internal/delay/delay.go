package delay

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// divide divides the time of an exchange, or, with a silence, of the wait that it is. One
// with a cut goes on until that.
func (a Asked) divide(silence *Silence, cut *Cut, found found) Slices {
	x, before, c := a.Exchange, a.Before, a.Connection
	q, p := &x.Request, &x.Response
	var s Slices
	asked := point{q.First, q.FirstFrame}
	if h := &c.Handshake; x.Index == 0 && isOrdered(h) && h.AckTime <= q.First {
		began, heard, opened := point{h.SynTime, h.Syn}, point{h.SynAckTime, h.SynAck}, point{h.AckTime, h.Ack}
		if c.Start != 0 && c.Start < began.time { // the SYN was sent again
			began = point{c.Start, c.FirstFrame}
		}
		s.add(HandshakeServer, began, heard)
		s.add(HandshakeClient, heard, opened)
		s.add(Idle, opened, asked)
	}
	// The response may begin before the request is complete: then the upload
	// ends where the response begins.
	answered := point{p.First, p.FirstFrame}
	if silence != nil {
		answered = point{silence.Over.Time, silence.Over.Frame}
	}
	sent := later(point{q.Last, q.Frame}, found.request)
	if sent.time > answered.time {
		sent = answered
	}
	s.add(Upload, asked, sent)
	switch {
	case silence != nil && silence.Behind:
		s.add(Behind, sent, answered)
	case before != nil && before.Response.Seen:
		free := later(point{before.Response.Last, before.Response.Frame}, found.before)
		free.time = min(free.time, answered.time)
		if free.time > sent.time {
			s.add(Behind, sent, free)
			sent = free
		}
	}
	if silence != nil {
		s.add(Unanswered, sent, answered)
	} else {
		s.add(Think, sent, answered)
		s.add(Transfer, answered, later(point{p.Last, p.Frame}, found.response))
	}
	if cut != nil {
		s.add(Stalled, point{cut.Last.Time, cut.Last.Frame}, point{cut.Over.Time, cut.Over.Frame})
	}
	for _, cost := range found.costs {
		s = s.overlay(cost.kind, cost.over, joined(cost.stretches))
	}
	return s
}

// isOrdered says whether a handshake is there, and its times tell which end's side took how
// much of it.
func isOrdered(h *tcpreasm.Handshake) bool {
	return h.Complete() && h.SynTime != 0 && h.SynTime <= h.SynAckTime && h.SynAckTime <= h.AckTime
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
	held                      []Held
}

// read looks at the segments of a connection.
func (a Asked) read(silence *Silence, steps []replay.Step) (f found) {
	before, q, p := a.Before, &a.Exchange.Request, &a.Exchange.Response
	w := way{}
	holdings := [...]holding{newHolding(tcpreasm.Client, q, a.Connection), newHolding(tcpreasm.Server, p, a.Connection)}
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
		for side := range holdings {
			holdings[side].take(s)
		}

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
	f.costs = w.costs()
	if silence != nil && silence.Acknowledged.Frame == 0 {
		f.costs[tcpreasm.Client].stretches = nil // whether what was sent again had been lost is not known
	}
	for side := range holdings {
		f.held = append(f.held, holdings[side].found...)
		f.costs = append(f.costs, holdings[side].cost())
	}
	// Windows come last: while one is closed, nothing can be sent again either.
	for side := range shut {
		f.costs = append(f.costs, cost{ZeroWindow, waits[tcpreasm.Side(side).Peer()] | 1<<Loss, shut[side]})
	}
	return f
}

// waits is what waits while an end's bytes do not arrive: what the other end
// may be doing afterwards cannot have begun.
var waits = [2]kinds{
	tcpreasm.Client: 1<<Upload | 1<<Think | 1<<Unanswered,
	tcpreasm.Server: 1<<Think | 1<<Transfer | 1<<Unanswered | 1<<Stalled,
}
