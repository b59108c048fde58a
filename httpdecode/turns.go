package httpdecode

// Nearly all clients wait for a response before they ask again. Of one that does,
// a new request shows that all before is answered, and where the next
// response begins: just behind what the client had received.

// enoughTurns is how many requests that began when all before was answered, and
// none that did not, show that a client waits.
const enoughTurns = 6

// noTurn is where no response begins.
const noTurn = -2

// takeTurn is called when a request begins; inTurn says that its sender had
// received all that was sent, and all responses, by what is presumed.
func (c *Conn) takeTurn(inTurn bool) {
	first := !c.asked
	inTurn = inTurn && (first || c.heard)
	counts := inTurn && c.heard && !c.doubt
	c.asked, c.heard = true, false
	if !inTurn {
		c.outOfTurn()
		return
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
	case c.late.active && !c.late.turning && c.late.proven && c.late.firm && c.late.chained:
		c.conclude(false)
	}
}

// outOfTurn is called when a request begins before all is answered.
func (c *Conn) outOfTurn() {
	missed := !c.pipelined && c.gapped && c.streams[ToClient].state == searching
	c.turn, c.pipelined = noTurn, true
	switch {
	case c.late.turning:
		c.refute()
		c.apart = true
	case missed && !c.late.active: // what is skipped may have been the response
		c.giveUpPairing()
	}
}

// takesTurns says that the client is known to wait.
func (p *pairing) takesTurns() bool { return p.waited >= enoughTurns && !p.pipelined }

// presumeTurns pairs again what is asked from now on by a client that waits.
func (c *Conn) presumeTurns() {
	c.doubt, c.settled = false, false
	c.late = late{active: true, turning: true, proven: true}
	if c.takesTurns() {
		c.bearOut()
	}
}
