package tcpreasm

// Observation is what was found of one segment. Frames of 0 and negative
// times and sizes are not known.
type Observation struct {
	From     Side
	Found    Finding // Wireshark's analysis of it
	Seq, Ack uint32  // relative to the two SYNs; where they were not seen, to the first numbers that were, less one

	SameAs int64 // the frame that holds the same packet, which was captured twice

	Acknowledges int64 // the newest frame all of whose numbers it acknowledges and that was not acknowledged before
	RoundTrip    int64 // nanoseconds from that to this
	SentAgain    bool  // what it acknowledges was in part sent more than once, so the round trip may be of something else

	InFlight int64 // with a payload: bytes its sender sent and got no acknowledgement or block of, these included
	Window   int64 // bytes its sender offers to receive, scaled

	Conflicts bool // its bytes differ from those sent before with the same numbers: see the last of Info.Conflicts
	Reported  bool // it brings what the other end reported missing
}

// Observation is what was found of the last segment. It changes with the
// next.
func (t *Tracker) Observation() *Observation { return &t.seen }

// begin begins the observation of a segment.
func (t *Tracker) begin(c *Conn, from Side, s *Segment, found Finding) {
	t.seen = Observation{From: from, Found: found, SameAs: c.capturedBefore(from, s, found), RoundTrip: -1, InFlight: -1, Window: -1}
	if t.seen.SameAs != 0 {
		c.Sent[from].Duplicated++
	}
	if s.Flags.Has(URG) {
		c.Sent[from].Urgent++
	}
	t.relate(c, from, s)
}

// relate sets the relative numbers, as far as what they relate to is known.
func (t *Tracker) relate(c *Conn, from Side, s *Segment) {
	switch e := &c.ends[from]; {
	case e.known:
		t.seen.Seq = s.Seq - e.isn
	case !s.Flags.Has(SYN):
		t.seen.Seq = 1 // it is the first number seen
	}
	if p := &c.ends[from.Peer()]; p.known && s.Flags.Has(ACK) {
		t.seen.Ack = s.Ack - p.isn
	}
}

// measure adds what is known once the segment's numbers were taken.
func (t *Tracker) measure(c *Conn, from Side, s *Segment) {
	t.relate(c, from, s)
	e := &c.ends[from]
	if s.Flags.Has(SYN) || c.scaleKnown(from) {
		t.seen.Window = int64(e.window) // a SYN's is as it stands
	}
	if t.seen.Acknowledges == 0 && s.Flags.Has(ACK) {
		t.answersHandshake(c, s)
	}
	if s.Length == 0 || !e.gotAck && !e.syn {
		return
	}
	acked := e.isn + 1
	if e.gotAck {
		acked = e.acked
	}
	end := e.highest
	if e.fin && end == e.finSeq+1 {
		end--
	}
	if after(end, acked) {
		n := end - acked
		if f := e.flight; f != nil {
			n -= f.arrived(acked, end)
		}
		t.seen.InFlight = int64(n)
		c.Sent[from].InFlight = max(c.Sent[from].InFlight, n)
	}
}

// answersHandshake says what of the handshake a segment acknowledges.
func (t *Tracker) answersHandshake(c *Conn, s *Segment) {
	switch h := &c.Handshake; s.Frame {
	case h.SynAck:
		if h.Syn != 0 {
			t.seen.Acknowledges, t.seen.RoundTrip = h.Syn, h.SynAckTime-h.SynTime
			t.seen.SentAgain = c.distinct(Client) > 1
		}
	case h.Ack:
		if h.SynAck != 0 {
			t.seen.Acknowledges, t.seen.RoundTrip = h.SynAck, h.AckTime-h.SynAckTime
			t.seen.SentAgain = c.distinct(Server) > 1
		}
	}
}
