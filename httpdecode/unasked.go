package httpdecode

// statusLine is the beginning of any status line; 0 stands for a digit.
const statusLine = "HTTP/0.0 000 "

// A response whose request is not known for certain may be one to HEAD: its fields
// announce a body and the next response follows at once. So the first bytes
// where the body should be are held, and if they are a status line, there is no
// body.

// mayAnswerHead goes that way if the request is not known.
func (s *stream) mayAnswerHead() {
	if s.direction == ToClient && len(s.asked()) == 0 && s.conn.headPossible() {
		s.state, s.held = beforeBody, s.held[:0]
	}
}

// headPossible says whether a response whose request is not known may be one to
// HEAD.
func (c *Conn) headPossible() bool {
	if c.mayBeHead || c.unknown || c.joined || c.streams[ToServer].offset == 0 {
		return true
	}
	for _, x := range c.open {
		if x.Request.Seen && x.mayBeHead() {
			return true
		}
	}
	return false
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
	if s.message.Framing == ByChunks {
		if n = 1; !couldBeStatusLine(append(s.held, b[0])) {
			s.contradict(true)
			s.bodyAfterAll()
			return 0
		}
	}
	s.hold(b[:n], at)
	switch like := couldBeStatusLine(s.held); {
	case like && len(s.held) < limit:
	case like && s.conn.gapped && s.firstOffset != s.packetStart && !(s.exchange.presumed && s.exchange.mayBeHead()):
		s.answersHeadOrNot()
	case like: // as good as never a body that ends here
		s.answersHead()
	default:
		s.contradict(true)
		s.bodyAfterAll()
	}
	return n
}

// contradict refutes what is presumed if a response has a body and would answer
// HEAD, or has none and would not.
func (s *stream) contradict(head bool) {
	if x := s.exchange; x.presumed && head == (string(x.Request.Method) == "HEAD") {
		s.conn.refute()
		s.conn.deliver()
	}
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

// answersHeadOrNot ends a response that may have a body which looks like a
// message, or none and that message behind it. The next is searched for.
func (s *stream) answersHeadOrNot() {
	s.contradict(false)
	x := s.exchange
	x.Notes |= NoteMaybeHead
	s.exchange, s.message = nil, nil
	s.conn.decoded(x, s.direction)
	s.notStartLine(false)
}

// answersHead ends the response; what is held begins the next.
func (s *stream) answersHead() {
	s.contradict(false)
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
	s.frame = max(s.frame, m.Frame)
	s.state = untilClose
	switch m.Framing {
	case ByLength:
		s.state = inBody
	case ByChunks:
		s.state = inChunkSize // of which what is held is the beginning
		return
	}
	held := s.held
	if len(held) == 0 {
		return
	}
	var behind []byte
	if len(s.behindBody) > 0 {
		held, behind = held[:s.remaining], held[s.remaining:]
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
	if len(behind) > 0 {
		s.giveBack(behind)
	}
}
