package httpdecode

import "bytes"

// gap counts n missing bytes as long as it is known to what they belong.
func (s *stream) gap(n int64, at Position) {
	if s.state == ignoring {
		return
	}
	s.offset += n
	if s.state == beforeBody { // there may be no body, and the gap the next response
		s.skip(int64(len(s.held)))
		s.held, s.state = s.held[:0], inBody
		s.remaining = 0
	}
	s.decideLength()
	responses := 0 // that are missing at least
	switch {
	case s.state == betweenMessages, s.state == inStartLine && len(s.held) > 0:
		responses = 1
	case s.state == untilClose:
		s.miss(n, at)
		return
	case (s.state == inBody || s.state == inChunk) && n <= s.remaining:
		s.miss(n, at)
		s.remaining -= n
		switch {
		case s.remaining > 0:
		case s.state == inBody:
			s.finish(false)
		default:
			s.state, s.crSeen = afterChunk, false
		}
		return
	case s.state == inBody && s.remaining > 0:
		responses = 1
		s.miss(s.remaining, at)
	case s.state == inChunk:
		s.miss(s.remaining, at)
	}
	s.lost(NoteGap, responses)
	s.notes |= NoteGap
}

// miss counts n missing bytes of a body.
func (s *stream) miss(n int64, at Position) {
	m := s.message
	m.BodyBytes += n
	m.MissingBytes += n
	s.exchange.Notes |= NoteGap
	if !s.conn.options.NoExtents {
		m.Body.Append(-1, n)
	}
	s.conn.handler.Body(&s.exchange.Exchange, s.direction, nil, n, at)
}

// lose gives up the place in the direction: the message ends here for us, and
// the next one is searched for.
func (s *stream) lose(why Notes) { s.lost(why, 0) }

// lost loses the place to bytes that hold at least so many responses.
func (s *stream) lost(why Notes, responses int) {
	s.cut(why)
	if s.state == ignoring {
		return
	}
	s.state, s.atStart, s.empty = searching, false, 0
	if s.direction == ToClient {
		if x := s.conn.waiting(); x != nil {
			s.takeInterim(x)
		}
		s.dropInterim()
	}
	s.conn.lostPlace(s.direction, responses)
	s.conn.deliver()
}

// cut ends the message that is being read before its end.
func (s *stream) cut(why Notes) {
	switch s.state {
	case beforeBody, beforeChunk:
		s.decideLength()
	case inStartLine:
		if len(s.held) > 0 {
			s.skip(int64(len(s.held)))
		}
	case inChunkSize:
		if !couldBeChunkSize(s.held) {
			why |= NoteBadChunk
		}
	case inHead:
		if s.direction == ToClient && !s.openResponse(s.held) {
			return
		}
		s.readHead(s.held)
	}
	s.held = s.held[:0]
	if s.exchange != nil {
		s.exchange.Notes |= why
		s.finish(false)
	}
}

// stop ends the direction.
func (s *stream) stop(why Notes) {
	if s.state == ignoring {
		return
	}
	s.cut(why)
	if s.direction == ToClient {
		if x := s.conn.waiting(); x != nil {
			s.takeInterim(x)
			x.Notes |= s.notes // of bytes that seem to be its response
		}
		s.dropInterim()
	}
	s.state = ignoring
}

// end takes the end of the direction. It is the end of a body that has no
// other.
func (s *stream) end(at Position) {
	s.decideLength()
	if s.state == untilClose {
		s.frame = max(s.frame, at.Frame)
		s.finish(true)
	}
	s.stop(NoteTruncated)
	if s.direction == ToClient {
		s.conn.noMoreResponses()
	}
}

// join begins a direction in the middle.
func (s *stream) join() { s.state, s.atStart = searching, true }

// find looks for the beginning of a line or packet that may be a start line.
func (s *stream) find(b []byte, at Position) int {
	if !s.atStart {
		b = b[:s.beforeResume(len(b))]
		n := bytes.IndexByte(b, '\n') + 1
		if n == 0 {
			n = len(b)
		}
		s.atStart = b[n-1] == '\n' || s.resume == s.offset+int64(n)
		s.skip(int64(n))
		return n
	}
	if b[0] == '\r' || b[0] == '\n' {
		s.skipped++
		return 1
	}
	s.atStart = false
	if couldStart(s.direction, b[:1], true) {
		s.begin(0, at)
		s.strict = true
	}
	return 0
}
