package tcpreasm

// How long an acknowledgement may precede the bytes it acknowledges in the
// capture: several queues or a mirror port deliver packets a little out of
// order. After that the bytes count as not captured.
const (
	patiencePackets = 16
	patienceTime    = 250e6 // ns
)

// awaitAcknowledged is called when bytes of from are acknowledged that were
// not seen. They did arrive there, so the capture lacks them, unless they
// come within the patience.
func (c *Conn) awaitAcknowledged(from Side) {
	e := &c.ends[from]
	if e.awaited || e.finPassed || c.maybeFin(from) {
		return
	}
	e.awaited, e.awaitedTo = true, e.acked
	e.awaitedFrom, e.awaitedTime = c.Packets[Client]+c.Packets[Server], c.End
}

// awaitedCame says whether from stopped to be awaited, now that what was
// awaited came or was given up and no more is acknowledged.
func (c *Conn) awaitedCame(from Side) bool {
	e := &c.ends[from]
	if !e.awaited || before(e.next, e.awaitedTo) && !e.finPassed {
		return false
	}
	e.awaited = false
	if e.gotAck && after(e.acked, e.next) {
		c.awaitAcknowledged(from)
	}
	return !e.awaited
}

// maybeFin says whether all that is missing is one number with nothing behind
// it: likely a FIN that was not captured, and no byte.
func (c *Conn) maybeFin(from Side) bool {
	e := &c.ends[from]
	return !e.fin && e.acked == e.next+1 && len(e.held.chunks) == 0
}

// checkAwaited gives up waiting for acknowledged bytes when the patience is
// over.
func (t *Tracker) checkAwaited(c *Conn) {
	for _, side := range [...]Side{Client, Server} {
		e := &c.ends[side]
		for c.patienceIsOver(e) && before(e.next, e.awaitedTo) && !e.finPassed && t.giveUpOne(c, side) {
			t.pump(c)
		}
		if c.patienceIsOver(e) {
			c.awaitedCame(side)
		}
	}
}

func (c *Conn) patienceIsOver(e *endpoint) bool {
	packets := c.Packets[Client] + c.Packets[Server]
	return e.awaited && (packets-e.awaitedFrom >= patiencePackets || c.End-e.awaitedTime >= patienceTime)
}

// giveUpOne reports the first hole of what is awaited as missing. It returns
// false when the next bytes are there and wait for others of the other end.
func (t *Tracker) giveUpOne(c *Conn, side Side) bool {
	e := &c.ends[side]
	switch k := e.held.chunks; {
	case len(k) == 0 || atOrAfter(k[0].seq, e.awaitedTo):
		t.giveUp(c, side, e.awaitedTo)
	case k[0].seq != e.next:
		t.gapTo(c, side, k[0].seq, k[0].at)
	case c.ends[side.Peer()].awaited:
		return false
	default:
		t.handOnFirst(c, side)
	}
	return true
}

// giveUpUnseen reports what was never seen, though an acknowledgement or the
// number of a FIN proves that it was sent.
func (t *Tracker) giveUpUnseen(c *Conn, from Side) {
	e := &c.ends[from]
	switch {
	case e.finPassed:
	case e.fin:
		t.giveUp(c, from, e.finSeq)
	case e.gotAck && after(e.acked, e.next) && !c.maybeFin(from):
		t.giveUp(c, from, e.acked)
	}
}

// giveUp reports the bytes before seq as missing, a FIN among them as seen.
func (t *Tracker) giveUp(c *Conn, from Side, seq uint32) {
	e := &c.ends[from]
	if e.fin && after(seq, e.finSeq) {
		seq = e.finSeq
	}
	t.gapTo(c, from, seq, Position{Frame: c.LastFrame, Time: c.End})
	t.finish(c, from)
}
