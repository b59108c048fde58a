package tcpreasm

// syn takes a SYN without ACK from one end.
func (t *Tracker) syn(c *Conn, from Side, s *Segment) {
	peer := from.Peer()
	t.learnISN(c, from, s)
	if from == Client && (c.Handshake.Syn == 0 || c.Handshake.SynAck == 0 && t.seen.SameAs == 0) {
		// Sent again, it is the last that the SYN-ACK answers.
		c.Handshake.Syn, c.Handshake.SynTime = s.Frame, s.Time
	}
	if c.closed() {
		return
	}
	c.happens(from, SendSyn)
	if c.ends[peer].syn {
		c.crossed = c.crossed || c.States[from] == SynSent
		c.happens(peer, RecvSyn)
		c.happens(from, RecvSyn)
	} else {
		c.happens(peer, PassiveOpen) // it must have been listening to answer
	}
}

// learnISN takes the initial sequence number from a SYN. It is too late for
// another one when that before was acknowledged (RFC 9293 §3.10.7.4), bytes
// were handed on, or a FIN was seen.
func (t *Tracker) learnISN(c *Conn, from Side, s *Segment) {
	e := &c.ends[from]
	acknowledged := e.syn && e.gotAck && after(e.acked, e.isn)
	e.syn = true
	if e.known && e.isn == s.Seq {
		e.exact = true
		return
	}
	if acknowledged || e.fin || c.StreamBytes[from] != 0 || c.MissingBytes[from] != 0 {
		return
	}
	e.start(s.Seq+1, true)
	e.awaited = false
	if before(e.acked, e.isn) || !c.plausible(from, e.acked) {
		e.gotAck = false
	}
	if k := e.held.chunks; len(k) > 0 && (before(k[0].seq, e.next) || !c.plausible(from, k[len(k)-1].seq)) {
		e.held.cutAt(k[0].seq, &t.pool)
	}
}

// synAck takes a SYN-ACK from one end.
func (t *Tracker) synAck(c *Conn, from Side, s *Segment) {
	e, p := &c.ends[from], &c.ends[from.Peer()]
	if p.syn && (!after(s.Ack, p.isn) || after(s.Ack, p.highest)) {
		return // answers another SYN (RFC 9293 §3.10.7.3)
	}
	t.learnISN(c, from, s)
	if from == Server && c.Handshake.SynAck == 0 {
		c.Handshake.SynAck, c.Handshake.SynAckTime = s.Frame, s.Time
	}
	if c.closed() {
		return
	}
	c.happens(from, SendSynAck)
	c.happens(from.Peer(), RecvSynAck)
	if e.gotAck && after(e.acked, e.isn) {
		c.happens(from, RecvAckOfSyn) // that was captured first
	}
}

// acknowledgeSyn takes an acknowledgement that may end the handshake.
func (c *Conn) acknowledgeSyn(from Side, s *Segment) {
	e, p := &c.ends[from], &c.ends[from.Peer()]
	if c.States[from] == SynSent && after(s.Seq, e.isn) && atOrBefore(s.Seq, e.highest) {
		// It has had a SYN-ACK, which was not captured or comes late.
		c.happens(from.Peer(), SendSynAck)
		c.happens(from, RecvSynAck)
		c.happens(from.Peer(), RecvAckOfSyn)
	}
	if from == Client && c.Handshake.Ack == 0 && c.Handshake.Syn|c.Handshake.SynAck != 0 {
		c.Handshake.Ack, c.Handshake.AckTime = s.Frame, s.Time
	}
	if p.syn && after(s.Ack, p.isn) {
		c.happens(from.Peer(), RecvAckOfSyn)
	}
	if c.Packets[from.Peer()] == 0 {
		// One direction only: what answered its SYN-ACK will not be seen.
		c.happens(from, RecvAckOfSyn)
	}
}
