package httpdecode

// A message without a body may announce one: a response to HEAD, with a status
// that allows none, or a request whose length is no number. Some senders send it
// nevertheless. What follows the head is read as the next message if it is one;
// if not, the next message is looked for where the announced body ends, too.

// maxAnnounced bounds such a length, in bytes.
const maxAnnounced = 1 << 40

// maybeFollowedBy remembers how long the body is that the message with a head of
// so many bytes does not have.
func (s *stream) maybeFollowedBy(length int64, head int) {
	if length > 0 && length <= maxAnnounced {
		s.resume = s.firstOffset + int64(head) + length
	}
}

// beforeResume is how many of the next n bytes come before that place; n if it
// is not among them.
func (s *stream) beforeResume(n int) int {
	if left := s.resume - s.offset; left > 0 {
		return int(min(left, int64(n)))
	}
	return n
}

// interimContent reads the head of an interim response for
// content that it announces and must not have (RFC 9110 §15.2).
func (s *stream) interimContent(head []byte) {
	f, start := framingFields{length: -1}, s.ends[0]
	for _, end := range s.ends[1:] {
		name, value, _ := parseField(trimLineEnd(head[start:end]))
		f.read(&Field{name, value})
		start = end
	}
	if f.coded || f.length > 0 {
		s.notes |= NoteForbiddenContent
	}
	s.maybeFollowedBy(f.length, len(head))
}

// couldBeKnown says whether b may begin with a method in wide use, or
// with a status line.
func couldBeKnown(d Direction, b []byte) bool {
	if d == ToClient {
		return couldStart(d, b, true)
	}
	switch n := methodLength(b); {
	case n < 0:
		return false
	case n > 0:
		return isKnownMethod(b[:n])
	}
	for _, c := range b {
		if c < 'A' || c > 'Z' {
			return c == '-'
		}
	}
	return true
}
