package explain

import "wiretalk/tcpreasm"

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
	if e.InFlight > 0 {
		said = append(said, e.say("sum.flight", number("flight", e.InFlight)))
	}
	if e.Acknowledges != 0 && e.RoundTrip >= 0 && !e.SentAgain {
		said = append(said, e.say("sum.rtt", number("of", e.Acknowledges), duration("rtt", e.RoundTrip)))
	}
	return said
}
