package httpdecode

import "bytes"

// detector holds the first bytes of both directions until they tell what the
// connection carries.
type detector struct {
	looks  [2]look
	pieces []piece // held, of both directions in the order they came
	bytes  []byte  // what the pieces hold
}

// look is what is known of one direction.
type look struct {
	held    []byte // its bytes since the beginning or, once refused, of this packet
	frame   int64  // of the last byte
	begun   bool   // bytes came
	refused bool   // it did not begin with a known protocol, or its beginning is missing
	closed  bool   // the rest of this packet is of no interest
	empty   bool   // it began with empty lines that are no longer held
	missing bool   // there was a gap
	ended   bool
}

// piece is one call of Data that was held.
type piece struct {
	direction Direction
	length    int
	at        Position
	acked     int64
}

func (t *detector) reset() {
	*t = detector{}
}

// holds is how many bytes of memory the detector takes.
func (t *detector) holds() int64 {
	return int64(cap(t.looks[0].held) + cap(t.looks[1].held) + cap(t.bytes) + 48*cap(t.pieces))
}

// refused says that bytes came which are of no known protocol.
func (t *detector) refused() bool {
	for d := range t.looks {
		if t.looks[d].refused && t.looks[d].begun {
			return true
		}
	}
	return false
}

// begun says that bytes came.
func (t *detector) begun() bool { return t.looks[0].begun || t.looks[1].begun }

// detect holds b and looks at what is held. A direction whose first bytes
// tell nothing, as when the capture began in the middle of a body, is
// looked at again at the beginning of each packet.
func (c *Conn) detect(d Direction, b []byte, at Position) {
	t := &c.detector
	l := &t.looks[d]
	if len(b) == 0 || l.ended {
		return
	}
	if l.refused && at.Frame != l.frame {
		c.forget(d)
		l.closed = false
	}
	l.begun, l.frame = true, at.Frame
	if l.closed {
		c.tunnelled(Unknown, d, b, 0, at)
		return
	}
	first := b[:min(len(b), MaxUndecided+1-len(l.held))]
	if len(l.held) > 0 {
		l.held = append(l.held, first...)
		first = l.held
	}
	v := recognise(first, !l.refused && !c.begun)
	switch {
	case v.protocol != Undecided:
	case len(first) > MaxUndecided/2 && emptyLines(first) == len(first):
		n := emptyLines(b)
		c.forget(d)
		c.tunnelled(Unknown, d, b[:n], 0, at)
		l.empty = true
		c.detect(d, b[n:], at.plus(n))
		return
	case len(first) > MaxUndecided:
		v.protocol = Unknown
	case len(l.held) == 0:
		l.held = append(l.held, first...)
	}
	switch v.protocol {
	case Undecided:
		t.pieces = append(t.pieces, piece{d, len(b), at, c.acked[d]})
		t.bytes = append(t.bytes, b...)
	case Unknown:
		l.refused, l.closed = true, true
		c.forget(d)
		c.tunnelled(Unknown, d, b, 0, at)
	case HTTP1:
		c.protocol = HTTP1
		c.swapped = v.direction != d
		c.replay(d, len(b))
		c.read(d, b, at)
	default:
		c.protocol = v.protocol
		c.handOnHeld(v.protocol)
		c.tunnelled(v.protocol, d, b, 0, at)
		t.reset()
	}
}

// emptyLines is how many bytes of line ends b begins with.
func emptyLines(b []byte) (n int) {
	for n < len(b) && (b[n] == '\r' || b[n] == '\n') {
		n++
	}
	return n
}

// forget hands on what is held of a direction, and holds it no longer.
func (c *Conn) forget(d Direction) {
	t := &c.detector
	t.looks[d].held = t.looks[d].held[:0]
	pieces, kept := t.pieces[:0], t.bytes[:0]
	rest := t.bytes
	for _, p := range t.pieces {
		if p.direction != d {
			pieces = append(pieces, p)
			kept = append(kept, rest[:p.length]...)
		} else {
			c.tunnelled(Unknown, d, rest[:p.length], 0, p.at)
		}
		rest = rest[p.length:]
	}
	t.pieces, t.bytes = pieces, kept
}

// handOnHeld hands on all that is held.
func (c *Conn) handOnHeld(protocol Protocol) {
	rest := c.detector.bytes
	for _, p := range c.detector.pieces {
		c.tunnelled(protocol, p.direction, rest[:p.length], 0, p.at)
		rest = rest[p.length:]
	}
}

// replay gives the streams what was held before the last bytes, which are of
// direction last.
func (c *Conn) replay(last Direction, length int) {
	t := &c.detector
	if c.handedOver {
		c.enterTunnel()
	}
	held := [2]int64{}
	held[last] = int64(length)
	for _, p := range t.pieces {
		held[p.direction] += int64(p.length)
	}
	for d := range t.looks {
		s, l := c.stream(Direction(d)), &t.looks[d]
		s.offset = c.offsets[d] - held[d]
		if l.refused || c.begun {
			s.join()
			c.joined = c.joined || s.direction == ToClient
		}
		if l.missing {
			c.lostPlace(s.direction, 0)
		}
		if l.empty {
			s.notes |= NoteEmptyLines
		}
	}
	if c.begun {
		c.startMidway()
	}
	acked, rest := c.acked, t.bytes
	for _, p := range t.pieces {
		c.acked[p.direction] = p.acked
		c.read(p.direction, rest[:p.length], p.at)
		rest = rest[p.length:]
	}
	c.acked = acked
	for d := range t.looks {
		if t.looks[d].ended {
			c.stream(Direction(d)).end(Position{})
		}
	}
	t.reset()
}

// verdict is what first bytes tell.
type verdict struct {
	protocol  Protocol // Undecided when more bytes are needed
	direction Direction
}

var http2Preface = []byte("PRI * HTTP/2.0\r\n") // RFC 9113 §3.4

// recognise looks at the bytes of one direction, its first ones or those at
// the beginning of a later packet.
func recognise(b []byte, first bool) verdict {
	if n := min(len(b), len(http2Preface)); bytes.Equal(b[:n], http2Preface[:n]) {
		if n < len(http2Preface) {
			return verdict{}
		}
		return verdict{protocol: HTTP2}
	}
	if first && couldBeSettings(b) {
		if len(b) < frameHeader {
			return verdict{}
		}
		return verdict{protocol: HTTP2}
	}
	if b[0] == 0x16 { // TLS handshake record (RFC 8446 §5.1)
		switch {
		case len(b) == 1:
			return verdict{}
		case b[1] == 3:
			return verdict{protocol: TLS}
		}
		return verdict{protocol: Unknown}
	}
	start := 0
	for start < len(b) && (b[start] == '\r' || b[start] == '\n') {
		start++
	}
	if b = b[start:]; len(b) == 0 {
		return verdict{}
	}
	const status = "HTTP/1."
	if n := min(len(b), len(status)); string(b[:n]) == status[:n] {
		if n < len(status) {
			return verdict{}
		}
		return verdict{HTTP1, ToClient}
	}
	return recogniseRequest(b, first)
}

// frameHeader is the length of what begins a frame of HTTP/2, in bytes.
const frameHeader = 9

// couldBeSettings says whether b may begin with the SETTINGS frame that a
// server of HTTP/2 sends first (RFC 9113 §3.4, §6.5): settings of six bytes each,
// no flags, on the connection as a whole.
func couldBeSettings(b []byte) bool {
	const most = 16 * 6
	for i, c := range b[:min(len(b), frameHeader)] {
		switch i {
		case 2:
			if c%6 != 0 || c > most {
				return false
			}
		case 3:
			if c != 4 {
				return false
			}
		default:
			if c != 0 {
				return false
			}
		}
	}
	return true
}

func recogniseRequest(b []byte, first bool) verdict {
	method := methodLength(b)
	if method < 0 {
		return verdict{protocol: Unknown}
	}
	end := bytes.IndexByte(b[:min(len(b), MaxUndecided)], '\n')
	if end < 0 {
		switch {
		case !first && !couldBeKnown(ToServer, b): // the rest of a body
			return verdict{protocol: Unknown}
		case len(b) < MaxUndecided:
			return verdict{}
		case first && method > 0 && isKnownMethod(b[:method]) && isTarget(b[method+1:]):
			return verdict{HTTP1, ToServer} // a long target
		}
		return verdict{protocol: Unknown}
	}
	var l startLine
	if !l.parseRequest(trimLineEnd(b[:end])) || !first && (l.simple() || !isKnownMethod(l.method)) {
		return verdict{protocol: Unknown}
	}
	return verdict{HTTP1, ToServer}
}

// detectGap takes missing bytes for the beginning of a new look.
func (c *Conn) detectGap(d Direction, n int64, at Position) {
	l := &c.detector.looks[d]
	c.forget(d)
	c.tunnelled(Unknown, d, nil, n, at)
	l.refused, l.missing, l.closed, l.frame = true, true, false, -1
}

// detectEnd remembers the end of a direction.
func (c *Conn) detectEnd(d Direction) { c.detector.looks[d].ended = true }
