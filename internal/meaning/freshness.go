package meaning

import "slices"

// Source is what a freshness lifetime comes from.
type Source uint8

const (
	NoSource      Source = iota // nothing says, and no heuristic is usual
	BySMaxAge                   // s-maxage
	ByMaxAge                    // max-age
	ByExpires                   // Expires less Date
	ByReceived                  // Expires less the packet's time, for want of a Date
	ByHeuristic                 // a tenth of the time since Last-Modified, as is usual; no rule says so
	InvalidExpiry               // Expires is no date, so it has expired
	FromUnknown                 // Expires, but neither Date nor the packet's time is known
)

var sourceNames = [...]Text{
	NoSource: {"nothing", "无"}, BySMaxAge: {"s-maxage", "s-maxage"}, ByMaxAge: {"max-age", "max-age"},
	ByExpires: {"Expires less Date", "Expires 减 Date"}, ByReceived: {"Expires less the time of receipt", "Expires 减接收时间"},
	ByHeuristic:   {"a heuristic, 10 % of the time since Last-Modified", "启发式估算：距 Last-Modified 时间的 10%"},
	InvalidExpiry: {"an invalid Expires, which means expired", "无效的 Expires，视为已过期"},
	FromUnknown:   {"Expires", "Expires"},
}

// Text names the source.
func (s Source) Text() Text { return sourceNames[s] }

// Caching is what a kind of cache may do with a response.
type Caching struct {
	Storable Answer
	Why      Text // part of a sentence
	Section  string
	Lifetime int64 // seconds it is fresh from when it was made or validated
	Source   Source
	Given    Given // Number, unless what Source names is no number of seconds, or several that differ; Lifetime is the first
}

// Freshness is what RFC 9111 says of a response.
type Freshness struct {
	Private, Shared Caching
	Age             int64 // seconds, when it arrived at the capture (§4.2.3)
	HasAge          bool  // Age was there: a cache has answered, or said how old it is
	HasDate         bool  // so was Date
	AlwaysValidate  bool  // no-cache: not to be used without asking (RFC 9111 §5.2.2.4)
	MatchesNone     bool  // Vary: *, so that no later request matches it (RFC 9111 §4.1)
	Validators      []string
}

// Fresh reports how many seconds of freshness are left; negative when stale.
func (f *Freshness) Fresh(c *Caching) int64 { return c.Lifetime - f.Age }

// heuristicStatus are the codes whose responses may be stored without being
// told so (RFC 9110 §15.1).
var heuristicStatus = []int{200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501}

// FreshnessOf applies RFC 9111 §3 and §4.2 to an exchange. ok is false when its
// response was not seen whole, or is of HTTP/0.9.
func FreshnessOf(x *Exchange) (f Freshness, ok bool) {
	if !x.Response.Seen || x.Response.Part || x.Response.isSimple() {
		return f, false
	}
	r := responseOf(x)
	f.Private, f.Shared = r.caching(false), r.caching(true)
	f.MatchesNone, f.HasDate = r.varyAny, r.hasDate
	f.AlwaysValidate = r.control.unqualified("no-cache")
	f.Age, f.HasAge = r.age(x)
	if v, _ := x.Response.Fields.Get("ETag"); trim(v) != "" {
		f.Validators = append(f.Validators, "ETag")
	}
	if v, _ := x.Response.Fields.Get("Last-Modified"); isDate(v, x.Response.Time) {
		f.Validators = append(f.Validators, "Last-Modified")
	}
	return f, true
}

// lifetime applies RFC 9111 §4.2.1 and §4.2.2.
func (r *cacheable) lifetime(shared bool) (int64, Source, Given) {
	if shared {
		if n, g := r.control.Seconds("s-maxage"); g != Absent {
			return n, BySMaxAge, g
		}
	}
	if n, g := r.control.Seconds("max-age"); g != Absent {
		return n, ByMaxAge, g
	}
	from, source := r.date, ByExpires
	if !r.hasDate {
		from, source = seconds(r.received), ByReceived
	}
	if v, ok := r.fields.Get("Expires"); ok {
		t, valid := ParseDate(v, r.received)
		given := Number
		if differ(r.fields, "Expires") {
			given = Several
		}
		switch {
		case !valid:
			return 0, InvalidExpiry, given
		case !r.hasDate && r.received == 0:
			return 0, FromUnknown, given
		}
		return max(0, t-from), source, given
	}
	if v, ok := r.fields.Get("Last-Modified"); ok && (slices.Contains(heuristicStatus, r.status) || r.control.Has("public")) {
		if t, valid := ParseDate(v, r.received); valid && t < from {
			return (from - t) / 10, ByHeuristic, Number
		}
	}
	return 0, NoSource, Absent
}

// age is the corrected initial age of RFC 9111 §4.2.3. The apparent age
// compares the server's clock with that of the capture.
func (r *cacheable) age(x *Exchange) (int64, bool) {
	apparent := int64(0)
	if r.hasDate && r.received != 0 {
		apparent = max(0, seconds(r.received)-r.date)
	}
	v, has := r.fields.Get("Age")
	n, valid := int64(0), false
	if has {
		for first := range elements(v, ',') {
			n, valid = digits(first, MaxSeconds)
			break
		}
	}
	if valid && x.Request.Time != 0 && x.Response.Time > x.Request.Time {
		n += (x.Response.Time - x.Request.Time) / 1e9
	}
	return max(apparent, n), valid
}

func isDate(s string, received int64) bool {
	_, ok := ParseDate(s, received)
	return ok
}
