package httpdecode

// Nearly all clients wait for the response before they ask again; those that ask
// several times at once wait for all. Of one that does, a request that it sends
// after it has received something shows that all before is answered, and where the
// next response begins: just behind what the client had received.

// enoughTurns is how many requests that began when all before was answered, and
// none that began when something was received and not all was, show that a client
// waits.
const enoughTurns = 6

// roundsAtOnce is how often a client that asks several times at once must have asked
// again in turn to have what is presumed of it borne out at the end.
const roundsAtOnce = 2

// noTurn is where no response begins.
const noTurn = -2

// takeTurn is called when a request begins whose sender had received the
// responses up to acked. It says whether it began when nothing was outstanding, by
// what is presumed.
func (c *Conn) takeTurn(acked int64) bool {
	first := !c.asked
	all := acked >= c.streams[ToClient].offset && (first || c.heard)
	inTurn := all && c.outstanding == c.late.passing && c.unheld == 0
	counts := inTurn && c.heard && !c.doubt
	more := !first && acked <= c.turned
	if all && !inTurn && c.gapped && c.takesTurns() {
		c.restart()
		inTurn = true
	}
	c.asked, c.heard, c.turned = true, false, acked
	if !inTurn {
		c.outOfTurn(more)
		return false
	}
	if counts {
		c.waited++
	}
	c.turn = c.streams[ToClient].offset
	if c.takesTurns() && !c.doubt {
		c.unknown = false
	}
	switch {
	case c.late.turning && c.takesTurns():
		c.bearOut()
		c.deliver()
	case c.late.turning:
		c.mayBeHead = false
		c.late.rounds++
	case c.late.active && c.late.proven && c.late.firm && c.late.chained:
		c.conclude(false)
	}
	return true
}

// outOfTurn is called when a request begins before all is answered; more says that
// its sender had received nothing since it sent the one before.
func (c *Conn) outOfTurn(more bool) {
	missed := !c.pipelined && c.gapped && c.streams[ToClient].state == searching
	c.pipelined = true
	if !more {
		c.turn, c.rolling = noTurn, true
	}
	switch {
	case c.late.turning && c.rolling:
		c.refute()
		c.apart = true
	case missed && !c.late.active: // what is skipped may have been the response
		c.giveUpPairing()
	}
}

// restart leaves apart what is outstanding when a client that waits asks again:
// the responses are among what is missing.
func (c *Conn) restart() {
	if c.late.active {
		c.refute()
	}
	c.doubt, c.sure, c.settled = true, 0, true
	c.unheld = 0
	c.unpairFrom(0)
	c.deliver()
}

// takesTurns says that the client is known to wait, be it for several responses.
func (p *pairing) takesTurns() bool { return p.waited >= enoughTurns && !p.rolling }

// tookTurns says that client and server have taken turns since that is presumed,
// so that it stays true of what was paired.
func (c *Conn) tookTurns(atEnd bool) bool {
	switch l := &c.late; {
	case c.pipelined:
		return l.rounds >= roundsAtOnce
	case l.rounds > 0:
		return true
	case c.midway: // the response may be that to an earlier request, and the next not captured
		one := c.finals == 1 && c.answered != unheard && c.answered >= c.streams[ToServer].offset
		return atEnd && !l.broken && (one || c.streams[ToClient].over)
	}
	return atEnd
}

// presumeTurns pairs again what is asked from now on by a client that waits.
func (c *Conn) presumeTurns() {
	c.doubt, c.settled, c.apart = false, false, false
	c.late = late{active: true, turning: true, proven: true}
	if c.takesTurns() && !c.pipelined {
		c.bearOut()
	}
}
