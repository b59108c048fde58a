package httpdecode

import "bytes"

// Host is the host, with its port if given, that a request is for: that of
// an absolute target, or the value of Host (RFC 9112 §3.3). It is empty when the
// request names none.
func Host(x *Exchange) []byte {
	m := &x.Request
	if string(m.Method) == "CONNECT" {
		return m.Target
	}
	if authority := authorityOf(m.Target); authority != nil {
		return authority
	}
	return m.Get("Host")
}

// URL appends the absolute URL of a request to dst: an absolute target as it
// is, or the scheme http with the host and the target; of CONNECT, the authority
// that was asked for. server, such as the address of the server, stands for the
// host where the request names none.
func URL(dst []byte, x *Exchange, server string) []byte {
	m := &x.Request
	if string(m.Method) == "CONNECT" || authorityOf(m.Target) != nil {
		return append(dst, m.Target...)
	}
	dst = append(dst, "http://"...)
	if host := m.Get("Host"); len(host) > 0 {
		dst = append(dst, host...)
	} else {
		dst = append(dst, server...)
	}
	if string(m.Target) == "*" { // RFC 9112 §3.3: the server itself
		return dst
	}
	if len(m.Target) > 0 && m.Target[0] != '/' {
		dst = append(dst, '/')
	}
	return append(dst, m.Target...)
}

// authorityOf is the authority in a target of absolute form, without user
// information; nil for other forms.
func authorityOf(target []byte) []byte {
	i := bytes.Index(target, []byte("://"))
	if i <= 0 || target[0] == '/' || bytes.ContainsAny(target[:i], "/?#") {
		return nil
	}
	authority := target[i+3:]
	if end := bytes.IndexAny(authority, "/?#"); end >= 0 {
		authority = authority[:end]
	}
	return authority[bytes.LastIndexByte(authority, '@')+1:]
}
