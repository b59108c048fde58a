package httpdecode

// A gap in the responses to several requests that wait holds at least so many
// responses (one, if it begins between two; none, if it may be the rest of
// one), and this is presumed to be all. Each response after it is given to the
// request that then is its own, but none of them is done before the presumption
// is borne out: a response leaves no other request waiting, so that the gap
// cannot hold more. Then a new request, or the end, shows that it did not
// hold less. If it is not borne out, the responses move to exchanges of their own.

// late is such a presumption.
type late struct {
	active bool
	proven bool // the gap holds no more responses than presumed
	lost   int  // responses presumed to be in it
}

// presume begins one; lost is how many responses the gap holds at least.
func (p *pairing) presume(lost int) {
	p.late = late{active: true, lost: lost}
	for _, x := range p.open[p.search:] {
		if lost > 0 && x.waits() {
			x.passed = true
			lost--
		}
	}
}

// mayBeInterim says whether a gap may hold nothing but interim responses.
func (p *pairing) mayBeInterim() bool {
	for _, x := range p.open[p.search:] {
		if x.waits() && x.Request.Get("Expect") != nil {
			return true
		}
	}
	return p.interim
}

// waitingCount is how many requests wait for a response, at most two, of those
// that begin before an offset.
func (p *pairing) waitingCount(acked int64) (n int) {
	for _, x := range p.open[p.search:] {
		if x.waits() && !x.passed && (acked == unheard || x.Request.Offset < acked) {
			if n++; n > 1 {
				break
			}
		}
	}
	return n
}

// presumed gives a response to the request that it presumably answers; nil if
// there is none, which refutes the presumption.
func (c *Conn) presumed(acked int64) *exchange {
	x := c.waiting()
	if x == nil {
		c.refute()
		return nil
	}
	x.presumed = true
	x.Pairing, x.Certainty = Resynchronised, Likely
	if c.waitingCount(acked) <= 1 {
		c.late.proven = true
		if c.late.lost == 0 {
			c.bearOut()
		}
	}
	return x
}

// conclude ends a presumption, one way or the other.
func (c *Conn) conclude() {
	switch {
	case !c.late.active:
	case c.late.proven:
		c.bearOut()
	default:
		c.refute()
	}
	c.deliver()
}

// bearOut takes the presumption for true from now on.
func (c *Conn) bearOut() {
	c.late, c.onlyLikely = late{}, true
	for _, x := range c.open {
		if x.passed {
			x.passed = false
			c.unpair(x)
		}
		x.presumed = false
	}
}

// refute moves the responses that were given to requests to exchanges of
// their own.
func (c *Conn) refute() {
	c.late = late{}
	for _, x := range c.open {
		x.passed = false
		if x.presumed {
			c.moveResponse(x)
		}
	}
	c.doubt, c.sure, c.search = true, 0, 0
	c.giveUpPairing()
}

// moveResponse moves the response of an exchange to a new one.
func (c *Conn) moveResponse(x *exchange) {
	y := c.newExchange()
	x.Response, y.Response = y.Response, x.Response
	y.Notes |= x.Notes | NoteUnpaired
	y.finished = [2]bool{ToServer: true, ToClient: x.finished[ToClient]}
	y.answered = true
	if m := &y.Response; string(x.Request.Method) == "HEAD" && m.Framing == NoBody {
		var f framingFields
		if f.readAll(m.Fields); bodyOf(m, &f, ToClient, nil).framing != NoBody {
			m.Complete = false // it was thought to have no body
		}
	}
	if s := &c.streams[ToClient]; s.exchange == x {
		s.exchange, s.message = y, &y.Response
	}
	x.presumed, x.answered = false, false
	x.Pairing, x.Certainty = Unpaired, None
	c.unpair(x)
	if h, ok := c.handler.(Mover); ok {
		h.Moved(&x.Exchange, &y.Exchange)
	}
}

// Mover is a Handler that keeps something for each message. Moved is called
// when the response that was begun in one exchange turns out not to be known
// to belong there: it is another exchange's now, with all that was reported of
// it. Head is not called again.
type Mover interface {
	Handler
	Moved(from, to *Exchange)
}
