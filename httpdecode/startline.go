package httpdecode

import (
	"bytes"
)

// maxMethod is the length that no method exceeds.
const maxMethod = 64

// startLine is a request line (RFC 9112 §3) or a status line (§4), divided.
type startLine struct {
	method, target, version, reason []byte
	status                          int
	odd                             bool // blanks too many, version or status spelt otherwise, a target of no form; see isOdd
	loose                           bool // so odd that it is believed only where a start line must stand
}

// simple says that it is the request line of HTTP/0.9.
func (l *startLine) simple() bool { return len(l.version) == 0 }

// parse divides a line of direction d, given without its line end.
func (l *startLine) parse(d Direction, line []byte) bool {
	if d == ToServer {
		return l.parseRequest(line)
	}
	return l.parseStatus(line)
}

// parseRequest divides at whitespace of any kind, as RFC 9112 §3 allows. What
// stands between method and version is the target, with blanks in it or none.
func (l *startLine) parseRequest(line []byte) bool {
	*l = startLine{}
	blank := methodLength(line)
	if blank <= 0 {
		return false
	}
	l.method = line[:blank]
	rest := line[blank+1:]
	if n := len(rest) - len(" HTTP/1.1"); n > 0 && rest[n] == ' ' && line[blank] == ' ' && isVersion(rest[n+1:]) && !isSpace(rest[0]) && !isSpace(rest[n-1]) {
		l.target, l.version = rest[:n], rest[n+1:]
		return true
	}
	rest = trimSpace(rest)
	l.odd = line[blank] != ' ' || len(rest) != len(line)-blank-1
	last := len(rest) - 1
	for last >= 0 && !isSpace(rest[last]) {
		last--
	}
	version := rest[last+1:]
	switch {
	case isVersion(version):
	case isLooseVersion(version) && isKnownMethod(l.method):
		l.odd, l.loose = true, true
	default:
		l.target = rest
		return last < 0 && isKnownMethod(l.method) && isTarget(rest)
	}
	l.version = version
	if last > 0 {
		l.target = trimSpace(rest[:last])
		l.odd = l.odd || len(l.target) != last || rest[last] != ' '
	}
	l.odd = l.odd || len(l.target) == 0
	return true
}

// isOdd says that the line is not as the grammar has it.
func (l *startLine) isOdd() bool {
	return l.odd || len(l.method) > 0 && !l.hasForm() || bytes.IndexByte(l.target, ' ') >= 0 || bytes.IndexByte(l.target, '\t') >= 0
}

// hasForm says whether the target looks like one of the four forms of
// RFC 9112 §3.2.
func (l *startLine) hasForm() bool {
	switch {
	case string(l.method) == "CONNECT": // authority-form
		_, port := cutPort(l.target)
		return len(port) > 0 && all(port, isDigit)
	case len(l.target) > 0 && l.target[0] == '/': // origin-form
		return bytes.IndexByte(l.target, '#') < 0 // which never is sent (RFC 9110 §7.1)
	case string(l.target) == "*": // asterisk-form
		return true
	}
	scheme, _, ok := bytes.Cut(l.target, []byte{':'}) // absolute-form
	return ok && len(scheme) > 0 && lower(scheme[0]) >= 'a' && lower(scheme[0]) <= 'z'
}

func (l *startLine) parseStatus(line []byte) bool {
	*l = startLine{}
	blank := bytes.IndexByte(line, ' ')
	if blank < 0 || !isVersion(line[:blank]) {
		return l.parseLooseStatus(line)
	}
	l.version = line[:blank]
	rest := line[blank+1:]
	for len(rest) > 0 && rest[0] == ' ' {
		l.odd, rest = true, rest[1:]
	}
	if len(rest) < 3 || !isDigit(rest[0]) || !isDigit(rest[1]) || !isDigit(rest[2]) || len(rest) > 3 && rest[3] != ' ' {
		return l.parseLooseStatus(line)
	}
	l.status = int(rest[0]-'0')*100 + int(rest[1]-'0')*10 + int(rest[2]-'0')
	if len(rest) > 3 {
		l.reason = rest[4:]
	}
	return true
}

// maxStatusDigits bounds the digits of a status that is read at all.
const maxStatusDigits = 4

// maxJunk is how many bytes before a status line are passed over.
const maxJunk = 4

// isJunk knows what may stand before a status line all the same: blanks, NUL, a
// colon, and the mark that some editors put before a text (EF BB BF).
func isJunk(c byte) bool {
	return isSpace(c) || c == 0 || c == ':' || c == 0xef || c == 0xbb || c == 0xbf
}

// trimJunk cuts off what may stand before a status line.
func trimJunk(b []byte) []byte {
	for n := 0; n < maxJunk && len(b) > 0 && isJunk(b[0]); n++ {
		b = b[1:]
	}
	return b
}

// parseLooseStatus reads what browsers read as well: some bytes before it, any
// version in any case and with anything behind it, a status of fewer or more
// digits, and what follows it at once as the reason.
func (l *startLine) parseLooseStatus(line []byte) bool {
	*l = startLine{odd: true, loose: true}
	line = trimJunk(line)
	end := 0
	for end < len(line) && !isBlank(line[end]) {
		end++
	}
	if l.version = line[:end]; !isLooseVersion(l.version) && string(l.version) != shoutcast {
		return false
	}
	rest := trimBlanks(line[end:])
	digits := 0
	for digits < len(rest) && isDigit(rest[digits]) {
		l.status = l.status*10 + int(rest[digits]-'0')
		if digits++; digits > maxStatusDigits {
			return false
		}
	}
	l.reason = trimBlanks(rest[digits:])
	return digits > 0
}

// couldStart says whether a start line of direction d may begin with b; strict
// leaves out the loose ones.
func couldStart(d Direction, b []byte, strict bool) bool {
	switch {
	case d == ToServer:
		return methodLength(b) >= 0
	case couldBeStatus(b):
		return true
	}
	return !strict && couldBeLooseStatus(b)
}

// methodLength is the length of the token before the first space; 0 when b
// ends before it, negative when b begins otherwise.
func methodLength(b []byte) int {
	for i, c := range b {
		switch {
		case tokenBytes[c] && i < maxMethod:
		case isSpace(c) && i > 0:
			return i
		default:
			return -1
		}
	}
	return 0
}

// couldBeStatus says whether a status line may begin with b.
func couldBeStatus(b []byte) bool {
	const version = "HTTP/0.0 "
	for i, c := range b {
		switch {
		case i >= len(version):
			if c != ' ' {
				return isDigit(c)
			}
		case c != version[i] && !(version[i] == '0' && isDigit(c)):
			return false
		}
	}
	return true
}

// couldBeLooseStatus says whether a status line that only parseLooseStatus
// reads may begin with b.
func couldBeLooseStatus(b []byte) bool {
	if b = trimJunk(b); len(b) == 0 {
		return true
	}
	end := 0
	for end < len(b) && !isBlank(b[end]) {
		end++
	}
	if end == len(b) {
		n := min(end, len(httpName))
		return equalFold(b[:n], httpName[:n]) && (end <= len(httpName) || isLooseVersion(b)) ||
			end <= len(shoutcast) && string(b) == shoutcast[:end]
	}
	if !isLooseVersion(b[:end]) && string(b[:end]) != shoutcast {
		return false
	}
	rest := trimBlanks(b[end:])
	return len(rest) == 0 || isDigit(rest[0])
}

// httpName begins every version (RFC 9112 §2.3); shoutcast is the version of
// servers of music streams, which are otherwise HTTP/1.0.
const (
	httpName  = "HTTP/"
	shoutcast = "ICY"
)

// isVersion says whether b is HTTP/ and two numbers of one digit
// (RFC 9112 §2.3).
func isVersion(b []byte) bool {
	return len(b) == 8 && string(b[:5]) == httpName && isDigit(b[5]) && b[6] == '.' && isDigit(b[7])
}

// isLooseVersion says whether b is a version in any case, of numbers of any
// length, of one number, or with something behind the first.
func isLooseVersion(b []byte) bool {
	return len(b) > len(httpName) && len(b) <= 16 && equalFold(b[:len(httpName)], httpName) && isDigit(b[len(httpName)])
}

// isBefore11 says whether a version is older than HTTP/1.1, or none.
func isBefore11(version []byte) bool {
	if isVersion(version) {
		return version[5] == '0' || version[5] == '1' && version[7] == '0'
	}
	if len(version) <= len(httpName) {
		return true
	}
	major, minor, _ := bytes.Cut(version[len(httpName):], []byte{'.'})
	return number(major) < 1 || number(major) == 1 && number(minor) < 1
}

// number is the value of the digits that b begins with; b is short.
func number(b []byte) (n int) {
	for _, c := range b {
		if !isDigit(c) {
			break
		}
		n = min(n*10+int(c-'0'), 100)
	}
	return n
}

// isTarget says whether b looks like the target of a simple request.
func isTarget(b []byte) bool {
	return len(b) > 0 && (b[0] == '/' || len(b) > 7 && equalFold(b[:7], "http://"))
}

// isKnownMethod says whether b is a method in wide use. It matters only where
// other evidence is weak. Few other methods end with one of these, so that the
// rest of a method is hardly taken for one.
func isKnownMethod(b []byte) bool {
	switch string(b) {
	case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "QUERY", // RFC 9110 §9.3, RFC 5789
		"PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "UNLOCK", "REPORT", "SEARCH", "MERGE", // WebDAV
		"M-SEARCH", "NOTIFY", "PURGE":
		return true
	}
	return false
}

// trimLineEnd cuts LF and the CR before it.
func trimLineEnd(line []byte) []byte {
	n := len(line)
	if n > 0 && line[n-1] == '\n' {
		n--
	}
	if n > 0 && line[n-1] == '\r' {
		n--
	}
	return line[:n]
}
