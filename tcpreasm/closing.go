package tcpreasm

// fin takes a FIN from one end; seq is its number.
func (t *Tracker) fin(c *Conn, from Side, s *Segment, seq uint32) {
	e, peer := &c.ends[from], from.Peer()
	if e.fin || !c.plausible(from, seq) || before(seq, e.next) {
		return
	}
	e.fin, e.finSeq, e.finAt = true, seq, Position{s.Frame, s.Time, -1}
	e.held.cutAt(seq, &t.pool) // after FIN there is nothing
	if after(seq+1, e.highest) {
		e.highest = seq + 1
	}
	if c.Close == Open {
		c.Close, c.ClosedBy = Half, closerOf(from)
	}
	if p := &c.ends[peer]; p.fin && !p.finAcked && c.States[from] == CloseWait {
		c.happens(from, sendFinUnaware)
		if c.Close == Half {
			c.ClosedBy = ByBoth
		}
	} else {
		c.happens(from, sendFin)
	}
	c.happens(peer, recvFin)
	if e.gotAck && after(e.acked, seq) {
		c.acknowledgeFin(from) // the acknowledgement was captured first
	}
	t.pump(c)
}

// acknowledgeFin takes the acknowledgement of the FIN that an end sent.
func (c *Conn) acknowledgeFin(of Side) {
	c.ends[of].finAcked = true
	c.happens(of, recvAckOfFin)
	if c.Close == Half && c.ends[of.Peer()].finAcked {
		c.Close = Fin
	}
}

// reset takes a RST from one end. One whose number the other end would not
// accept changes nothing (RFC 9293 §3.10.7.3 and §3.10.7.4).
func (c *Conn) reset(from Side, s *Segment) {
	peer := from.Peer()
	if !c.acceptsReset(from, s) {
		return
	}
	switch {
	case c.closed():
	case c.States[peer] == SynSent && !c.ends[from].syn:
		c.Close, c.ClosedBy = Refused, closerOf(from)
	default:
		c.Close, c.ClosedBy = Reset, closerOf(from)
	}
	c.happens(from, sendRst)
	if c.States[peer] == SynReceived && c.passive(peer) {
		c.happens(peer, recvRstPassive)
	} else {
		c.happens(peer, recvRst)
	}
}

// passive says whether an end was opened by the other's SYN alone.
func (c *Conn) passive(side Side) bool {
	return side == Server && c.Handshake.SynAck != 0 && !c.crossed
}

// acceptsReset says whether the end that gets a RST believes it: in SYN-SENT
// if it acknowledges the SYN, otherwise if its number lies in the window.
func (c *Conn) acceptsReset(from Side, s *Segment) bool {
	e, p := &c.ends[from], &c.ends[from.Peer()]
	if c.States[from.Peer()] == SynSent {
		return s.Flags.Has(ACK) && after(s.Ack, p.isn) && atOrBefore(s.Ack, p.highest)
	}
	if !e.known {
		return true
	}
	first := e.next
	if e.gotAck && before(e.acked, first) {
		first = e.acked
	}
	window := max(p.window, 1)
	if !c.windowKnown(from.Peer()) {
		window = maxWindow
	}
	return atOrAfter(s.Seq, first) && before(s.Seq, e.highest+window)
}

// maxWindow is the most that a window of unknown scale may be.
const maxWindow = 0xffff << maxWindowScale

// closed says whether the connection is over.
func (c *Conn) closed() bool { return c.Close == Fin || c.Close == Reset || c.Close == Refused }

// settleClose tells Unanswered apart from Open, once nothing can follow.
func (c *Conn) settleClose() {
	if c.Close == Open && c.Completeness&SawSyn != 0 && c.Packets[Server] == 0 {
		c.Close = Unanswered
	}
}

func closerOf(side Side) Closer {
	if side == Client {
		return ByClient
	}
	return ByServer
}
