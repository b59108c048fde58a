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
	case e.Flags.Has(tcpreasm.FIN):
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
// been acknowledged is sent again for its own sake.
func (e *explainer) isKeepAlive() bool {
	r := e.receiver()
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

// sentSyn says whether its sender has sent that SYN before.
func (e *explainer) sentSyn() bool { return e.sender().syns > 0 && e.Seq == e.sender().isn }

// refused says whether all that the other end said before was RST.
func (e *explainer) refused() bool { return e.receiver().resets > 0 && !e.receiver().spoke }

func (e *explainer) whatSynAck() Sentence {
	s, r := e.sender(), e.receiver()
	switch {
	case e.isStrangeSyn():
		return e.say("what.syn.within")
	case !e.fits():
		return e.say("what.synack.wrong", signed("ack", e.RelativeAck()))
	case s.synacks > 0 && e.Seq == s.isn:
		return e.say("what.synack.again")
	case e.sentSyn() && r.syns > 0:
		return e.say("what.synack.both")
	case r.syns > 0 && int32(e.Ack-r.isn) > 1:
		return e.say("what.synack.data", sized("early", int(e.Ack-r.isn-1)))
	}
	return e.say("what.synack")
}

// isStrangeSyn says whether it is a SYN,ACK that is none of its connection,
// which is open by other numbers.
func (e *explainer) isStrangeSyn() bool {
	s, r := e.sender(), e.receiver()
	return e.Flags.Has(tcpreasm.SYN|tcpreasm.ACK) && (s.strangeSyn(e.Step) || r.state > tcpreasm.SynReceived && !e.fits())
}

// fits says whether its acknowledgement is of something of this connection:
// not of numbers before the other's SYN, and in answer to that of no others.
func (e *explainer) fits() bool {
	r := e.receiver()
	switch {
	case !e.Flags.Has(tcpreasm.ACK) || r.syns == 0:
		return true
	case int32(e.Ack-r.isn) <= 0:
		return false
	case e.sender().state <= tcpreasm.SynSent && !e.connected():
		return int32(e.Ack-r.next) <= 0 || !e.Flags.Has(tcpreasm.SYN) && e.goesOn()
	}
	return true
}

// goesOn says whether the receiver goes on by numbers like those acknowledged,
// so that the capture lacks what it sent between its SYN and them.
func (e *explainer) goesOn() bool {
	const near = 1 << 16
	for i := e.at + 1; i < min(e.at+1+aheadSteps, len(e.steps)); i++ {
		if s := &e.steps[i]; s.From != e.From && !s.Flags.Has(tcpreasm.RST) {
			return !s.Flags.Has(tcpreasm.SYN) && !pickedUp(s) && int32(s.Seq-e.receiver().next) > 0 && s.Seq-e.Ack+near < 2*near
		}
	}
	return false
}

// connected says whether either end has been further than a first SYN.
func (e *explainer) connected() bool {
	return e.receiver().state > tcpreasm.SynReceived || e.sender().synacks > 0 || e.receiver().synacks > 0
}

func (e *explainer) whatRst() Sentence {
	s, r := e.sender(), e.receiver()
	before := e.last()
	answers := before != nil && before.From != e.From && !e.Flags.Has(tcpreasm.ACK) && before.Flags.Has(tcpreasm.ACK) && before.Ack == e.Seq
	switch {
	case answers:
		return e.say("what.rst.answer", number("of", before.Frame))
	case r.syns > 0 && s.state <= tcpreasm.Listen && !s.spoke:
		if e.Flags.Has(tcpreasm.ACK) && int32(e.Ack-r.isn) > 0 && int32(e.Ack-r.next) <= 0 {
			return e.say("what.rst.refused")
		}
		return e.say("what.rst.unfit")
	case s.state == tcpreasm.TimeWait || r.state == tcpreasm.TimeWait && s.state == tcpreasm.Closed:
		return e.say("what.rst.over")
	case s.state == tcpreasm.Closed && (s.spoke || s.resets > 0):
		return e.say("what.rst.closed")
	case r.acks && e.unheeded():
		return e.say("what.rst.ignored", signed("at", e.RelativeSeq()), number("expected", e.relative(r.acked)))
	}
	return e.say("what.rst")
}

// unheeded says whether a RST changes nothing for its receiver.
func (e *explainer) unheeded() bool {
	state := e.receiver().state
	return state > tcpreasm.Listen && e.States[e.From.Peer()] == state
}

func (e *explainer) whatFin() Sentence {
	s, r := e.sender(), e.receiver()
	switch {
	case s.fins > 0 && e.again():
		return e.say("what.fin.again")
	case r.fins > 0 && e.Length > 0:
		return e.say("what.fin.second.data")
	case r.fins > 0:
		return e.say("what.fin.second")
	case e.Length > 0:
		return e.say("what.fin.data")
	}
	return e.say("what.fin")
}

func (e *explainer) whatData() Sentence {
	s, r := e.sender(), e.receiver()
	before := e.again()
	switch early := s.known && int32(e.Seq-s.next) < 0; {
	case before && e.has(tcpreasm.FoundSpuriousRetransmission):
		return e.say("what.data.spurious")
	case before && e.isFast():
		return e.say("what.data.fast")
	case before:
		return e.say("what.data.again")
	case early && s.wasCaptured(e.Seq) && s.fins == 0 && int32(s.next-e.Seq) > 1: // one byte may have been a probe's
		return e.say("what.data.partly", number("new", e.relative(s.next)))
	case r.acks && int32(r.acked-e.End()) >= 0 && s.known:
		return e.say("what.data.acked")
	case early && !s.wasCaptured(e.Seq):
		return e.say("what.data.late")
	case e.has(tcpreasm.FoundLostSegment):
		return e.say("what.data.hole")
	case e.Captured < e.Length:
		return e.say("what.data.cut")
	}
	return e.say("what.data")
}

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
		return e.say("what.ack.ancient", signed("at", e.RelativeAck()))
	case !e.fits():
		return e.say("what.ack.old", number("of", r.firstSyn))
	case e.has(tcpreasm.FoundAckLostSegment) && int32(e.Ack-r.next) > 0:
		return e.say("what.ack.early")
	case answers && e.isChallenge():
		return e.say(e.challenge(), number("of", before.Frame))
	case e.overtaken():
		return e.say("what.ack.overtaken", number("acked", e.RelativeAck()+s.acked-e.Ack))
	case answers && e.Step.Window == 0 && before.Found&(tcpreasm.FoundKeepAlive|tcpreasm.FoundZeroWindowProbe) != 0:
		return e.say("what.probe.ack")
	case e.has(tcpreasm.FoundZeroWindow):
		return e.say("what.ack.zero")
	case e.has(tcpreasm.FoundKeepAliveAck) && int32(r.next-e.Ack) <= 0:
		return e.say("what.keepalive.ack")
	case newly == 0 && r.repeat == 0 && cameTwice(e.Ack, blocks):
		return e.say("what.ack.twice", e.block(blocks[0])...)
	case newly == 0 && r.repeat == 0 && !e.has(tcpreasm.FoundDuplicateAck) && int32(r.next-e.Ack) > 0 && len(blocks) > 0:
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

// isChallenge says whether it answers what its sender may not heed: a RST or
// SYN within a connection, or an ACK of what was never sent.
func (e *explainer) isChallenge() bool {
	before, s := e.last(), e.sender()
	if e.at < 2 || s.state < tcpreasm.Established || !s.acks || e.Ack != s.acked {
		return false
	}
	switch f := before.Flags; {
	case f.Has(tcpreasm.RST):
		past := before.Seq - e.Ack
		return past > 0 && (s.window < 0 || int64(past) < max(s.window, 1))
	case f.Has(tcpreasm.SYN):
		return before.Seq != e.receiver().isn || !f.Has(tcpreasm.ACK) && e.receiver().repeat == 0
	case f.Has(tcpreasm.ACK) && before.Length == 0 && s.syns > 0: // or more may have been sent than is known
		return int32(before.Ack-s.next) > 0 || int32(before.Ack-s.isn) <= 0
	}
	return false
}

// challenge is the key of what a challenge says.
func (e *explainer) challenge() string {
	switch f := e.last().Flags; {
	case f.Has(tcpreasm.RST):
		return "what.ack.challenge"
	case f.Has(tcpreasm.SYN):
		return "what.ack.challenge.syn"
	}
	return "what.ack.challenge.ack"
}

// why says why the segment's sender may send it now. said is what it is.
func (e *explainer) why(said Sentence) Sentence {
	s, r := e.sender(), e.receiver()
	syn, ack, fin := e.Flags.Has(tcpreasm.SYN), e.Flags.Has(tcpreasm.ACK), e.Flags.Has(tcpreasm.FIN)
	before := e.last()
	switch {
	case e.SameAs != 0:
		return e.say("why.twice")
	case e.Flags.Has(tcpreasm.RST):
		return e.say("why.rst")
	case !syn && !ack:
		return e.say("why.noack")
	case !e.fits() || e.isStrangeSyn():
		return e.say("why.unfit")
	case said.Key == "what.syn.old":
		return e.say("why.copy")
	case said.Key == "what.syn.refused":
		return e.say("why.active")
	case said.Key == "what.synack.both":
		return e.say("why.both")
	case e.isProbe():
		return e.say("why.probe")
	case e.isKeepAlive():
		return e.say("why.keepalive")
	case said.Key == "what.data.fast":
		return e.say("why.fast")
	case syn && e.sentSyn(), !syn && e.again() && (!fin || s.fins > 0), said.Key == "what.data.partly":
		return e.say("why.again")
	case syn && ack:
		return e.say("why.listen")
	case syn:
		return e.say("why.active")
	case e.isThird():
		return e.say("why.handshake")
	case pickedUp(e.Step):
		return e.say("why.unknown")
	case fin && r.fins == 0 && e.c.Handshake.Syn|e.c.Handshake.SynAck == 0 && !r.bytes:
		return e.say("why.fin.unknown")
	case fin && r.fins == 0:
		return e.say("why.fin.active")
	case fin && e.crossed():
		return e.say("why.fin.both")
	case fin:
		return e.say("why.fin.passive")
	case e.Length > 0:
		return e.whyData()
	case before != nil && before.From != e.From && e.newlyAcked() <= 0 && e.isChallenge():
		return e.say("why.challenge")
	case said.Key == "what.ack.overtaken":
		return e.say("why.copy")
	case said.Key == "what.ack.window":
		return e.say("why.window")
	case said.Key == "what.ack.duplicate", said.Key == "what.ack.hole":
		return e.say("why.duplicate")
	case s.state == tcpreasm.TimeWait && e.newlyAcked() != 0:
		return e.say("why.lastack")
	case s.state == tcpreasm.TimeWait && said.Key == "what.ack.again" && r.fins > 1:
		return e.say("why.timewait")
	case said.Key == "what.ack.again", said.Key == "what.ack.twice":
		return e.say("why.repeat")
	case s.fins > 0:
		return e.say("why.finwait")
	}
	return e.say("why.ack")
}

// whyData says why bytes that were not captured before may be sent, by the
// state that their sender is in with them.
func (e *explainer) whyData() Sentence {
	s := e.sender()
	switch state := e.States[e.From]; {
	case s.fins > 0 && int32(e.End()-s.finEnd) >= 0:
		return e.say("why.late")
	case s.fins > 0:
		return e.say("why.before")
	case state == tcpreasm.Established:
		return e.say("why.established")
	case state == tcpreasm.CloseWait:
		return e.say("why.closewait")
	case state == tcpreasm.SynReceived:
		return e.say("why.synreceived")
	case state == tcpreasm.Closed && s.spoke:
		return e.say("why.closed")
	}
	return e.say("why.unseen")
}

// crossed says whether the sender of a FIN had not got the other's FIN.
func (e *explainer) crossed() bool {
	for _, c := range e.Changes {
		if c.Cause == tcpreasm.SendFinUnaware && c.Side == e.From {
			return true
		}
	}
	return false
}
