package ladderview

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// endKnowledge is what the segments up to one have shown of an end. Numbers are
// relative to the SYNs, as Step has them.
type endKnowledge struct {
	State  tcpreasm.State
	Sent   bool   // next is known
	Next   uint32 // behind the last that it has sent
	Acks   bool   // acked is known
	Acked  uint32 // of the other's, the number that it expects, by its ACKs and the SYN that opened it
	Window int64  // bytes that it offers; negative when not known
}

// knowledge is what is known of both ends, by Side.
type knowledge [2]endKnowledge

var unknowing = knowledge{{Window: -1}, {Window: -1}}

// learn takes a step into account.
func (k *knowledge) learn(s *replay.Step) {
	k[0].State, k[1].State = s.States[0], s.States[1]
	if s.SameAs != 0 {
		return
	}
	e := &k[s.From]
	if s.Flags.Has(tcpreasm.RST) {
		return // its numbers and window need not be the connection's
	}
	end := s.RelativeSeq() + s.End() - s.Seq
	if s.Flags.Has(tcpreasm.SYN) || !e.Sent || int32(end-e.Next) > 0 {
		e.Next, e.Sent = end, true
	}
	if s.Flags.Has(tcpreasm.ACK) && (!e.Acks || int32(s.RelativeAck()-e.Acked) > 0) && k[s.From.Peer()].covers(s.RelativeAck()) {
		e.Acked, e.Acks = s.RelativeAck(), true
	}
	if peer := &k[s.From.Peer()]; s.Flags.Has(tcpreasm.SYN|tcpreasm.ACK) && !peer.Acks && peer.State == tcpreasm.Established {
		peer.Acked, peer.Acks = end, true // RFC 9293 §3.10.7.3: it has set RCV.NXT
	}
	e.Window = s.Observation.Window // not that of an earlier one: its scale may not be known
}

// covers says whether an acknowledgement may be of what the end has sent. What
// is ahead by more than a window was not captured, or is no number of its own.
func (e *endKnowledge) covers(ack uint32) bool {
	const most = 1 << 30 // RFC 7323 §2.3: the largest window
	return !e.Sent || int32(ack-e.Next) <= most
}

// everySteps is how far apart a chronicle remembers.
const everySteps = 1024

// chronicle gives what was known at any step of a connection, in little time.
type chronicle struct {
	steps  []replay.Step
	at     []knowledge // before each everySteps-th step
	before knowledge   // step cached
	cached int
}

func newChronicle(steps []replay.Step) *chronicle {
	c := &chronicle{steps: steps, before: unknowing}
	k := unknowing
	for i := range steps {
		if i%everySteps == 0 {
			c.at = append(c.at, k)
		}
		k.learn(&steps[i])
	}
	return c
}

// Around is what was known before and after step i.
func (c *chronicle) Around(i int) (before, after knowledge) {
	if i < c.cached || i-c.cached > everySteps {
		c.cached = i / everySteps * everySteps
		c.before = c.at[i/everySteps]
	}
	for ; c.cached < i; c.cached++ {
		c.before.learn(&c.steps[c.cached])
	}
	before, after = c.before, c.before
	after.learn(&c.steps[i])
	if i == 0 {
		states := c.steps[0].StatesBefore()
		before[0].State, before[1].State = states[0], states[1]
	}
	return before, after
}
