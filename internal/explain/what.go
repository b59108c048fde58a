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
	case syn && ack && e.sender().syns > 0:
		return e.say("what.synack.again")
	case syn && ack:
		return e.say("what.synack")
	case syn:
		return e.whatSyn()
	case e.has(tcpreasm.FoundKeepAlive):
		return e.say("what.keepalive")
	case e.has(tcpreasm.FoundZeroWindowProbe):
		return e.say("what.probe")
	case e.Flags.Has(tcpreasm.FIN):
		return e.whatFin()
	case e.Length > 0:
		return e.whatData()
	case ack:
		return e.whatAck()
	}
	return e.say("what.other")
}

func (e *explainer) whatSyn() Sentence {
	s := e.sender()
	switch {
	case s.syns > 0 && e.Time > s.lastSyn && s.lastSyn > 0 && e.Seq == s.isn:
		return e.say("what.syn.again", number("of", s.firstSyn), duration("since", e.Time-s.lastSyn))
	case e.receiver().syns > 0 && s.syns == 0:
		return e.say("what.syn.both")
	case e.Length > 0:
		return e.say("what.syn.data")
	}
	return e.say("what.syn")
}

func (e *explainer) whatRst() Sentence {
	switch {
	case e.receiver().syns > 0 && e.sender().state <= tcpreasm.Listen && !e.sender().known:
		return e.say("what.rst.refused")
	case e.sender().state == tcpreasm.Closed && e.sender().known:
		return e.say("what.rst.closed")
	}
	return e.say("what.rst")
}

func (e *explainer) whatFin() Sentence {
	switch {
	case e.sender().fins > 0:
		return e.say("what.fin.again")
	case e.receiver().fins > 0:
		return e.say("what.fin.second")
	case e.Length > 0:
		return e.say("what.fin.data")
	}
	return e.say("what.fin")
}

func (e *explainer) whatData() Sentence {
	switch {
	case e.has(tcpreasm.FoundSpuriousRetransmission):
		return e.say("what.data.spurious")
	case e.has(tcpreasm.FoundFastRetransmission):
		return e.say("what.data.fast")
	case e.has(tcpreasm.FoundRetransmission):
		return e.say("what.data.again")
	case e.has(tcpreasm.FoundOutOfOrder):
		return e.say("what.data.late")
	case e.has(tcpreasm.FoundLostSegment):
		return e.say("what.data.hole")
	case e.Captured < e.Length:
		return e.say("what.data.cut")
	}
	return e.say("what.data")
}

func (e *explainer) whatAck() Sentence {
	switch {
	case e.has(tcpreasm.FoundAckLostSegment):
		return e.say("what.ack.early")
	case e.has(tcpreasm.FoundDuplicateAck):
		return e.say("what.ack.duplicate", number("of", e.DuplicateOf), number("n", e.DuplicateNumber))
	case e.has(tcpreasm.FoundZeroWindowProbeAck):
		return e.say("what.probe.ack")
	case e.has(tcpreasm.FoundZeroWindow):
		return e.say("what.ack.zero")
	case e.has(tcpreasm.FoundKeepAliveAck):
		return e.say("what.keepalive.ack")
	case e.has(tcpreasm.FoundWindowUpdate):
		return e.say("what.ack.window")
	case e.Frame == e.c.Handshake.Ack:
		return e.say("what.ack.third")
	case e.receiver().fins > 0 && e.Ack == e.receiver().next && e.newlyAcked() != 0:
		return e.say("what.ack.fin")
	}
	if n := e.newlyAcked(); n > 0 {
		return e.say("what.ack.new", number("new", n))
	}
	return e.say("what.ack.same")
}

// why says why the segment's sender may send it now.
func (e *explainer) why() Sentence {
	s, r := e.sender(), e.receiver()
	again := e.has(tcpreasm.FoundRetransmission | tcpreasm.FoundFastRetransmission | tcpreasm.FoundSpuriousRetransmission)
	syn, ack, fin := e.Flags.Has(tcpreasm.SYN), e.Flags.Has(tcpreasm.ACK), e.Flags.Has(tcpreasm.FIN)
	switch {
	case e.Flags.Has(tcpreasm.RST):
		return e.say("why.rst")
	case again, syn && s.syns > 0, fin && s.fins > 0:
		return e.say("why.again")
	case syn && ack:
		return e.say("why.listen")
	case syn:
		return e.say("why.active")
	case e.Frame == e.c.Handshake.Ack && e.Length == 0 && !fin:
		return e.say("why.handshake")
	case e.c.Initiator != tcpreasm.BySyn && e.at == 0:
		return e.say("why.unknown")
	case fin && r.fins == 0:
		return e.say("why.fin.active")
	case fin && e.crossed():
		return e.say("why.fin.both")
	case fin:
		return e.say("why.fin.passive")
	case e.Length > 0 && s.fins > 0 && !e.has(tcpreasm.FoundOutOfOrder):
		return e.say("why.late")
	case e.Length > 0 && s.state == tcpreasm.CloseWait:
		return e.say("why.closewait")
	case e.Length > 0:
		return e.say("why.established")
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
