package httpdecode

// Where the place is lost, the end of a body may look like the beginning of a start
// line: "GET /x", or a word of letters. With the start line behind it that makes a line
// of nonsense; but the packet that brings it begins with a whole one.

// packetBegin is where the last packet begins in what is held of a start line.
type packetBegin struct {
	held  int // bytes before it; 0 when the line began in the same packet
	at    Position
	acked int64
}

// notePacket is called at the first byte of a packet.
func (s *stream) notePacket(at Position) {
	if s.state != inStartLine || !s.strict || len(s.held) == 0 {
		return
	}
	s.lineAnew = packetBegin{len(s.held), at, s.receivedNow()}
}

// beginAnew leaves away what is held of earlier packets, if the last one has a whole
// start line on its own.
func (s *stream) beginAnew() {
	p := s.lineAnew
	s.lineAnew = packetBegin{}
	if !s.strict || p.held == 0 || p.held >= len(s.held) {
		return
	}
	var l startLine
	if !s.isStartLine(&l, s.held[p.held:]) || l.isOdd() {
		return
	}
	s.passOver(int64(p.held))
	s.first, s.firstOffset, s.firstAcked = p.at, s.firstOffset+int64(p.held), p.acked
	s.held = append(s.held[:0], s.held[p.held:]...)
	s.headExtents = s.headExtents.behind(int64(p.held))
}
