package explain

import (
	"encoding/binary"

	"wiretalk/tcpreasm"
)

// sums works the segment's numbers out, as they are relative to the SYNs.
func (e *explainer) sums() (said []Sentence) {
	syn, ack, fin, rst := e.Flags.Has(tcpreasm.SYN), e.Flags.Has(tcpreasm.ACK), e.Flags.Has(tcpreasm.FIN), e.Flags.Has(tcpreasm.RST)
	switch {
	case rst:
	case syn:
		said = append(said, e.say("sum.syn"))
	case fin:
		said = append(said, e.say("sum.fin"))
	case e.Length > 0:
		said = append(said, e.say("sum.data"))
	}
	if r := e.receiver(); ack && !rst {
		switch new := e.newlyAcked(); {
		case new < 0 && r.syns > 0 && e.Ack == r.isn+1:
			said = append(said, e.say("sum.ack.syn", number("seq", e.RelativeAck()-1)))
		case new > 0:
			said = append(said, e.say("sum.ack", number("new", new), number("before", e.RelativeAck()-uint32(new))))
		}
	}
	if w := e.Observation.Window; ack && !syn && !rst && w > int64(e.Step.Window) && e.Step.Window > 0 {
		said = append(said, e.say("sum.window", number("header", e.Step.Window), number("scale", w/int64(e.Step.Window))))
	}
	said = append(said, e.blocks()...)
	if e.Flags.Has(tcpreasm.URG) && e.Urgent > 0 {
		said = append(said, e.say("sum.urgent", number("pointer", e.Urgent), number("behind", e.RelativeSeq()+uint32(e.Urgent))))
	}
	if e.has(tcpreasm.FoundWindowFull) {
		said = append(said, e.say("sum.full"))
	}
	if e.InFlight > 0 {
		said = append(said, e.say("sum.flight", number("flight", e.InFlight)))
	}
	if e.Acknowledges != 0 && e.RoundTrip >= 0 && !e.SentAgain {
		said = append(said, e.say("sum.rtt", number("of", e.Acknowledges), duration("rtt", e.RoundTrip)))
	}
	return said
}

// blocks says what the selective acknowledgements tell (RFC 2018), of which
// the first may name what came twice (RFC 2883).
func (e *explainer) blocks() (said []Sentence) {
	for i, b := range sackBlocks(e.Options) {
		relative := func(n uint32) word { return number("from", e.RelativeAck()+n-e.Ack) }
		words := []word{relative(b.from), number("to", e.RelativeAck()+b.to-e.Ack-1)}
		switch {
		case i == 0 && int32(b.to-e.Ack) <= 0:
			said = append(said, e.say("sum.dsack", words...))
		default:
			said = append(said, e.say("sum.sack", words...))
		}
	}
	return said
}

const optionSack = 5 // RFC 2018 §3

// sackBlocks are the blocks of a header's options, at most four fit.
func sackBlocks(options []byte) (blocks []hole) {
	for len(options) > 1 && options[0] != 0 {
		if options[0] == 1 { // no operation
			options = options[1:]
			continue
		}
		length := int(options[1])
		if length < 2 || length > len(options) {
			break
		}
		if options[0] == optionSack {
			for b := options[2:length]; len(b) >= 8; b = b[8:] {
				blocks = append(blocks, hole{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])})
			}
		}
		options = options[length:]
	}
	return blocks
}
