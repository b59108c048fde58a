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
	k := chunk{seq: seq, data: payload, lost: cut, at: Position{s.Frame, s.Time, s.Offset}, ack: s.Ack, acks: s.Flags.Has(ACK), outside: c.dropsOpening(from, s)}
	if s.Pieces != nil {
		from, k = t.receivePieces(c, from, k, s.Pieces)
	}
	t.place(c, from, k)
}

// receivePieces takes the part of a run that pieces say the place of, and
// returns the rest, whose place is not known.
func (t *Tracker) receivePieces(c *Conn, from Side, k chunk, pieces []Piece) (Side, chunk) {
	turned := c.TurnedRound
	for _, piece := range pieces {
		n := min(max(piece.Length, 0), len(k.data))
		part := k
		part.data, part.lost, part.at.Offset = k.data[:n], 0, piece.Offset
		t.place(c, c.sideNow(from, turned), part)
		k.seq, k.data = k.seq+uint32(n), k.data[n:]
	}
	k.at.Offset = -1
	return c.sideNow(from, turned), k
}

// plausible refuses numbers so far ahead that no window could allow them:
// they are an error or an attack on whoever would wait for what lies between.
func (c *Conn) plausible(from Side, seq uint32) bool {
	e := &c.ends[from]
	return !after(seq, e.next+maxAhead)
}

const (
	maxAhead = 1 << 30 // the largest window there is (RFC 7323 §2.3)
	longAgo  = 1 << 29 // an acknowledgement so far back cannot be compared much longer
)

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
	if before(k.seq, e.next) {
		k.trimFront(e.next - k.seq)
	}
	turned := c.TurnedRound
	if len(e.held.chunks) == 0 && k.seq == e.next && !c.mustWait(from, &k) {
		t.handOn(c, from, k)
		if c.ends[Client].waits() || c.ends[Server].waits() {
			t.pump(c)
		}
		return
	}
	e.held.add(k, &t.pool)
	t.pump(c)
	t.enforceHeldLimits(c, c.sideNow(from, turned))
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
		turned := c.TurnedRound
		c.carried, c.carries = k.ack, k.acks
		t.handler.Data(c, from, k.data, k.at)
		from = c.sideNow(from, turned)
	}
	if k.lost > 0 {
		c.MissingBytes[from] += int64(k.lost)
		c.Sent[from].CutBytes += int64(k.lost)
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
			moved = c.awaitedCame(side) || moved
		}
		if !moved {
			moved = t.breakTie(c)
		}
	}
}

// breakTie hands on a run when each direction waits for the other: one of
// them was sent again, and acknowledges what was not there at first.
func (t *Tracker) breakTie(c *Conn) bool {
	client, server := &c.ends[Client], &c.ends[Server]
	if len(client.held.chunks) == 0 || len(server.held.chunks) == 0 ||
		client.held.chunks[0].seq != client.next || server.held.chunks[0].seq != server.next {
		return false
	}
	t.handOnFirst(c, c.sentAgain())
	return true
}

// sentAgain is the end whose first held run is likelier to have been sent
// again, and so was first sent before the other's: that captured later.
func (c *Conn) sentAgain() Side {
	if c.ends[Client].held.chunks[0].at.Frame > c.ends[Server].held.chunks[0].at.Frame {
		return Client
	}
	return Server
}

// handOnFirst hands on the first held run, with a gap for what is missing
// before it.
func (t *Tracker) handOnFirst(c *Conn, from Side) {
	k := c.ends[from].held.pop(&t.pool)
	turned := c.TurnedRound
	t.gapTo(c, from, k.seq, k.at)
	t.handOn(c, c.sideNow(from, turned), k)
	t.pool.release(k.data)
}

// gapTo reports the bytes before seq as missing.
func (t *Tracker) gapTo(c *Conn, from Side, seq uint32, at Position) {
	e := &c.ends[from]
	if !after(seq, e.next) {
		return
	}
	n := int64(seq - e.next)
	if e.gotAck && after(e.acked, e.next) {
		c.Sent[from].NotCapturedBytes += min(n, int64(e.acked-e.next))
	}
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
		if !t.flushing {
			c.arriveFin(from)
		}
		t.handler.Finished(c, from, e.finAt)
	}
}

// enforceHeldLimits gives up the oldest holes when too much waits behind them.
func (t *Tracker) enforceHeldLimits(c *Conn, from Side) {
	for t.holdsTooMuch(&c.ends[from].held) {
		t.stats.HoldLimitReached++
		turned := c.TurnedRound
		t.handOnFirst(c, from)
		t.pump(c)
		from = c.sideNow(from, turned)
	}
}

func (t *Tracker) holdsTooMuch(h *held) bool {
	return len(h.chunks) > 0 &&
		(h.bytes > t.limits.HeldPerConnection || len(h.chunks) > t.limits.HeldSegments || t.pool.bytes > t.limits.Held)
}

// Acknowledged says, in a call of Handler.Data, how many bytes of the other
// end the sender of these had received when it sent them, missing ones
// included, counted from where the other end's bytes began for the Handler.
func (c *Conn) Acknowledged(from Side) (bytes int64, ok bool) {
	p := &c.ends[from.Peer()]
	if !c.carries || !p.known {
		return 0, false
	}
	passed := c.StreamBytes[from.Peer()] + c.MissingBytes[from.Peer()]
	next := p.next
	if p.finPassed {
		next--
	}
	return max(passed+int64(int32(c.carried-next)), 0), true
}
