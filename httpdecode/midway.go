package httpdecode

// BegunBefore says, before the first bytes are given, that the connection may have
// carried others before them: its beginning is not in the capture. Then either
// direction may begin within a message, and responses may come to requests that
// were not seen.
func (c *Conn) BegunBefore() { c.begun = true }

// markDoubtful notes on a message that was found by its looks, and has no other half
// that would speak for it, that it may be none.
func (c *Conn) markDoubtful(x *exchange) {
	if x.Request.found && !x.Response.Seen || x.Response.found && !x.Request.Seen {
		x.Notes |= NoteDoubtful
	}
}

// startMidway makes the beginning a gap of unknown length in both directions. What
// is asked is paired if the client waits for its responses, as after other gaps.
func (c *Conn) startMidway() {
	c.begun = false
	c.midway, c.gapped, c.joined = true, true, true
	c.doubt, c.unknown, c.mayBeHead = true, true, true
	c.settled = true // by presumption: what is outstanding refutes it
}
