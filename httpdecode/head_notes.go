package httpdecode

import "bytes"

// requestNotes says what is odd about a request beside its framing: which host
// it is for, and whether it should have content.
func requestNotes(m *Message, f *framingFields, b *body) (notes Notes) {
	switch {
	case f.hosts > 1:
		notes |= NoteHostRepeated
	case f.hosts == 0 && !isBefore11(m.Version):
		notes |= NoteNoHost
	}
	if f.hosts > 0 && hostDiffers(m, f.host) {
		notes |= NoteHostDiffers
	}
	if (b.framing == ByChunks || b.framing == ByLength && b.length > 0) && hasNoContent(m.Method) {
		notes |= NoteUnexpectedContent
	}
	return notes
}

// readHost counts a Host; the first holds.
func (f *framingFields) readHost(value []byte) {
	if f.hosts++; f.hosts == 1 {
		f.host = value
	}
	if !isHost(value) {
		f.notes |= NoteBadHost
	}
}

// hasNoContent says whether content has no meaning in a request with the method
// (RFC 9110 §9.3.1, §9.3.2, §9.3.5, §9.3.6, §9.3.8).
func hasNoContent(method []byte) bool {
	switch string(method) {
	case "GET", "HEAD", "DELETE", "CONNECT", "TRACE":
		return true
	}
	return false
}

// readConnection reads a Connection (RFC 9110 §7.6.1). "close" says that this is
// the sender's last message on the connection (RFC 9112 §9.6).
func (f *framingFields) readConnection(value []byte) {
	for len(value) > 0 {
		var option []byte
		option, value = nextElement(value)
		switch {
		case equalFold(option, "keep-alive"):
		case equalFold(option, "close"):
			f.last = true
		case isOneOf(option, endToEnd):
			f.notes |= NoteConnectionNamesField
		}
	}
}

// endToEnd are fields that no sender may name in Connection, since they are for
// more than the next recipient, or frame the message.
var endToEnd = []string{
	"Host", "Cookie", "Authorization", "Content-Length", "Content-Type", "Content-Encoding", "Cache-Control",
	"Set-Cookie", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded",
}

// headOnly are fields that change how a message is framed, routed or processed,
// and so may not stand in a trailer section (RFC 9110 §6.5.1).
var headOnly = []string{
	"Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Trailer", "TE", "Keep-Alive", // framing and connection
	"Host", "Max-Forwards", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", // routing
	"Expect", "Range", "Cache-Control", "Pragma", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", // request modifiers
	"Authorization", "Proxy-Authorization", "Proxy-Authenticate", "WWW-Authenticate", "Cookie", "Set-Cookie", // authentication
	"Age", "Date", "Expires", "Location", "Retry-After", "Vary", // response control
	"Content-Encoding", "Content-Type", "Content-Range", // form of the content
}

// trailerNotes says whether a trailer section has fields that it may not.
func trailerNotes(trailers []Field) Notes {
	for i := range trailers {
		if isOneOf(trailers[i].Name, headOnly) {
			return NoteForbiddenTrailer
		}
	}
	return 0
}

func isOneOf(name []byte, names []string) bool {
	for _, n := range names {
		if len(n) == len(name) && equalFold(name, n) {
			return true
		}
	}
	return false
}

// isHost says whether b is a host with or without a port, or empty, which is
// right where the target has no authority (RFC 9110 §7.2). What RFC 3986 §3.2.2
// allows and no host has, such as a comma, is refused.
func isHost(b []byte) bool {
	if len(b) > 0 && b[0] == '[' { // IPv6 address
		end := bytes.IndexByte(b, ']')
		if end < 0 || !all(b[1:end], func(c byte) bool {
			return hexValues[c] >= 0 || c == ':' || c == '.' || c == '%' || c == '-' || tokenBytes[c]
		}) {
			return false
		}
		rest := b[end+1:]
		return len(rest) == 0 || rest[0] == ':' && all(rest[1:], isDigit)
	}
	n := 0
	for n < len(b) && hostBytes[b[n]] {
		n++
	}
	return n == len(b) || b[n] == ':' && all(b[n+1:], isDigit)
}

// hostBytes are the bytes of names and of what stands for others (RFC 3986
// §2.3, §2.1).
var hostBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = isDigit(byte(c)) || 'a' <= lower(byte(c)) && lower(byte(c)) <= 'z'
	}
	for _, c := range "-._~%" {
		t[c] = true
	}
	return t
}()

func all(b []byte, is func(byte) bool) bool {
	for _, c := range b {
		if !is(c) {
			return false
		}
	}
	return true
}

// hostDiffers says whether the target has an authority that is not that of Host
// (RFC 9112 §3.2.2). A port that goes without saying may be left out of either.
func hostDiffers(m *Message, host []byte) bool {
	if string(m.Method) == "CONNECT" {
		target := m.Target
		if name, _ := cutPort(host); len(name) == len(host) { // RFC 9112 §3.2.3 has an example without port
			target, _ = cutPort(target)
		}
		return !equalFold(target, host)
	}
	if len(m.Target) == 0 || m.Target[0] == '/' { // as most are
		return false
	}
	authority := authorityOf(m.Target)
	if authority == nil {
		return false
	}
	port := ""
	switch scheme, _, _ := bytes.Cut(m.Target, []byte{':'}); {
	case equalFold(scheme, "http"):
		port = "80"
	case equalFold(scheme, "https"):
		port = "443"
	}
	return !equalFold(withoutPort(authority, port), withoutPort(host, port))
}

// withoutPort cuts off that port, or an empty one.
func withoutPort(authority []byte, port string) []byte {
	if name, p := cutPort(authority); len(p) == 0 || string(p) == port {
		return name
	}
	return authority
}

// cutPort divides an authority before the colon of its port.
func cutPort(authority []byte) (name, port []byte) {
	i := bytes.LastIndexByte(authority, ':')
	if i < 0 || bytes.IndexByte(authority[i:], ']') >= 0 {
		return authority, nil
	}
	return authority[:i], authority[i+1:]
}
