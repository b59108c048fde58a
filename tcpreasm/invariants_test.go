package tcpreasm

import "testing"

// watcher is a Handler that checks each call against the calls before.
type watcher struct {
	t    testing.TB
	turn bool // call TurnRound at the next bytes
	open int
}

// seen is what a watcher was told of a connection, by the end that sent it,
// whatever side that is.
type seen struct {
	data, gaps [2]int64
	finished   [2]bool
}

// end numbers the ends of a connection so that they stay what they are when
// the connection turns round.
func end(c *Conn, from Side) Side {
	if c.TurnedRound {
		return from.Peer()
	}
	return from
}

func (w *watcher) Opened(c *Conn) { w.open++; c.Context = &seen{} }

func (w *watcher) Data(c *Conn, from Side, b []byte, _ Position) {
	s := c.Context.(*seen)
	if len(b) == 0 || s.finished[end(c, from)] {
		w.t.Fatalf("%d bytes of the %v; finished: %v", len(b), from, s.finished)
	}
	s.data[end(c, from)] += int64(len(b))
	if w.turn {
		w.turn = false
		c.TurnRound()
	}
}

func (w *watcher) Gap(c *Conn, from Side, n int64, _ Position) {
	s := c.Context.(*seen)
	if n <= 0 || s.finished[end(c, from)] {
		w.t.Fatalf("gap of %d of the %v; finished: %v", n, from, s.finished)
	}
	s.gaps[end(c, from)] += n
}

func (w *watcher) Finished(c *Conn, from Side, _ Position) {
	s := c.Context.(*seen)
	if s.finished[end(c, from)] {
		w.t.Fatalf("%v finished twice", from)
	}
	s.finished[end(c, from)] = true
}

func (w *watcher) Closed(c *Conn) {
	w.open--
	s := c.Context.(*seen)
	for _, side := range [...]Side{Client, Server} {
		if e := end(c, side); c.StreamBytes[side] != s.data[e] || c.MissingBytes[side] != s.gaps[e] {
			w.t.Fatalf("%v: %d bytes and %d missing in Info, %d and %d in calls",
				side, c.StreamBytes[side], c.MissingBytes[side], s.data[e], s.gaps[e])
		}
	}
}

// checkConn checks what must be true of a connection after every segment.
func checkConn(t testing.TB, c *Conn) {
	for _, side := range [...]Side{Client, Server} {
		e := &c.ends[side]
		numbers := e.next - e.isn - 1
		if e.finPassed && e.finSeq != e.isn { // where numbers begin behind it, it was sent again
			numbers--
		}
		if passed := uint32(c.StreamBytes[side] + c.MissingBytes[side]); e.known && passed != numbers {
			t.Fatalf("%v: %d numbers passed, %d bytes handed on or missing", side, numbers, passed)
		}
		if e.fin && !e.finPassed && after(e.next, e.finSeq) {
			t.Fatalf("%v: next %d is after FIN %d", side, e.next, e.finSeq)
		}
		checkFlight(t, side, e)
		bytes, from := 0, e.next
		for i := range e.held.chunks {
			k := &e.held.chunks[i]
			if before(k.seq, from) || !after(k.end(), k.seq) {
				t.Fatalf("%v: held run %d is %d to %d, after %d", side, i, k.seq, k.end(), from)
			}
			bytes, from = bytes+len(k.data), k.end()
		}
		if bytes != e.held.bytes {
			t.Fatalf("%v: %d bytes held, counted as %d", side, bytes, e.held.bytes)
		}
	}
}

// checkFlight checks that what is in flight is not acknowledged and in order.
func checkFlight(t testing.TB, side Side, e *endpoint) {
	if e.flight == nil {
		return
	}
	if n := len(e.flight.segments); n > maxInFlight {
		t.Fatalf("%v: %d segments in flight", side, n)
	}
	for i, x := range e.flight.segments {
		if !after(x.end, x.seq) || i > 0 && before(x.end, e.flight.segments[i-1].end) {
			t.Fatalf("%v: segment %d in flight is %d to %d", side, i, x.seq, x.end)
		}
	}
}

// checkTracker checks what must be true of a tracker after every segment.
func checkTracker(t testing.TB, tr *Tracker, w *watcher) {
	if n := len(tr.conns); n > tr.limits.Connections || n != w.open || n != tr.half.length+tr.open.length+tr.over.length {
		t.Fatalf("%d connections of %d; opened %d; queued %d, %d, %d", n, tr.limits.Connections, w.open,
			tr.half.length, tr.open.length, tr.over.length)
	}
	if tr.over.length > tr.limits.Lingering {
		t.Fatalf("%d connections linger, of %d", tr.over.length, tr.limits.Lingering)
	}
	if tr.pool.bytes < 0 || tr.pool.bytes > tr.limits.Held {
		t.Fatalf("%d bytes held of %d", tr.pool.bytes, tr.limits.Held)
	}
	if n := tr.air.pool.bytes; n < 0 || n > tr.limits.InFlight+pooledSizes[len(pooledSizes)-1]+runOverhead {
		t.Fatalf("%d bytes in flight of %d", n, tr.limits.InFlight)
	}
	for i, c := range tr.waiting {
		if c.waiting != i+1 || tr.conns[c.key] != c {
			t.Fatalf("connection %d of those that wait is not tracked, or has place %d", i, c.waiting)
		}
	}
}

// closeAndCheck ends the input and checks that nothing is left.
func closeAndCheck(t testing.TB, tr *Tracker, w *watcher) {
	tr.Close()
	checkTracker(t, tr, w)
	if tr.pool.bytes|tr.air.pool.bytes != 0 || len(tr.conns)+len(tr.waiting) != 0 {
		t.Fatalf("%d and %d bytes and %d connections are left after Close", tr.pool.bytes, tr.air.pool.bytes, len(tr.conns))
	}
	for i, b := range tr.air.copies {
		if b != nil {
			t.Fatalf("copy %d is left after Close", i)
		}
	}
}
