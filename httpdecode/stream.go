package httpdecode

import "bytes"

// state is where in a direction the next byte stands.
type state uint8

const (
	betweenMessages state = iota
	inStartLine
	inHead
	beforeBody      // of a response whose request is not known, or of a request that was refused
	beforeChunk     // of a body that is chunked by one reading of its fields
	inBody          // of known length
	inChunkSize     // with its extensions
	inLongChunkLine // of which only the beginning is held
	inChunk
	afterChunk // before the line end that follows a chunk's data
	inTrailers
	untilClose
	searching // the place is lost; looking for a start line
	ignoring  // nothing more of this direction is HTTP
)

// stream reads one direction.
type stream struct {
	conn      *Conn
	direction Direction
	state     state

	exchange *exchange // whose message is read; nil between messages, and until the head of a response is complete
	message  *Message  // its half

	held        []byte // the head, trailer section or chunk line that is not complete
	line        int    // bytes of the last line in it
	ends        []int  // where its whole lines end
	status      int    // of the response whose head it is
	first       Position
	firstOffset int64
	firstAcked  int64 // how far the sender of the first byte had received the other direction, at most
	headExtents Extents
	lineAnew    packetBegin

	last  Position // of the last byte of the message
	frame int64    // the highest of the message

	remaining int64 // of the body or the chunk
	otherwise body  // with beforeChunk, how long the body is if it is not chunked
	crSeen    bool  // after a chunk

	behindBody []packetRun // of held, what follows the body of a request that was refused, if there is one

	interim      []Interim // before the next final response
	interimHeads int       // bytes of their heads
	notes        Notes     // for the next message
	strict       bool      // searching led to this start line, so that it must have no oddity and a known method
	found        bool      // the message, or one before that it follows at once, was found after a gap by its looks
	atStart      bool      // when searching: the next byte begins a line or a packet
	empty        int64     // bytes of empty lines before the next message
	closing      bool      // a message said that it is the last
	over         bool      // nothing follows: its end was seen
	wary         bool      // the length of the message before is not known, so that the next start line must be strict
	resume       int64     // where the body ends that was announced and that a message may not have; see maybeFollowedBy

	packet      int64 // frame of the last byte of all
	packetStart int64 // offset of the first byte of that packet, or of what is missing behind it
	missing     bool  // it is the latter
	lostFrom    int64 // where the last missing bytes begin
	longest     int64 // bytes of the longest packet
	divided     bool  // that ended within a message
	offset      int64
	skipped     int64
}

// data takes the next bytes, and returns how many: not all when HTTP ends on
// the connection. Each step takes some of them or changes the state.
func (s *stream) data(b []byte, at Position) (taken int) {
	if len(b) == 0 {
		return 0
	}
	if at.Frame != s.packet {
		s.newPacket()
		s.notePacket(at)
	}
	s.packet, taken = at.Frame, len(b)
	if (s.state == inBody || s.state == inChunk) && int64(len(b)) < s.remaining { // as most are
		s.saw(len(b), at)
		s.content(b, at)
		s.remaining -= int64(len(b))
		s.offset += int64(len(b))
		return taken
	}
	for len(b) > 0 && s.state != ignoring {
		n := s.step(b, at)
		s.offset += int64(n)
		b, at = b[n:], at.plus(n)
	}
	s.offset += int64(len(b))
	return taken - len(b)
}

func (s *stream) step(b []byte, at Position) int {
	switch s.state {
	case betweenMessages:
		return s.skipEmptyLines(b, at)
	case inStartLine:
		return s.startLine(b, at)
	case inHead:
		return s.head(b, at)
	case beforeBody:
		return s.bodyOrNext(b, at)
	case beforeChunk:
		return s.firstChunk(b, at)
	case inBody:
		return s.body(b, at)
	case inChunkSize:
		return s.chunkSize(b, at)
	case inLongChunkLine:
		return s.longExtension(b, at)
	case inChunk:
		return s.chunk(b, at)
	case afterChunk:
		return s.chunkEnd(b, at)
	case inTrailers:
		return s.trailers(b, at)
	case untilClose:
		s.saw(len(b), at)
		s.content(b, at)
		return len(b)
	case searching:
		return s.find(b, at)
	}
	return len(b)
}

// skipEmptyLines passes over line ends before a start line (RFC 9112 §2.2).
func (s *stream) skipEmptyLines(b []byte, at Position) int {
	n := 0
	for n < len(b) && (b[n] == '\r' || b[n] == '\n') && !s.simpleExpected() {
		n++
	}
	s.empty += int64(n)
	if n < len(b) {
		s.begin(n, at)
		s.strict = s.wary
		if s.empty > 2 || s.empty > 0 && s.direction == ToClient { // RFC 9112 §2.2
			s.notes |= NoteEmptyLines
		}
		s.empty, s.wary = 0, false
	}
	return n
}

// begin marks the byte n on from at as the first of a message.
func (s *stream) begin(n int, at Position) {
	s.state = inStartLine
	s.first, s.firstOffset, s.frame = at.plus(n), s.offset+int64(n), 0
	s.held, s.line, s.ends = s.held[:0], 0, s.ends[:0]
	s.headExtents.Reset()
	s.firstAcked, s.lineAnew = s.receivedNow(), packetBegin{}
}

// receivedNow is how far the sender of the next byte had received the other
// direction, at most.
func (s *stream) receivedNow() int64 {
	if acked := s.conn.acknowledged(s.direction); acked != unheard {
		return acked
	}
	return s.conn.streams[s.direction^1].offset
}

// simpleExpected says whether the next response is one to HTTP/0.9.
func (s *stream) simpleExpected() bool {
	if s.direction != ToClient {
		return false
	}
	x := s.conn.waiting()
	return x != nil && x.Notes.Has(NoteSimple)
}

// saw notes the places of the next n bytes of the message.
func (s *stream) saw(n int, at Position) {
	s.last = at.plus(n - 1)
	s.frame = max(s.frame, at.Frame)
}

// hold keeps bytes of a head.
func (s *stream) hold(b []byte, at Position) {
	if len(b) > 0 {
		s.held = append(s.held, b...)
		s.sawHead(len(b), at)
	}
}

func (s *stream) sawHead(n int, at Position) {
	s.saw(n, at)
	if !s.conn.options.NoExtents {
		s.headExtents.appendRun(at, n)
	}
}

// startLine waits for the whole start line and sees whether it is one.
func (s *stream) startLine(b []byte, at Position) int {
	room := s.beforeResume(MaxStartLine - len(s.held))
	end := bytes.IndexByte(b[:min(len(b), room)], '\n')
	if end < 0 {
		n := min(len(b), room)
		s.hold(b[:n], at)
		ended := s.resume == s.offset+int64(n) && !couldBeKnown(s.direction, s.held)
		if !couldStart(s.direction, s.held, s.strict) || len(s.held) >= MaxStartLine || ended {
			s.notStartLine(ended)
		}
		return n
	}
	if len(s.held) > 0 {
		s.hold(b[:end+1], at)
		s.heldLine()
		return end + 1
	}
	var l startLine
	switch {
	case !s.isStartLine(&l, b[:end+1]), l.simple():
		s.hold(b[:end+1], at)
		s.heldLine()
	default:
		if s.direction == ToServer {
			s.openRequest()
		}
		s.state = inHead // the whole line is in b, and often the whole head
		return s.head(b, at)
	}
	return end + 1
}

// heldLine sees whether the whole line that is held is a start line.
func (s *stream) heldLine() {
	s.beginAnew()
	var l startLine
	if !s.isStartLine(&l, s.held) {
		s.notStartLine(true)
		return
	}
	if s.direction == ToServer {
		s.openRequest()
	}
	switch {
	case l.simple():
		s.simpleRequest()
	default:
		s.state, s.ends = inHead, append(s.ends, len(s.held))
	}
}

// isStartLine divides a line, and says whether it begins a message here.
func (s *stream) isStartLine(l *startLine, line []byte) bool {
	ok := l.parse(s.direction, trimLineEnd(line))
	s.status = l.status
	switch {
	case !ok:
		return false
	case !s.strict:
		return true
	}
	return !l.loose && !l.simple() && (s.direction == ToClient || isKnownMethod(l.method))
}

// openRequest opens the exchange of a request when its request line is
// complete.
func (s *stream) openRequest() {
	s.open(s.conn.openRequest(s.firstAcked))
}

// notStartLine drops what is held. To an HTTP/0.9 request it is the
// response.
func (s *stream) notStartLine(wholeLine bool) {
	if s.simpleExpected() && !s.strict {
		s.simpleResponse()
		return
	}
	s.skip(int64(len(s.held)))
	s.state, s.atStart = searching, wholeLine && s.anyLine()
}

func (s *stream) skip(n int64) {
	s.passOver(n)
	if s.direction == ToServer {
		s.conn.settled = false // there may have been a request
	}
}

// passOver goes over bytes that are none of a request.
func (s *stream) passOver(n int64) {
	s.skipped += n
	s.notes |= NoteSkippedBytes
	s.conn.onlyLikely = true
	if s.direction == ToClient {
		s.conn.interrupted()
	}
}

// open begins the message of s in an exchange.
func (s *stream) open(x *exchange) {
	s.exchange, s.message = x, &x.Request
	if s.direction == ToClient {
		s.message = &x.Response
	}
	s.message.Seen, s.message.First, s.message.Offset = true, s.first, s.firstOffset
	s.found = s.found && s.firstOffset != s.conn.turn
	s.message.found = s.found
	x.Notes |= s.notes
	s.notes = 0
}
