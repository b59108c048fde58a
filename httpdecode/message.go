package httpdecode

import "bytes"

// head takes the rest of a head up to its empty line.
func (s *stream) head(b []byte, at Position) int {
	n, whole := s.scan(b[:min(len(b), MaxHead-len(s.held))])
	switch {
	case whole && len(s.held) == 0:
		s.sawHead(n, at)
		s.headDone(b[:n])
	case whole:
		s.hold(b[:n], at)
		s.headDone(s.held)
	default:
		s.hold(b[:n], at)
		if len(s.held) >= MaxHead {
			s.lose(NoteHeadTooLong)
		}
	}
	return n
}

// scan looks for the empty line that ends a section, and returns how many
// bytes of b belong to it.
func (s *stream) scan(b []byte) (n int, whole bool) {
	for n < len(b) {
		i := bytes.IndexByte(b[n:], '\n')
		if i < 0 {
			s.line += len(b) - n
			return len(b), false
		}
		length := s.line + i
		if s.ends == nil {
			s.ends = make([]int, 0, usualLines)
		}
		s.ends = append(s.ends, len(s.held)+n+i+1)
		cr := length == 1 && (i == 1 && b[n] == '\r' || i == 0 && s.held[len(s.held)-1] == '\r')
		s.line, n = 0, n+i+1
		if length == 0 || cr {
			return n, true
		}
	}
	return n, false
}

// usualLines is how many lines most heads have.
const usualLines = 16

// headDone goes from a whole head to its body. head is either s.held or
// borrowed.
func (s *stream) headDone(head []byte) {
	if s.direction == ToClient && !s.openResponse(head) {
		if s.state == betweenMessages {
			s.interimContent(head)
		}
		return
	}
	s.readHead(head)
	x, m := s.exchange, s.message
	var f framingFields
	f.readAll(m.Fields)
	b := bodyOf(m, &f, s.direction, s.asked())
	x.Notes |= b.notes | s.headNotes(&f, &b)
	m.Framing = b.framing
	if b.framing == NoBody {
		s.maybeFollowedBy(b.announced, len(head))
		s.wary = b.notes&(NoteBadLength|NoteNotChunkedLast) != 0
	}
	s.sync()
	s.conn.handler.Head(&x.Exchange, s.direction)
	switch b.framing {
	case NoBody:
		s.finish(!b.unknown)
	case ByLength:
		s.state, s.remaining = inBody, b.length
		if b.length == 0 {
			s.finish(true)
			return
		}
		s.mayAnswerHead()
	case ByChunks:
		s.state, s.held = inChunkSize, s.held[:0]
		s.mayAnswerHead()
		if b.doubt {
			s.mayBeChunked(body{framing: b.otherwise, length: b.length, unknown: b.unknown})
		}
	case ByClose:
		s.state = untilClose
		s.mayAnswerHead()
	case ByUpgrade:
		next := protocolAfter(m)
		s.finish(true)
		s.conn.handOver(next)
	}
}

// headNotes is what is odd about the head that was read, beside its framing.
func (s *stream) headNotes(f *framingFields, b *body) (notes Notes) {
	if s.closing {
		notes = NoteAfterClose
	}
	s.closing = s.closing || f.last
	notes |= f.notes & (NoteConnectionNamesField | NoteOddFieldName)
	switch x := s.exchange; {
	case s.direction == ToServer:
		notes |= requestNotes(s.message, f, b)
	case b.framing == ByChunks && x.Request.Seen && !x.presumed && isBefore11(x.Request.Version):
		notes |= NoteChunkedIn10
	}
	return notes
}

// openResponse finds the exchange of the response whose head this is. An interim
// response, for which it returns false, is kept for the final one. head is
// borrowed.
func (s *stream) openResponse(head []byte) bool {
	if s.status/100 == 1 && s.status != 101 {
		s.conn.interim = true
		if len(s.interim) < MaxInterim {
			s.interim = append(s.interim, Interim{s.status, s.last, s.interimHead(head)})
		} else {
			s.notes |= NoteTooManyInterim
		}
		s.state = betweenMessages
		return false
	}
	s.open(s.conn.openResponse(s.conn.acknowledged(ToClient)))
	s.takeInterim(s.exchange)
	return true
}

// asked is the method that a response answers, empty when that is not known.
func (s *stream) asked() []byte {
	x, c := s.exchange, s.conn
	head := string(x.Request.Method) == "HEAD"
	if x.presumed && !(head && c.late.proven) && !(c.late.turning && !c.mayBeHead) {
		return nil
	}
	return x.Request.Method
}

// interimHead keeps a head, if there is room for it.
func (s *stream) interimHead(head []byte) []byte {
	if len(head) > MaxInterimHeads-s.interimHeads {
		s.notes |= NoteTooManyInterim
		return nil
	}
	s.interimHeads += len(head)
	return bytes.Clone(head)
}

// takeInterim gives the interim responses so far to the response of an exchange.
func (s *stream) takeInterim(x *exchange) {
	if len(s.interim) == 0 {
		return
	}
	m, before := &x.Response, 0
	for i := range m.Interim { // from before a gap
		before += len(m.Interim[i].Head)
	}
	for _, i := range s.interim[:min(len(s.interim), MaxInterim-len(m.Interim))] {
		if before+len(i.Head) > MaxInterimHeads {
			i.Head = nil
		}
		before += len(i.Head)
		x.counted += int64(len(i.Head))
		s.conn.heads += int64(len(i.Head))
		m.Interim = append(m.Interim, i)
	}
	s.dropInterim()
}

func (s *stream) dropInterim() { s.interim, s.interimHeads = emptied(s.interim), 0 }

// readHead copies a head to the message and divides it.
func (s *stream) readHead(head []byte) {
	m := s.message
	if len(s.held) > 0 {
		m.head, s.held = s.held, m.head[:0]
	} else {
		m.head = append(m.head[:0], head...)
	}
	notes, _ := m.parseHead(s.direction, s.ends)
	s.count(int64(cap(m.head) + fieldSize*cap(m.Fields)))
	s.exchange.Notes |= notes
	m.Head, s.headExtents = s.headExtents, m.Head
}

// simpleRequest completes a request of HTTP/0.9, which is one line.
func (s *stream) simpleRequest() {
	s.readHead(s.held)
	s.sync()
	s.conn.handler.Head(&s.exchange.Exchange, s.direction)
	s.finish(true)
}

// simpleResponse takes what is held for the beginning of a body without a
// head.
func (s *stream) simpleResponse() {
	held := s.held
	s.open(s.conn.openResponse(s.conn.acknowledged(ToClient)))
	s.message.Framing = ByClose
	s.state = untilClose
	s.sync()
	s.conn.handler.Head(&s.exchange.Exchange, s.direction)
	s.message.Body, s.headExtents = s.headExtents, s.message.Body
	s.message.BodyBytes, s.message.Content = int64(len(held)), s.first
	s.conn.handler.Body(&s.exchange.Exchange, s.direction, held, 0, s.first)
}

// body takes bytes of a body of known length.
func (s *stream) body(b []byte, at Position) int {
	n := int(min(int64(len(b)), s.remaining))
	s.saw(n, at)
	s.content(b[:n], at)
	if s.remaining -= int64(n); s.remaining == 0 {
		s.finish(true)
	}
	return n
}

// content reports bytes of a body.
func (s *stream) content(b []byte, at Position) {
	m := s.message
	if m.Content.Frame == 0 && len(b) > 0 {
		m.Content = at
	}
	m.BodyBytes += int64(len(b))
	if !s.conn.options.NoExtents {
		m.Body.appendRun(at, len(b))
	}
	s.conn.handler.Body(&s.exchange.Exchange, s.direction, b, 0, at)
}

// sync brings the message's places up to date.
func (s *stream) sync() { s.message.Last, s.message.Frame = s.last, s.frame }

// finish ends the message.
func (s *stream) finish(complete bool) {
	x := s.exchange
	s.message.Complete = complete
	if s.message.Status == 205 && s.message.BodyBytes > 0 { // RFC 9110 §15.3.6
		x.Notes |= NoteForbiddenContent
	}
	s.sync()
	s.exchange, s.message, s.state = nil, nil, betweenMessages
	s.conn.decoded(x, s.direction)
}

// count adds to what the exchange takes of the budget.
func (s *stream) count(n int64) {
	s.exchange.counted += n
	s.conn.heads += n
}
