package tcpreasm

// syn takes a SYN without ACK from one end.
func (t *Tracker) syn(c *Conn, from Side, s *Segment) {
	peer := from.Peer()
	again := c.ends[from].syn && s.Seq == c.ends[from].isn && t.seen.SameAs == 0
	if again && c.unheard() && (c.Close == Refused || c.Close == Reset) {
		c.reopen(from)
	}
	t.learnISN(c, from, s)
	if from == Client && (c.Handshake.Syn == 0 || c.Handshake.SynAck == 0 && t.seen.SameAs == 0) {
		// Sent again, it is the last that the SYN-ACK answers.
		c.Handshake.Syn, c.Handshake.SynTime = s.Frame, s.Time
	}
	if c.closed() {
		return
	}
	if again && c.unanswered(from) {
		c.happens(from, SendSynAgain)
	}
	c.happens(from, SendSyn)
	if c.ends[peer].syn && !c.ends[peer].synAck {
		c.crossed = c.crossed || c.States[from] == SynSent
		c.happens(peer, RecvSyn)
		c.happens(from, RecvSyn)
	} else {
		c.happens(peer, PassiveOpen) // it must have been listening to answer
	}
}

// unheard says whether neither end was heard to send anything but SYN and RST.
func (c *Conn) unheard() bool {
	sent := c.StreamBytes[Client] | c.StreamBytes[Server] | c.MissingBytes[Client] | c.MissingBytes[Server]
	return sent == 0 && !c.ends[Client].fin && !c.ends[Server].fin && !c.ends[Client].waits() && !c.ends[Server].waits()
}

// unanswered says whether an end that is taken to have got its SYN-ACK has
// shown no sign of that.
func (c *Conn) unanswered(from Side) bool {
	return !c.crossed && !c.ends[from].spoke && c.States[from.Peer()] == SynReceived
}

// reopen takes a SYN by the number of one that was refused or reset: Wireshark
// counts it to the same connection, but it is another attempt.
func (c *Conn) reopen(from Side) {
	c.Close, c.ClosedBy, c.challenged, c.crossed = Open, ByNobody, false, false
	c.Handshake = Handshake{}
	for side := range c.ends {
		e := &c.ends[side]
		*e = endpoint{window: e.window, flight: e.flight, analysis: e.analysis}
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
	again := e.synAck && !e.spoke && !c.crossed && s.Seq == e.isn && t.seen.SameAs == 0
	if again {
		c.happens(from, SendSynAckAgain)
	}
	e.synAck = true
	c.happens(from, SendSynAck)
	c.happens(from.Peer(), RecvSynAck)
	if !again && e.gotAck && after(e.acked, e.isn) {
		c.happens(from, RecvAckOfSyn) // that was captured first
	}
}

// dropsOpening says whether the other end, in SYN-RECEIVED, drops a segment with
// its acknowledgement: it lies beyond the window that came with the SYN-ACK (RFC
// 9293 §3.10.7.4, first check).
func (c *Conn) dropsOpening(from Side, s *Segment) bool {
	e, p := &c.ends[from], &c.ends[from.Peer()]
	return c.States[from.Peer()] == SynReceived && p.synAck && e.gotAck && !s.Flags.Has(SYN) && after(s.Seq, e.acked+max(p.window, 1)-1)
}

// acknowledgeSyn takes an acknowledgement that may end the handshake.
func (c *Conn) acknowledgeSyn(from Side, s *Segment) {
	e, p := &c.ends[from], &c.ends[from.Peer()]
	if e.syn && e.gotAck && after(e.acked, e.isn) && !c.crossed {
		c.happens(from, RecvAckOfSyn) // or it would send SYN-ACK alone
	}
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
