package httpdecode

import "bytes"

// shortestChunked is the length of the shortest chunked body, in bytes.
const shortestChunked = len("0\r\n\r\n")

// A message may say in its fields that it is chunked, and be read otherwise by
// some readers nevertheless: another length is given too, another coding comes
// last, the version is too old. There the bytes decide: if the body begins
// with a chunk size, it is chunked.

// mayBeChunked goes that way; otherwise is how long the body is if it is not
// chunked.
func (s *stream) mayBeChunked(otherwise body) {
	s.state, s.held, s.otherwise = beforeChunk, s.held[:0], otherwise
	if otherwise.framing == ByLength && otherwise.length < int64(shortestChunked) {
		s.state = inChunkSize
	}
}

// firstChunk holds the first line of such a body until it shows what it is.
func (s *stream) firstChunk(b []byte, at Position) int {
	limit := MaxChunkLine
	if s.otherwise.framing == ByLength {
		limit = int(min(int64(limit), s.otherwise.length))
	}
	if len(s.held) == 0 {
		s.begin(0, at)
		s.state = beforeChunk
	}
	n := min(len(b), limit-len(s.held))
	end := bytes.IndexByte(b[:n], '\n')
	if end >= 0 {
		n = end + 1
	}
	s.hold(b[:n], at)
	switch {
	case end >= 0:
		s.firstChunkLine()
	case !couldBeChunkSize(s.held):
		s.exchange.Notes |= NoteBadChunk
		s.notChunked()
	case len(s.held) >= limit: // an extension
		s.frame = max(s.frame, s.message.Frame)
		s.state = inChunkSize
	}
	return n
}

// firstChunkLine decides by the whole line.
func (s *stream) firstChunkLine() {
	size, notes := parseChunkSize(s.held)
	if size < 0 {
		s.exchange.Notes |= NoteBadChunk
		s.notChunked()
		return
	}
	s.frame = max(s.frame, s.message.Frame)
	s.held = s.held[:0]
	s.state = inChunkSize
	s.exchange.Notes |= notes
	s.beginChunk(size)
}

// couldBeChunkSize says whether a line with a chunk's size may begin with b.
func couldBeChunkSize(b []byte) bool {
	digits := trimSpace(b)
	if len(digits) > 1 && digits[0] == '0' && lower(digits[1]) == 'x' {
		digits = digits[2:]
	}
	for i, c := range digits {
		if hexValues[c] < 0 {
			return i > 0 && (c == ';' || isSpace(c))
		}
	}
	return true
}

// notChunked gives what is held to a body of another kind, or to the next
// message if there is no body.
func (s *stream) notChunked() {
	m := s.message
	m.Framing = s.otherwise.framing
	if m.Framing != NoBody {
		s.remaining = s.otherwise.length
		s.bodyAfterAll()
		return
	}
	x := s.exchange
	m.Complete = !s.otherwise.unknown
	s.exchange, s.message = nil, nil
	s.conn.decoded(x, s.direction)
	s.nextHeld()
}

// nextHeld begins a message with what is held.
func (s *stream) nextHeld() {
	s.state, s.strict = inStartLine, false
	switch {
	case bytes.IndexByte(s.held, '\n') >= 0:
		s.heldLine()
	case !couldStart(s.direction, s.held, false):
		s.notStartLine(false)
	}
}

// decideLength ends the wait for bytes that would show how long a body is.
func (s *stream) decideLength() {
	switch {
	case s.state == beforeBody:
		s.bodyAfterAll()
	case s.state == beforeChunk && s.otherwise.framing == ByClose:
		s.notChunked()
	case s.state == beforeChunk:
		s.frame = max(s.frame, s.message.Frame)
		s.state = inChunkSize
	}
}
