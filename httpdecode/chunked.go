package httpdecode

import "bytes"

// chunkSize takes the line with the size of a chunk and its extensions
// (RFC 9112 §7.1).
func (s *stream) chunkSize(b []byte, at Position) int {
	room := MaxChunkLine - len(s.held)
	end := bytes.IndexByte(b[:min(len(b), room)], '\n')
	if end < 0 {
		n := min(len(b), room)
		s.saw(n, at)
		s.held = append(s.held, b[:n]...)
		if len(s.held) >= MaxChunkLine {
			s.lose(NoteBadChunk)
		}
		return n
	}
	s.saw(end+1, at)
	line := b[:end+1]
	if len(s.held) > 0 {
		s.held = append(s.held, line...)
		line = s.held
	}
	size, notes := parseChunkSize(line)
	s.held = s.held[:0]
	s.exchange.Notes |= notes
	switch {
	case size < 0:
		s.lose(NoteBadChunk)
		s.atStart = true
	case size == 0:
		s.state, s.line, s.ends = inTrailers, 0, s.ends[:0]
	default:
		s.state, s.remaining = inChunk, size
	}
	return end + 1
}

// parseChunkSize reads a chunk's first line; the size is negative when there
// is none or it is beyond all measure.
func parseChunkSize(line []byte) (size int64, notes Notes) {
	text := trimLineEnd(line)
	if len(text)+2 != len(line) {
		notes |= NoteBareLF
	}
	if i := bytes.IndexByte(text, ';'); i >= 0 {
		text = text[:i]
	}
	digits := trimBlanks(text)
	if len(digits) != len(text) {
		notes |= NoteOddChunkSize
	}
	if len(digits) == 0 {
		return -1, notes
	}
	if len(digits) > 8 && digits[0] == '0' {
		notes |= NoteOddChunkSize
	}
	for _, c := range digits {
		switch c = lower(c); {
		case size >= 1<<56:
			return -1, notes
		case isDigit(c):
			size = size<<4 | int64(c-'0')
		case 'a' <= c && c <= 'f':
			size = size<<4 | int64(c-'a'+10)
		default:
			return -1, notes
		}
	}
	return size, notes
}

// chunk takes bytes of a chunk's data.
func (s *stream) chunk(b []byte, at Position) int {
	n := int(min(int64(len(b)), s.remaining))
	s.saw(n, at)
	s.content(b[:n], at)
	if s.remaining -= int64(n); s.remaining == 0 {
		s.state, s.crSeen = afterChunk, false
	}
	return n
}

// chunkEnd takes the line end after a chunk's data.
func (s *stream) chunkEnd(b []byte, at Position) int {
	switch {
	case b[0] == '\r' && !s.crSeen:
		s.crSeen = true
	case b[0] == '\n':
		if !s.crSeen {
			s.exchange.Notes |= NoteBareLF
		}
		s.state = inChunkSize
	default:
		s.lose(NoteBadChunk)
		return 0
	}
	s.saw(1, at)
	return 1
}

// trailers takes the trailer section with the empty line at the end of the
// message.
func (s *stream) trailers(b []byte, at Position) int {
	n, whole := s.scan(b[:min(len(b), MaxHead-len(s.held))])
	s.saw(n, at)
	s.held = append(s.held, b[:n]...)
	switch {
	case whole:
		s.readTrailers()
		s.finish(true)
	case len(s.held) >= MaxHead:
		s.lose(NoteHeadTooLong)
	}
	return n
}

func (s *stream) readTrailers() {
	m := s.message
	m.tail, s.held = s.held, m.tail[:0]
	s.conn.heads += int64(len(m.tail))
	notes := Notes(0)
	m.Trailers, notes = parseFields(m.Trailers[:0], m.tail, 0, s.ends)
	s.exchange.Notes |= notes
}
