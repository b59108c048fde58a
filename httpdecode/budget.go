package httpdecode

// Budget bounds the memory of all Conns that share it: the heads of exchanges
// that are not done, and the heads that are not complete. Each Conn is
// bounded by itself, but there can be many. All Conns of one Budget must run
// on one goroutine.
type Budget struct {
	Limit   int64 // bytes
	Reached int64 // how often a Conn had to let go of something

	held int64
	pool pool
}

// modest is how much a Conn may hold, in bytes, even when the budget is spent.
const modest = 4 << 10

// account brings the budget up to date and, when it is spent, lets go of what
// this Conn holds: first of requests that wait for a response, then of HTTP on
// the connection.
func (c *Conn) account() {
	b := c.options.Budget
	if b == nil {
		return
	}
	if c.count(b); b.held <= b.Limit || c.counted <= modest {
		return
	}
	b.Reached++
	c.stopWaiting()
	if c.count(b); c.counted > modest && c.protocol == HTTP1 {
		c.giveUp()
		c.count(b)
	}
}

func (c *Conn) count(b *Budget) {
	held := c.heads + int64(len(c.open))*exchangeSize + c.detector.holds()
	for d := range c.streams {
		s := &c.streams[d]
		if s.state == ignoring || len(s.held) == 0 && cap(s.held) > keptBuffer {
			s.held, s.ends = nil, nil
		}
		held += int64(cap(s.held) + 8*cap(s.ends) + s.interimHeads)
	}
	b.held += held - c.counted
	c.counted = held
}

// exchangeSize is what an exchange takes besides its heads, in bytes.
const exchangeSize = 1 << 10

// stopWaiting no longer holds requests for their responses.
func (c *Conn) stopWaiting() {
	c.noteFull()
	c.conclude(false)
	c.doubt, c.sure = true, 0
	c.giveUpPairing()
	c.deliver()
}
