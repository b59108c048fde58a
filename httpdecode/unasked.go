package httpdecode

// statusLine is the beginning of any status line; 0 stands for a digit.
const statusLine = "HTTP/0.0 000 "

// A response whose request is not known for certain may be one to HEAD: its fields
// announce a body and the next response follows at once. So the first bytes
// where the body should be are held, and if they are a status line, there is no
// body.

// mayAnswerHead goes that way if the request is not known.
func (s *stream) mayAnswerHead() {
	if s.direction == ToClient && len(s.asked()) == 0 {
		s.state, s.held = beforeBody, s.held[:0]
	}
}

// bodyOrNext takes bytes of what is either.
func (s *stream) bodyOrNext(b []byte, at Position) int {
	if s.direction == ToServer {
		return s.bodyOrRequest(b, at)
	}
	limit := len(statusLine)
	if s.message.Framing == ByLength {
		limit = int(min(int64(limit), s.remaining))
	}
	if len(s.held) == 0 {
		s.begin(0, at)
		s.state = beforeBody
	}
	n := min(len(b), limit-len(s.held))
	s.hold(b[:n], at)
	switch like := couldBeStatusLine(s.held); {
	case like && len(s.held) < limit:
	case like: // as good as never a body that ends here
		s.answersHead()
	default:
		s.bodyAfterAll()
	}
	return n
}

func couldBeStatusLine(b []byte) bool {
	for i, c := range b {
		switch want := statusLine[i]; {
		case want == '0' && isDigit(c), want == c:
		case i == len(statusLine)-1 && (c == '\r' || c == '\n'):
		default:
			return false
		}
	}
	return true
}

// answersHead ends the response; what is held begins the next.
func (s *stream) answersHead() {
	x, m := s.exchange, s.message
	x.Notes |= NoteMaybeHead
	m.Framing, m.Complete = NoBody, true
	s.exchange, s.message = nil, nil
	s.conn.decoded(x, s.direction)
	s.nextHeld()
}

// bodyAfterAll gives what is held to the body.
func (s *stream) bodyAfterAll() {
	m := s.message
	s.state = untilClose
	if m.Framing == ByLength {
		s.state = inBody
	}
	s.frame = max(s.frame, m.Frame)
	held := s.held
	if len(held) == 0 {
		return
	}
	m.BodyBytes = int64(len(held))
	m.Body, s.headExtents = s.headExtents, m.Body
	s.conn.handler.Body(&s.exchange.Exchange, s.direction, held, 0, s.first)
	if m.Framing != ByLength {
		return
	}
	if s.remaining -= int64(len(held)); s.remaining == 0 {
		s.finish(true)
	}
}
