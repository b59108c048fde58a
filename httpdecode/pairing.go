package httpdecode

// exchange is an Exchange with what pairing must know of it.
type exchange struct {
	Exchange
	finished [2]bool // by direction: nothing more of this message can come
	counted  int64   // what it takes of the budget, besides exchangeSize
	answered bool    // its final response has begun
	trusted  bool    // begun, after a gap, when nothing else could be outstanding
	passed   bool    // its response is presumed to be in a gap
	presumed bool    // its response is presumed to be its own
}

// waits says that no response to the request has begun and one may come.
func (x *exchange) waits() bool { return !x.answered && !x.finished[ToClient] }

// pairing holds the exchanges of a connection that are open, in order of
// Index, and decides which response belongs to which request. The rules are
// in the package's documentation.
type pairing struct {
	open []*exchange
	pool *pool // of done exchanges, their memory to be used again

	next        int // Index of the next exchange
	search      int // no exchange of open before this place waits for a response
	outstanding int // requests open without a complete response

	doubt     bool // a gap may hold whole messages
	sure      int  // in doubt, requests with an Index below this are still answered in order
	apart     bool // pairing is given up, but for the sure ones
	settled   bool // in doubt, the client has had a response that lets it go on
	pipelined bool // a request began while another was outstanding
	ended     bool // no more responses can come
	interim   bool // an interim response was seen
	joined    bool // the capture begins in the middle of the responses
	gapped    bool // bytes are missing

	late       late
	onlyLikely bool  // all pairing rests on what is likely, such as that skipped bytes hold no message
	lostUpTo   int64 // where in the responses the last gap ends
}

func (p *pairing) reset() {
	for _, x := range p.open {
		p.recycle(x)
	}
	*p = pairing{open: kept(p.open, keptExchanges), pool: p.pool}
}

// newExchange opens an exchange at the end of the queue.
func (p *pairing) newExchange() *exchange {
	x := p.pool.take()
	x.Index = p.next
	p.next++
	p.open = append(p.open, x)
	return x
}

// openRequest opens the exchange of a request that has begun.
// Its sender had received the responses up to acked.
func (p *pairing) openRequest(acked int64) *exchange {
	x := p.newExchange()
	x.Request.Seen = true
	x.Pipelined = p.outstanding
	if p.outstanding > 0 {
		p.pipelined = true
	}
	p.outstanding++
	if p.ended {
		p.over(x, ToClient)
		return x
	}
	if p.doubt && !p.apart {
		x.trusted = !p.pipelined && p.settled && (acked == unheard || acked >= p.lostUpTo)
		if !x.trusted {
			p.giveUpPairing()
		}
	}
	if p.apart {
		p.unpair(x)
	}
	return x
}

// openResponse finds the exchange of a final response, or opens one without a
// request. first is its first byte, before which its sender had received the
// requests up to acked.
func (c *Conn) openResponse(first Position, acked int64) *exchange {
	p := &c.pairing
	x, unasked := p.waiting(), false
	if x != nil && acked != unheard && acked <= x.Request.Offset {
		x, unasked = nil, true
	}
	switch {
	case p.late.active && !unasked:
		x = c.presumed(acked)
	case x != nil && p.doubt && x.Index >= p.sure:
		if x.trusted && x.Request.First.Frame <= first.Frame {
			p.judge(x, acked)
			p.doubt, p.onlyLikely = false, true
		} else {
			p.giveUpPairing()
			x = nil
		}
	}
	if x == nil {
		if p.onlyLikely && !unasked {
			p.giveUpPairing() // it belongs to a request that has another's
		}
		x = p.newExchange()
		x.finished[ToServer] = true
		if unasked {
			x.Notes |= NoteUnasked
		} else if p.doubt {
			x.Notes |= NoteUnpaired
		}
	}
	x.answered = true
	c.refused(x)
	if x.Request.Seen && x.Pairing == Unpaired {
		p.judge(x, acked)
	}
	return x
}

// waiting is the first exchange whose request has begun and whose response
// has not; nil when there is none.
func (p *pairing) waiting() *exchange {
	for ; p.search < len(p.open); p.search++ {
		if x := p.open[p.search]; x.waits() && !x.passed {
			return x
		}
	}
	return nil
}

// over marks that a message is at its end, whether complete or not.
func (p *pairing) over(x *exchange, d Direction) {
	if x.finished[d] {
		return
	}
	x.finished[d] = true
	if d == ToServer {
		return
	}
	if x.answered {
		p.settled = true
	}
	if x.Request.Seen {
		p.outstanding--
	}
}

// unpair ends the wait of an exchange for a response.
func (p *pairing) unpair(x *exchange) {
	x.Notes |= NoteUnpaired
	p.over(x, ToClient)
}

// unpairFrom unpairs the exchanges from an Index on that wait for a
// response, and says how many there were.
func (p *pairing) unpairFrom(index int) (n int) {
	for _, x := range p.open[p.search:] {
		if x.Index >= index && !x.answered && !x.finished[ToClient] {
			p.unpair(x)
			n++
		}
	}
	return n
}

// giveUpPairing leaves all exchanges that are not sure apart from now on.
func (p *pairing) giveUpPairing() {
	if !p.doubt {
		p.doubt, p.sure = true, 0
	}
	p.apart = true
	p.unpairFrom(p.sure)
}

// lostPlace says that bytes of a direction are missing, or cannot be read,
// that may hold whole messages, and at least so many responses.
func (c *Conn) lostPlace(d Direction, responses int) {
	if d == ToClient && c.late.active {
		c.refute() // there are more bytes than the responses presumed
	}
	c.conclude()
	p := &c.pairing
	if p.doubt && p.unpairFrom(p.sure) > 0 {
		p.apart = true
	}
	if d == ToServer {
		if !p.doubt {
			p.sure = p.next
		}
		p.doubt, p.settled = true, false
		return
	}
	p.lostUpTo = c.streams[ToClient].offset
	waiting := p.waitingCount(unheard)
	switch {
	case p.doubt:
	case waiting == 0:
		return
	case waiting > 1 || p.pipelined:
		if p.mayBeInterim() {
			responses = 0
		}
		p.presume(responses)
		return
	}
	if p.unpairFrom(0) > 1 {
		p.apart = true
	}
	p.settled = p.settled || !p.doubt
	p.doubt, p.sure = true, p.next
}

// noMoreResponses ends the wait of all requests, and of those to come.
func (c *Conn) noMoreResponses() {
	c.conclude()
	c.ended = true
	for _, x := range c.open {
		c.over(x, ToClient)
	}
	c.deliver()
}

// deliver reports the exchanges at the head of the queue that are done.
func (c *Conn) deliver() {
	done := 0
	for _, x := range c.open {
		if !x.finished[ToServer] || !x.finished[ToClient] || x.presumed {
			break
		}
		c.handler.Done(&x.Exchange)
		c.heads -= x.counted
		c.recycle(x)
		done++
	}
	if done > 0 {
		left := copy(c.open, c.open[done:])
		clear(c.open[left:])
		if c.open = c.open[:left]; left == 0 {
			c.open = kept(c.open, keptExchanges)
		}
		c.search = max(0, c.search-done)
	}
}

func (p *pairing) recycle(x *exchange) { p.pool.keep(x) }

// hasRoom says whether one more exchange may be opened. When the queue is
// full, requests are no longer held for their responses.
func (c *Conn) hasRoom() bool {
	if len(c.open) < MaxOpen {
		return true
	}
	c.stopWaiting()
	return len(c.open) < MaxOpen
}

// abandonAll ends all exchanges that are open, as they stand.
func (c *Conn) abandonAll() {
	c.conclude()
	for _, x := range c.open {
		c.over(x, ToServer)
		c.over(x, ToClient)
	}
	c.deliver()
}
