package httpdecode

// exchange is an Exchange with what pairing must know of it.
type exchange struct {
	Exchange
	finished [2]bool // by direction: nothing more of this message can come
	counted  int64   // what it takes of the budget, besides exchangeSize
	answered bool    // its final response has begun
	passed   bool    // its response is presumed to be in a gap
	presumed bool    // its response is presumed to be its own
	loose    bool    // it is not among those that are open, since there was no room
	interims int     // of Response.Interim, those that are its own whatever is presumed
}

// mayBeHead says whether its method is HEAD, or not known.
func (x *exchange) mayBeHead() bool {
	return len(x.Request.Method) == 0 || string(x.Request.Method) == "HEAD"
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
	unheld      int // requests, after all that wait, that there was no room to hold

	late     late
	doubt    bool  // requests and responses are not in step
	apart    bool  // and will not be again
	lostFrom int64 // in doubt, where requests may begin that were not seen
	lostTo   int64 // and where they end
	answered int64 // how far the sender of the last response had received the requests
	sure     int   // in doubt, requests with an Index below this are still answered in order

	unknown   bool // requests may be answered that were not seen
	mayBeNone bool // bytes of requests are missing that may be the rest of one
	settled   bool // in doubt, the client has had a response that lets it go on
	owed      int  // responses that requests seen so far may yet have, at most
	mayBeHead bool // and one of them may be to HEAD

	asked     bool  // a request was seen
	heard     bool  // a final response, or a gap where one may be, came after the last
	waited    int   // requests that began when the client had all of the response before
	pipelined bool  // a request began while another was outstanding
	rolling   bool  // and after its sender had received something since the request before
	turned    int64 // how far the sender of the last request had received the responses
	turn      int64 // where in the responses the one to the last request begins if the client waits
	finals    int   // final responses so far
	interim   bool  // an interim response was seen

	ended      bool // no more responses can come
	joined     bool // the capture begins in the middle of the responses
	midway     bool // or of the connection, as far as is known
	gapped     bool // bytes are missing
	onlyLikely bool // all pairing rests on what is likely, such as that skipped bytes hold no message
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
// Its sender had received the responses up to acked at most.
func (c *Conn) openRequest(acked int64) *exchange {
	inTurn := c.takeTurn(acked)
	x := c.newOrLoose()
	x.Request.Seen = true
	x.Pipelined = c.outstanding - c.late.passing + c.unheld
	c.outstanding++
	c.owed++
	switch {
	case c.ended:
		c.over(x, ToClient)
	case x.loose && !c.doubt, c.unheld > 0:
		c.unheld++
		c.unpair(x)
	case c.doubt && inTurn && c.settled && !c.rolling && (!c.apart || c.takesTurns()):
		c.presumeTurns()
	case c.doubt:
		c.apart = c.apart || c.rolling
		c.unpair(x)
	}
	return x
}

// openResponse finds the exchange of a final response, or opens one without a
// request. Before its first byte its sender had received the requests up to
// acked.
func (c *Conn) openResponse(acked int64) *exchange {
	x, unasked := c.waiting(), false
	if x != nil && acked != unheard && acked <= x.Request.Offset {
		x, unasked = nil, !c.unknown
	}
	if c.late.active {
		x = c.presumed(x, acked)
	}
	c.finals++
	c.heard, c.answered = true, acked
	c.owed = max(c.owed-1, 0)
	if x != nil && c.doubt && x.Index == c.sure-1 && acked > c.lostFrom {
		c.pipelined = true // more had been asked, in what is missing
	}
	if x == nil {
		x = c.openUnasked(unasked || c.nobodyAsked(acked))
	}
	x.answered = true
	c.refused(x)
	if x.Request.Seen && x.Pairing == Unpaired {
		c.judge(x, acked)
	}
	return x
}

// openUnasked opens the exchange of a response without a request.
func (c *Conn) openUnasked(unasked bool) *exchange {
	full := Notes(0)
	switch {
	case c.unheld > 0:
		c.unheld--
		full = NoteQueueFull | NoteUnpaired
	case c.onlyLikely && !unasked && !c.doubt:
		c.giveUpPairing() // it belongs to a request that has another's
	}
	x := c.newOrLoose()
	x.finished[ToServer] = true
	x.Notes |= full
	switch {
	case unasked:
		x.Notes |= NoteUnasked
	case c.doubt, c.joined && c.asked:
		x.Notes |= NoteUnpaired
	}
	return x
}

// nobodyAsked says that no request can be answered by a response before which
// its sender had received the requests up to acked: all were seen, and have
// their responses.
func (c *Conn) nobodyAsked(acked int64) bool {
	if acked == 0 && !c.midway {
		return true
	}
	requests := c.streams[ToServer].offset
	return !c.unknown && !c.doubt && !c.joined && c.unheld == 0 && requests > 0 && (acked == unheard || acked <= requests)
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
	if !x.Request.Seen {
		p.settled = p.settled || p.answered == unheard || p.answered >= p.lostTo
		return
	}
	p.outstanding--
	if p.mayBeNone && x.Index == p.sure-1 {
		p.settled = true
	}
}

// unpair ends the wait of an exchange for a response.
func (p *pairing) unpair(x *exchange) {
	x.Notes |= NoteUnpaired
	p.mayBeHead = p.mayBeHead || x.mayBeHead()
	p.over(x, ToClient)
}

// unpairFrom unpairs the exchanges from an Index on that wait for a
// response.
func (p *pairing) unpairFrom(index int) {
	for _, x := range p.open[p.search:] {
		if x.Index >= index && x.waits() {
			p.unpair(x)
		}
	}
}

// giveUpPairing leaves all exchanges that are not sure apart from now on.
func (p *pairing) giveUpPairing() {
	if !p.doubt {
		p.doubt, p.sure = true, 0
	}
	p.apart, p.unheld = true, 0
	p.unpairFrom(p.sure)
}

// lostPlace says that bytes of a direction are missing, or cannot be read,
// that may hold whole messages, and at least so many.
func (c *Conn) lostPlace(d Direction, messages int) {
	c.conclude(false)
	if d == ToServer {
		c.lostRequests(messages)
		return
	}
	c.heard = true
	switch waiting := c.waitingCount(unheard); {
	case c.unheld > 0:
		c.giveUpPairing()
	case c.doubt:
		c.unpairFrom(0)
		c.sure, c.apart = 0, c.apart || waiting > 1
	case waiting == 0 && !c.pipelined:
	case waiting == 0:
		c.presume(0, true)
	case c.pipelined:
		firm := c.noInterim()
		if !firm && c.interim {
			messages = 0
		}
		c.presume(messages, firm || messages == 0)
	case c.noInterim():
		c.unpairFrom(0) // its response begins in the gap
		c.owed = 0
	default: // perhaps
		c.unpairFrom(0)
		c.doubt, c.sure, c.settled = true, 0, true
	}
}

// lostRequests says that at least so many requests may not have been seen. Those
// before are still answered in order.
func (c *Conn) lostRequests(atLeast int) {
	c.mayBeNone = atLeast == 0 && !c.doubt
	if !c.doubt {
		c.sure, c.lostFrom = c.next, c.streams[ToServer].lostFrom
	}
	c.doubt, c.unknown, c.settled, c.mayBeHead = true, true, false, true
	c.lostTo = c.streams[ToServer].offset
}

// noMoreResponses ends the wait of all requests, and of those to come.
func (c *Conn) noMoreResponses() {
	c.conclude(true)
	c.ended, c.unheld = true, 0
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
		c.markDoubtful(x)
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

// abandonAll ends all exchanges that are open, as they stand.
func (c *Conn) abandonAll() {
	c.conclude(true)
	for _, x := range c.open {
		c.over(x, ToServer)
		c.over(x, ToClient)
	}
	c.deliver()
}
