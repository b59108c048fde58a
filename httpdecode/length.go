package httpdecode

import "math"

// body is how long the content of a message is.
type body struct {
	framing Framing
	length  int64 // with ByLength
	notes   Notes
}

// bodyOf applies RFC 9112 §6.3 in its order. method is that of the request
// that a response answers, empty when it is not known.
func bodyOf(m *Message, d Direction, method []byte) body {
	if d == ToClient {
		switch {
		case string(method) == "HEAD", m.Status == 204, m.Status == 304:
			return body{}
		case m.Status == 101:
			return body{framing: ByUpgrade}
		case m.Status/100 == 1:
			return body{}
		case string(method) == "CONNECT" && m.Status/100 == 2:
			return body{framing: ByUpgrade}
		}
	}
	f := framingFields{length: -1}
	for i := range m.Fields {
		f.read(&m.Fields[i])
	}
	b := body{notes: f.notes}
	if f.coded {
		if f.length >= 0 || f.notes.Has(NoteBadLength) {
			b.notes |= NoteLengthAndChunked
		}
		if string(m.Version) == "HTTP/1.0" {
			b.notes |= NoteChunkedIn10
		}
		switch {
		case f.chunkedLast:
			b.framing = ByChunks
		case d == ToClient:
			b.framing = ByClose
			b.notes |= NoteNotChunkedLast
		default:
			b.notes |= NoteNotChunkedLast
		}
		return b
	}
	switch {
	case f.length >= 0:
		b.framing, b.length = ByLength, f.length
	case d == ToClient:
		b.framing = ByClose
	}
	return b
}

// framingFields is what the fields say about the length.
type framingFields struct {
	coded       bool  // there is a transfer coding
	chunkedLast bool  // and the last is chunked
	length      int64 // negative when not given
	notes       Notes
}

func (f *framingFields) read(field *Field) {
	switch len(field.Name) {
	case len("Content-Length"):
		if equalFold(field.Name, "Content-Length") {
			f.readLength(field.Value)
		}
	case len("Transfer-Encoding"):
		if equalFold(field.Name, "Transfer-Encoding") {
			f.readCodings(field.Value)
		}
	}
}

// readLength reads a Content-Length, which may be a list (RFC 9110 §8.6). The
// first number holds.
func (f *framingFields) readLength(value []byte) {
	for first := true; first || len(value) > 0; first = false {
		var element []byte
		element, value = nextElement(value)
		n, ok := parseLength(element)
		switch {
		case !ok:
			f.notes |= NoteBadLength
		case f.length < 0:
			f.length = n
		case f.length == n:
			f.notes |= NoteLengthRepeated
		default:
			f.notes |= NoteLengthsDiffer
		}
	}
}

func parseLength(b []byte) (n int64, ok bool) {
	for _, c := range b {
		if !isDigit(c) || n > (math.MaxInt64-9)/10 {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, len(b) > 0
}

// readCodings reads a Transfer-Encoding; several of them are one list. The
// coding "identity" of RFC 2616 §3.6 changes nothing.
func (f *framingFields) readCodings(value []byte) {
	for len(value) > 0 {
		var coding []byte
		coding, value = nextElement(value)
		for i, c := range coding {
			if c == ';' {
				coding = trimBlanks(coding[:i])
				break
			}
		}
		if len(coding) == 0 || equalFold(coding, "identity") {
			continue
		}
		f.coded = true
		f.chunkedLast = equalFold(coding, "chunked")
	}
}
