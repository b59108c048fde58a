package tcpreasm

// How long an acknowledgement may precede the bytes it acknowledges in the
// capture: several queues or a mirror port deliver packets a little out of
// order. After that the bytes count as not captured.
const (
	patiencePackets = 16
	patienceTime    = 250e6 // ns
)

// awaitAcknowledged is called when the bytes of from before ack were
// acknowledged and not seen. They did arrive there, so the capture lacks them,
// unless they come within the patience.
func (c *Conn) awaitAcknowledged(from Side, ack uint32) {
	e := &c.ends[from]
	if e.awaited || e.finPassed || c.maybeFin(from, ack) {
		return
	}
	if e.maybeEndsWithFin(ack) {
		ack--
	}
	e.awaited, e.awaitedTo = true, ack
	e.awaitedFrom, e.awaitedTime = c.Packets[Client]+c.Packets[Server], c.End
}

// claim takes an acknowledgement of more than from was seen to send. Either
// the capture lacks that, or the acknowledgement is not honest and was dropped
// (RFC 9293 §3.10.7.4): then the end that seems to have sent it will go on
// acknowledging less.
func (c *Conn) claim(from Side, s *Segment) {
	e := &c.ends[from]
	e.claimTwice = e.claimed && atOrAfter(s.Ack, e.claim)
	if !e.claimed || after(s.Ack, e.claim) {
		e.claimed, e.claim, e.claimSeq, e.claimTime = true, s.Ack, s.Seq, s.Time
	}
	c.awaitAcknowledged(from, s.Ack)
}

// disclaim drops a claim when a later segment of its seeming sender knows
// nothing of it: later by its sequence number, or by more than captures are out
// of order.
func (c *Conn) disclaim(from Side, s *Segment) {
	e := &c.ends[from]
	later := after(s.Seq, e.claimSeq) || s.Time-e.claimTime >= patienceTime
	if !e.claimed || atOrAfter(s.Ack, e.claim) || !later {
		return
	}
	e.claimed = false
	if e.awaited && after(e.awaitedTo, e.highest) {
		e.awaited = false
	}
}

// reachClaim takes a claim as an acknowledgement once what it acknowledges was
// seen: the two were captured in the wrong order.
func (c *Conn) reachClaim(side Side) {
	if e := &c.ends[side]; e.claimed && atOrAfter(e.highest, e.claim) {
		c.believeClaim(e)
	}
}

// believeClaim takes a claim that nothing spoke against.
func (c *Conn) believeClaim(e *endpoint) {
	if e.claimed {
		e.claimed = false
		e.gotAck, e.acked = true, e.claim
		if after(e.claim, e.highest) {
			e.highest = e.claim
		}
	}
}

// awaitedCame says whether from stopped to be awaited, now that what was
// awaited came or was given up and no more is acknowledged.
func (c *Conn) awaitedCame(from Side) bool {
	e := &c.ends[from]
	if !e.awaited || after(e.awaitedTo, e.next) && !e.finPassed {
		return false
	}
	e.awaited = false
	switch {
	case e.claimed && after(e.claim, e.next):
		c.awaitAcknowledged(from, e.claim)
	case e.gotAck && after(e.acked, e.next):
		c.awaitAcknowledged(from, e.acked)
	}
	return !e.awaited
}

// maybeFin says whether all that is missing before ack is one number with
// nothing behind it: likely a FIN that was not captured, and no byte.
func (c *Conn) maybeFin(from Side, ack uint32) bool {
	e := &c.ends[from]
	return !e.fin && ack == e.next+1 && len(e.held.chunks) == 0
}

// noteUnseenFin notes whether that is so.
func (c *Conn) noteUnseenFin(from Side) {
	e := &c.ends[from]
	c.FinUnseen[from] = e.gotAck && after(e.acked, e.next) && c.maybeFin(from, e.acked)
}

// checkAwaited gives up waiting for acknowledged bytes when the patience is
// over at the time now.
func (t *Tracker) checkAwaited(c *Conn, now int64) {
	for _, side := range [...]Side{Client, Server} {
		e := &c.ends[side]
		if c.patienceIsOver(e, now) && after(e.awaitedTo, e.highest) {
			if !c.believable(side) {
				continue // it may yet prove forged
			}
			c.believeClaim(e)
		}
		for c.patienceIsOver(e, now) && after(e.awaitedTo, e.next) && !e.finPassed && t.giveUpOne(c, side) {
			t.pump(c)
		}
		if c.patienceIsOver(e, now) {
			c.awaitedCame(side)
		}
	}
}

// keepWaiting remembers, or forgets, that acknowledged bytes are awaited, so
// that the patience ends even if the connection falls silent.
func (t *Tracker) keepWaiting(c *Conn, awaits bool) {
	switch n := len(t.waiting); {
	case awaits && c.waiting == 0:
		t.waiting = append(t.waiting, c)
		c.waiting = n + 1
	case !awaits && c.waiting != 0:
		last := t.waiting[n-1]
		t.waiting[c.waiting-1], last.waiting = last, c.waiting
		t.waiting[n-1], c.waiting = nil, 0
		t.waiting = t.waiting[:n-1]
	}
}

// awaits says whether acknowledged bytes of either end are awaited.
func (c *Conn) awaits() bool { return c.ends[Client].awaited || c.ends[Server].awaited }

// timed says whether waiting will end with time: not where nothing is awaited
// but what was said once and may be forged.
func (c *Conn) timed() bool {
	for side := range c.ends {
		if e := &c.ends[side]; e.awaited && (atOrBefore(e.awaitedTo, e.highest) || c.believable(Side(side))) {
			return true
		}
	}
	return false
}

// believable says whether an acknowledgement of more than was seen may be
// believed without the bytes: it was said twice, and is not of more than its
// sender had offered to take.
func (c *Conn) believable(side Side) bool {
	e, w := &c.ends[side], &c.Sent[side.Peer()].Window
	if !e.claimTwice {
		return false
	}
	oldest := e.next
	if e.gotAck && before(e.acked, oldest) {
		oldest = e.acked
	}
	return !w.Known || atOrBefore(e.claim, oldest+max(w.Most, maxUnscaled))
}

// maxUnscaled is the most that a window is without scaling. A window smaller than
// that may have been larger in packets that were not captured.
const maxUnscaled = 0xffff

func (c *Conn) patienceIsOver(e *endpoint, now int64) bool {
	packets := c.Packets[Client] + c.Packets[Server]
	return e.awaited && (packets-e.awaitedFrom >= patiencePackets || now-e.awaitedTime >= patienceTime)
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
	if e.claimed && (!e.claimTwice || c.believable(from)) {
		c.believeClaim(e)
	}
	switch {
	case e.finPassed:
	case e.fin:
		t.giveUp(c, from, e.finSeq)
	case e.gotAck && after(e.acked, e.next) && !c.maybeFin(from, e.acked):
		to := e.acked
		if e.maybeEndsWithFin(to) {
			to--
		}
		t.giveUp(c, from, to)
	}
	c.noteUnseenFin(from)
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
