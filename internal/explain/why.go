package explain

import (
	"strings"

	"wiretalk/tcpreasm"
)

// why says why the segment's sender may send it now. said is what it is.
func (e *explainer) why(said Sentence) Sentence {
	s, r := e.sender(), e.receiver()
	syn, ack, fin := e.Flags.Has(tcpreasm.SYN), e.Flags.Has(tcpreasm.ACK), e.Flags.Has(tcpreasm.FIN)
	before := e.last()
	switch {
	case e.SameAs != 0:
		return e.say("why.twice")
	case e.Flags.Has(tcpreasm.RST):
		if n := e.unansweredAsked(); n > 0 {
			return e.say("why.rst.silent", number("n", n))
		}
		return e.say("why.rst")
	case !syn && !ack:
		return e.say("why.noack")
	case !e.fits() || e.isStrangeSyn() || e.isOutside() || said.Key == "what.data.ancient":
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
	case strings.HasPrefix(said.Key, "what.data.fast"):
		return e.say("why.fast")
	case said.Key == "what.fin.again.ack", said.Key == "what.fin.again.early":
		return e.say("why.ack")
	case syn && e.sentSyn(), !syn && e.again() && (!fin || s.fins > 0), said.Key == "what.data.partly":
		return e.whyAgain(said)
	case syn && ack:
		return e.say("why.listen")
	case syn:
		return e.say("why.active")
	case e.isThird():
		return e.say("why.handshake")
	case pickedUp(e.Step):
		return e.say("why.unknown")
	case !syn && s.state == tcpreasm.Closed && s.resets > 0 && r.resets == 0:
		return e.say("why.over.own")
	case fin && s.state == tcpreasm.Closed && s.spoke:
		return e.say("why.closed")
	case fin && r.fins == 0 && (e.begunBefore() || !r.spoke):
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
	case said.Key == "what.ack.duplicate", e.namesHole():
		return e.say("why.duplicate")
	case said.Key == "what.keepalive.ack", said.Key == "what.probe.ack":
		return e.say("why.asked")
	case s.state == tcpreasm.TimeWait && r.fins > 0 && int32(e.Ack-r.finEnd) >= 0 && e.newlyAcked() != 0:
		return e.say("why.lastack")
	case s.state == tcpreasm.TimeWait && said.Key == "what.ack.again" && r.fins > 1:
		return e.say("why.timewait")
	case said.Key == "what.ack.again", said.Key == "what.ack.twice":
		return e.say("why.repeat")
	case s.state == tcpreasm.Closed && s.spoke:
		return e.say("why.closed")
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
	case state == tcpreasm.Established && e.begunBefore():
		return e.say("why.unknown")
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

// begunBefore says whether the capture begins in the middle of the connection
// and shows no bytes of the receiver so far: it may have closed before.
func (e *explainer) begunBefore() bool {
	return e.c.Handshake.Syn|e.c.Handshake.SynAck == 0 && !e.receiver().bytes
}
