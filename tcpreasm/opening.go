package tcpreasm

// syn takes a SYN without ACK from one end.
func (c *Conn) syn(from Side, s *Segment) {
	peer := from.Peer()
	c.learnISN(from, s)
	if from == Client && c.Handshake.SynAck == 0 {
		// Sent again, it is the last that the SYN-ACK answers.
		c.Handshake.Syn, c.Handshake.SynTime = s.Frame, s.Time
	}
	if c.States[from] == Closed && !c.closed() {
		c.happens(from, sendSyn)
	}
	if c.ends[peer].syn {
		c.happens(peer, recvSyn)
		if c.States[from] == SynSent {
			c.happens(from, recvSyn)
		}
	} else if c.States[peer] == Closed && !c.closed() {
		c.States[peer] = Listen // what it must be to answer
	}
}

// learnISN takes the initial sequence number from a SYN, unless bytes of
// that end were handed on before it.
func (c *Conn) learnISN(from Side, s *Segment) {
	e := &c.ends[from]
	e.syn = true
	if !e.known || e.isn != s.Seq && c.StreamBytes[from] == 0 {
		e.start(s.Seq+1, true)
	}
	e.exact = true
}

// synAck takes a SYN-ACK from one end.
func (c *Conn) synAck(from Side, s *Segment) {
	peer := from.Peer()
	c.learnISN(from, s)
	if from == Server && c.Handshake.SynAck == 0 {
		c.Handshake.SynAck, c.Handshake.SynAckTime = s.Frame, s.Time
	}
	if p := &c.ends[peer]; p.known && p.syn && s.Ack != p.isn+1 && before(s.Ack, p.isn+1) {
		return // answers an older SYN
	}
	c.happens(from, sendSynAck)
	c.happens(peer, recvSynAck)
}

// acknowledgeSyn takes the acknowledgement that ends the handshake.
func (c *Conn) acknowledgeSyn(from Side, s *Segment) {
	p := &c.ends[from.Peer()]
	if !p.syn || !after(s.Ack, p.isn) {
		return
	}
	if from == Client && c.Handshake.SynAck != 0 && c.Handshake.Ack == 0 {
		c.Handshake.Ack, c.Handshake.AckTime = s.Frame, s.Time
	}
	c.happens(from.Peer(), recvAckOfSyn)
}
