package explain

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// The bits of explicit congestion notification, and what a SYN asks for by them
// (RFC 3168 §6.1.1, RFC 9768 §3.1.1).
const (
	ecnBits     = tcpreasm.ECE | tcpreasm.CWR | tcpreasm.AE
	asksECN     = tcpreasm.ECE | tcpreasm.CWR
	asksCounter = ecnBits
)

// congestion is what an end has shown of explicit congestion notification.
type congestion struct {
	asked  int64          // frame of its first SYN that asks for it
	asks   tcpreasm.Flags // the bits of that
	plain  bool           // a SYN of it does not ask
	echoed int64          // frame of the first ECE that the other has not answered
	echoes bool           // its last segment had ECE
	cut    int64          // frame of its last CWR
	bits   tcpreasm.Flags // of its last segment
	counts bool           // that had no SYN
}

// ecnMode is how both ends use the bits after their SYNs.
type ecnMode uint8

const (
	ecnUnseen  ecnMode = iota // the SYNs were not captured
	ecnNone                   // not agreed
	ecnClassic                // RFC 3168
	ecnCounter                // RFC 9768
	ecnUnsure                 // by bits that are not explained here
)

// agreedECN is what a SYN,ACK's bits answer to what the other end's SYNs asked
// for: the key of what is said of it, empty for nothing, and what comes of it.
func agreedECN(bits tcpreasm.Flags, other *knowledge) (key string, mode ecnMode) {
	asked := &other.congestion
	switch {
	case other.syns == 0 && bits == tcpreasm.ECE:
		return "ecn.synack.unseen", ecnUnseen
	case other.syns == 0 && bits == 0:
		return "", ecnNone
	case other.syns == 0:
		return "ecn.unexplained", ecnUnseen
	case asked.asked == 0 && bits == 0:
		return "", ecnNone
	case asked.asked == 0:
		return "ecn.synack.unasked", ecnNone
	case bits == 0 && asked.plain:
		return "", ecnNone // it may answer the one or the other
	case bits == 0:
		return "ecn.synack.refused", ecnNone
	case bits == asked.asks:
		return "ecn.synack.reflected", ecnNone
	case asked.asks == asksCounter && bits == tcpreasm.ECE|tcpreasm.AE: // what was to be a nonce
		return "ecn.unexplained", ecnUnsure
	case asked.asks == asksCounter && bits != tcpreasm.ECE:
		return "ecn.synack.accurate", ecnCounter
	case asked.asks == asksCounter:
		return "ecn.synack.classic", ecnClassic
	case bits == tcpreasm.ECE && asked.plain:
		return "ecn.synack.mixed", ecnClassic
	case bits == tcpreasm.ECE:
		return "ecn.synack", ecnClassic
	case bits&tcpreasm.AE != 0:
		return "ecn.unexplained", ecnUnsure
	}
	return "ecn.synack.other", ecnNone
}

// learnECN takes the bits of a segment into what is known of its sender and the
// other end.
func (n *Narrator) learnECN(s *replay.Step) {
	k, other := &n.k[s.From].congestion, &n.k[s.From.Peer()]
	bits := s.Flags & ecnBits
	k.bits, k.counts = bits, !s.Flags.Has(tcpreasm.SYN)
	switch {
	case s.Flags.Has(tcpreasm.SYN | tcpreasm.ACK):
		if e := (explainer{Narrator: n, Step: s, before: n.k}); e.fits() {
			_, n.ecnMode = agreedECN(bits, other)
		}
	case s.Flags.Has(tcpreasm.SYN):
		if asks := bits == asksECN || bits == asksCounter; !asks {
			k.plain = true
		} else if k.asked == 0 {
			k.asked, k.asks = s.Frame, bits
		}
	case n.ecnMode == ecnClassic:
		if k.echoes = bits&tcpreasm.ECE != 0; !k.echoes {
			k.echoed, other.congestion.cut = 0, 0 // the other's CWR has come
		} else if k.echoed == 0 && other.congestion.cut == 0 {
			k.echoed = s.Frame
		}
		if bits&tcpreasm.CWR != 0 {
			k.cut, other.congestion.echoed = s.Frame, 0
		}
	}
}

// ecn says what the bits of explicit congestion notification mean.
func (e *explainer) ecn() []Sentence {
	if e.SameAs != 0 || e.Flags.Has(tcpreasm.RST) || !e.fits() {
		return nil
	}
	bits := e.Flags & ecnBits
	say := func(key string, more ...word) []Sentence {
		return []Sentence{e.say(key, append(more, is("bits", bits.String()))...)}
	}
	switch syn, ack := e.Flags.Has(tcpreasm.SYN), e.Flags.Has(tcpreasm.ACK); {
	case syn && e.strange():
		return nil
	case syn && ack:
		if key, _ := agreedECN(bits, e.receiver()); key != "" {
			return say(key, number("of", e.receiver().congestion.asked))
		}
		return nil
	case syn:
		key, of := e.ecnOfSyn(bits)
		if key == "" {
			return nil
		}
		return say(key, number("of", of))
	case e.ecnMode == ecnCounter:
		return e.ecnCounter(bits, say)
	case bits == 0:
		return nil
	case e.ecnMode == ecnNone:
		return say("ecn.unagreed")
	case e.ecnMode == ecnUnsure, e.ecnMode == ecnClassic && bits&tcpreasm.AE != 0:
		return say("ecn.unsure")
	case e.ecnMode == ecnUnseen:
		return say("ecn.unseen")
	}
	return e.ecnClassic(bits, say)
}

// strange says whether a SYN is none of this connection.
func (e *explainer) strange() bool { return e.sender().strangeSyn(e.Step) || e.isStrangeSyn() }

// ecnOfSyn is the key of what a SYN asks for, and the frame that asked before.
func (e *explainer) ecnOfSyn(bits tcpreasm.Flags) (key string, of int64) {
	before := &e.sender().congestion
	if !e.sentSyn() {
		before = &congestion{}
	}
	switch {
	case bits == asksECN:
		return "ecn.syn", 0
	case bits == asksCounter:
		return "ecn.syn.accurate", 0
	case bits&tcpreasm.AE != 0:
		return "ecn.unexplained", 0
	case bits != 0:
		return "ecn.syn.other", 0
	case before.asks == asksCounter:
		return "ecn.syn.without.accurate", before.asked
	case before.asks == asksECN:
		return "ecn.syn.without", before.asked
	}
	return "", 0
}

// ecnClassic says what ECE and CWR mean where both agreed on them.
func (e *explainer) ecnClassic(bits tcpreasm.Flags, say func(string, ...word) []Sentence) (said []Sentence) {
	own, other := &e.sender().congestion, &e.receiver().congestion
	if bits&tcpreasm.ECE != 0 {
		switch {
		case own.echoed != 0:
			said = say("ecn.ece.again", number("of", own.echoed))
		case own.echoes && other.cut != 0:
			said = say("ecn.ece.after", number("of", other.cut))
		default:
			said = say("ecn.ece")
		}
	}
	if bits&tcpreasm.CWR != 0 {
		if other.echoed != 0 {
			return append(said, say("ecn.cwr", number("of", other.echoed))...)
		}
		return append(said, say("ecn.cwr.own")...)
	}
	return said
}

// ecnCounter says what the bits count, where that has changed.
func (e *explainer) ecnCounter(bits tcpreasm.Flags, say func(string, ...word) []Sentence) []Sentence {
	k := &e.sender().congestion
	n := 0
	for i, bit := range [...]tcpreasm.Flags{tcpreasm.ECE, tcpreasm.CWR, tcpreasm.AE} {
		if bits&bit != 0 {
			n |= 1 << i
		}
	}
	switch {
	case e.isThird():
		return say("ecn.counter.third", number("counter", n))
	case k.counts && k.bits == bits:
		return nil
	}
	return say("ecn.counter", number("counter", n))
}
