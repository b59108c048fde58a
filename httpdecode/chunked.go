package httpdecode

import (
	"bytes"
	"math"
)

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
			s.longChunkLine()
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
	s.beginChunk(size)
	return end + 1
}

// longChunkLine goes on with a line of which no more is held: if it has a size
// the rest are extensions, which mean nothing to us.
func (s *stream) longChunkLine() {
	if size, _ := parseChunkSize(s.held); size < 0 || bytes.IndexByte(s.held, ';') < 0 {
		s.lose(NoteBadChunk)
		return
	}
	s.exchange.Notes |= NoteOddChunkSize
	s.state = inLongChunkLine
}

// longExtension passes over extensions up to the end of their line.
func (s *stream) longExtension(b []byte, at Position) int {
	end := bytes.IndexByte(b, '\n')
	if end < 0 {
		s.saw(len(b), at)
		return len(b)
	}
	s.saw(end+1, at)
	size, _ := parseChunkSize(s.held)
	s.held, s.state = s.held[:0], inChunkSize
	s.beginChunk(size)
	return end + 1
}

// beginChunk goes on behind the line with a chunk's size.
func (s *stream) beginChunk(size int64) {
	switch {
	case size == noSize: // an empty line
	case size < 0:
		s.lose(NoteBadChunk)
		s.atStart = true
	case size == 0:
		s.state, s.line, s.ends = inTrailers, 0, s.ends[:0]
	default:
		s.state, s.remaining = inChunk, size
	}
}

// What parseChunkSize gives for a line without a chunk size.
const (
	noSize  = -1 // the line is empty
	badSize = -2
)

// parseChunkSize reads a chunk's first line. What some readers accept is
// accepted and noted: whitespace around the size and text after it, 0x before
// it, an empty line. A size beyond all measure stays one.
func parseChunkSize(line []byte) (size int64, notes Notes) {
	text := trimLineEnd(line)
	if len(text)+2 != len(line) {
		notes |= NoteBareLF
	}
	digits := trimSpace(text)
	if len(digits) == 0 {
		return noSize, notes | NoteOddChunkSize
	}
	if len(digits) != len(text) {
		notes |= NoteOddChunkSize
	}
	if len(digits) > 2 && digits[0] == '0' && lower(digits[1]) == 'x' {
		digits = digits[2:]
		notes |= NoteOddChunkSize
	}
	n := 0
	for ; n < len(digits); n++ {
		value := hexValues[digits[n]]
		if value < 0 {
			break
		}
		if size >= 1<<56 {
			size, notes = math.MaxInt64, notes|NoteHugeLength
		} else {
			size = size<<4 | int64(value)
		}
	}
	switch rest := digits[n:]; {
	case n == 0, len(rest) > 0 && rest[0] != ';' && !isSpace(rest[0]):
		return badSize, notes
	case len(rest) > 0 && !isExtension(rest), n > 8 && digits[0] == '0':
		notes |= NoteOddChunkSize
	}
	return size, notes
}

// isExtension says whether what follows a chunk's size begins with the name of
// an extension and has no control bytes (RFC 9112 §7.1.1).
func isExtension(b []byte) bool {
	if b[0] != ';' {
		return false
	}
	for _, c := range b {
		if c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	b = trimBlanks(b[1:])
	return len(b) > 0 && tokenBytes[b[0]]
}

// hexValues has the value of each hexadecimal digit, and is negative for what is
// none.
var hexValues = func() (t [256]int8) {
	for c := range t {
		t[c] = -1
	}
	for i, c := range "0123456789abcdef" {
		t[c] = int8(i)
	}
	for i, c := range "ABCDEF" {
		t[c] = int8(10 + i)
	}
	return t
}()

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
	notes := Notes(0)
	m.Trailers, notes = parseFields(m.Trailers[:0], m.tail, 0, s.ends)
	s.count(int64(cap(m.tail) + fieldSize*cap(m.Trailers)))
	s.exchange.Notes |= notes | trailerNotes(m.Trailers)
}
