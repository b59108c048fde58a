package meaning

import "strings"

// ETag is an entity tag (RFC 9110 §8.8.3).
type ETag struct {
	Opaque string // with its quotes
	Weak   bool
}

// ParseETag reads one entity tag. Tags without quotes, which some servers
// send, are taken as they are.
func ParseETag(s string) (ETag, bool) {
	s = trim(s)
	opaque, weak := strings.CutPrefix(s, "W/")
	return ETag{opaque, weak}, opaque != ""
}

// StrongMatch reports whether two tags promise the same bytes (RFC 9110 §8.8.3.2).
func (t ETag) StrongMatch(u ETag) bool { return !t.Weak && !u.Weak && t.Opaque == u.Opaque }

// WeakMatch reports whether two tags promise the same content (RFC 9110 §8.8.3.2).
func (t ETag) WeakMatch(u ETag) bool { return t.Opaque == u.Opaque }

// tagListHolds reports whether a list of If-Match or If-None-Match holds a tag
// that matches.
func tagListHolds(list string, match func(ETag) bool) bool {
	for e := range elements(list, ',') {
		if t, ok := ParseETag(e); ok && match(t) {
			return true
		}
	}
	return false
}
