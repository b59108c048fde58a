package httpdecode

import "bytes"

// gap counts n missing bytes as long as it is known to what they belong.
func (s *stream) gap(n int64, at Position) {
	if s.state == ignoring {
		return
	}
	s.endPacket(true)
	s.lostFrom = s.offset
	s.offset += n
	if s.state == beforeBody { // there may be no body, and the gap the next response
		s.skip(int64(len(s.held)))
		s.held, s.state, s.behindBody = s.held[:0], inBody, nil
		s.remaining = 0
	}
	s.decideLength()
	messages := 0 // that are missing at least
	switch {
	case s.state == betweenMessages, s.state == inStartLine && len(s.held) > 0:
		messages = 1
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
		messages = 1
		s.miss(s.remaining, at)
	case s.state == inChunk:
		s.miss(s.remaining, at)
	}
	s.lost(NoteGap, messages)
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

// lost loses the place to bytes that hold at least so many messages.
func (s *stream) lost(why Notes, messages int) {
	s.cut(why)
	if s.state == ignoring {
		return
	}
	s.state, s.atStart, s.empty = searching, false, 0
	if s.direction == ToClient {
		s.leaveInterim()
	}
	s.conn.lostPlace(s.direction, messages)
	s.conn.deliver()
}

// leaveInterim gives the interim responses so far, which no final one follows, to
// the exchange that they belong to.
func (s *stream) leaveInterim() {
	if len(s.interim) == 0 {
		return
	}
	c := s.conn
	x := c.waiting()
	if x == nil || c.late.active {
		if x = c.newOrLoose(); x.loose {
			s.dropInterim()
			c.doneLoose(x)
			return
		}
		x.finished = [2]bool{true, true}
		if c.doubt || c.late.active {
			x.Notes |= NoteUnpaired
		}
	}
	s.takeInterim(x)
	x.interims = len(x.Response.Interim)
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
		s.conn.late.broken = s.conn.late.broken || s.exchange.presumed
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
		s.conn.conclude(true)
		s.leaveInterim()
		if x := s.conn.waiting(); x != nil {
			x.Notes |= s.notes // of bytes that seem to be its response
		}
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
	s.over = true
	s.stop(NoteTruncated)
	if s.direction == ToClient {
		s.conn.noMoreResponses()
	}
}

// join begins a direction in the middle.
func (s *stream) join() {
	s.state, s.atStart = searching, true
	s.conn.unknown = true // earlier requests may be answered
}

// newPacket is called at the first byte of a packet. When the place is lost, a
// message may begin there, but not if the packets before were of the length into
// which the sender divides what is longer (RFC 9293 §3.7.1).
func (s *stream) newPacket() {
	if s.state == searching {
		before := s.offset - s.packetStart
		inTurn := s.direction == ToClient && s.offset == s.conn.turn
		s.atStart = !s.divided || before == 0 || before%s.longest != 0 || inTurn || s.anyLine()
	}
	s.endPacket(false)
}

// endPacket is called at the end of a packet, or of bytes that are missing.
// missing says that such bytes follow.
func (s *stream) endPacket(missing bool) {
	if s.missing && missing {
		return
	}
	if n := s.offset - s.packetStart; !s.missing && n >= s.longest && s.state != searching {
		s.longest, s.divided = n, n > 0 && (s.state != betweenMessages || s.divided && n == s.longest)
	}
	s.packetStart, s.missing = s.offset, missing
}

// find looks for the beginning of a line or packet that may be a start line.
func (s *stream) find(b []byte, at Position) int {
	if !s.atStart {
		n := len(b)
		if s.anyLine() {
			n = s.beforeResume(n)
			if i := bytes.IndexByte(b[:n], '\n'); i >= 0 {
				n = i + 1
			}
			s.atStart = b[n-1] == '\n' || s.resume == s.offset+int64(n)
		}
		s.skip(int64(n))
		return n
	}
	if (b[0] == '\r' || b[0] == '\n') && s.anyLine() {
		s.skipped++
		return 1
	}
	s.atStart = false
	if couldStart(s.direction, b[:1], true) && s.mayBegin() {
		s.found = s.found || !s.anyLine()
		s.begin(0, at)
		s.strict = true
	}
	return 0
}

// anyLine says that any line may be a start line: no bytes are missing, so that
// this is not the middle of a body. Elsewhere only the first of a packet may, for
// bodies can hold what looks like a message.
func (s *stream) anyLine() bool { return !s.conn.gapped && !s.conn.joined }

// mayBegin says whether a message may begin at the next byte, by what the
// other direction says.
func (s *stream) mayBegin() bool {
	c := s.conn
	if s.direction == ToServer || s.anyLine() || c.unknown || c.next == 0 {
		return true
	}
	if x, acked := c.waiting(), c.acknowledged(ToClient); x != nil && acked != unheard && acked <= x.Request.Offset {
		return false
	}
	return c.owed > 0 && (c.pipelined || s.offset == c.turn)
}
