package explain

import (
	"cmp"
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
	Options []Sentence // of a SYN: what each of its options means, and what is agreed by now
	ECN     []Sentence // what its bits of explicit congestion notification mean
	Changes []Sentence // what the ends come to by it
	Next    []Sentence // what may come next, for each end whose state is known
}

// All is everything, in the order in which it is to be read.
func (e *Explanation) All() []Sentence {
	return slices.Concat([]Sentence{e.What, e.Why}, e.Sums, e.Options, e.ECN, e.Changes, e.Next)
}

// Narrator explains a connection's segments. It remembers what those before
// have shown: going on from one to a later one costs little. One goroutine at a
// time may use it.
type Narrator struct {
	c     *tcpreasm.Info
	steps []replay.Step
	at    int // k and ecnMode are what steps before it have shown
	k     [2]knowledge

	ecnMode ecnMode
	arrival replay.Arrival
	doubt   int64 // frame of a SYN since which it cannot be told what segments belong to; 0 for none
}

// New makes a narrator of a connection and its segments, which it keeps.
func New(c *tcpreasm.Info, steps []replay.Step) *Narrator {
	n := &Narrator{c: c, steps: steps}
	n.restart()
	return n
}

func (n *Narrator) restart() {
	n.at, n.k, n.ecnMode, n.doubt = 0, unknown, ecnUnseen, 0
}

// unknown is what is known when nothing has been seen.
var unknown = [2]knowledge{{window: -1}, {window: -1}}

// pickedUp says whether a segment shows a connection that was there before,
// whatever was thought of it.
func pickedUp(s *replay.Step) bool {
	for _, c := range s.Changes {
		if c.Cause == tcpreasm.PickedUp {
			return true
		}
	}
	return false
}

// Step explains segment i.
func (n *Narrator) Step(i int) Explanation {
	if i < n.at {
		n.restart()
	}
	for ; n.at < i; n.at++ {
		n.learn(n.at)
	}
	e := explainer{Narrator: n, Step: &n.steps[i], before: n.k}
	if pickedUp(e.Step) {
		e.before = unknown
	}
	if e.SameAs == 0 && (e.doubt != 0 && !pickedUp(e.Step) && !reopens(e.Step, e.sender()) || e.sender().doubts(e.Step)) {
		return e.doubtful()
	}
	what := e.what()
	return Explanation{What: what, Why: e.why(what), Sums: e.sums(what), Options: e.options(), ECN: e.ecn(), Changes: e.changes(), Next: e.next(what)}
}

// Step explains segment i of a connection's. For several of them a Narrator is
// quicker.
func Step(c *tcpreasm.Info, steps []replay.Step, i int) Explanation { return New(c, steps).Step(i) }

// explainer finds the sentences for one segment.
type explainer struct {
	*Narrator
	*replay.Step
	before [2]knowledge
}

func (e *explainer) sender() *knowledge   { return &e.before[e.From] }
func (e *explainer) receiver() *knowledge { return &e.before[e.From.Peer()] }

func (e *explainer) has(found tcpreasm.Finding) bool { return e.Found&found != 0 }

// takesNumbers says whether it has bytes, SYN or FIN.
func (e *explainer) takesNumbers() bool { return e.End() != e.Seq }

// again says whether all that it brings was captured before.
func (e *explainer) again() bool {
	s := e.sender()
	return e.takesNumbers() && s.wasCaptured(e.Seq) && int32(e.End()-s.next) <= 0
}

// pure says whether it is an ACK and nothing else.
func (e *explainer) pure() bool {
	return e.Flags.Has(tcpreasm.ACK) && !e.takesNumbers() && !e.Flags.Has(tcpreasm.RST)
}

// last is the segment before it; nil for the first.
func (e *explainer) last() *replay.Step {
	if e.at == 0 {
		return nil
	}
	return &e.steps[e.at-1]
}

// relative is a number of the sender's as it is shown.
func (e *explainer) relative(seq uint32) uint32 { return e.RelativeSeq() + seq - e.Seq }

// own gives a sentence a number of the sender's, others one of the receiver's,
// which it acknowledges; both are relative.
func (e *explainer) own(name string, n uint32) word    { return numberOf(name, e.From, n) }
func (e *explainer) others(name string, n uint32) word { return numberOf(name, e.From.Peer(), n) }

// say makes a sentence in which the segment's own words stand.
func (e *explainer) say(key string, more ...word) Sentence {
	words := append(more,
		end("S", e.From), end("R", e.From.Peer()), e.own("seq", e.RelativeSeq()), e.others("ack", e.RelativeAck()),
		number("len", e.Length), sized("bytes", e.Length), is("state", e.States[e.From].String()), e.own("end", e.relative(e.End())), number("captured", e.Captured),
		e.own("last", e.RelativeSeq()+uint32(max(e.Length, 1))-1), e.own("finseq", e.relative(e.End())-1),
		is("flags", cmp.Or(e.Flags.String(), "–")), number("port", e.c.Ends[e.From].Port()), number("window", max(e.Observation.Window, 0)))
	return say(key, words...)
}

// overtaken says whether it acknowledges less than its sender had before: it
// was sent before what acknowledged more.
func (e *explainer) overtaken() bool {
	return e.Flags.Has(tcpreasm.ACK) && e.sender().acks && int32(e.Ack-e.sender().acked) < 0
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
	case tcpreasm.SendSynAgain:
		return "sends-syn-again"
	case tcpreasm.RecvSyn:
		return "receives-syn"
	case tcpreasm.SendSynAck:
		return "sends-syn-ack"
	case tcpreasm.SendSynAckAgain:
		return "sends-syn-ack-again"
	case tcpreasm.RecvSynAck:
		return "receives-syn-ack"
	case tcpreasm.RecvAckOfSyn:
		return "receives-ack-of-syn"
	case tcpreasm.SendFin:
		return "sends-fin"
	case tcpreasm.SendFinUnaware:
		return "sends-fin-unaware"
	case tcpreasm.SendFinAgain:
		return "sends-fin-again"
	case tcpreasm.SendFinAgainUnaware:
		return "sends-fin-again-unaware"
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
		if key := "change.assumed." + keyOf(c.Cause); c.Side != e.From && has(key) && (c.Cause == tcpreasm.SendSyn || e.c.Packets[c.Side] == 0) {
			said = append(said, e.say(key, end("E", c.Side)))
			continue
		}
		if c.Cause == tcpreasm.SendRst && c.From >= tcpreasm.Established && !e.sender().spoke && e.sender().resets == 0 {
			said = append(said, e.say("change.assumed.sends-rst", end("E", c.Side), is("from", c.From.String())))
			continue
		}
		said = append(said, Change(c))
	}
	return append(said, e.ifArrived(said)...)
}

// ifArrived says of changes by what came to an end that they are not certain, of
// which something else was said or not.
func (e *explainer) ifArrived(before []Sentence) (said []Sentence) {
	e.arrival.Take(e.steps)
	for _, c := range e.Changes {
		key := "change.if-arrived." + keyOf(c.Cause)
		switch {
		case e.arrival.IsShown(c) || slices.ContainsFunc(before, func(s Sentence) bool { return s.Key == "change.assumed."+keyOf(c.Cause) }):
			continue
		case e.arrival.IsRefuted(c):
			key = "change.not-arrived"
		}
		if !slices.ContainsFunc(said, func(s Sentence) bool { return s.Key == key }) {
			said = append(said, e.say(key, end("E", c.Side)))
		}
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
	return say(key, end("E", c.Side), is("from", c.From.String()), is("to", c.To.String()))
}
