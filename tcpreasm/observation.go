package tcpreasm

// Observation is what was found of one segment. Frames of 0 and negative
// times and sizes are not known.
type Observation struct {
	From  Side
	Found Finding // Wireshark's analysis of it

	SameAs int64 // the frame that holds the same packet, which was captured twice

	Acknowledges int64 // the newest frame all of whose numbers it acknowledges and that was not acknowledged before
	RoundTrip    int64 // nanoseconds from that to this
	SentAgain    bool  // what it acknowledges was in part sent more than once, so the round trip may be of something else

	InFlight int64 // with a payload: bytes its sender sent and got no acknowledgement of, these included
	Window   int64 // bytes its sender offers to receive, scaled

	Conflicts bool // its bytes differ from those sent before with the same numbers: see the last of Info.Conflicts
	Reported  bool // it brings what the other end reported missing
}

// Observation is what was found of the last segment. It changes with the
// next.
func (t *Tracker) Observation() *Observation { return &t.seen }

// begin begins the observation of a segment.
func (t *Tracker) begin(c *Conn, from Side, s *Segment, found Finding) {
	t.seen = Observation{From: from, Found: found, SameAs: c.lately.note(from, s), RoundTrip: -1, InFlight: -1, Window: -1}
	if t.seen.SameAs != 0 {
		c.Sent[from].Duplicated++
	}
	if s.Flags.Has(URG) {
		c.Sent[from].Urgent++
	}
}

// measure adds what is known once the segment's numbers were taken.
func (t *Tracker) measure(c *Conn, from Side, s *Segment) {
	e := &c.ends[from]
	if c.scaleKnown(from) {
		t.seen.Window = int64(e.window)
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
	if n := end - acked; after(end, acked) {
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
		}
	case h.Ack:
		if h.SynAck != 0 {
			t.seen.Acknowledges, t.seen.RoundTrip = h.SynAck, h.AckTime-h.SynAckTime
		}
	}
}
