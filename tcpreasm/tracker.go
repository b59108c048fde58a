package tcpreasm

import (
	"cmp"
	"io"
	"slices"
)

// Handler is told what a Tracker finds. Bytes are borrowed for the time of
// the call.
type Handler interface {
	// Opened is called at the first packet of a connection.
	Opened(c *Conn)

	// Data gives the next bytes that one end sent, each once and in order;
	// at is where b[0] was captured.
	Data(c *Conn, from Side, b []byte, at Position)

	// Gap says that the next n bytes are not in the capture.
	Gap(c *Conn, from Side, n int64, at Position)

	// Finished says that one end's FIN was reached: no bytes follow.
	Finished(c *Conn, from Side, at Position)

	// Closed is called when nothing more will be said of the connection: its
	// ports are used again, a limit was reached, or the input ended. c is not
	// valid afterwards.
	Closed(c *Conn)
}

// twoMSL is how long TIME-WAIT lasts, in nanoseconds (RFC 9293 §3.4.2 has MSL at 2 minutes).
const twoMSL = 240e9

// Tracker follows all connections of the segments it is given.
type Tracker struct {
	handler Handler
	limits  Limits
	stats   Stats

	conns map[flow]*Conn
	last  *Conn // of the last segment: the next is often of the same

	half, open, over queue   // SYN only; all others; closed
	waiting          []*Conn // for acknowledged bytes, in no order
	free             []*Conn
	pool             pool // of what is held
	air              air
	capture          io.ReaderAt // nil when nothing can be read again
	again            []byte      // what was
	seen             Observation
	flushing         bool // the connection ends
}

// New makes a tracker that reports to h.
func New(h Handler, l Limits) *Tracker {
	t := &Tracker{handler: h, limits: l.withDefaults(), conns: make(map[flow]*Conn)}
	t.pool.exact = exactlyHeld
	return t
}

// Stats says how often a limit was reached.
func (t *Tracker) Stats() Stats { return t.stats }

// Lent is the memory, in bytes, that bytes held for earlier ones take up, and
// that segments in flight do: what Limits.Held and Limits.InFlight bound.
func (t *Tracker) Lent() (held, inFlight int) { return t.pool.bytes, t.air.pool.bytes }

// Segment takes the next segment of the capture and returns its connection,
// which is valid until its Closed was called.
func (t *Tracker) Segment(s *Segment) *Conn {
	key, senderIsHigh := flowOf(s)
	c := t.last
	if c == nil || c.key != key {
		c = t.conns[key]
	}
	reused := c != nil && reopens(c, c.side(senderIsHigh), s)
	if reused {
		t.forget(c)
		c = nil
	}
	if c == nil {
		c = t.connect(key, senderIsHigh, s)
		c.ends[c.side(senderIsHigh)].analysis.reuses = reused
	}
	t.last = c
	from := c.side(senderIsHigh)
	if c.Initiator != BySyn && s.opens() {
		from = t.learnInitiator(c, from, s)
	}
	t.observe(c, from, s)
	t.requeue(c)
	return c
}

// reopens says whether a SYN begins another connection on the same ports
// rather than being sent again: Wireshark's rule, so that stream numbers are
// the same. To Wireshark one with the same number never does; but 2 MSL after
// the end nothing of the old connection can come (RFC 9293 §3.4.2).
func reopens(c *Conn, from Side, s *Segment) bool {
	if s.Flags&(SYN|ACK) != SYN {
		return false
	}
	e := &c.ends[from]
	return e.known && s.Seq != e.isn || c.closed() && s.Time-c.End >= twoMSL
}

// connect begins to track a connection.
func (t *Tracker) connect(key flow, senderIsHigh bool, s *Segment) *Conn {
	if len(t.conns) >= t.limits.Connections {
		t.evict(s.Time)
	}
	var c *Conn
	if n := len(t.free); n > 0 {
		c, t.free = t.free[n-1], t.free[:n-1]
	} else {
		c = new(Conn)
	}
	c.key = key
	c.FirstFrame, c.LastFrame, c.Start, c.End = s.Frame, s.Frame, s.Time, s.Time
	from, initiator := initiatorOf(s)
	c.Initiator = initiator
	c.clientIsHigh = senderIsHigh == (from == Client)
	c.Ends[from], c.Ends[from.Peer()] = s.Src, s.Dst
	switch {
	case !s.opens():
		c.happens(Client, PickedUp)
		c.happens(Server, PickedUp)
	case s.Flags.Has(ACK):
		c.happens(from, PassiveOpen)
		c.happens(from.Peer(), SendSyn) // which was not captured
	}
	t.conns[key] = c
	t.stats.ConnectionsObserved++
	t.half.add(c)
	t.handler.Opened(c)
	return c
}

// requeue moves a connection to the queue of those that are like it now.
func (t *Tracker) requeue(c *Conn) {
	want := &t.open
	switch {
	case c.closed():
		want = &t.over
	case c.Packets[Client] == 0 || c.Packets[Server] == 0 || c.States[Server] == SynReceived:
		want = &t.half
	}
	if c.queue == want && want != &t.over { // that one is kept in the order of last packets
		return
	}
	if want == &t.over {
		t.ground(c)
	}
	c.queue.remove(c)
	want.add(c)
	if want == &t.over && t.over.length > t.limits.Lingering {
		t.cutShort(c.End)
	}
}

// cutShort forgets the connection that closed first.
func (t *Tracker) cutShort(now int64) {
	if now-t.over.first.End < twoMSL {
		t.stats.LingeringCutShort++
	}
	t.forget(t.over.first)
}

// evict makes room: closed connections go first, then those that never
// opened, then the idlest.
func (t *Tracker) evict(now int64) {
	switch {
	case t.over.length > 0:
		t.cutShort(now)
	case t.half.length > 0:
		t.stats.ConnectionsEvicted++
		t.forget(t.half.idlest())
	default:
		t.stats.ConnectionsEvicted++
		t.forget(t.open.idlest())
	}
}

// Advance moves the clock: now is the time of the capture, in nanoseconds
// since 1970. Acknowledged bytes that did not come within the patience are given
// up, and connections that were silent for longer than the limits allow are
// forgotten.
func (t *Tracker) Advance(now int64) {
	for i := len(t.waiting) - 1; i >= 0; i-- { // from the end, which takes the place of what leaves
		c := t.waiting[i]
		t.checkAwaited(c, now)
		t.keepWaiting(c, c.timed())
	}
	if t.limits.Closed > 0 {
		t.forgetQuiet(&t.over, now, t.limits.Closed)
	}
	before := len(t.conns)
	if t.limits.HalfOpen > 0 {
		t.forgetQuiet(&t.half, now, t.limits.HalfOpen)
	}
	if t.limits.Idle > 0 {
		t.forgetQuiet(&t.open, now, t.limits.Idle)
	}
	t.stats.ConnectionsIdle += int64(before - len(t.conns))
}

// forgetQuiet forgets the connections of a queue that were silent for so long.
func (t *Tracker) forgetQuiet(q *queue, now, patience int64) {
	for c := q.first; c != nil && now-c.seen >= patience; c = q.first {
		switch {
		case now-c.End < patience:
			q.remove(c)
			q.add(c)
		case q == &t.half && c.Completeness&^(SawSyn|SawSynAck) != 0:
			// One end alone was captured. It is no half-open one, and must wait longer.
			q.remove(c)
			t.open.add(c)
		default:
			t.forget(c)
		}
	}
}

// forget reports what is left of a connection and drops it.
func (t *Tracker) forget(c *Conn) {
	t.ground(c)
	t.keepWaiting(c, false)
	t.flush(c)
	c.settleClose()
	t.handler.Closed(c)
	c.queue.remove(c)
	delete(t.conns, c.key)
	if t.last == c {
		t.last = nil
	}
	*c = Conn{}
	if len(t.free) < maxFree {
		t.free = append(t.free, c)
	}
}

// maxFree is how many forgotten connections are kept to be used again.
const maxFree = 4096

// Close ends the input: every connection is reported as it stands, in the
// order in which they began.
func (t *Tracker) Close() {
	all := make([]*Conn, 0, len(t.conns))
	for _, c := range t.conns {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *Conn) int { return cmp.Compare(a.FirstFrame, b.FirstFrame) })
	for _, c := range all {
		t.forget(c)
	}
}
