package tcpreasm

// Conn is one connection while it is tracked.
type Conn struct {
	Info
	Context     any  // free for the Handler
	TurnedRound bool // the ends have changed places since Opened

	ends         [2]endpoint
	clientIsHigh bool // which end of the flow the client is
	lately       sightings
	crossed      bool // both ends opened at once
	challenged   bool // a RST came from challenger that was in the window and not exact
	challenger   Side
	challengedAt Moment
	waiting      int    // place in Tracker.waiting, from 1
	carried      uint32 // acknowledgement that came with the bytes being handed on
	carries      bool   // it is valid
	key          flow

	queue      *queue // where it waits to be forgotten
	prev, next *Conn
	seen       int64 // Info.End when it was put there
}

// side says which end sent a segment of this connection.
func (c *Conn) side(senderIsHigh bool) Side {
	if senderIsHigh == c.clientIsHigh {
		return Client
	}
	return Server
}

// sideNow is the side of an end that was from before the handler was called:
// the handler may have called TurnRound. turned is what TurnedRound was.
func (c *Conn) sideNow(from Side, turned bool) Side {
	if c.TurnedRound != turned {
		return from.Peer()
	}
	return from
}

// observe counts a segment and follows both ends' numbers and states.
func (t *Tracker) observe(c *Conn, from Side, s *Segment) {
	silence := s.Time - c.End
	c.LastFrame, c.End = s.Frame, s.Time
	if silence >= twoMSL {
		c.happens(Client, Timeout)
		c.happens(Server, Timeout)
	}
	if silence < 0 && s.Time != 0 {
		c.StepsBack++
	}
	c.Packets[from]++
	c.Bytes[from] += int64(s.Length)
	c.Sent[from].Largest = max(c.Sent[from].Largest, uint32(s.Length))

	c.complete(s)
	c.Flags.add(s.Flags)
	found := c.analyse(from, s)
	c.Analysis[from].count(found)
	c.outlive(from)
	t.begin(c, from, s, found)

	switch {
	case s.Flags.Has(RST):
		c.reset(from, s)
		return
	case s.Flags.Has(SYN | ACK):
		t.synAck(c, from, s)
	case s.Flags.Has(SYN):
		t.syn(c, from, s)
	}
	e := &c.ends[from]
	e.spoke = e.spoke || !s.Flags.Has(SYN)
	if c.States[from] == SynSent && !s.Flags.Has(SYN) && c.beside(from, s.Seq) {
		c.pickUp(from, s)
	}
	if !e.known {
		e.start(s.Seq, false)
	} else if !e.exact && s.Seq == e.next+1 && e.next == e.isn+1 && !e.waits() {
		e.start(s.Seq, false) // what was seen first was a keep-alive, one below the next byte
	} else if c.precedesAcknowledgement(from, s) {
		e.start(s.Seq, false)
	}
	end := s.Seq + uint32(s.Length)
	if s.Flags.Has(SYN) {
		end++
	}
	if s.Flags.Has(SYN | FIN) {
		end++ // which a RST to it acknowledges
	}
	if s.Flags.Has(ACK) {
		t.acknowledge(c, from, s)
	}
	if c.plausible(from, end) && after(end, e.highest) {
		e.highest = end
		c.reachClaim(from)
	}
	if e.gotAck && before(e.acked, e.next-longAgo) {
		e.gotAck = false
	}
	c.window(from, s)
	t.land(c, from.Peer(), s)
	t.depart(c, from, s)
	t.measure(c, from, s)
	turned := c.TurnedRound
	t.receive(c, from, s)
	from = c.sideNow(from, turned)
	t.seen.From = from
	if s.closes() {
		t.fin(c, from, s, end)
	}
	if e := &c.ends[from]; e.fin && !e.finArrived && c.whole(from) {
		c.arriveFin(from)
	}
	for side := range c.ends {
		c.noteUnseenFin(Side(side))
	}
	if c.awaits() {
		t.checkAwaited(c, c.End)
	}
	t.keepWaiting(c, c.timed())
}

// precedesAcknowledgement says whether a segment brings the first bytes of an end
// whose numbers were taken from an acknowledgement of them, which was captured
// before them, as the SYN-ACK will be behind them if at all.
func (c *Conn) precedesAcknowledgement(from Side, s *Segment) bool {
	e := &c.ends[from]
	first := !e.syn && c.ends[from.Peer()].syn && !e.fin && !e.waits() && c.StreamBytes[from]|c.MissingBytes[from] == 0
	keepAlive := s.Length == 1 && s.Seq == e.next-1
	return first && s.Length > 0 && !keepAlive && !s.Flags.Any(SYN|RST) && before(s.Seq, e.next) && after(s.Seq, e.next-longAgo)
}

// beside says whether a number cannot follow the SYN that its sender seems to
// have sent.
func (c *Conn) beside(from Side, seq uint32) bool {
	e := &c.ends[from]
	untouched := e.syn && !e.gotAck && !e.fin && !e.waits() && c.StreamBytes[from]|c.MissingBytes[from] == 0
	return untouched && (before(seq, e.isn) || after(seq, e.highest+maxWindow))
}

// pickUp takes the connection up in the middle: its SYN was an old or forged
// one, which was challenged, and the one before goes on (RFC 9293 §3.10.7.4,
// RFC 5961 §4).
func (c *Conn) pickUp(from Side, s *Segment) {
	c.ends[from].syn = false
	c.ends[from].start(s.Seq, false)
	c.happens(Client, PickedUp)
	c.happens(Server, PickedUp)
}

// acknowledge takes the acknowledgement in a segment from one end: what it
// proves of the other end's bytes.
func (t *Tracker) acknowledge(c *Conn, from Side, s *Segment) {
	p := &c.ends[from.Peer()]
	if !p.known {
		p.start(s.Ack, true)
	}
	if c.dropsOpening(from, s) {
		return
	}
	oldest := p.next - longAgo
	if p.syn && p.next == p.isn+1 {
		oldest = p.next
	}
	if !c.plausible(from.Peer(), s.Ack) || before(s.Ack, oldest) {
		return
	}
	if t.seen.SameAs == 0 || !after(s.Ack, p.highest) {
		p.rise(s.Ack)
	}
	switch {
	case after(s.Ack, p.highest):
		if t.seen.SameAs == 0 {
			c.claim(from.Peer(), s)
		}
	case !p.gotAck || after(s.Ack, p.acked):
		p.gotAck, p.acked = true, s.Ack
	}
	c.disclaim(from.Peer(), s)
	if p.gotAck && after(p.acked, p.next) {
		c.awaitAcknowledged(from.Peer(), p.acked)
	}
	if s.Flags.Has(SYN) {
		return
	}
	c.acknowledgeSyn(from, s)
	switch acked := p.fin && p.gotAck && after(p.acked, p.finSeq); {
	case acked && !p.finAcked:
		c.acknowledgeFin(from.Peer())
	case acked && after(s.Ack, p.finSeq) && (p.finRefuted || p.finOverdue):
		c.confirmFin(from.Peer())
	}
}

// window notes what an end offers to receive. Until both SYNs have offered
// to scale, windows are as they stand (RFC 7323 §2.2).
func (c *Conn) window(from Side, s *Segment) {
	e := &c.ends[from]
	e.window = uint32(s.Window)
	if s.Flags.Has(SYN) {
		if o := &c.Sent[from].Options; !o.Seen || s.Seq == e.isn && !e.gotAck {
			*o = parseOptions(s.Options) // once acknowledged, they are agreed
		}
		return
	}
	own, peer := &c.Sent[from], &c.Sent[from.Peer()]
	if own.Options.Scales && peer.Options.Scales {
		e.window <<= own.Options.WindowScale
	}
	if c.scaleKnown(from) {
		own.Window.add(e.window)
	}
}

// scaleKnown says whether it is known how an end's window is scaled.
func (c *Conn) scaleKnown(side Side) bool {
	return c.ends[side].syn && (!c.Sent[side].Options.Scales || c.ends[side.Peer()].syn)
}

// windowKnown says whether an end's window is known in bytes: not when its
// SYN, with the scale in it, was not seen.
func (c *Conn) windowKnown(side Side) bool { return c.ends[side].syn }

// complete adds what a segment brings to Wireshark's completeness.
func (c *Conn) complete(s *Segment) {
	switch {
	case s.Flags.Has(SYN | ACK):
		c.Completeness |= SawSynAck
	case s.Flags.Has(SYN):
		c.Completeness |= SawSyn
	case s.Flags.Has(RST):
		c.Completeness |= SawRst
		if s.Flags.Has(ACK) {
			c.Completeness |= SawAck
		}
		return
	case s.Flags.Has(FIN | ACK):
		c.Completeness |= SawFin | SawAck
	case s.Flags.Has(ACK) && s.Length == 0:
		c.Completeness |= SawAck
	}
	if s.Length > 0 {
		c.Completeness |= SawData
	}
}
