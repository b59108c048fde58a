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
	odd                             bool // blanks too many or too few
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

func (l *startLine) parseRequest(line []byte) bool {
	*l = startLine{}
	blank := methodLength(line)
	if blank <= 0 {
		return false
	}
	l.method = line[:blank]
	rest := line[blank+1:]
	if trimmed := trimBlanks(rest); len(trimmed) != len(rest) {
		l.odd, rest = true, trimmed
	}
	last := bytes.LastIndexByte(rest, ' ')
	if version := rest[last+1:]; isVersion(version) {
		l.version = version
		if last > 0 {
			l.target = trimBlanks(rest[:last])
			l.odd = l.odd || len(l.target) != last
		}
		l.odd = l.odd || len(l.target) == 0 || bytes.IndexByte(l.target, ' ') >= 0
		return true
	}
	l.target = rest
	return last < 0 && isKnownMethod(l.method) && isTarget(rest)
}

func (l *startLine) parseStatus(line []byte) bool {
	*l = startLine{}
	blank := bytes.IndexByte(line, ' ')
	if blank < 0 || !isVersion(line[:blank]) {
		return false
	}
	l.version = line[:blank]
	rest := line[blank+1:]
	for len(rest) > 0 && rest[0] == ' ' {
		l.odd, rest = true, rest[1:]
	}
	if len(rest) < 3 || !isDigit(rest[0]) || !isDigit(rest[1]) || !isDigit(rest[2]) {
		return false
	}
	l.status = int(rest[0]-'0')*100 + int(rest[1]-'0')*10 + int(rest[2]-'0')
	rest = rest[3:]
	if len(rest) > 0 {
		if rest[0] != ' ' {
			return false
		}
		l.reason = rest[1:]
	}
	return true
}

// couldStart says whether a start line of direction d may begin with b.
func couldStart(d Direction, b []byte) bool {
	if d == ToClient {
		return couldBeStatus(b)
	}
	return methodLength(b) >= 0
}

// methodLength is the length of the token before the first space; 0 when b
// ends before it, negative when b begins otherwise.
func methodLength(b []byte) int {
	for i, c := range b {
		switch {
		case c == ' ' && i > 0:
			return i
		case !tokenBytes[c] || i >= maxMethod:
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

// isVersion says whether b is HTTP/ and two numbers of one digit
// (RFC 9112 §2.3).
func isVersion(b []byte) bool {
	return len(b) == 8 && string(b[:5]) == "HTTP/" && isDigit(b[5]) && b[6] == '.' && isDigit(b[7])
}

// isTarget says whether b looks like the target of a simple request.
func isTarget(b []byte) bool {
	return len(b) > 0 && (b[0] == '/' || len(b) > 7 && equalFold(b[:7], "http://"))
}

// isKnownMethod says whether b is a method in wide use. It matters only where
// other evidence is weak. No other method ends with one of these, so that the
// rest of a method is not taken for one.
func isKnownMethod(b []byte) bool {
	switch string(b) {
	case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND", "REPORT", "SEARCH", "QUERY":
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
