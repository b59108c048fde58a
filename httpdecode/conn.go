package httpdecode

// Options change what a Conn keeps. The zero value is the default.
type Options struct {
	NoExtents bool    // do not record where heads and bodies lie in the capture
	Budget    *Budget // bounds what all Conns with it hold; nil for no bound on the sum
}

// Conn decodes the two byte streams of one connection.
type Conn struct {
	handler    Handler
	tunnel     Tunnel // the handler, if it is one
	options    Options
	protocol   Protocol
	handedOver bool // after 101, or 2xx to CONNECT
	swapped    bool
	begun      bool      // before the capture; see BegunBefore
	streams    [2]stream // by the direction in HTTP, once it is known
	detector   detector  // until then
	offsets    [2]int64  // see Offset
	acked      [2]int64  // see Acknowledged
	heads      int64     // bytes of heads and trailers in open exchanges
	counted    int64     // what the budget has of this Conn
	pairing
}

// NewConn makes a decoder that reports to h.
func NewConn(h Handler, o Options) *Conn {
	c := &Conn{handler: h, options: o, acked: [2]int64{unheard, unheard}}
	c.tunnel, _ = h.(Tunnel)
	if o.Budget != nil {
		c.pool = &o.Budget.pool
	} else {
		c.pool = new(pool)
	}
	for d := range c.streams {
		c.streams[d].conn, c.streams[d].direction = c, Direction(d)
	}
	return c
}

// Reset makes c a decoder of another connection that reports to h, and keeps
// its memory. The connection before should be closed, or its open exchanges
// are never done.
func (c *Conn) Reset(h Handler) {
	if b := c.options.Budget; b != nil {
		b.held -= c.counted
	}
	c.heads, c.counted = 0, 0
	c.handler, c.protocol, c.swapped, c.handedOver, c.offsets = h, Undecided, false, false, [2]int64{}
	c.begun = false
	c.tunnel, _ = h.(Tunnel)
	c.acked = [2]int64{unheard, unheard}
	c.detector.reset()
	c.pairing.reset()
	for d := range c.streams {
		s := &c.streams[d]
		*s = stream{conn: c, direction: Direction(d), held: s.held[:0], ends: s.ends[:0], headExtents: s.headExtents, interim: emptied(s.interim)}
	}
}

// Protocol is what the bytes so far turned out to be. After an upgrade it is
// the new protocol, and in a tunnel by CONNECT the one in it if it is known.
func (c *Conn) Protocol() Protocol {
	switch {
	case c.handedOver && (c.protocol == Undecided || c.protocol == Unknown):
		return HTTP1
	case c.protocol == Undecided && c.detector.refused():
		return Unknown
	}
	return c.protocol
}

// Swapped says that the direction given as ToServer carries the responses.
// The Handler is given the directions turned round.
func (c *Conn) Swapped() bool { return c.swapped }

// Offset is how many bytes of a direction, as the caller names it, were
// given or said to be missing so far.
func (c *Conn) Offset(d Direction) int64 {
	return c.offsets[d]
}

// Skipped is how many bytes of a direction, as the caller names it, belong to
// no message.
func (c *Conn) Skipped(d Direction) int64 { return c.stream(d).skipped }

// stream is that of a direction as the caller names it.
func (c *Conn) stream(d Direction) *stream {
	if c.swapped {
		d ^= 1
	}
	return &c.streams[d]
}

// Data gives the next bytes of one direction; at is where b[0] was captured.
// b is borrowed for the time of the call.
func (c *Conn) Data(d Direction, b []byte, at Position) {
	c.offsets[d] += int64(len(b))
	switch c.protocol {
	case HTTP1:
		if n := c.stream(d).data(b, at); n < len(b) {
			c.follow(d, b[n:], at.plus(n))
		}
		c.account()
	case Undecided:
		c.detect(d, b, at)
		c.account()
	default:
		c.tunnelled(c.protocol, d, b, 0, at)
	}
}

// read gives bytes to the stream of their direction.
func (c *Conn) read(d Direction, b []byte, at Position) {
	if n := c.stream(d).data(b, at); n < len(b) {
		c.follow(d, b[n:], at.plus(n))
	}
}

// follow gives bytes that a stream did not take, since HTTP ended, to what
// follows.
func (c *Conn) follow(d Direction, b []byte, at Position) {
	switch c.protocol {
	case HTTP1:
	case Undecided:
		c.detect(d, b, at)
	default:
		c.tunnelled(c.protocol, d, b, 0, at)
	}
}

// Gap says that n bytes of one direction are missing next. It should be
// called as soon as that is certain, as when an acknowledgement covers them, and
// before the data that came later: what was asked after the gap is paired,
// what was asked before it is not.
func (c *Conn) Gap(d Direction, n int64, at Position) {
	if n <= 0 {
		return
	}
	c.offsets[d] += n
	c.gapped = true
	switch c.protocol {
	case HTTP1:
		c.stream(d).gap(n, at)
	case Undecided:
		c.detectGap(d, n, at)
	default:
		c.tunnelled(c.protocol, d, nil, n, at)
	}
}

// End says that one direction is finished: FIN was seen and all before it
// was given. With at.Frame not 0, that frame completes a body which lasts until
// the connection closes.
func (c *Conn) End(d Direction, at Position) {
	switch c.protocol {
	case HTTP1:
		c.stream(d).end(at)
	case Undecided:
		c.detectEnd(d)
	}
}

// Close says that nothing more can come in either direction; what is
// unfinished is reported as it stands.
func (c *Conn) Close(at Position) {
	switch c.protocol {
	case HTTP1:
		c.leaveHTTP(NoteTruncated)
		c.account()
	case Undecided:
		if c.detector.begun() {
			c.protocol = Unknown
			c.handOnHeld(Unknown)
		}
	}
	c.detector.reset()
}

// decoded is called by a stream with the message of an exchange that is over.
func (c *Conn) decoded(x *exchange, d Direction) {
	c.over(x, d)
	if x.loose {
		c.doneLoose(x)
		return
	}
	c.deliver()
}

// leaveHTTP ends decoding, with notes on what it cuts short.
func (c *Conn) leaveHTTP(notes Notes) {
	for d := range c.streams {
		c.streams[d].stop(notes)
	}
	c.abandonAll()
}

// giveUp stops decoding, since too much is held.
func (c *Conn) giveUp() {
	for _, x := range c.open {
		x.Notes |= NoteQueueFull
	}
	c.leaveHTTP(NoteTruncated)
}
