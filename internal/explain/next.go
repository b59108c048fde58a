package explain

import "wiretalk/tcpreasm"

// next says what may come, of a segment of which what was said: what an end
// owes first, then what each may do.
func (e *explainer) next(what Sentence) (said []Sentence) {
	for _, side := range [2]tcpreasm.Side{e.From.Peer(), e.From} {
		if owed, ok := e.owed(side); ok {
			said = append(said, owed)
		}
	}
	peer := e.States[e.From.Peer()]
	switch of := end("E", e.From.Peer()); {
	case what.Key == "what.ack.duplicate", e.namesHole():
		said = append(said, e.say("next.missing", of))
	case e.Step.Window == 0 && e.Flags&(tcpreasm.ACK|tcpreasm.SYN|tcpreasm.RST) == tcpreasm.ACK && (peer == tcpreasm.Established || peer == tcpreasm.CloseWait):
		said = append(said, e.say("next.shut", of))
	}
	if e.States == [2]tcpreasm.State{tcpreasm.Established, tcpreasm.Established} {
		if len(said) == 0 {
			said = append(said, e.say("next.both"))
		}
		return said
	}
	pressing := len(said) > 0
	for side, state := range e.States {
		of := tcpreasm.Side(side)
		switch {
		case state == tcpreasm.Established && pressing:
		case state == tcpreasm.SynSent && of == e.From && e.Flags.Has(tcpreasm.SYN) && e.sentSyn() && e.sender().lastSyn > 0 && e.Time-e.sender().lastSyn >= leastTimer:
			said = append(said, say("next.SYN-SENT.again", end("E", of), duration("twice", 2*(e.Time-e.sender().lastSyn))))
		default:
			said = append(said, say("next."+state.String(), end("E", of)))
		}
	}
	return said
}

// owed says what an end must answer, if that is known.
func (e *explainer) owed(by tcpreasm.Side) (Sentence, bool) {
	of := end("E", by)
	s, r := e.sender(), e.receiver()
	switch state := e.States[by]; {
	case e.SameAs != 0 || e.Flags.Has(tcpreasm.RST) || !e.Flags.Has(tcpreasm.ACK) || !e.fits() || e.isStrangeSyn() || state <= tcpreasm.SynSent || e.isOutside():
		return Sentence{}, false
	case by == e.From:
		if yet := int32(r.next - e.Ack); yet > 0 && !e.Flags.Has(tcpreasm.SYN) && r.known && len(r.holes) == 0 && !e.overtaken() && !e.has(tcpreasm.FoundDuplicateAck) && len(sackBlocks(e.Step.Options)) == 0 {
			return e.say("next.owes.yet", of, e.others("next", e.RelativeAck()+uint32(yet))), true
		}
		return Sentence{}, false
	case e.isProbe() || e.isKeepAlive():
		return e.say("next.owes.answer", of), true
	case !e.takesNumbers():
		return Sentence{}, false
	case e.again() && r.acks && int32(r.acked-e.End()) >= 0:
		return e.say("next.owes.again", of), true
	case r.acks && int32(r.acked-e.End()) >= 0:
		return Sentence{}, false // captured late
	case e.Flags.Has(tcpreasm.SYN):
		return e.say("next.owes.syn", of), true
	case e.isBehindHole():
		return e.say("next.owes.hole", of), true
	case s.known && int32(s.next-e.End()) > 0:
		return e.say("next.owes.kept", of), true
	case e.Flags.Has(tcpreasm.FIN):
		return e.say("next.owes.fin", of), true
	}
	return e.say("next.owes.data", of), true
}

// isBehindHole says whether something before it was neither captured nor
// acknowledged so far.
func (e *explainer) isBehindHole() bool {
	s, r := e.sender(), e.receiver()
	lacks := func(to uint32) bool { return !r.acks || int32(r.acked-to) < 0 }
	if s.known && int32(e.Seq-s.next) > 0 && lacks(e.Seq) {
		return true
	}
	for _, h := range s.holes {
		if h.from != h.to && int32(e.Seq-h.to) >= 0 && lacks(h.to) {
			return true
		}
	}
	return false
}
