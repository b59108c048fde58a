package explain

import "wiretalk/tcpreasm"

// what says what the segment is.
func (e *explainer) what() Sentence {
	syn, ack := e.Flags.Has(tcpreasm.SYN), e.Flags.Has(tcpreasm.ACK)
	switch {
	case e.SameAs != 0:
		return e.say("what.twice", number("of", e.SameAs))
	case e.Flags.Has(tcpreasm.RST):
		return e.whatRst()
	case e.isOutside():
		first := e.relative(e.receiver().acked)
		return e.say("what.outside", e.own("from", first), e.own("to", first+uint32(e.receiver().window)))
	case syn && ack:
		return e.whatSynAck()
	case syn:
		return e.whatSyn()
	case e.isProbe() && e.Length == 0:
		return e.say("what.probe.old")
	case e.isProbe():
		return e.say("what.probe")
	case e.isKeepAlive():
		return e.say("what.keepalive")
	case e.Flags.Has(tcpreasm.FIN) && (ack || e.Length > 0):
		return e.whatFin()
	case e.Length > 0:
		return e.whatData()
	case ack:
		return e.whatAck()
	}
	return e.say("what.other")
}

// isProbe says whether it asks for room. A kernel may do so by an old number,
// without a byte, as it asks whether the other is still there.
func (e *explainer) isProbe() bool {
	found := e.has(tcpreasm.FoundZeroWindowProbe) || e.has(tcpreasm.FoundKeepAlive) && e.receiver().window == 0
	return found && !e.Flags.Has(tcpreasm.FIN)
}

// isKeepAlive says whether it asks if the other is there. A byte that has not
// been acknowledged is sent again for its own sake. An end that has a FIN out
// sends that again instead, and one in TIME-WAIT asks nothing: by its number,
// what was sent before the FIN and captured late looks the same.
func (e *explainer) isKeepAlive() bool {
	r := e.receiver()
	switch e.sender().state {
	case tcpreasm.FinWait1, tcpreasm.Closing, tcpreasm.LastAck, tcpreasm.TimeWait, tcpreasm.Closed:
		return false
	}
	return e.has(tcpreasm.FoundKeepAlive) && (e.Length == 0 || r.acks && int32(r.acked-e.End()) >= 0)
}

func (e *explainer) whatSyn() Sentence {
	s, r := e.sender(), e.receiver()
	switch {
	case e.sentSyn() && s.acks && s.state >= tcpreasm.Established:
		return e.say("what.syn.old", number("of", s.firstSyn))
	case e.sentSyn() && e.Time > s.lastSyn && s.lastSyn > 0 && e.refused():
		return e.say("what.syn.refused", number("of", s.firstSyn), duration("since", e.Time-s.lastSyn))
	case e.sentSyn() && e.Time > s.lastSyn && s.lastSyn > 0:
		return e.say("what.syn.again", number("of", s.firstSyn), duration("since", e.Time-s.lastSyn))
	case e.Flags.Has(tcpreasm.FIN):
		return e.say("what.syn.fin")
	case r.synacks > 0 && s.syns == 0:
		return e.say("what.syn.late", number("of", r.firstSyn))
	case r.syns > 0 && s.syns == 0 && r.state == tcpreasm.SynSent:
		return e.say("what.syn.both")
	case e.Length > 0 && hasCookie(e.Options):
		return e.say("what.syn.data")
	case e.Length > 0:
		return e.say("what.syn.data.plain")
	}
	return e.say("what.syn")
}

func (e *explainer) whatSynAck() Sentence {
	s, r := e.sender(), e.receiver()
	switch {
	case e.isStrangeSyn():
		return e.say("what.syn.within")
	case !e.fits():
		return e.say("what.synack.wrong", e.others("ack", e.RelativeAck()))
	case s.synacks > 0 && e.Seq == s.isn:
		return e.say("what.synack.again")
	case e.sentSyn() && r.syns > 0:
		return e.say("what.synack.both")
	case r.syns > 0 && int32(e.Ack-r.isn) > 1:
		return e.say("what.synack.data", sized("early", int(e.Ack-r.isn-1)))
	}
	return e.say("what.synack")
}

func (e *explainer) whatRst() Sentence {
	s, r := e.sender(), e.receiver()
	before := e.last()
	answers := before != nil && before.From != e.From && !e.Flags.Has(tcpreasm.ACK) && before.Flags.Has(tcpreasm.ACK) && before.Ack == e.Seq
	switch {
	case answers && s.state >= tcpreasm.Established && s.spoke:
		return e.say("what.rst.answer.abort", number("of", before.Frame))
	case answers:
		return e.say("what.rst.answer", number("of", before.Frame))
	case e.refuses():
		return e.say("what.rst.refused")
	case r.syns > 0 && s.state <= tcpreasm.Listen && !s.spoke:
		return e.say("what.rst.unfit")
	case before != nil && before.From != e.From && e.Flags.Has(tcpreasm.ACK) && before.Flags&(tcpreasm.ACK|tcpreasm.SYN|tcpreasm.RST) == 0 && e.Seq == 0 && e.Ack == before.End():
		return e.say("what.rst.behind", number("of", before.Frame))
	case s.state == tcpreasm.TimeWait || r.state == tcpreasm.TimeWait && s.state == tcpreasm.Closed:
		return e.say("what.rst.over")
	case s.state == tcpreasm.Closed && s.resets > 0 && before.From == e.From && before.Flags.Has(tcpreasm.RST) && e.Flags.Has(tcpreasm.ACK): // one that answers has no ACK
		return e.say("what.rst.again")
	case s.state == tcpreasm.Closed && (s.spoke || s.resets > 0):
		return e.say("what.rst.closed")
	case r.acks && e.unheeded():
		return e.say("what.rst.ignored", e.own("at", e.RelativeSeq()), e.own("expected", e.relative(r.acked)))
	case !s.known && !r.known:
		return e.say("what.rst.alone")
	}
	return e.say("what.rst")
}

// refuses says whether a RST acknowledges a SYN, or part of what came with it,
// before anything else came of its sender (RFC 9293 §3.10.7.3).
func (e *explainer) refuses() bool {
	s, r := e.sender(), e.receiver()
	return r.syns > 0 && s.state <= tcpreasm.Listen && !s.spoke && e.Flags.Has(tcpreasm.RST|tcpreasm.ACK) &&
		int32(e.Ack-r.isn) > 0 && (int32(e.Ack-r.next) <= 0 || e.Ack == r.synEnd)
}

// unheeded says whether a RST changes nothing for its receiver.
func (e *explainer) unheeded() bool {
	state := e.receiver().state
	return state > tcpreasm.Listen && e.States[e.From.Peer()] == state
}

func (e *explainer) whatFin() Sentence {
	s, r := e.sender(), e.receiver()
	switch {
	case s.fins > 0 && e.again() && e.Length == 0 && e.has(tcpreasm.FoundAckLostSegment) && int32(e.Ack-r.next) > 0:
		return e.say("what.fin.again.early")
	case s.fins > 0 && e.again() && e.Length == 0 && e.newlyAcked() > 0:
		return e.say("what.fin.again.ack", number("new", e.newlyAcked()))
	case s.fins > 0 && e.again() && e.Length > 0:
		return e.say("what.fin.again.data")
	case s.fins > 0 && e.again():
		return e.say("what.fin.again")
	case r.fins > 0 && e.Length > 0:
		return e.say("what.fin.second.data")
	case r.fins > 0:
		return e.say("what.fin.second")
	case e.Length > 0:
		return e.say("what.fin.data")
	case e.begunBefore() || !r.spoke:
		return e.say("what.fin.unknown")
	}
	return e.say("what.fin")
}

func (e *explainer) whatData() Sentence {
	s, r := e.sender(), e.receiver()
	before := e.again()
	if e.isAncient() {
		return e.say("what.data.ancient")
	}
	switch early := s.known && int32(e.Seq-s.next) < 0; {
	case before && e.has(tcpreasm.FoundSpuriousRetransmission):
		return e.say("what.data.spurious")
	case before && e.isFast() && r.repeats < duplicateThreshold && r.sacks:
		return e.say("what.data.fast.sack", number("n", r.repeats))
	case before && e.isFast():
		return e.say("what.data.fast", number("n", r.repeats))
	case before:
		return e.say("what.data.again")
	case early && s.wasCaptured(e.Seq) && s.fins == 0 && int32(s.next-e.Seq) > 1: // one byte may have been a probe's
		return e.say("what.data.partly", e.own("new", e.relative(s.next)))
	case r.acks && int32(r.acked-e.End()) >= 0 && s.known:
		return e.say("what.data.acked")
	case early && !s.wasCaptured(e.Seq):
		return e.say("what.data.late")
	case e.has(tcpreasm.FoundLostSegment) && (!s.known || int32(e.Seq-s.next) > 0): // a probe's byte may be what lay between
		return e.say("what.data.hole")
	case e.Captured < e.Length:
		return e.say("what.data.cut")
	}
	return e.say("what.data")
}

// duplicateThreshold is how many duplicate ACKs show a loss (RFC 5681 §3.2).
const duplicateThreshold = 3

// isFast says whether duplicate ACKs that were captured called for it.
func (e *explainer) isFast() bool {
	return e.has(tcpreasm.FoundFastRetransmission) && e.receiver().repeats >= 2
}

func (e *explainer) whatAck() Sentence {
	s, r := e.sender(), e.receiver()
	newly, before := e.newlyAcked(), e.last()
	answers := before != nil && before.From != e.From && newly <= 0
	blocks := sackBlocks(e.Options)
	switch {
	case e.isThird():
		return e.say("what.ack.third")
	case !e.fits() && e.connected():
		return e.say("what.ack.ancient", e.others("at", e.RelativeAck()))
	case !e.fits():
		return e.say("what.ack.old", number("of", r.firstSyn))
	case e.has(tcpreasm.FoundAckLostSegment) && int32(e.Ack-r.next) > 0:
		return e.say("what.ack.early")
	case answers && e.isChallenge():
		return e.say(e.challenge(), number("of", before.Frame))
	case e.overtaken():
		return e.say("what.ack.overtaken", e.others("acked", e.RelativeAck()+s.acked-e.Ack))
	case answers && e.Step.Window == 0 && before.Found&(tcpreasm.FoundKeepAlive|tcpreasm.FoundZeroWindowProbe) != 0:
		return e.say("what.probe.ack")
	case e.has(tcpreasm.FoundZeroWindow):
		return e.say("what.ack.zero")
	case (e.has(tcpreasm.FoundKeepAliveAck) || answers && before.Found&tcpreasm.FoundKeepAlive != 0 && s.window != 0) && int32(r.next-e.Ack) <= 0:
		return e.say("what.keepalive.ack") // though its window may be another than before
	case newly == 0 && r.repeat == 0 && cameTwice(e.Ack, blocks):
		return e.say("what.ack.twice", e.block(blocks[0])...)
	case newly == 0 && !e.has(tcpreasm.FoundDuplicateAck) && int32(r.next-e.Ack) > 0 && len(blocks) > 0 && !cameTwice(e.Ack, blocks):
		return e.say("what.ack.hole")
	case e.has(tcpreasm.FoundWindowUpdate) && e.Observation.Window >= 0 && newly == 0 && (!s.synLast || r.repeat == 0 && len(blocks) == 0):
		if s.window > e.Observation.Window {
			return e.say("what.ack.window.less")
		}
		return e.say("what.ack.window")
	case newly == 0 && r.repeat != 0:
		return e.say("what.ack.again", number("of", r.repeat))
	case e.has(tcpreasm.FoundDuplicateAck) && int32(r.next-e.Ack) > 0 && (len(blocks) > 0 || !e.namesBlocks()):
		return e.say("what.ack.duplicate", number("of", e.DuplicateOf), number("n", e.DuplicateNumber))
	case r.fins > 0 && e.Ack == r.finEnd && newly != 0:
		return e.say("what.ack.fin")
	case newly > 0:
		return e.say("what.ack.new", number("new", newly))
	case newly < 0:
		return e.say("what.ack.upto")
	}
	return e.say("what.ack.same")
}

// namesBlocks says whether both ends agreed to selective acknowledgements, so
// that an ACK without any answers nothing that came out of order (RFC 2018 §4).
func (e *explainer) namesBlocks() bool {
	sent := &e.c.Sent
	return sent[tcpreasm.Client].Options.SACKPermitted && sent[tcpreasm.Server].Options.SACKPermitted
}

// isThird says whether it completes a three-way handshake.
func (e *explainer) isThird() bool {
	return e.Frame == e.c.Handshake.Ack && e.pure() && !openedAtOnce(e.c)
}
