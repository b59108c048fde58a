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

// bodyOrRequest takes bytes of what is either.
func (s *stream) bodyOrRequest(b []byte, at Position) int {
	limit := int(min(maxRefused, s.remaining))
	if len(s.held) == 0 {
		s.begin(0, at)
		s.state = beforeBody
	}
	n := min(len(b), limit-len(s.held))
	end := bytes.IndexByte(b[:n], '\n')
	if end >= 0 {
		n = end + 1
	}
	s.hold(b[:n], at)
	var l startLine
	switch {
	case end >= 0 && l.parse(ToServer, trimLineEnd(s.held)) && !l.loose && !l.simple() && isKnownMethod(l.method):
		s.withoutBody()
	case end >= 0, len(s.held) >= limit, !couldStart(ToServer, s.held, true):
		s.bodyAfterAll()
	}
	return n
}

// withoutBody ends the request; what is held begins the next.
func (s *stream) withoutBody() {
	x := s.exchange
	x.Notes |= NoteBodyNotSent
	s.exchange, s.message = nil, nil
	s.conn.decoded(x, s.direction)
	s.nextHeld()
}
