package httpdecode

// Tunnel is a Handler that also takes the bytes which are no HTTP/1: of a
// connection that carries another protocol from the beginning, and of what
// follows 101 or a 2xx response to CONNECT. Together with what HTTP there is, it
// is given every byte of both directions once and in order, but for those of
// HTTP that belong to no message (Skipped).
type Tunnel interface {
	Handler

	// Tunnelled is called with the next bytes of a direction, lost of which
	// are missing before b. p is what they are, as far as is known: first
	// bytes are held until they tell, and given with what they told. Head of a
	// response whose Framing is ByUpgrade was called before. b is borrowed.
	Tunnelled(p Protocol, d Direction, b []byte, lost int64, at Position)
}

// tunnelled hands bytes on; d is the direction as the caller of Conn names it.
func (c *Conn) tunnelled(p Protocol, d Direction, b []byte, lost int64, at Position) {
	if c.tunnel == nil {
		return
	}
	if c.swapped {
		d ^= 1
	}
	c.tunnel.Tunnelled(p, d, b, lost, at)
}

// handOver ends HTTP; next is the protocol that follows, Undecided if that is
// to be seen.
func (c *Conn) handOver(next Protocol) {
	c.leaveHTTP(NoteTruncated)
	c.protocol, c.handedOver = next, true
}

// protocolAfter is what follows the response m: after 101 what Upgrade names
// (RFC 9110 §7.8), in a tunnel anything.
func protocolAfter(m *Message) Protocol {
	if m.Status != 101 {
		return Undecided
	}
	next := Unknown
	for list := m.Get("Upgrade"); len(list) > 0 && next == Unknown; {
		var name []byte
		name, list = nextElement(list)
		next = upgradeOf(name)
	}
	return next
}

// upgradeOf is the protocol that a name in Upgrade stands for. Its version is
// left out.
func upgradeOf(name []byte) Protocol {
	for i, b := range name {
		if b == '/' {
			name = name[:i]
			break
		}
	}
	switch {
	case equalFold(name, "websocket"):
		return WebSocket
	case equalFold(name, "h2c"), equalFold(name, "HTTP"):
		return HTTP2
	case equalFold(name, "TLS"): // RFC 2817 §3
		return TLS
	}
	return Unknown
}

// enterTunnel makes the streams read what was found to be HTTP in a tunnel.
// Exchanges follow those before.
func (c *Conn) enterTunnel() {
	for d := range c.streams {
		s := &c.streams[d]
		s.state, s.held = betweenMessages, s.held[:0]
		s.dropInterim()
		s.notes, s.strict, s.wary, s.closing, s.empty, s.resume = 0, false, false, false, 0, 0
	}
	c.pairing = pairing{open: c.open, pool: c.pool, next: c.next}
}
