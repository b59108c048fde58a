package har

import (
	"net/netip"
	"strings"
)

// uri makes a URI (RFC 3986) of a URL as sent: what no URI may have is
// percent-encoded, and a host or scheme that cannot be one gives way to server.
func uri(url, server string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok { // an authority, asked for by CONNECT
		return "http://" + authority(url, server)
	}
	if !isScheme(scheme) {
		return "http://" + server + "/" + escaped(url, pathBytes)
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		return scheme + "://" + authority(rest, server)
	}
	host, rest := authority(rest[:end], server), rest[end:]
	rest, fragment, hasFragment := strings.Cut(rest, "#")
	path, query, hasQuery := strings.Cut(rest, "?")
	u := scheme + "://" + host + escaped(path, pathBytes)
	if hasQuery {
		u += "?" + escaped(query, queryBytes)
	}
	if hasFragment {
		u += "#" + escaped(fragment, queryBytes)
	}
	return u
}

const (
	unreserved = "-._~"
	subDelims  = "!$&'()*+,;="
	pathBytes  = unreserved + subDelims + ":@/"
	queryBytes = pathBytes + "?"
)

func isScheme(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && (i == 0 || !isDigit(c) && c != '+' && c != '-' && c != '.') {
			return false
		}
	}
	return s != ""
}

// authority makes sure of user information, host and port (RFC 3986 §3.2).
func authority(s, server string) string {
	user, host := "", s
	if at := strings.LastIndexByte(s, '@'); at >= 0 {
		user, host = escaped(s[:at], unreserved+subDelims+":")+"@", s[at+1:]
	}
	name, port := host, ""
	if colon := strings.LastIndexByte(host, ':'); colon >= 0 && isDigits(host[colon+1:]) {
		name, port = host[:colon], host[colon:]
	}
	if name == "" {
		return user + server
	}
	if inside, ok := strings.CutPrefix(name, "["); ok {
		if inside, ok = strings.CutSuffix(inside, "]"); ok {
			if a, err := netip.ParseAddr(inside); err == nil && a.Is6() && a.Zone() == "" {
				return user + name + port
			}
		}
	}
	return user + escaped(name, unreserved+subDelims) + port
}

func isDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// escaped percent-encodes all bytes but letters, digits and those allowed. A
// percent sign that begins an encoding stays.
func escaped(s, allowed string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if isLetter(c) || isDigit(c) || strings.IndexByte(allowed, c) >= 0 || c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return b.String()
}

func isHex(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }
