package delay

import (
	"time"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Held is the end of a message that its sender held back until what it had sent was
// acknowledged (Nagle's algorithm, RFC 9293 §3.7.4), while the receiver held back
// that acknowledgement in the hope of more (RFC 9293 §3.8.6.3).
type Held struct {
	From               tcpreasm.Side
	Small, Acked, Rest tcpreasm.Moment // the segment that was sent, its acknowledgement, the next of the message
}

// Bounds on what is taken for it.
const (
	leastDelay  = int64(20 * time.Millisecond)  // of an acknowledgement, above the round trip
	mostDelay   = int64(500 * time.Millisecond) // an acknowledgement must come sooner (RFC 9293 §3.8.6.3)
	atOnce      = int64(2 * time.Millisecond)   // what follows an acknowledgement, above the round trip
	defaultMSS  = 536                           // bytes (RFC 9293 §3.7.1)
	maxHeldBack = 1 << 10                       // found of one exchange
)

// holding follows one direction to find what Nagle's algorithm held back.
type holding struct {
	side   tcpreasm.Side
	m      *trace.Message
	mss    int   // bytes of the largest segment; a smaller one is small
	toPeer int64 // the least round trip from the point of capture to the receiver; negative when that is not known
	toUs   int64 // and to the sender
	high   uint32
	known  bool  // high is
	room   int64 // what the receiver offers at least
	resent bool  // what was lost explains a wait as well

	small, acked  tcpreasm.Moment
	inFlight      int64 // bytes when small had been sent
	roomThen      int64 // before acked came
	waits, passed bool  // small is not acknowledged; acked did so

	found []Held
}

func newHolding(side tcpreasm.Side, m *trace.Message, c *trace.Connection) holding {
	h := holding{side: side, m: m, mss: defaultMSS}
	if o := c.Sent[side.Peer()].Options; o.Seen && o.MSS > 0 {
		h.mss = int(o.MSS)
		if o.Timestamps && c.Sent[side].Options.Timestamps {
			h.mss -= 12 // which each segment carries (RFC 6691 §2)
		}
	}
	h.toPeer, h.toUs = leastTrip(c, side), leastTrip(c, side.Peer())
	return h
}

// leastTrip is the least time from a segment of an end to its acknowledgement;
// negative when that is not known.
func leastTrip(c *trace.Connection, side tcpreasm.Side) int64 {
	least := int64(-1)
	if r := &c.Sent[side].RoundTrips; r.Samples > 0 {
		least = r.Least
	}
	if h := &c.Handshake; h.Complete() && h.SynTime != 0 {
		took := h.SynAckTime - h.SynTime
		if side == tcpreasm.Server {
			took = h.AckTime - h.SynAckTime
		}
		if took >= 0 && (least < 0 || took < least) {
			least = took
		}
	}
	return least
}

// take takes the next segment. It must have a time, and be no second copy.
func (h *holding) take(s *replay.Step) {
	if s.From != h.side {
		h.hear(s)
		return
	}
	if s.Length == 0 {
		if s.Flags.Any(tcpreasm.SYN | tcpreasm.FIN | tcpreasm.RST) {
			h.waits, h.passed = false, false
		}
		return
	}
	now, next := tcpreasm.Moment{Frame: s.Frame, Time: s.Time}, s.Seq+uint32(s.Length)
	inOrder := h.known && s.Seq == h.high
	if h.known && int32(s.Seq-h.high) < 0 {
		h.resent = true
	}
	if inOrder && h.passed && h.allowed(s) && h.shows(now) && len(h.found) < maxHeldBack {
		h.found = append(h.found, Held{h.side, h.small, h.acked, now})
	}
	h.known, h.passed = true, false
	if int32(next-h.high) > 0 || !inOrder {
		h.high = next
	}
	h.waits = h.within(s.Frame) && s.Length < h.mss
	h.small, h.inFlight = now, max(int64(s.Length), s.InFlight)
}

// allowed says whether a segment might have been sent before the acknowledgement but
// for Nagle's algorithm: it holds back what is small, neither window stood against it
// (that of congestion begins with two segments at least, RFC 5681 §3.1), and
// nothing was lost.
func (h *holding) allowed(s *replay.Step) bool {
	all := h.inFlight + int64(s.Length)
	return h.within(s.Frame) && s.Length < h.mss && all <= h.roomThen && all <= 2*int64(h.mss) && !h.resent
}

func (h *holding) within(frame int64) bool { return frame >= h.m.FirstFrame && frame <= h.m.Frame }

// hear takes a segment of the receiver: the acknowledgement, and the room it offers.
func (h *holding) hear(s *replay.Step) {
	if s.Flags.Has(tcpreasm.RST) || !s.Flags.Has(tcpreasm.ACK) {
		return
	}
	before := h.room
	h.room = max(s.Observation.Window, int64(s.Window)) // a scaled one is no smaller
	if !h.waits || s.Ack != h.high {
		return
	}
	h.roomThen = before
	h.waits = false
	// One that brings bytes or FIN was not waited with, or is what the sender waited for.
	if h.passed = s.Length == 0 && !s.Flags.Has(tcpreasm.FIN); h.passed {
		h.acked = tcpreasm.Moment{Frame: s.Frame, Time: s.Time}
	}
}

// shows says whether the times are those of a delayed acknowledgement, and of what
// waited for nothing else: all that is known of the round trips taken off.
func (h *holding) shows(now tcpreasm.Moment) bool {
	if h.toPeer < 0 || h.toUs < 0 {
		return false
	}
	delayed, after := h.acked.Time-h.small.Time-h.toPeer, now.Time-h.acked.Time-h.toUs
	return delayed >= leastDelay && delayed <= mostDelay && after <= atOnce+h.toUs/2 && after+h.toUs <= (delayed+h.toPeer)/2
}

// cost is the time that was waited.
func (h *holding) cost() cost {
	c := cost{kind: DelayedAck, over: [...]kinds{tcpreasm.Client: 1 << Upload, tcpreasm.Server: 1 << Transfer}[h.side]}
	for _, x := range h.found {
		c.stretches = append(c.stretches, stretch{point{x.Small.Time, x.Small.Frame}, point{x.Rest.Time, x.Rest.Frame}})
	}
	return c
}
