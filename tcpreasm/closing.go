package tcpreasm

// fin takes a FIN from one end; seq is its number.
func (t *Tracker) fin(c *Conn, from Side, s *Segment, seq uint32) {
	e, peer := &c.ends[from], from.Peer()
	if e.fin && seq == e.finSeq && t.seen.SameAs == 0 {
		c.refuteFin(from, s)
	}
	if !e.syn && !e.fin && seq == e.isn && e.next == seq+1 && !e.awaited && !e.waits() && c.StreamBytes[from] == 0 {
		// The capture began behind it: it is sent again.
		e.next = seq
	}
	if !c.plausible(from, seq) || before(seq, e.next) {
		return
	}
	if e.fin {
		t.finAgain(c, from, s, seq)
		return
	}
	e.fin, e.finSeq, e.finAt = true, seq, Position{s.Frame, s.Time, -1}
	c.Fin[from] = Moment{s.Frame, s.Time}
	e.held.cutAt(seq, &t.pool) // after FIN there is nothing
	if after(seq+1, e.highest) {
		e.highest = seq + 1
		c.reachClaim(from)
	}
	if c.Close == Open {
		c.Close, c.ClosedBy = Half, closerOf(from)
	}
	p := &c.ends[peer]
	crossed := p.fin && !p.finAcked && (c.States[from] == CloseWait || !p.finArrived)
	if crossed && c.Close == Half {
		c.ClosedBy = ByBoth
	}
	if crossed && c.States[from] == CloseWait {
		c.happens(from, SendFinUnaware)
	} else {
		c.happens(from, SendFin)
	}
	if c.whole(from) {
		c.arriveFin(from)
	}
	if e.gotAck && after(e.acked, seq) {
		c.acknowledgeFin(from) // the acknowledgement was captured first
	}
	t.pump(c)
}

// finAgain takes a FIN from an end that has sent one. With another number, and
// the first neither acknowledged nor reached, the first was forged or damaged.
func (t *Tracker) finAgain(c *Conn, from Side, s *Segment, seq uint32) {
	e := &c.ends[from]
	if seq == e.finSeq || e.finAcked || e.finPassed {
		return
	}
	e.finSeq, e.finAt = seq, Position{s.Frame, s.Time, -1}
	c.Fin[from] = Moment{s.Frame, s.Time}
	e.held.cutAt(seq, &t.pool)
	if after(seq+1, e.highest) {
		e.highest = seq + 1
		c.reachClaim(from)
	}
	if e.gotAck && after(e.acked, seq) {
		c.acknowledgeFin(from)
	}
	t.pump(c)
}

// refuteFin takes a FIN that is sent again: the acknowledgement of it that
// passed had not come to its sender.
func (c *Conn) refuteFin(from Side, s *Segment) {
	e, p := &c.ends[from], &c.ends[from.Peer()]
	if e.finOverdue {
		e.finOverdue = false
		c.happens(from.Peer(), RecvFin)
	}
	switch unaware := p.finArrived && s.Flags.Has(ACK) && atOrBefore(s.Ack, p.finSeq); {
	case c.Close == Reset || !e.finAcked && !unaware:
	case unaware:
		c.happens(from, SendFinAgainUnaware)
		e.finRefuted, p.finOverdue = e.finAcked, true
	case !e.finRefuted:
		e.finRefuted = true
		c.happens(from, SendFinAgain)
	}
}

// confirmFin takes an acknowledgement of a FIN that did not seem to arrive, or
// whose first acknowledgement did not.
func (c *Conn) confirmFin(of Side) {
	e := &c.ends[of]
	if e.finOverdue {
		e.finOverdue = false
		c.happens(of.Peer(), RecvFin)
	}
	if e.finRefuted {
		e.finRefuted = false
		c.happens(of, RecvAckOfFin)
	}
}

// whole says whether all bytes before the FIN of an end were captured.
func (c *Conn) whole(from Side) bool {
	e := &c.ends[from]
	next := e.next
	for i := range e.held.chunks {
		if e.held.chunks[i].seq != next {
			return false
		}
		next = e.held.chunks[i].end()
	}
	return next == e.finSeq
}

// arriveFin takes it that the FIN which an end sent has come to the other in
// order (RFC 9293 §3.10.7.4: what comes early waits).
func (c *Conn) arriveFin(from Side) {
	if e := &c.ends[from]; !e.finArrived {
		e.finArrived = true
		c.happens(from.Peer(), RecvFin)
	}
}

// acknowledgeFin takes the acknowledgement of the FIN that an end sent.
func (c *Conn) acknowledgeFin(of Side) {
	c.arriveFin(of)
	c.ends[of].finAcked = true
	c.happens(of, RecvAckOfFin)
	if c.Close == Half && c.ends[of.Peer()].finAcked {
		c.Close = Fin
	}
}

// reset takes a RST from one end. One that the other end would not accept
// changes nothing (RFC 9293 §3.10.7.3 and §3.10.7.4).
func (c *Conn) reset(from Side, s *Segment) {
	if c.States[from] == SynSent && s.Seq != c.ends[from].isn+1 {
		return // it answers what belongs to another connection, and its own goes on (§3.10.7.3)
	}
	switch c.judgeReset(from, s) {
	case resetRefused:
		return
	case resetChallenged:
		c.challenged, c.challenger, c.challengedAt = true, from, Moment{s.Frame, s.Time}
		return
	}
	c.abort(from, Moment{s.Frame, s.Time})
}

// abort ends the connection by a RST from one end that the other accepted.
func (c *Conn) abort(from Side, at Moment) {
	peer := from.Peer()
	if c.Rst[from].Frame == 0 {
		c.Rst[from] = at
	}
	switch {
	case c.closed():
	case c.States[peer] == SynSent && !c.ends[from].syn:
		c.Close, c.ClosedBy = Refused, closerOf(from)
	default:
		c.Close, c.ClosedBy = Reset, closerOf(from)
	}
	c.happens(from, SendRst)
	if c.States[peer] == SynReceived && c.passive(peer) {
		c.happens(peer, RecvRstPassive)
	} else {
		c.happens(peer, RecvRst)
	}
}

// passive says whether an end was opened by the other's SYN alone.
func (c *Conn) passive(side Side) bool {
	return side == Server && c.Handshake.SynAck != 0 && !c.crossed
}

// resetVerdict is what the end that gets a RST makes of it.
type resetVerdict uint8

const (
	resetRefused    resetVerdict = iota // dropped
	resetChallenged                     // answered by an acknowledgement (§3.10.7.4, RFC 5961 §3)
	resetAccepted
)

// judgeReset says what the end that gets a RST makes of it: in SYN-SENT it
// must acknowledge the SYN; otherwise its number must be the very next one.
// What that is, an observer knows only to lie between what was acknowledged
// and what was sent.
func (c *Conn) judgeReset(from Side, s *Segment) resetVerdict {
	e, p := &c.ends[from], &c.ends[from.Peer()]
	if c.States[from.Peer()] == SynSent {
		if s.Flags.Has(ACK) && after(s.Ack, p.isn) && atOrBefore(s.Ack, p.highest) {
			return resetAccepted
		}
		return resetRefused
	}
	if !e.known {
		return resetAccepted
	}
	first := e.next
	if e.gotAck && before(e.acked, first) {
		first = e.acked
	}
	window := max(p.window, 1)
	if !c.windowKnown(from.Peer()) {
		window = maxWindow
	}
	switch {
	case before(s.Seq, first) || atOrAfter(s.Seq, e.highest+window):
		return resetRefused
	case after(s.Seq, e.highest):
		return resetChallenged
	}
	return resetAccepted
}

// outlive takes a segment as a sign of life: its sender was not closed by a
// RST that came to it and was not exact.
func (c *Conn) outlive(from Side) {
	if c.challenged && from != c.challenger {
		c.challenged = false
	}
}

// maxWindow is the most that a window of unknown scale may be.
const maxWindow = 0xffff << maxWindowScale

// closed says whether the connection is over.
func (c *Conn) closed() bool { return c.Close == Fin || c.Close == Reset || c.Close == Refused }

// settleClose tells Unanswered apart from Open, once nothing can follow.
func (c *Conn) settleClose() {
	if c.challenged {
		// Its end was never heard of again: the RST was exact, and what came
		// before it was not captured.
		c.abort(c.challenger, c.challengedAt)
	}
	if c.Close == Open && c.Completeness&SawSyn != 0 && c.Packets[Server] == 0 && c.States[Client] == SynSent {
		c.Close = Unanswered
	}
}

func closerOf(side Side) Closer {
	if side == Client {
		return ByClient
	}
	return ByServer
}
