package explain

import (
	"slices"
	"strings"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// Explanation is what is to be said of one segment.
type Explanation struct {
	What    Sentence
	Why     Sentence   // why its sender may send it now
	Sums    []Sentence // its numbers worked out
	Changes []Sentence // what the ends come to by it
	Next    []Sentence // what may come next, for each end whose state is known
}

// All is everything, in the order in which it is to be read.
func (e *Explanation) All() []Sentence {
	return slices.Concat([]Sentence{e.What, e.Why}, e.Sums, e.Changes, e.Next)
}

// Step explains segment i of a connection's, of which all up to it are looked at.
func Step(c *tcpreasm.Info, steps []replay.Step, i int) Explanation {
	e := explainer{c: c, steps: steps, at: i, Step: &steps[i], before: before(steps, i)}
	return Explanation{What: e.what(), Why: e.why(), Sums: e.sums(), Changes: e.changes(), Next: e.next()}
}

// knowledge is what the segments before one have shown of an end.
type knowledge struct {
	state      tcpreasm.State
	known      bool   // anything was seen of it
	next       uint32 // number behind the last that it has sent
	acked      uint32 // of the other's, the highest that it has acknowledged
	acks       bool   // acked is valid
	syns, fins int    // frames with a SYN or FIN of it
	firstSyn   int64  // frame
	firstFin   int64
	lastSyn    int64 // time
	isn        uint32
}

// before is what is known of both ends before segment i.
func before(steps []replay.Step, i int) (k [2]knowledge) {
	if i > 0 {
		k[0].state, k[1].state = steps[i-1].States[0], steps[i-1].States[1]
	}
	for j := range i {
		s := &steps[j]
		of := &k[s.From]
		if s.SameAs != 0 {
			continue
		}
		if s.Flags.Has(tcpreasm.SYN) {
			if of.syns++; of.syns == 1 {
				of.firstSyn, of.isn = s.Frame, s.Seq
			}
			of.lastSyn = s.Time
		}
		if s.Flags.Has(tcpreasm.FIN) {
			if of.fins++; of.fins == 1 {
				of.firstFin = s.Frame
			}
		}
		if end := s.End(); !of.known || int32(end-of.next) > 0 {
			of.next = end
		}
		of.known = true
		if s.Flags.Has(tcpreasm.ACK) && (!of.acks || int32(s.Ack-of.acked) > 0) {
			of.acked, of.acks = s.Ack, true
		}
	}
	return k
}

// explainer finds the sentences for one segment.
type explainer struct {
	*replay.Step
	c      *tcpreasm.Info
	steps  []replay.Step
	at     int
	before [2]knowledge
}

func (e *explainer) sender() *knowledge   { return &e.before[e.From] }
func (e *explainer) receiver() *knowledge { return &e.before[e.From.Peer()] }

func (e *explainer) has(found tcpreasm.Finding) bool { return e.Found&found != 0 }

// relative is a number of the sender's as it is shown.
func (e *explainer) relative(seq uint32) uint32 { return e.RelativeSeq() + seq - e.Seq }

// say makes a sentence in which the segment's own words stand.
func (e *explainer) say(key string, more ...word) Sentence {
	words := append(more,
		end("S", e.From), end("R", e.From.Peer()), number("seq", e.RelativeSeq()), number("ack", e.RelativeAck()),
		number("len", e.Length), number("end", e.relative(e.End())), number("captured", e.Captured),
		number("last", e.RelativeSeq()+uint32(max(e.Length, 1))-1), number("finseq", e.relative(e.End())-1),
		is("flags", e.Flags.String()), number("port", e.c.Ends[e.From].Port()), number("window", max(e.Observation.Window, 0)))
	return say(key, words...)
}

// newlyAcked is how many numbers it acknowledges that its sender had not
// acknowledged before; negative when that cannot be said.
func (e *explainer) newlyAcked() int64 {
	if !e.Flags.Has(tcpreasm.ACK) || !e.sender().acks {
		return -1
	}
	return max(0, int64(int32(e.Ack-e.sender().acked)))
}

// keyOf makes an event's words part of a key.
func keyOf(e tcpreasm.Event) string {
	switch e {
	case tcpreasm.PassiveOpen:
		return "passive-open"
	case tcpreasm.SendSyn:
		return "sends-syn"
	case tcpreasm.RecvSyn:
		return "receives-syn"
	case tcpreasm.SendSynAck:
		return "sends-syn-ack"
	case tcpreasm.RecvSynAck:
		return "receives-syn-ack"
	case tcpreasm.RecvAckOfSyn:
		return "receives-ack-of-syn"
	case tcpreasm.SendFin:
		return "sends-fin"
	case tcpreasm.SendFinUnaware:
		return "sends-fin-unaware"
	case tcpreasm.RecvFin:
		return "receives-fin"
	case tcpreasm.RecvAckOfFin:
		return "receives-ack-of-fin"
	case tcpreasm.SendRst:
		return "sends-rst"
	case tcpreasm.RecvRst:
		return "receives-rst"
	case tcpreasm.RecvRstPassive:
		return "receives-rst-passive"
	case tcpreasm.Timeout:
		return "timeout"
	}
	return "picked-up"
}

// changes says what the ends come to.
func (e *explainer) changes() (said []Sentence) {
	for _, c := range e.Changes {
		said = append(said, Change(c))
	}
	return said
}

// Change says what an end comes to by one step through the state machine.
func Change(c tcpreasm.Change) Sentence {
	event := keyOf(c.Cause)
	key := "change." + strings.Join([]string{c.From.String(), event}, ".")
	switch {
	case has(key):
	case c.Cause == tcpreasm.RecvRst && c.From == tcpreasm.SynSent:
		key = "change.receives-rst.refused"
	default:
		key = "change." + event
	}
	return say(key, end("E", c.Side), is("from", c.From.String()))
}

// next says what may come, for each end.
func (e *explainer) next() (said []Sentence) {
	for side, state := range e.States {
		said = append(said, say("next."+state.String(), end("E", tcpreasm.Side(side))))
	}
	return said
}
