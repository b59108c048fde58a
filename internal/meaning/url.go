package meaning

import (
	"net/url"
	"strings"
)

// URL is the target URI of a request (RFC 9112 §3.3). ok is false where the
// request does not give one: asterisk and authority forms, a missing Host, or
// bytes that no URI has.
func (x *Exchange) URL() (u *url.URL, ok bool) {
	q := &x.Request
	if !q.Seen || len(q.Target) > MaxURL || q.Method == "CONNECT" {
		return nil, false
	}
	scheme := "http://"
	if x.Secure {
		scheme = "https://"
	}
	text := q.Target
	if strings.HasPrefix(text, "/") {
		host := trim(q.Fields.Combined("Host")) // of several none is right
		if host == "" || len(host) > 512 || strings.ContainsAny(host, "/?#@\\, \t") {
			return nil, false
		}
		text = scheme + host + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, false
	}
	return u, true
}

// isSecure reports whether the request's URL has a scheme that cookies take for
// a secure one.
func (x *Exchange) isSecure() bool {
	u, ok := x.URL()
	return x.Secure || ok && u.Scheme == "https"
}

// sameURL is equal for URLs that a request cannot tell apart: the case of
// scheme and host, a default port, an empty path and a fragment make no
// difference (RFC 9110 §4.2.3).
func sameURL(u *url.URL) string {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	key := originOf(u) + path
	if u.RawQuery != "" || u.ForceQuery {
		key += "?" + u.RawQuery
	}
	return key
}

// originOf is scheme, host and port (RFC 9110 §4.3.1).
func originOf(u *url.URL) string {
	scheme, port := strings.ToLower(u.Scheme), u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[scheme]
	}
	return scheme + "://" + strings.ToLower(u.Hostname()) + ":" + port
}
