package explain

import (
	"encoding/binary"

	"wiretalk/tcpreasm"
)

// sums works the numbers of the segment, of which what was said, out, as they are
// relative to the SYNs.
func (e *explainer) sums(what Sentence) (said []Sentence) {
	syn, ack, fin, rst := e.Flags.Has(tcpreasm.SYN), e.Flags.Has(tcpreasm.ACK), e.Flags.Has(tcpreasm.FIN), e.Flags.Has(tcpreasm.RST)
	switch {
	case e.isOutside(), what.Key == "what.data.ancient":
		return nil
	case rst:
		said = e.resetSums(what)
	case syn && (!e.fits() || e.isStrangeSyn()):
	case syn && e.Length > 0:
		said = append(said, e.say("sum.syn", e.own("first", e.RelativeSeq()+1)), e.say("sum.syn.data"))
	case syn:
		said = append(said, e.say("sum.syn", e.own("first", e.RelativeSeq()+1)))
	case fin:
		said = append(said, e.say("sum.fin"))
	case e.Length > 0 && e.sender().known && int32(e.sender().next-e.End()) > 0:
		said = append(said, e.say("sum.data.again", e.own("next", e.relative(e.sender().next))))
	case e.Length > 0:
		said = append(said, e.say("sum.data"))
	}
	if r := e.receiver(); ack && !rst {
		switch new := e.newlyAcked(); {
		case new < 0 && r.syns > 0 && e.Ack == r.isn+1:
			said = append(said, e.say("sum.ack.syn", e.others("seq", e.RelativeAck()-1)))
		case new > 0 && e.plausible(e.at, r):
			said = append(said, e.say("sum.ack", number("new", new), e.others("before", e.RelativeAck()-uint32(new))))
		}
	}
	if w := e.Observation.Window; ack && !syn && !rst && w > int64(e.Step.Window) && e.Step.Window > 0 {
		said = append(said, e.say("sum.window", number("header", e.Step.Window), number("scale", w/int64(e.Step.Window))))
	}
	if e.has(tcpreasm.FoundZeroWindow) && e.takesNumbers() {
		said = append(said, e.say("sum.zero"))
	}
	said = append(said, e.blocks()...)
	if e.Flags.Has(tcpreasm.URG) && e.Urgent > 0 {
		said = append(said, e.say("sum.urgent", number("pointer", e.Urgent), e.own("behind", e.RelativeSeq()+uint32(e.Urgent))))
	}
	if e.has(tcpreasm.FoundWindowFull) {
		said = append(said, e.say("sum.full"))
	}
	if e.InFlight > 0 && e.receiver().dropped == 0 { // what was dropped is counted too
		said = append(said, e.flight())
	}
	if e.Acknowledges != 0 && e.RoundTrip >= 0 && !e.SentAgain {
		said = append(said, e.say("sum.rtt", number("of", e.Acknowledges), duration("rtt", e.RoundTrip)))
	}
	return said
}

// flight works out how many bytes are under way, as far as that can be followed.
func (e *explainer) flight() Sentence {
	s, r := e.sender(), e.receiver()
	end, flight := e.End(), number("flight", e.InFlight)
	if s.known && int32(s.next-end) > 0 {
		end = s.next
	}
	if e.Flags.Has(tcpreasm.FIN) && end == e.End() || s.fins > 0 && end == s.finEnd {
		end-- // it is no byte
	}
	acked := r.acked
	switch {
	case r.acks:
	case s.syns > 0:
		acked = s.isn + 1
	default:
		return e.say("sum.flight", flight)
	}
	words := []word{flight, e.own("next", e.relative(end)), e.own("acked", e.relative(acked))}
	switch unacked := int64(int32(end - acked)); {
	case unacked == e.InFlight:
		return e.say("sum.flight.sums", words...)
	case unacked > e.InFlight && r.sacks:
		return e.say("sum.flight.sack", append(words, number("unacked", unacked), number("named", unacked-e.InFlight))...)
	}
	return e.say("sum.flight", flight)
}

// blocks says what the selective acknowledgements tell.
func (e *explainer) blocks() (said []Sentence) {
	blocks := sackBlocks(e.Options)
	for i, b := range blocks {
		key := "sum.sack"
		if i == 0 && cameTwice(e.Ack, blocks) {
			key = "sum.dsack"
		}
		said = append(said, e.say(key, e.block(b)...))
	}
	return said
}

// block are the words for the numbers of a block.
func (e *explainer) block(b hole) []word {
	return []word{e.others("from", e.RelativeAck()+b.from-e.Ack), e.others("to", e.RelativeAck()+b.to-e.Ack-1)}
}

// cameTwice says whether the first block names what came twice: it lies before
// the acknowledgement, or within the second block (RFC 2883 §4).
func cameTwice(ack uint32, blocks []hole) bool {
	if len(blocks) == 0 {
		return false
	}
	b := blocks[0]
	return int32(b.to-ack) <= 0 || len(blocks) > 1 && int32(b.from-blocks[1].from) >= 0 && int32(b.to-blocks[1].to) <= 0
}

// namesHole says whether it names what has come beyond something that has not,
// and which had been sent by what was captured.
func (e *explainer) namesHole() bool {
	blocks := sackBlocks(e.Step.Options)
	return e.Flags.Has(tcpreasm.ACK) && e.fits() && int32(e.receiver().next-e.Ack) > 0 && len(blocks) > 0 && !cameTwice(e.Ack, blocks)
}

const (
	optionSack         = 5   // RFC 2018 §3
	optionFastOpen     = 34  // RFC 7413 §4.1.1
	optionExperimental = 254 // RFC 6994; with this identifier it is Fast Open's too
	fastOpenIdentifier = 0xf989
)

// sackBlocks are the blocks of a header's options, at most four fit. One that
// holds nothing is left out.
func sackBlocks(options []byte) (blocks []hole) {
	for kind, data := range optionsOf(options) {
		for ; kind == optionSack && len(data) >= 8; data = data[8:] {
			if b := (hole{binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:])}); int32(b.to-b.from) > 0 {
				blocks = append(blocks, b)
			}
		}
	}
	return blocks
}

// hasCookie says whether a SYN's options hold a cookie of TCP Fast Open.
func hasCookie(options []byte) bool {
	for kind, data := range optionsOf(options) {
		if kind == optionFastOpen && len(data) > 0 ||
			kind == optionExperimental && len(data) > 2 && binary.BigEndian.Uint16(data) == fastOpenIdentifier {
			return true
		}
	}
	return false
}
