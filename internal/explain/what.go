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
	case e.has(tcpreasm.FoundKeepAlive):
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
	return e.has(tcpreasm.FoundZeroWindowProbe) || e.has(tcpreasm.FoundKeepAlive) && e.receiver().window == 0
}

func (e *explainer) whatSyn() Sentence {
	s, r := e.sender(), e.receiver()
	switch {
	case s.syns > 0 && e.Time > s.lastSyn && s.lastSyn > 0 && e.Seq == s.isn:
		return e.say("what.syn.again", number("of", s.firstSyn), duration("since", e.Time-s.lastSyn))
	case r.synacks > 0 && s.syns == 0:
		return e.say("what.syn.late", number("of", r.firstSyn))
	case r.syns > 0 && s.syns == 0:
		return e.say("what.syn.both")
	case e.Length > 0:
		return e.say("what.syn.data")
	}
	return e.say("what.syn")
}

func (e *explainer) whatSynAck() Sentence {
	s, r := e.sender(), e.receiver()
	switch {
	case !e.fits():
		return e.say("what.synack.wrong")
	case s.synacks > 0 && e.Seq == s.isn:
		return e.say("what.synack.again")
	case s.syns > 0 && e.Seq == s.isn && r.syns > 0:
		return e.say("what.synack.both")
	}
	return e.say("what.synack")
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
		return int32(e.Ack-r.next) <= 0
	}
	return true
}

// connected says whether either end has been further than a first SYN.
func (e *explainer) connected() bool {
	return e.receiver().state > tcpreasm.SynReceived || e.sender().synacks > 0 || e.receiver().synacks > 0
}

func (e *explainer) whatRst() Sentence {
	s, r := e.sender(), e.receiver()
	switch before := e.last(); {
	case e.Flags.Has(tcpreasm.ACK) && r.syns > 0 && s.state <= tcpreasm.Listen && !s.known:
		return e.say("what.rst.refused")
	case before != nil && before.From != e.From && !e.Flags.Has(tcpreasm.ACK) && before.Flags.Has(tcpreasm.ACK) && before.Ack == e.Seq:
		return e.say("what.rst.answer", number("of", before.Frame))
	case s.state == tcpreasm.Closed && s.known:
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
	case before && e.has(tcpreasm.FoundFastRetransmission):
		return e.say("what.data.fast")
	case before:
		return e.say("what.data.again")
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

func (e *explainer) whatAck() Sentence {
	s, r := e.sender(), e.receiver()
	newly, before := e.newlyAcked(), e.last()
	answers := before != nil && before.From != e.From && newly <= 0
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
		return e.say("what.ack.challenge", number("of", before.Frame))
	case answers && e.Observation.Window == 0 && before.Found&(tcpreasm.FoundKeepAlive|tcpreasm.FoundZeroWindowProbe) != 0:
		return e.say("what.probe.ack")
	case e.has(tcpreasm.FoundZeroWindow):
		return e.say("what.ack.zero")
	case e.has(tcpreasm.FoundKeepAliveAck):
		return e.say("what.keepalive.ack")
	case newly == 0 && !e.has(tcpreasm.FoundDuplicateAck) && int32(r.next-e.Ack) > 0 && len(sackBlocks(e.Options)) > 0:
		return e.say("what.ack.hole")
	case e.has(tcpreasm.FoundWindowUpdate) && e.Observation.Window >= 0 && newly == 0 && (!s.synLast || r.repeat == 0 && len(sackBlocks(e.Options)) == 0):
		return e.say("what.ack.window")
	case newly == 0 && r.repeat != 0:
		return e.say("what.ack.again", number("of", r.repeat))
	case e.has(tcpreasm.FoundDuplicateAck) && int32(r.next-e.Ack) > 0:
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
		return true // or there would be no connection
	case f.Has(tcpreasm.SYN):
		return before.Seq != e.receiver().isn || !f.Has(tcpreasm.ACK) && e.receiver().repeat == 0
	case f.Has(tcpreasm.ACK) && before.Length == 0 && s.syns > 0: // or more may have been sent than is known
		return int32(before.Ack-s.next) > 0 || int32(before.Ack-s.isn) <= 0
	}
	return false
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
	case !e.fits():
		return e.say("why.unfit")
	case syn && ack && s.syns > 0 && s.synacks == 0 && e.Seq == s.isn && r.syns > 0:
		return e.say("why.both")
	case e.isProbe():
		return e.say("why.probe")
	case e.has(tcpreasm.FoundKeepAlive):
		return e.say("why.keepalive")
	case e.again():
		return e.say("why.again")
	case syn && ack:
		return e.say("why.listen")
	case syn:
		return e.say("why.active")
	case e.isThird():
		return e.say("why.handshake")
	case pickedUp(e.Step):
		return e.say("why.unknown")
	case fin && r.fins == 0:
		return e.say("why.fin.active")
	case fin && e.crossed():
		return e.say("why.fin.both")
	case fin:
		return e.say("why.fin.passive")
	case e.Length > 0 && s.fins > 0 && int32(e.Seq-s.finEnd) >= 0:
		return e.say("why.late")
	case e.Length > 0 && s.state == tcpreasm.CloseWait:
		return e.say("why.closewait")
	case e.Length > 0:
		return e.say("why.established")
	case before != nil && before.From != e.From && e.newlyAcked() <= 0 && e.isChallenge():
		return e.say("why.challenge")
	case said.Key == "what.ack.window":
		return e.say("why.window")
	case said.Key == "what.ack.duplicate", said.Key == "what.ack.hole":
		return e.say("why.duplicate")
	case s.state == tcpreasm.TimeWait && e.newlyAcked() != 0:
		return e.say("why.lastack")
	case s.state == tcpreasm.TimeWait:
		return e.say("why.timewait")
	case s.fins > 0:
		return e.say("why.finwait")
	}
	return e.say("why.ack")
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
