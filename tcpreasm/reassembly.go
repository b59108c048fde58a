package tcpreasm

// Position says where a byte was captured.
type Position struct {
	Frame  int64 // number of the packet
	Time   int64 // nanoseconds since 1970 UTC
	Offset int64 // place of the byte in the capture; negative when it cannot be read again
}

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
	acks := s.Flags.Has(ACK)
	if s.Pieces == nil {
		t.place(c, from, chunk{seq: seq, data: payload, lost: cut, at: at, ack: s.Ack, acks: acks})
		return
	}
	for i, piece := range s.Pieces {
		n := min(piece.Length, len(payload))
		at.Offset = piece.Offset
		k := chunk{seq: seq, data: payload[:n], at: at, ack: s.Ack, acks: acks}
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
	if before(k.seq, e.next) {
		k.trimFront(e.next - k.seq)
	}
	if len(e.held.chunks) == 0 && k.seq == e.next && !c.mustWait(from, &k) {
		t.handOn(c, from, k)
		if len(c.ends[from.Peer()].held.chunks) > 0 {
			t.pump(c)
		}
		return
	}
	e.held.add(k, &t.pool)
	t.pump(c)
	t.enforceHeldLimits(c, from)
}

// mustWait says whether a run acknowledges bytes of the other end that were
// not handed on yet. The two directions are handed on in the order in which
// one end can have known of the other: an answer after its question, what
// follows an answer after that, whatever order they were captured in.
func (c *Conn) mustWait(from Side, k *chunk) bool {
	p := &c.ends[from.Peer()]
	return k.acks && after(k.ack, p.next) && (p.awaited || len(p.held.chunks) > 0)
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

// pump hands on everything held that need not wait any more, and the FINs
// that were reached.
func (t *Tracker) pump(c *Conn) {
	for moved := true; moved; {
		moved = false
		for _, side := range [...]Side{Client, Server} {
			e := &c.ends[side]
			for len(e.held.chunks) > 0 && e.held.chunks[0].seq == e.next && !c.mustWait(side, &e.held.chunks[0]) {
				t.handOnFirst(c, side)
				moved = true
			}
			t.finish(c, side)
			if e.awaited && atOrAfter(e.next, e.awaitedTo) {
				e.awaited = false
				moved = true
			}
		}
		if !moved {
			moved = t.breakTie(c)
		}
	}
}

// breakTie hands on the run captured first when each direction waits for the
// other, as no honest pair of ends can bring about.
func (t *Tracker) breakTie(c *Conn) bool {
	client, server := &c.ends[Client], &c.ends[Server]
	if len(client.held.chunks) == 0 || len(server.held.chunks) == 0 {
		return false
	}
	k, l := &client.held.chunks[0], &server.held.chunks[0]
	if k.seq != client.next || l.seq != server.next || client.awaited || server.awaited {
		return false
	}
	if k.at.Frame < l.at.Frame {
		t.handOnFirst(c, Client)
	} else {
		t.handOnFirst(c, Server)
	}
	return true
}

// handOnFirst hands on the first held run, with a gap for what is missing
// before it.
func (t *Tracker) handOnFirst(c *Conn, from Side) {
	k := c.ends[from].held.pop()
	t.gapTo(c, from, k.seq, k.at)
	t.handOn(c, from, k)
	t.pool.release(k.data)
}

// gapTo reports the bytes before seq as missing.
func (t *Tracker) gapTo(c *Conn, from Side, seq uint32, at Position) {
	e := &c.ends[from]
	if !after(seq, e.next) {
		return
	}
	n := int64(seq - e.next)
	e.next = seq
	c.MissingBytes[from] += n
	at.Offset = -1
	t.handler.Gap(c, from, n, at)
}

// finish reports the end of a direction when its FIN is next.
func (t *Tracker) finish(c *Conn, from Side) {
	e := &c.ends[from]
	if e.fin && !e.finPassed && e.next == e.finSeq {
		e.finPassed = true
		e.next++
		t.handler.Finished(c, from, e.finAt)
	}
}

// enforceHeldLimits gives up the oldest holes when too much waits behind them.
func (t *Tracker) enforceHeldLimits(c *Conn, from Side) {
	e := &c.ends[from]
	for len(e.held.chunks) > 0 &&
		(e.held.bytes > t.limits.HeldPerConnection || len(e.held.chunks) > t.limits.HeldSegments || t.pool.bytes > t.limits.Held) {
		t.stats.HoldLimitReached++
		t.handOnFirst(c, from)
		t.pump(c)
	}
}

// flush hands on everything that is held, with gaps for what is not there.
func (t *Tracker) flush(c *Conn) {
	for {
		t.pump(c)
		client, server := c.ends[Client].held.chunks, c.ends[Server].held.chunks
		switch {
		case len(client) == 0 && len(server) == 0:
			t.giveUpAcknowledged(c, Client)
			t.giveUpAcknowledged(c, Server)
			return
		case len(server) == 0 || len(client) > 0 && client[0].at.Frame < server[0].at.Frame:
			t.handOnFirst(c, Client)
		default:
			t.handOnFirst(c, Server)
		}
	}
}
