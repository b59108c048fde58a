package tcpreasm

// land takes the acknowledgement in a segment, of what side sent.
func (t *Tracker) land(c *Conn, side Side, s *Segment) {
	e := &c.ends[side]
	f := e.flight
	if !s.Flags.Has(ACK) || f == nil && len(s.Options) <= timestampsAlone {
		return
	}
	var blocks [MaxBlocks]Block
	carried := Carried(s.Options, &blocks)
	if len(carried.Blocks) > 0 && t.seen.SameAs == 0 && c.gotTwice(side, s.Ack, carried.Blocks) {
		c.Sent[side].GotTwice++
	}
	if f == nil {
		return
	}
	f.sacked, f.blocks = blocks, len(carried.Blocks)
	if t.seen.Found&FoundDuplicateAck != 0 && t.seen.SameAs == 0 {
		f.duplicates++
	}
	if !e.gotAck {
		return
	}
	n, again := 0, false
	for ; n < len(f.segments) && atOrBefore(f.segments[n].end, e.acked); n++ {
		x := &f.segments[n]
		again = again || x.again
		if x.end == s.Ack && t.seen.Acknowledges == 0 {
			t.acknowledged(c, side, x, again, carried, s.Time)
		}
		t.air.release(x)
	}
	if n == 0 {
		return
	}
	f.segments = f.segments[n:]
	f.duplicates = 0
	if len(f.segments) == 0 {
		t.landed(e)
	}
}

// acknowledged notes the round trip of a segment that is acknowledged now;
// again says whether it, or one before it that is acknowledged with it, was sent
// more than once.
func (t *Tracker) acknowledged(c *Conn, side Side, x *inFlight, again bool, by Carry, now int64) {
	t.seen.Acknowledges, t.seen.RoundTrip, t.seen.SentAgain = x.at.Frame, now-x.at.Time, again
	if again && (x.ambiguous || !x.stamped || !by.Timestamps || by.Echo != x.value) {
		return
	}
	t.seen.SentAgain = false
	c.Sent[side].RoundTrips.add(now - x.at.Time)
}

// gotTwice says whether the first block reports what was received before: it
// lies before the acknowledgement or in the block after it (RFC 2883 §4).
func (c *Conn) gotTwice(side Side, ack uint32, blocks []Block) bool {
	first := blocks[0]
	if !after(first.End, first.First) || after(first.End, c.ends[side].highest) {
		return false
	}
	if atOrBefore(first.End, ack) {
		return true
	}
	return len(blocks) > 1 && atOrAfter(first.First, blocks[1].First) && atOrBefore(first.End, blocks[1].End)
}

// provesOther says whether a packet that seemed to be captured twice has other
// bytes, and so is another: with the same checksum, or a checksum that the card
// would have filled in.
func (t *Tracker) provesOther(c *Conn, from Side, x inFlight, s *Segment) bool {
	f := c.ends[from].flight
	t.compare(c, from, f, f.search(x.seq), x, s.Payload[:min(len(s.Payload), s.Length)])
	if !t.seen.Conflicts {
		return false
	}
	t.seen.SameAs = 0
	c.Sent[from].Duplicated--
	return true
}

// unheard is how many segments of an end are followed, the last, while nothing
// of the other was captured: likely nothing will be.
const unheard = 64

// depart takes a segment that brings bytes or FIN into its sender's flight.
func (t *Tracker) depart(c *Conn, from Side, s *Segment) {
	x := inFlight{seq: s.Seq, at: Position{s.Frame, s.Time, s.Offset}}
	if s.Flags.Has(SYN) {
		x.seq++
	}
	x.end = x.seq + uint32(s.Length)
	if s.closes() {
		x.end++
	}
	e := &c.ends[from]
	if x.seq == x.end || c.closed() || !c.plausible(from, x.end) || e.gotAck && atOrBefore(x.end, e.acked) {
		return
	}
	if t.seen.SameAs != 0 && (e.flight == nil || !t.provesOther(c, from, x, s)) {
		return
	}
	if e.flight == nil {
		e.flight = t.air.flight()
	}
	f := e.flight
	payload := s.Payload[:min(len(s.Payload), s.Length)]
	i := f.search(x.seq)
	repeats, whole := t.compare(c, from, f, i, x, payload)
	x.again, x.ambiguous = repeats, repeats
	if t.judgeLoss(c, from, f, x.seq, repeats) {
		x.again = true // the first was not captured
	}
	var room [MaxBlocks]Block
	carried := Carried(s.Options, &room)
	x.value, x.stamped = carried.Value, carried.Timestamps
	if repeats {
		f.repeat(i, x)
	}
	if whole {
		return
	}
	if c.Packets[from.Peer()] == 0 && len(f.segments) >= unheard {
		t.air.release(&f.segments[0])
		f.segments = f.segments[1:]
	}
	if len(f.segments) >= maxInFlight || t.air.pool.bytes > t.limits.InFlight {
		t.stats.NotTimed++
		return
	}
	x.length = int32(len(payload))
	if len(payload) > 0 && (t.capture == nil || s.Offset < 0 || s.Pieces != nil) {
		t.air.copy(&x, payload)
	}
	t.air.pool.bytes += inFlightSize
	f.insert(x)
}

// judgeLoss counts a segment sent again, or for the first time seen, after
// the other end reported that it lacks it, and says whether it is one. What
// passed before was not overtaken, whatever Wireshark's rule of times says.
func (t *Tracker) judgeLoss(c *Conn, from Side, f *flight, seq uint32, repeats bool) bool {
	found := t.seen.Found
	if found&(FoundKeepAlive|FoundZeroWindowProbe) != 0 || found&FoundOutOfOrder != 0 && !repeats || !f.lacks(seq, c.ends[from].acked) {
		return false
	}
	t.seen.Reported = true
	if repeats {
		c.Sent[from].LostBehind++
	} else {
		c.Sent[from].LostBefore++
	}
	return true
}
