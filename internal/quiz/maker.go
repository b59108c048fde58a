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
}

// maker makes the questions about a connection.
type maker struct {
	c        *tcpreasm.Info
	steps    []replay.Step
	narrator *explain.Narrator
	random   *rand.Rand

	known int // steps before it are in ends
	ends  [2]sent
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
	if end := s.End(); !e.known || s.Flags.Has(tcpreasm.SYN) && s.RelativeSeq() == 0 || int32(end-e.next) > 0 {
		e.known, e.next, e.last = true, end, i
	}
}

// odd are findings of segments that do not follow from those before.
const odd = tcpreasm.FoundOutOfOrder | tcpreasm.FoundLostSegment | tcpreasm.FoundAckLostSegment |
	tcpreasm.FoundKeepAlive | tcpreasm.FoundZeroWindowProbe

// fair says whether anything of a segment can be guessed at all.
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

// follows says whether a segment's sender, flags or number follows from what
// was sent before, so that it is fair to ask.
func (m *maker) follows(i int, kind Kind) bool {
	s := &m.steps[i]
	own, other := &m.ends[s.From], &m.ends[s.From.Peer()]
	moves := len(s.Changes) > 0
	switch kind {
	case Sender:
		return moves || s.From != m.steps[i-1].From
	case Flags:
		return moves
	case Seq:
		return own.known && s.Seq == own.next
	}
	return s.Flags.Has(tcpreasm.ACK) && !s.Flags.Has(tcpreasm.RST) && other.known && s.Ack == other.next
}

// changes says whether an end comes to another state by a segment.
func (m *maker) changes(i int, end tcpreasm.Side) bool {
	for _, c := range m.steps[i].Changes {
		if c.Side == end && c.To == m.steps[i].States[end] {
			return true
		}
	}
	return false
}
