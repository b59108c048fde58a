package httpdecode

// When as many exchanges are open as may be, those that begin are not held. They
// are done as soon as what begins them is over, before others with a lower Index.
// Requests among them are counted, so that their responses are not given to those
// that came before or after.

// newOrLoose opens an exchange at the end of the queue, or a loose one.
func (c *Conn) newOrLoose() *exchange {
	if len(c.open) >= MaxOpen && c.late.active {
		c.noteFull()
		c.refute()
		c.deliver()
	}
	if len(c.open) < MaxOpen {
		return c.newExchange()
	}
	x := c.pool.take()
	x.Index, x.loose = c.next, true
	x.Notes |= NoteQueueFull
	c.next++
	return x
}

// noteFull notes on the requests that wait that they will be held no longer.
func (c *Conn) noteFull() {
	for _, x := range c.open {
		if x.waits() || x.presumed {
			x.Notes |= NoteQueueFull
		}
	}
}

// doneLoose reports a loose exchange.
func (c *Conn) doneLoose(x *exchange) {
	c.markDoubtful(x)
	c.handler.Done(&x.Exchange)
	c.heads -= x.counted
	c.recycle(x)
}
