package quiz

import (
	"math/rand/v2"

	"wiretalk/internal/explain"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// sent is what an end has sent so far.
type sent struct {
	known bool
	next  uint32 // number behind the last
	last  int    // step in which that was sent
	syns  int    // with or without ACK
}

// maker makes the questions about a connection.
type maker struct {
	c        *tcpreasm.Info
	steps    []replay.Step
	narrator *explain.Narrator
	random   *rand.Rand
	again    []bool // by step: part of it is sent again later

	known int // steps before it are in ends
	ends  [2]sent
}

func newMaker(c *tcpreasm.Info, steps []replay.Step, random *rand.Rand) *maker {
	return &maker{c: c, steps: steps, narrator: explain.New(c, steps), random: random, again: sentAgain(steps)}
}

func (m *maker) forget() { m.known, m.ends = 0, [2]sent{} }

// learn takes a step into what the ends have sent.
func (m *maker) learn(i int) {
	m.known = i + 1
	s := &m.steps[i]
	e := &m.ends[s.From]
	if s.SameAs != 0 || s.Flags.Has(tcpreasm.RST) {
		return
	}
	if s.Flags.Has(tcpreasm.SYN) {
		e.syns++
	}
	if end := s.End(); !e.known || s.Flags.Has(tcpreasm.SYN) && s.RelativeSeq() == 0 || int32(end-e.next) > 0 {
		e.known, e.next, e.last = true, end, i
	}
}

// sentAgain says of each step whether its end sends a number of it, or one
// before, later: it, or what it follows, may not have arrived.
func sentAgain(steps []replay.Step) []bool {
	again := make([]bool, len(steps))
	var lowest [2]uint32 // of what comes later
	var known [2]bool
	for i := len(steps) - 1; i >= 0; i-- {
		s := &steps[i]
		if s.SameAs != 0 || s.End() == s.Seq || s.Flags.Has(tcpreasm.RST) {
			continue
		}
		again[i] = known[s.From] && int32(lowest[s.From]-s.End()) < 0
		if !known[s.From] || int32(s.Seq-lowest[s.From]) < 0 {
			lowest[s.From], known[s.From] = s.Seq, true
		}
	}
	return again
}

// odd are findings of segments that do not follow from those before.
const odd = tcpreasm.FoundOutOfOrder | tcpreasm.FoundLostSegment | tcpreasm.FoundAckLostSegment |
	tcpreasm.FoundKeepAlive | tcpreasm.FoundZeroWindowProbe

// fair says whether anything of a segment can be worked out at all.
func (m *maker) fair(i int) bool {
	s := &m.steps[i]
	if s.SameAs != 0 || s.Found&odd != 0 || s.Flags&(tcpreasm.SYN|tcpreasm.RST|tcpreasm.ACK) == 0 {
		return false
	}
	for _, c := range s.Changes {
		if c.Cause == tcpreasm.PickedUp || c.Cause == tcpreasm.Timeout {
			return false
		}
	}
	return true
}

// handshake is which step of a three-way handshake step i is, the answer to
// the step before: the key of the question for its flags; empty for none.
func (m *maker) handshake(i int) string {
	s, before := &m.steps[i], &m.steps[i-1]
	own, other := &m.ends[s.From], &m.ends[s.From.Peer()]
	const kinds = tcpreasm.SYN | tcpreasm.FIN | tcpreasm.RST | tcpreasm.ACK
	if before.From == s.From || !other.known || before.SameAs != 0 || !s.Flags.Has(tcpreasm.ACK) || s.Ack != other.next {
		return ""
	}
	switch asks, answers := before.Flags&kinds, s.Flags&kinds; {
	case asks == tcpreasm.SYN && answers == tcpreasm.SYN|tcpreasm.ACK && own.syns == 0:
		return "flags.accept"
	case asks == tcpreasm.SYN && answers == tcpreasm.RST|tcpreasm.ACK && own.syns == 0 && !own.known:
		return "flags.refuse"
	case asks == tcpreasm.SYN|tcpreasm.ACK && answers == tcpreasm.ACK && s.Frame == m.c.Handshake.Ack && s.Seq == own.next && before.Ack == own.next && s.Length == 0:
		return "flags.third"
	}
	return ""
}

// follows says whether what is asked of a segment follows from what was sent
// before and what the question says.
func (m *maker) follows(i int, kind Kind) bool {
	s := &m.steps[i]
	own, other := &m.ends[s.From], &m.ends[s.From.Peer()]
	switch kind {
	case Sender:
		key := m.handshake(i)
		return key != "" && key != "flags.refuse"
	case Flags:
		return m.handshake(i) != ""
	case Seq: // SND.NXT (RFC 9293 §3.10.7.4), which a RST may have not
		return m.takes(own) && s.Seq == own.next && !s.Flags.Has(tcpreasm.RST) && !s.Flags.Has(tcpreasm.SYN)
	}
	return s.Flags.Has(tcpreasm.ACK) && !s.Flags.Has(tcpreasm.RST) && m.takes(other) && s.Ack == other.next
}

// takes says whether what an end sent last takes numbers that were seen.
func (m *maker) takes(e *sent) bool {
	return e.known && m.steps[e.last].End() != m.steps[e.last].Seq
}

// taught says whether RFC 9293 alone says to which state a segment leads its
// sender, or the other end. Other events are what an observer makes of what it
// sees: what a sender shows, say, of what came to it before.
func taught(e tcpreasm.Event, sender bool) bool {
	switch e {
	case tcpreasm.SendSyn, tcpreasm.SendSynAck, tcpreasm.SendFin:
		return sender
	case tcpreasm.RecvSyn, tcpreasm.RecvSynAck, tcpreasm.RecvAckOfSyn, tcpreasm.RecvFin, tcpreasm.RecvAckOfFin, tcpreasm.RecvRst:
		return !sender
	}
	return false
}

// changes says whether an end comes to another state by a segment, by rules
// alone: in order, from the state that it was in before, and by nothing that
// seems not to have arrived.
func (m *maker) changes(i int, end tcpreasm.Side) bool {
	s := &m.steps[i]
	own, other := &m.ends[s.From], &m.ends[s.From.Peer()]
	state, changed := m.steps[i-1].States[end], false
	for _, c := range s.Changes {
		if c.Side != end {
			continue
		}
		if c.From != state || !taught(c.Cause, end == s.From) {
			return false
		}
		switch c.Cause {
		case tcpreasm.RecvSynAck, tcpreasm.RecvAckOfSyn, tcpreasm.RecvAckOfFin:
			if s.Ack != other.next {
				return false
			}
		case tcpreasm.RecvRst:
			refused := c.From == tcpreasm.SynSent && s.Flags.Has(tcpreasm.ACK) && s.Ack == other.next
			if !refused && (!own.known || s.Seq != own.next || m.again[own.last]) {
				return false
			}
		}
		if own.known && s.Seq != own.next && !s.Flags.Has(tcpreasm.SYN) && !s.Flags.Has(tcpreasm.RST) || m.again[i] {
			return false
		}
		state, changed = c.To, true
	}
	return changed && state == s.States[end]
}
