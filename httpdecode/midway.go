package httpdecode

// BegunBefore says, before the first bytes are given, that the connection may have
// carried others before them: its beginning is not in the capture. Then either
// direction may begin within a message, and responses may come to requests that
// were not seen.
func (c *Conn) BegunBefore() { c.begun = true }

// startMidway makes the beginning a gap of unknown length in both directions. What
// is asked is paired if the client waits for its responses, as after other gaps.
func (c *Conn) startMidway() {
	c.begun = false
	c.midway, c.gapped, c.joined = true, true, true
	c.doubt, c.unknown, c.mayBeHead = true, true, true
	c.settled = true // by presumption: what is outstanding refutes it
}
