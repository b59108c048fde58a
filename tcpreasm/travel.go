package tcpreasm

// land takes the acknowledgement in a segment, of what side sent.
func (t *Tracker) land(c *Conn, side Side, s *Segment) {
	e := &c.ends[side]
	f := e.flight
	if f == nil || !s.Flags.Has(ACK) {
		return
	}
	carried := Carried(s.Options, &f.sacked)
	f.blocks = len(carried.Blocks)
	if f.blocks > 0 && c.gotTwice(side, s.Ack, carried.Blocks) {
		c.Sent[side].GotTwice++
	}
	if t.seen.Found&FoundDuplicateAck != 0 {
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

// unheard is how many segments of an end are followed while nothing of the
// other was captured: likely nothing will be.
const unheard = 8

// depart takes a segment that brings bytes or FIN into its sender's flight.
func (t *Tracker) depart(c *Conn, from Side, s *Segment) {
	x := inFlight{seq: s.Seq, at: Position{s.Frame, s.Time, s.Offset}}
	if s.Flags.Has(SYN) {
		x.seq++
	}
	x.end = x.seq + uint32(s.Length)
	if s.Flags.Has(FIN) {
		x.end++
	}
	e := &c.ends[from]
	if x.seq == x.end || t.seen.SameAs != 0 || c.closed() ||
		c.Packets[from.Peer()] == 0 && c.Packets[from] > unheard ||
		!c.plausible(from, x.end) || e.gotAck && atOrBefore(x.end, e.acked) {
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
// the other end reported that it lacks it, and says whether it is one.
func (t *Tracker) judgeLoss(c *Conn, from Side, f *flight, seq uint32, repeats bool) bool {
	if t.seen.Found&(FoundOutOfOrder|FoundKeepAlive|FoundZeroWindowProbe) != 0 || !f.lacks(seq, c.ends[from].acked) {
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
