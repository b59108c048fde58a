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

// maybeFin says whether all that is missing is one number with nothing behind
// it: likely a FIN that was not captured, and no byte.
func (c *Conn) maybeFin(from Side) bool {
	e := &c.ends[from]
	return e.acked == e.next+1 && len(e.held.chunks) == 0
}

// checkAwaited gives up waiting for acknowledged bytes when the patience is
// over.
func (t *Tracker) checkAwaited(c *Conn) {
	for _, side := range [...]Side{Client, Server} {
		e := &c.ends[side]
		packets := c.Packets[Client] + c.Packets[Server]
		if !e.awaited || packets-e.awaitedFrom < patiencePackets && c.End-e.awaitedTime < patienceTime {
			continue
		}
		for e.awaited && before(e.next, e.awaitedTo) && !e.finPassed {
			if k := e.held.chunks; len(k) > 0 && before(k[0].seq, e.awaitedTo) {
				t.handOnFirst(c, side)
			} else {
				t.giveUp(c, side, e.awaitedTo)
			}
			t.pump(c)
		}
		e.awaited = false
		if after(e.acked, e.next) && !e.finPassed {
			c.awaitAcknowledged(side)
		}
	}
}

// giveUpAcknowledged reports what was acknowledged and never seen.
func (t *Tracker) giveUpAcknowledged(c *Conn, from Side) {
	if e := &c.ends[from]; e.gotAck && after(e.acked, e.next) && !e.finPassed && !c.maybeFin(from) {
		t.giveUp(c, from, e.acked)
	}
	t.finish(c, from)
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
