package httpdecode

import "bytes"

// A client that waits with its body for 100 (Continue) and gets a final
// response instead may leave the body out and go on with its next request
// (RFC 9110 §10.1.1). So the first line where the body should be is held, and
// if it is a request line, there is no body.

// refused is called when the final response to x begins.
func (c *Conn) refused(x *exchange) {
	s := &c.streams[ToServer]
	if s.exchange == x && s.state == inBody && s.message.BodyBytes == 0 &&
		equalFold(s.message.Get("Expect"), "100-continue") && !c.streams[ToClient].continued() {
		s.state, s.held = beforeBody, s.held[:0]
	}
}

// continued says whether a 100 came before the response that begins.
func (s *stream) continued() bool {
	for _, i := range s.interim {
		if i.Status == 100 {
			return true
		}
	}
	return false
}

// maxRefused is how many bytes are held for that.
const maxRefused = 512

// packetRun is bytes of one packet that follow others.
type packetRun struct {
	length int
	at     Position
}

// bodyOrRequest takes bytes of what is either. The line may be longer than the
// body would be: what follows that is held as well, and given back if there is
// a body.
func (s *stream) bodyOrRequest(b []byte, at Position) int {
	if len(s.held) == 0 {
		s.begin(0, at)
		s.state = beforeBody
	}
	n := min(len(b), maxRefused-len(s.held))
	if left := s.remaining - int64(len(s.held)); left > 0 {
		n = int(min(int64(n), left))
	}
	end := bytes.IndexByte(b[:n], '\n')
	if end >= 0 {
		n = end + 1
	}
	s.holdEither(b[:n], at)
	switch {
	case end >= 0 && s.heldIsRequest():
		s.withoutBody()
	case end >= 0, len(s.held) >= maxRefused, !couldBeKnown(ToServer, s.held):
		s.offset += int64(n) // bodyAfterAll may go on with the next message
		s.bodyAfterAll()
		s.offset -= int64(n)
	}
	return n
}

// holdEither keeps bytes that are of the body, or behind it.
func (s *stream) holdEither(b []byte, at Position) {
	if int64(len(s.held)) < s.remaining {
		s.hold(b, at)
		return
	}
	s.held = append(s.held, b...)
	s.behindBody = append(s.behindBody, packetRun{len(b), at})
}

// heldIsRequest says whether the line that is held is a request line beyond
// doubt. One that ends behind the body may be the end of the body and the
// request line that follows it: then there is a blank in its target.
func (s *stream) heldIsRequest() bool {
	var l startLine
	return l.parse(ToServer, trimLineEnd(s.held)) && !l.loose && !l.simple() && isKnownMethod(l.method) &&
		(len(s.behindBody) == 0 || !l.isOdd())
}

// withoutBody ends the request; what is held begins the next.
func (s *stream) withoutBody() {
	x := s.exchange
	x.Notes |= NoteBodyNotSent
	s.exchange, s.message = nil, nil
	s.conn.decoded(x, s.direction)
	for _, r := range s.behindBody {
		s.sawHead(r.length, r.at)
	}
	s.behindBody = nil
	s.nextHeld()
}

// giveBack reads the bytes that are held behind the end of the body anew.
func (s *stream) giveBack(held []byte) {
	held, runs := bytes.Clone(held), s.behindBody
	s.behindBody = nil
	s.offset -= int64(len(held))
	for _, r := range runs {
		b, at := held[:r.length], r.at
		held = held[r.length:]
		for len(b) > 0 && s.state != ignoring {
			n := s.step(b, at)
			s.offset += int64(n)
			b, at = b[n:], at.plus(n)
		}
		s.offset += int64(len(b))
	}
}
