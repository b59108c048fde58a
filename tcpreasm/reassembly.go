package tcpreasm

// Position says where a byte was captured.
type Position struct {
	Frame  int64 // number of the packet
	Time   int64 // nanoseconds since 1970 UTC
	Offset int64 // place of the byte in the capture; negative when it cannot be read again
}

// How long an acknowledgement may precede the bytes it acknowledges in the
// capture: several queues or a mirror port deliver packets a little out of
// order. After that the bytes count as not captured.
const (
	patiencePackets = 16
	patienceTime    = 250e6 // ns
)

// receive takes the payload of a segment: hands on what is next in order,
// holds what is early, drops what was there before.
func (t *Tracker) receive(c *Conn, from Side, s *Segment) {
	seq := s.Seq
	if s.Flags.Has(SYN) {
		seq++
	}
	if s.Length == 0 || s.Flags.Has(RST) || !c.plausible(from, seq) {
		return
	}
	payload := s.Payload
	if len(payload) > s.Length {
		payload = payload[:s.Length]
	}
	cut := uint32(s.Length - len(payload))
	at := Position{s.Frame, s.Time, s.Offset}
	if s.Pieces == nil {
		t.place(c, from, chunk{seq, payload, cut, at})
		return
	}
	for i, piece := range s.Pieces {
		n := min(piece.Length, len(payload))
		at.Offset = piece.Offset
		k := chunk{seq: seq, data: payload[:n], at: at}
		if i == len(s.Pieces)-1 {
			k.lost = cut
		}
		t.place(c, from, k)
		seq, payload = seq+uint32(n), payload[n:]
	}
}

// plausible refuses numbers so far ahead that no window could allow them:
// they are an error or an attack on whoever would wait for what lies between.
func (c *Conn) plausible(from Side, seq uint32) bool {
	e := &c.ends[from]
	return !after(seq, e.next+maxAhead)
}

// maxAhead is the largest window there is (RFC 7323 §2.3).
const maxAhead = 1 << 30

// place puts one run of bytes where it belongs.
func (t *Tracker) place(c *Conn, from Side, k chunk) {
	e := &c.ends[from]
	if e.fin && after(k.end(), e.finSeq) {
		if atOrAfter(k.seq, e.finSeq) {
			return // after FIN there is nothing
		}
		k.trimEnd(e.finSeq)
	}
	if atOrBefore(k.end(), e.next) {
		return
	}
	if !e.exact && k.seq == e.next+1 && c.StreamBytes[from] == 0 {
		e.next = k.seq // what was seen first was a keep-alive, one below the next byte
	}
	if after(k.seq, e.next) {
		before := e.held.bytes
		e.held.add(k, &t.pool)
		if e.held.bytes > before {
			t.enforceHeldLimits(c, from)
		}
		return
	}
	k.trimFront(e.next - k.seq)
	for len(e.held.chunks) > 0 && after(k.end(), e.held.chunks[0].seq) {
		early := e.held.pop()
		head := k
		head.trimEnd(early.seq)
		t.handOn(c, from, head)
		t.handOnHeld(c, from, early)
		if atOrBefore(k.end(), e.next) {
			t.drain(c, from)
			return
		}
		k.trimFront(e.next - k.seq)
	}
	t.handOn(c, from, k)
	t.drain(c, from)
}

// handOn gives a run that begins at the next byte to the handler.
func (t *Tracker) handOn(c *Conn, from Side, k chunk) {
	c.ends[from].next = k.end()
	if len(k.data) > 0 {
		c.StreamBytes[from] += int64(len(k.data))
		t.handler.Data(c, from, k.data, k.at)
	}
	if k.lost > 0 {
		c.MissingBytes[from] += int64(k.lost)
		k.at.Offset = -1
		t.handler.Gap(c, from, int64(k.lost), k.at)
	}
}

func (t *Tracker) handOnHeld(c *Conn, from Side, k chunk) {
	t.handOn(c, from, k)
	t.pool.release(k.data)
}

// drain hands on what was held and is next now, and the FIN after it.
func (t *Tracker) drain(c *Conn, from Side) {
	e := &c.ends[from]
	for len(e.held.chunks) > 0 && e.held.chunks[0].seq == e.next {
		t.handOnHeld(c, from, e.held.pop())
	}
	if e.fin && !e.finPassed && e.next == e.finSeq {
		e.finPassed = true
		e.next++
		t.handler.Finished(c, from, e.finAt)
	}
	if e.awaited && atOrAfter(e.next, e.awaitedTo) {
		e.awaited = false
	}
}

// skip gives up waiting for the bytes before the first held ones, or before
// limit if that comes first.
func (t *Tracker) skip(c *Conn, from Side, limit uint32) {
	e := &c.ends[from]
	to, at := limit, Position{c.LastFrame, c.End, -1}
	if len(e.held.chunks) > 0 && before(e.held.chunks[0].seq, to) {
		to = e.held.chunks[0].seq
		at = e.held.chunks[0].at
		at.Offset = -1
	}
	if e.fin && !e.finPassed && after(to, e.finSeq) {
		to = e.finSeq
	}
	if n := to - e.next; n > 0 && after(to, e.next) {
		c.MissingBytes[from] += int64(n)
		e.next = to
		t.handler.Gap(c, from, int64(n), at)
	}
	t.drain(c, from)
}

// awaitAcknowledged is called when the other end acknowledged bytes of from
// that were not seen. They did arrive there, so the capture lacks them,
// unless they come within the patience.
func (c *Conn) awaitAcknowledged(from Side, ack uint32) {
	e := &c.ends[from]
	if !e.awaited {
		e.awaited = true
		e.awaitedFrom, e.awaitedTime = c.Packets[Client]+c.Packets[Server], c.End
	}
	e.awaitedTo = ack
}

// checkAwaited skips acknowledged bytes when the patience is over.
func (t *Tracker) checkAwaited(c *Conn) {
	for side := range c.ends {
		e := &c.ends[side]
		if !e.awaited {
			continue
		}
		packets := c.Packets[Client] + c.Packets[Server]
		if packets-e.awaitedFrom >= patiencePackets || c.End-e.awaitedTime >= patienceTime {
			t.skipTo(c, Side(side), e.awaitedTo)
		}
	}
}

// skipTo hands on everything before seq, with gaps for what is not there.
func (t *Tracker) skipTo(c *Conn, from Side, seq uint32) {
	e := &c.ends[from]
	for before(e.next, seq) {
		at := e.next
		t.skip(c, from, seq)
		if e.next == at {
			break
		}
	}
	e.awaited = false
}

// flush hands on everything that is held, with gaps for what is not there.
func (t *Tracker) flush(c *Conn, from Side) {
	e := &c.ends[from]
	if e.awaited {
		t.skipTo(c, from, e.awaitedTo)
	}
	for len(e.held.chunks) > 0 {
		t.skip(c, from, e.held.chunks[0].seq)
	}
	if e.fin && !e.finPassed {
		t.skip(c, from, e.finSeq)
	}
}

// enforceHeldLimits gives up the oldest hole when too much waits behind it.
func (t *Tracker) enforceHeldLimits(c *Conn, from Side) {
	e := &c.ends[from]
	for len(e.held.chunks) > 0 &&
		(e.held.bytes > t.limits.HeldPerConnection || len(e.held.chunks) > t.limits.HeldSegments || t.pool.bytes > t.limits.Held) {
		t.stats.HoldLimitReached++
		t.skip(c, from, e.held.chunks[0].seq)
	}
}
