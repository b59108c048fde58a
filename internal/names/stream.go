package names

// maxStreamed is how many bytes a message over TCP may have to be read. The
// protocol allows 65535 (RFC 1035 §4.2.2), which answers of real servers are
// far from.
const maxStreamed = 16 << 10

// Stream cuts one direction of a TCP connection into DNS messages (RFC 1035
// §4.2.2). The zero value is ready. It keeps one message that is not
// complete.
type Stream struct {
	held []byte
	skip int  // bytes of a message that is too long
	lost bool // where messages begin is not known any more
}

// Data gives the next bytes; each message that is complete is given to f, borrowed for
// the time of the call.
func (s *Stream) Data(b []byte, f func(message []byte)) {
	for len(b) > 0 && !s.lost {
		b = s.step(b, f)
	}
}

// Gap says that bytes are missing next. Nothing marks the beginning of a message, so
// no more are cut out.
func (s *Stream) Gap() { s.held, s.lost = nil, true }

func (s *Stream) step(b []byte, f func([]byte)) (rest []byte) {
	if s.skip > 0 {
		n := min(len(b), s.skip)
		s.skip -= n
		return b[n:]
	}
	need := 2
	if len(s.held) >= 2 {
		need = 2 + int(s.held[0])<<8 + int(s.held[1])
	}
	n := min(len(b), need-len(s.held))
	s.held = append(s.held, b[:n]...)
	if len(s.held) < 2 || len(s.held) < need {
		return b[n:]
	}
	switch size := int(s.held[0])<<8 + int(s.held[1]); {
	case size > maxStreamed:
		s.skip, s.held = size, s.held[:0]
	case len(s.held) == 2+size:
		f(s.held[2:])
		s.held = s.held[:0]
	}
	return b[n:]
}
