package httpdecode

// After a gap it is presumed how many responses were in it, and each response
// after it is given to the request that then is its own. None of these exchanges
// is done before the presumption is borne out; if it is refuted, the responses
// move to exchanges of their own. There are two kinds:
//
//   - Of a client that sends several requests at once, a gap in the responses
//     holds as few as are certain: one, if it begins between two; none, if it may
//     be the rest of one. Borne out when a response leaves no other request
//     waiting, so that the gap cannot hold more, and the messages after the gap
//     follow each other without a byte between, so that their beginnings are none
//     that a body holds.
//   - Of a client that waits for each response, what was asked last is answered
//     next. Borne out when the two have taken turns often enough.

// late is such a presumption.
type late struct {
	active  bool
	turning bool // it rests on a client that waits
	proven  bool // the gap holds no more responses than presumed
	firm    bool // nor fewer
	begun   bool // a response was given to a request
	chained bool // and another followed at once
	broken  bool // one was not whole
	rounds  int  // how often the client has asked again in turn
	passing int  // requests whose response is presumed to be in the gap
}

// presume begins a presumption of the first kind; lost is how many responses the
// gap holds, firm that it cannot be fewer.
func (p *pairing) presume(lost int, firm bool) {
	p.late = late{active: true, firm: firm}
	for _, x := range p.open[p.search:] {
		if lost > 0 && x.waits() {
			x.passed = true
			p.late.passing++
			lost--
		}
	}
}

// usualFinals is how many final responses without an interim one show that a
// server does not send any unasked.
const usualFinals = 4

// noInterim says that a gap between responses does not hold interim ones alone.
func (p *pairing) noInterim() bool {
	for _, x := range p.open[p.search:] {
		if x.waits() && x.Request.Get("Expect") != nil {
			return false
		}
	}
	return !p.interim && p.finals >= usualFinals
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

// presumed gives a response to the request x that it presumably answers; nil
// if there is none, which refutes the presumption.
func (c *Conn) presumed(x *exchange, acked int64) *exchange {
	if x == nil || c.unheld > 0 {
		c.refute()
		return nil
	}
	x.presumed, c.late.begun = true, true
	x.Pairing, x.Certainty = Resynchronised, Likely
	if c.waitingCount(acked) <= 1 {
		c.late.proven = true
	}
	if !c.streams[ToClient].strict {
		c.late.chained = true
		if c.late.proven && c.late.firm && !c.late.turning {
			c.bearOut()
		}
	}
	return x
}

// conclude ends a presumption, one way or the other. At the end of the responses
// it is enough that the last of them answers the last request.
func (c *Conn) conclude(atEnd bool) {
	l := &c.late
	switch {
	case !l.active:
		return
	case l.turning && c.tookTurns(atEnd):
		c.bearOut()
	case l.turning:
		c.refute()
	case !l.proven, c.streams[ToClient].state != betweenMessages:
		c.refute()
	case atEnd && (l.firm || !c.interim), l.firm && l.chained:
		c.bearOut()
	default:
		c.refute()
	}
	c.deliver()
}

// interrupted is called when bytes after a gap belong to no message. If one was
// found before, its beginning may have been part of a body.
func (c *Conn) interrupted() {
	if c.late.begun {
		c.refute()
		c.deliver()
	}
}

// bearOut takes the presumption for true from now on.
func (c *Conn) bearOut() {
	if c.late.turning {
		c.unknown = false
	}
	c.late, c.onlyLikely = late{}, true
	for d := range c.streams { // each bears out the other
		c.streams[d].found = false
	}
	for _, x := range c.open {
		if x.passed {
			x.passed = false
			c.unpair(x)
		}
		x.presumed = false
	}
	c.owed, c.mayBeHead = c.outstanding, false
}

// refute moves the responses that were given to requests to exchanges of
// their own.
func (c *Conn) refute() {
	turning := c.late.turning
	c.late = late{}
	content := false // of one that was thought to have no body may follow
	for _, x := range c.open {
		x.passed = false
		if x.presumed {
			x.Response.found = x.Response.found || content
			content = c.moveResponse(x) || content
		}
	}
	s := &c.streams[ToClient]
	s.found = s.found || content
	c.doubt, c.sure, c.search, c.mayBeHead = true, 0, 0, true
	c.unpairFrom(0)
	c.settled = turning
	c.apart, c.unheld = c.apart || !turning, 0
}

// moveResponse moves the response of an exchange to a new one. It says whether it
// was thought to have no body, and may have one.
func (c *Conn) moveResponse(x *exchange) (body bool) {
	y := c.newExchange()
	x.Response, y.Response = y.Response, x.Response
	x.Response.Interim = append(x.Response.Interim, y.Response.Interim[:x.interims]...)
	y.Response.Interim = append(y.Response.Interim[:0], y.Response.Interim[x.interims:]...)
	y.Notes |= x.Notes | NoteUnpaired
	y.finished = [2]bool{ToServer: true, ToClient: x.finished[ToClient]}
	y.answered = true
	if m := &y.Response; string(x.Request.Method) == "HEAD" && m.Framing == NoBody {
		var f framingFields
		if f.readAll(m.Fields); bodyOf(m, &f, ToClient, nil).framing != NoBody {
			m.Complete, body = false, true
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
	return body
}

// Mover is a Handler that keeps something for each message. Moved is called
// when the response that was begun in one exchange turns out not to be known
// to belong there: it is another exchange's now, with all that was reported of
// it. Head is not called again.
type Mover interface {
	Handler
	Moved(from, to *Exchange)
}
