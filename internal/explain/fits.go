package explain

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

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

// isAncient says whether its bytes come before the first of this connection's.
func (e *explainer) isAncient() bool {
	s := e.sender()
	return e.Length > 0 && s.syns > 0 && !e.Flags.Has(tcpreasm.SYN) && int32(e.End()-s.isn-1) <= 0
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

// sentSyn says whether its sender has sent that SYN before.
func (e *explainer) sentSyn() bool { return e.sender().syns > 0 && e.Seq == e.sender().isn }

// isStrangeSyn says whether it is a SYN,ACK that is none of its connection,
// which is open by other numbers.
func (e *explainer) isStrangeSyn() bool {
	s, r := e.sender(), e.receiver()
	return e.Flags.Has(tcpreasm.SYN|tcpreasm.ACK) && (s.strangeSyn(e.Step) || r.state > tcpreasm.SynReceived && !e.fits())
}

// isOutside says whether its receiver drops it, as it lies beyond the window.
func (e *explainer) isOutside() bool { return e.receiver().drops(e.Step) }

// drops says whether the end, which waits for the handshake's last step, drops a
// segment of the other that lies beyond its window (RFC 9293 §3.10.7.4, first
// check).
func (k *knowledge) drops(s *replay.Step) bool {
	return k.state == tcpreasm.SynReceived && s.States[s.From.Peer()] == k.state && !s.Flags.Has(tcpreasm.SYN) && k.acks && k.window >= 0 &&
		int64(int32(s.Seq-k.acked)) > max(k.window-1, 0)
}

// refused says whether all that the other end said before was RST, and one of
// them ended the wait of its sender.
func (e *explainer) refused() bool {
	return e.receiver().resets > 0 && !e.receiver().spoke && e.sender().state == tcpreasm.Closed
}

// isChallenge says whether it answers what its sender may not heed: a RST or
// SYN within a connection, or an ACK of what was never sent.
func (e *explainer) isChallenge() bool {
	before, s := e.last(), e.sender()
	if e.at >= 2 && s.dropped == before.Frame {
		return true
	}
	if e.at < 2 || s.state < tcpreasm.SynReceived || !s.acks || e.Ack != s.acked {
		return false
	}
	switch f := before.Flags; {
	case f.Has(tcpreasm.RST):
		past := before.Seq - e.Ack
		return past > 0 && (s.window < 0 || int64(past) < max(s.window, 1))
	case f.Has(tcpreasm.SYN):
		return before.Seq != e.receiver().isn || !f.Has(tcpreasm.ACK) && e.receiver().repeat == 0
	case f.Has(tcpreasm.ACK) && before.Length == 0 && s.syns > 0 && s.state >= tcpreasm.Established: // or more may have been sent than is known
		return int32(before.Ack-s.next) > 0 || int32(before.Ack-s.isn) <= 0
	}
	return false
}

// challenge is the key of what a challenge says.
func (e *explainer) challenge() string {
	switch f := e.last().Flags; {
	case e.sender().dropped == e.last().Frame:
		return "what.ack.challenge.window"
	case f.Has(tcpreasm.RST):
		return "what.ack.challenge"
	case f.Has(tcpreasm.SYN):
		return "what.ack.challenge.syn"
	}
	return "what.ack.challenge.ack"
}
