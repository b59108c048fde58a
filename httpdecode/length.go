package httpdecode

import "math"

// body is how long the content of a message is.
type body struct {
	framing Framing
	length  int64 // with ByLength
	notes   Notes

	doubt     bool    // chunked, if the bytes bear it out
	otherwise Framing // if they do not
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
	switch {
	case f.length >= 0:
		b.framing, b.length = ByLength, f.length
	case d == ToClient:
		b.framing = ByClose
	}
	if !f.coded {
		return b
	}
	return codedBody(b, f, d, isBefore11(m.Version))
}

// codedBody applies the rules of Transfer-Encoding (RFC 9112 §6.1, §6.3 rules
// 3 and 4) to b, which is what the body would be without it.
func codedBody(b body, f framingFields, d Direction, old bool) body {
	otherwise := b.framing
	if f.length >= 0 || f.notes.Has(NoteBadLength) {
		b.notes |= NoteLengthAndChunked
	}
	if old {
		b.notes |= NoteChunkedIn10
	}
	if !f.chunkedLast {
		b.notes |= NoteNotChunkedLast
		if !old {
			otherwise = NoBody
			if d == ToClient {
				otherwise = ByClose
			}
		}
	}
	switch {
	case !f.chunked:
		b.framing = otherwise
	case f.chunkedLast && !old && f.length < 0:
		b.framing = ByChunks
	default:
		b.framing, b.doubt, b.otherwise = ByChunks, true, otherwise
	}
	return b
}

// framingFields is what the fields say about the length.
type framingFields struct {
	coded       bool  // there is a transfer coding
	chunked     bool  // and one is chunked
	chunkedLast bool  // the last
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
		if n == math.MaxInt64 {
			f.notes |= NoteHugeLength
		}
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

// parseLength reads a number of any size (RFC 9110 §8.6); one beyond all measure
// is the largest.
func parseLength(b []byte) (n int64, ok bool) {
	for _, c := range b {
		switch {
		case !isDigit(c):
			return 0, false
		case n > (math.MaxInt64-9)/10:
			n = math.MaxInt64
		default:
			n = n*10 + int64(c-'0')
		}
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
		if f.chunkedLast && f.chunked {
			f.notes |= NoteChunkedTwice
		}
		f.chunked = f.chunked || f.chunkedLast
	}
}
