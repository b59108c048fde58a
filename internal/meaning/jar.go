package meaning

import "strings"

// Jar follows the cookies of one client through its exchanges, in order:
// which response set what later requests send back. The zero Jar is ready.
//
// It is a record, not a user agent: cookies that a user agent should have
// refused are kept with their faults, so that it is seen if one is sent
// back nevertheless. It copies what it keeps, values included: some ten
// kilobytes for a cookie at most, and no more than MaxJar cookies.
type Jar struct {
	byName map[string][]*Stored
	order  []*Stored // by age; those that are gone are nil until it is packed
	count  int
}

// Stored is a cookie that a response has set.
type Stored struct {
	ID       int64 // of the exchange that set it
	Set      SetCookie
	Host     string // that set it
	Domain   string // that it is sent to: Host itself or, unless HostOnly, all under it
	HostOnly bool
	Path     string
	Time     int64 // when it was set, in nanoseconds
	Expires  int64 // seconds since 1970 UTC, or Never
	Faults   []Fault
	Removed  bool // set with an expiry in the past: it removes what it names
	place    int  // in order
}

// Origin is what is known of a cookie that a request sends.
type Origin uint8

const (
	NotSeen  Origin = iota // set before the capture, by a script, or elsewhere
	SetHere                // set by a response, with this value
	Changed                // set by a response, but with another value: changed since, unseen
	Expired                // set by a response, and past its expiry or removed
	OffScope               // set by a response, but not for this host, path or scheme
)

func (o Origin) String() string {
	return [...]string{"not seen", "set", "changed", "expired", "out of scope"}[o]
}

// Sent is a cookie of a request with the one it comes from, nil if NotSeen.
type Sent struct {
	CookiePair
	Origin Origin
	From   *Stored
}

// target is what of a request matters to cookies.
func (x *Exchange) target() (host, path string, ok bool) {
	if u, ok := x.URL(); ok {
		path = u.EscapedPath()
		if path == "" {
			path = "/"
		}
		return canonicalHost(u.Host), path, true
	}
	return "", "", false
}

// Answered stores what the response sets.
func (j *Jar) Answered(id int64, x *Exchange) []*Stored {
	host, path, ok := x.target()
	if !ok || !x.Response.Seen {
		return nil
	}
	var all []*Stored
	for v := range x.Response.Fields.Each("Set-Cookie") {
		c, ok := ParseSetCookie(v)
		if !ok {
			continue
		}
		c.copyOut()
		s := &Stored{ID: id, Set: c, Host: strings.Clone(host), Domain: c.Domain, Path: c.Path, Time: x.Response.Time,
			Expires: c.ExpiresAt(x.Response.Time), Faults: c.Faults(host, x.isSecure())}
		if c.hostOnly(host) {
			s.Domain, s.HostOnly = s.Host, true
		}
		if s.Path == "" {
			s.Path = strings.Clone(DefaultPath(path))
		}
		s.Removed = s.Expires < seconds(s.Time)
		j.store(s)
		all = append(all, s)
	}
	return all
}

// copyOut makes the cookie hold no more memory than it needs.
func (c *SetCookie) copyOut() {
	c.Name, c.Value = strings.Clone(c.Name), strings.Clone(c.Value)
	c.Domain, c.Path = strings.Clone(c.Domain), strings.Clone(c.Path)
	c.Unknown = nil
}

// Requested says of each cookie of a request where it comes from.
func (j *Jar) Requested(x *Exchange) []Sent {
	host, path, ok := x.target()
	if !ok {
		return nil
	}
	var all []Sent
	for v := range x.Request.Fields.Each("Cookie") {
		for p := range ParseCookie(v) {
			if len(all) == MaxElements {
				return all
			}
			sent := Sent{CookiePair: p}
			for _, s := range j.byName[p.Name] {
				if o := s.explains(p.Value, host, path, x.isSecure(), seconds(x.Request.Time)); better(o, sent.Origin) {
					sent.Origin, sent.From = o, s
				}
			}
			all = append(all, sent)
		}
	}
	return all
}

// better reports whether a explains a sent cookie better than b. Of two that
// explain it as well, the later one is better.
func better(a, b Origin) bool {
	rank := [...]int{NotSeen: 0, OffScope: 1, Expired: 2, Changed: 3, SetHere: 4}
	return a != NotSeen && rank[a] >= rank[b]
}

// explains says how the cookie relates to a request that sends this value
// (RFC 6265 §5.4).
func (s *Stored) explains(value, host, path string, secure bool, now int64) Origin {
	if same := value == s.Set.Value; s.HostOnly && host != s.Domain || !DomainMatch(host, s.Domain) ||
		!PathMatch(path, s.Path) || s.Set.Secure && !secure {
		if same {
			return OffScope
		}
		return NotSeen
	} else if s.Removed || s.Expires < now {
		if same || s.Removed {
			return Expired
		}
		return NotSeen
	} else if !same {
		return Changed
	}
	return SetHere
}
