package delay

import (
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Of divides the time of an exchange. before is the exchange before it on its
// connection, nil for the first. steps are the connection's segments; without
// them no time is given to Loss and ZeroWindow. There are no slices when the
// request or the response was not seen, or the capture does not say when.
func Of(x, before *trace.Exchange, c *tcpreasm.Info, steps []replay.Step) Slices {
	if x.Duration() < 0 {
		return nil
	}
	q, p := &x.Request, &x.Response
	var s Slices
	asked := point{q.First, q.FirstFrame}
	if h := &c.Handshake; x.Index == 0 && h.Complete() && h.SynTime > 0 && h.AckTime <= q.First {
		opened := point{h.AckTime, h.Ack}
		s.add(Handshake, point{h.SynTime, h.Syn}, opened)
		s.add(Idle, opened, asked)
	}
	// The response may begin before the request is complete: then the upload
	// ends where the response begins.
	answered := point{p.First, p.FirstFrame}
	sent := point{q.Last, q.Frame}
	if sent.time > answered.time {
		sent = answered
	}
	s.add(Upload, asked, sent)
	if before != nil && before.Response.Seen && before.Response.Last > sent.time {
		free := point{min(before.Response.Last, answered.time), before.Response.Frame}
		s.add(Behind, sent, free)
		sent = free
	}
	s.add(Think, sent, answered)
	s.add(Transfer, answered, point{p.Last, p.Frame})
	if len(s) == 0 {
		return nil
	}
	for _, stall := range lossStalls(steps) {
		s = s.overlay(Loss, stall.from, stall.to)
	}
	for _, stall := range windowStalls(steps) {
		s = s.overlay(ZeroWindow, stall.from, stall.to)
	}
	return s
}

// stall is a time in which an end could not go on.
type stall struct{ from, to point }

const sentAgain = tcpreasm.FoundRetransmission | tcpreasm.FoundFastRetransmission

// lossStalls are the times that loss cost. Where a segment is sent again, that
// is since the sender's last bytes before it; where the segment was lost before
// the point of capture, since the first bytes that came without it.
func lossStalls(steps []replay.Step) (stalls []stall) {
	var last, hole [2]point // of each sender: its last bytes, and those behind the first hole
	for i := range steps {
		s := &steps[i]
		if s.Length == 0 && !s.Flags.Has(tcpreasm.SYN) && !s.Flags.Has(tcpreasm.FIN) || s.Time == 0 {
			continue
		}
		from, now := s.From, point{s.Time, s.Frame}
		switch {
		case s.Found&sentAgain != 0:
			if since := last[from]; since.time > 0 {
				stalls = append(stalls, stall{since, now})
			}
			hole[from] = point{}
		case s.Found&tcpreasm.FoundOutOfOrder != 0:
			if since := hole[from]; since.time > 0 {
				stalls = append(stalls, stall{since, now})
			}
			hole[from] = point{}
		case s.Found&tcpreasm.FoundLostSegment != 0 && hole[from].time == 0:
			hole[from] = now
		}
		last[from] = now
	}
	return stalls
}

// windowStalls are the times in which an end's window was closed: from the
// segment that said so to the one that opened it again.
func windowStalls(steps []replay.Step) (stalls []stall) {
	var closed [2]point
	for i := range steps {
		s := &steps[i]
		if s.Observation.Window < 0 || s.Time == 0 {
			continue
		}
		switch zero := s.Found&tcpreasm.FoundZeroWindow != 0; {
		case zero && closed[s.From].time == 0:
			closed[s.From] = point{s.Time, s.Frame}
		case s.Observation.Window > 0 && closed[s.From].time > 0:
			stalls = append(stalls, stall{closed[s.From], point{s.Time, s.Frame}})
			closed[s.From] = point{}
		}
	}
	return stalls
}
