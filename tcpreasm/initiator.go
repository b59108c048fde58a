package tcpreasm

// initiatorOf decides from a connection's first packet which end sent it.
func initiatorOf(s *Segment) (sender Side, by Initiator) {
	switch {
	case s.opens() && s.Flags.Has(ACK):
		return Server, BySynAck
	case s.opens():
		return Client, BySyn
	case s.Src.Port() < firstUserPort && s.Dst.Port() >= firstUserPort:
		return Server, ByGuess
	default:
		return Client, ByGuess
	}
}

// firstUserPort is where the ports end that only services use (RFC 6335 §6).
const firstUserPort = 1024

// learnInitiator takes better evidence from a SYN or SYN-ACK that came later, which
// happens when the capture has packets out of order, and returns which end
// sent the segment.
func (t *Tracker) learnInitiator(c *Conn, from Side, s *Segment) Side {
	want, by := initiatorOf(s)
	if c.Initiator != ByGuess && from != want {
		return from
	}
	c.Initiator = by
	if from != want {
		c.TurnRound()
	}
	return want
}

// TurnRound makes the client the server. It is for a connection whose
// initiator was a guess that its bytes prove wrong.
func (c *Conn) TurnRound() {
	c.TurnedRound = !c.TurnedRound
	swap := func(p *[2]int64) { p[0], p[1] = p[1], p[0] }
	c.clientIsHigh = !c.clientIsHigh
	c.Changes.turnRound()
	c.Ends[0], c.Ends[1] = c.Ends[1], c.Ends[0]
	c.States[0], c.States[1] = c.States[1], c.States[0]
	c.Analysis[0], c.Analysis[1] = c.Analysis[1], c.Analysis[0]
	c.Sent[0], c.Sent[1] = c.Sent[1], c.Sent[0]
	for i := range c.Conflicts {
		c.Conflicts[i].Side = c.Conflicts[i].Side.Peer()
	}
	c.Fin[0], c.Fin[1] = c.Fin[1], c.Fin[0]
	c.Rst[0], c.Rst[1] = c.Rst[1], c.Rst[0]
	c.ends[0], c.ends[1] = c.ends[1], c.ends[0]
	swap(&c.Packets)
	swap(&c.Bytes)
	swap(&c.StreamBytes)
	swap(&c.MissingBytes)
	c.FinUnseen[0], c.FinUnseen[1] = c.FinUnseen[1], c.FinUnseen[0]
	switch c.ClosedBy {
	case ByClient:
		c.ClosedBy = ByServer
	case ByServer:
		c.ClosedBy = ByClient
	}
}
