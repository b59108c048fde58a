package httpdecode

import "math"

// body is how long the content of a message is.
type body struct {
	framing Framing
	length  int64 // with ByLength
	notes   Notes
	unknown bool // framing is NoBody for want of a length: a request announces a body all the same

	announced int64 // without a body, how long the fields make it, by some readings

	doubt     bool    // chunked, if the bytes bear it out
	otherwise Framing // if they do not
}

// bodyOf applies RFC 9112 §6.3 in its order. method is that of the request
// that a response answers, empty when it is not known; f is what its fields say.
func bodyOf(m *Message, f *framingFields, d Direction, method []byte) body {
	if d == ToClient {
		b, none := body{announced: max(f.length, 0)}, true
		switch {
		case string(method) == "HEAD", m.Status == 304: // whose fields are about another response
			return b
		case m.Status == 204:
		case m.Status == 101, string(method) == "CONNECT" && m.Status/100 == 2:
			b.framing = ByUpgrade
		default:
			none = m.Status/100 == 1
		}
		if none {
			if f.coded || f.length > 0 {
				b.notes = NoteForbiddenContent
			}
			return b
		}
	}
	b := body{notes: f.notes, announced: f.lenient}
	switch {
	case f.length >= 0:
		b.framing, b.length = ByLength, f.length
	case d == ToClient:
		b.framing = ByClose
	default:
		b.unknown = f.notes.Has(NoteBadLength)
	}
	if !f.coded {
		return b
	}
	return codedBody(b, f, d, isBefore11(m.Version))
}

// codedBody applies the rules of Transfer-Encoding (RFC 9112 §6.1, §6.3 rules
// 3 and 4) to b, which is what the body would be without it.
func codedBody(b body, f *framingFields, d Direction, old bool) body {
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
	b.unknown = otherwise == NoBody
	switch {
	case !f.chunked:
		b.framing = otherwise
	case f.chunkedLast && !old && f.length < 0 && !f.notes.Has(NoteOddCoding):
		b.framing = ByChunks
	default:
		b.framing, b.doubt, b.otherwise = ByChunks, true, otherwise
	}
	return b
}

// framingFields is what the fields say about the length, the host, and the
// connection.
type framingFields struct {
	coded       bool  // there is a transfer coding
	chunked     bool  // and one is chunked
	chunkedLast bool  // the last
	length      int64 // negative when not given
	lenient     int64 // what a reader makes of it that takes the number it begins with
	notes       Notes

	hosts int    // how many Host fields there are
	host  []byte // the first
	last  bool   // Connection: close
}

func (f *framingFields) readAll(fields []Field) {
	f.length = -1
	for i := range fields {
		f.read(&fields[i])
	}
}

// frames says whether read looks at a field of that name.
func frames(name []byte) bool {
	switch len(name) {
	case len("Host"), len("Connection"), len("Content-Length"), len("Transfer-Encoding"):
		return equalFold(name, "Host") || equalFold(name, "Connection") || equalFold(name, "Content-Length") ||
			equalFold(name, "Content_Length") || equalFold(name, "Transfer-Encoding") || equalFold(name, "Transfer_Encoding")
	}
	return false
}

func (f *framingFields) read(field *Field) {
	switch name := field.Name; len(name) {
	case len("Host"):
		if equalFold(name, "Host") {
			f.readHost(field.Value)
		}
	case len("Connection"):
		if equalFold(name, "Connection") {
			f.readConnection(field.Value)
		}
	case len("Content-Length"):
		switch {
		case equalFold(name, "Content-Length"):
			f.readLength(field.Value)
		case equalFold(name, "Content_Length"):
			f.notes |= NoteOddFieldName
		}
	case len("Transfer-Encoding"):
		switch {
		case equalFold(name, "Transfer-Encoding"):
			f.readCodings(field.Value)
		case equalFold(name, "Transfer_Encoding"):
			f.notes |= NoteOddFieldName
		}
	}
}

// readLength reads a Content-Length, which may be a list (RFC 9110 §8.6). The
// first number holds.
func (f *framingFields) readLength(value []byte) {
	if len(value) > 0 && value[len(value)-1] == ',' {
		f.notes |= NoteBadLength
	}
	for first := true; first || len(value) > 0; first = false {
		var element []byte
		element, value = nextElement(value)
		n, ok := parseLength(element)
		if len(element) > 1 && element[0] == '0' && ok {
			f.notes |= NoteOddLength
		}
		if n == math.MaxInt64 {
			f.notes |= NoteHugeLength
		}
		switch {
		case !ok:
			f.notes |= NoteBadLength
			f.lenient = max(f.lenient, lenientLength(element))
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

// lenientLength is the length that a number stands for which none is by RFC 9110
// §8.6, to readers that take a sign, 0x, underscores, or only the digits it begins with.
func lenientLength(b []byte) (n int64) {
	base := int64(10)
	if b = trimSpace(b); len(b) > 0 && (b[0] == '+' || b[0] == '-') {
		b = b[1:]
	}
	if len(b) > 2 && b[0] == '0' && lower(b[1]) == 'x' {
		b, base = b[2:], 16
	}
	for _, c := range b {
		if c == '_' {
			continue
		}
		value := int64(hexValues[c])
		if value < 0 || value >= base || n > maxAnnounced {
			break
		}
		n = n*base + value
	}
	return n
}

// readCodings reads a Transfer-Encoding; several of them are one list. The
// coding "identity" of RFC 2616 §3.6 changes nothing, but nor is it the chunked
// that must come last.
func (f *framingFields) readCodings(value []byte) {
	if len(value) == 0 {
		f.notes |= NoteOddCoding
	}
	for len(value) > 0 {
		var coding []byte
		coding, value = nextElement(value)
		for i, c := range coding {
			if c == ';' {
				if coding = trimBlanks(coding[:i]); equalFold(coding, "chunked") {
					f.notes |= NoteOddCoding
				}
				break
			}
		}
		switch {
		case len(coding) == 0:
			continue
		case equalFold(coding, "identity"):
			f.notes |= NoteOddCoding
			f.chunkedLast = false
			continue
		}
		f.coded = true
		f.chunkedLast = equalFold(coding, "chunked")
		if f.chunkedLast && f.chunked {
			f.notes |= NoteChunkedTwice
		}
		f.chunked = f.chunked || f.chunkedLast
		if !f.chunkedLast && holdsChunked(coding) {
			f.notes |= NoteOddCoding
		}
	}
}

// holdsChunked says whether a coding that is not chunked may be taken for it by
// who only looks for the word. Browsers do not.
func holdsChunked(coding []byte) bool {
	const chunked = "chunked"
	for i := 0; i+len(chunked) <= len(coding); i++ {
		if equalFold(coding[i:i+len(chunked)], chunked) {
			return true
		}
	}
	return false
}
