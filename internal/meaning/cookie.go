package meaning

import (
	"iter"
	"math"
	"strings"
)

// SameSite is the attribute of that name (RFC 6265bis §5.6.7).
type SameSite uint8

const (
	SameSiteUnset SameSite = iota // absent or not understood: the user agent's default
	SameSiteNone
	SameSiteLax
	SameSiteStrict
)

func (s SameSite) String() string { return [...]string{"unset", "None", "Lax", "Strict"}[s] }

// SetCookie is what a Set-Cookie field asks for.
type SetCookie struct {
	Name, Value string
	Domain      string // in lower case, without a leading dot; empty when absent
	Path        string // empty when absent or not absolute: the default path is used
	Expires     int64  // seconds since 1970 UTC
	HasExpires  bool   // Expires was there and understood
	MaxAge      int64  // seconds
	HasMaxAge   bool
	Secure      bool
	HTTPOnly    bool
	Partitioned bool
	SameSite    SameSite
	Unknown     []string // names of attributes not known, as sent
}

// bis is the revision of RFC 6265 that browsers follow.
const bis = "draft-ietf-httpbis-rfc6265bis"

// ParseSetCookie reads a Set-Cookie field by the user agent's algorithm
// (RFC 6265 §5.2, with the attributes and limits of its revision). ok is false
// when a user agent ignores the whole field.
func ParseSetCookie(s string) (c SetCookie, ok bool) {
	c, why := readSetCookie(s)
	return c, why == Text{}
}

// readSetCookie does, and says as part of a sentence why a field is ignored.
func readSetCookie(s string) (c SetCookie, ignored Text) {
	s = cut(s, MaxValue)
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
		return c, Text{"it holds control characters", "含有控制字符"}
	}
	first, rest, more := strings.Cut(s, ";")
	name, value, has := strings.Cut(first, "=")
	if !has {
		name, value = "", first // RFC 6265 ignores it, RFC 6265bis makes a cookie without a name
	}
	c.Name, c.Value = trim(name), trim(value)
	switch {
	case c.Name == "" && c.Value == "":
		return c, Text{"it has neither name nor value", "既无名称也无值"}
	case len(c.Name)+len(c.Value) > MaxCookieName:
		return c, Text{"name and value are longer than 4096 bytes together", "名称与值合计超过 4096 字节"}
	}
	for n := 0; more && n < MaxElements; n++ {
		var attribute string
		attribute, rest, more = strings.Cut(rest, ";")
		name, value, _ := strings.Cut(attribute, "=")
		if name, value = trim(name), trim(value); len(value) <= MaxCookieAttribute {
			c.attribute(name, value)
		}
	}
	return c, Text{}
}

func (c *SetCookie) attribute(name, value string) {
	switch strings.ToLower(name) {
	case "":
	case "expires":
		if t, ok := ParseCookieDate(value); ok {
			c.Expires, c.HasExpires = t, true
		}
	case "max-age":
		if n, ok := maxAge(value); ok {
			c.MaxAge, c.HasMaxAge = n, true
		}
	case "domain": // an empty one is passed over (RFC 6265 §5.2.3) or taken for none, as the revision has it
		c.Domain = strings.ToLower(strings.TrimPrefix(value, "."))
	case "path":
		if c.Path = ""; strings.HasPrefix(value, "/") {
			c.Path = value
		}
	case "secure":
		c.Secure = true
	case "httponly":
		c.HTTPOnly = true
	case "partitioned":
		c.Partitioned = true
	case "samesite":
		c.SameSite = map[string]SameSite{"none": SameSiteNone, "lax": SameSiteLax, "strict": SameSiteStrict}[strings.ToLower(value)]
	default:
		c.Unknown = append(c.Unknown, name)
	}
}

// maxMaxAge stands for all that is larger.
const maxMaxAge = 1 << 40

// maxAge reads the value of Max-Age (RFC 6265 §5.2.2).
func maxAge(s string) (int64, bool) {
	n, ok := digits(strings.TrimPrefix(s, "-"), maxMaxAge)
	if strings.HasPrefix(s, "-") {
		n = -n
	}
	return n, ok
}

// Never is the expiry of a cookie that lasts for the session, however long that is.
const Never = math.MaxInt64

// ExpiresAt is when the cookie expires, in seconds since 1970 UTC, if it is
// received at that packet time in nanoseconds. Max-Age goes before Expires
// (RFC 6265 §5.3); with neither it is Never.
func (c *SetCookie) ExpiresAt(received int64) int64 {
	switch {
	case c.HasMaxAge && c.MaxAge <= 0:
		return math.MinInt64
	case c.HasMaxAge:
		return seconds(received) + c.MaxAge
	case c.HasExpires:
		return c.Expires
	}
	return Never
}

// CookiePair is a cookie as it is sent back.
type CookiePair struct{ Name, Value string }

// ParseCookie goes through the cookies of a Cookie field (RFC 6265 §4.2.1), as
// servers read it: what lies between semicolons, quotes or not.
func ParseCookie(s string) iter.Seq[CookiePair] {
	return func(yield func(CookiePair) bool) {
		rest, more := cut(s, MaxValue), true
		for n := 0; more && n < MaxElements; n++ {
			var part string
			part, rest, more = strings.Cut(rest, ";")
			name, value, has := strings.Cut(part, "=")
			if !has {
				name, value = "", part
			}
			if name, value = trim(name), trim(value); (name != "" || value != "") && !yield(CookiePair{name, value}) {
				return
			}
		}
	}
}
