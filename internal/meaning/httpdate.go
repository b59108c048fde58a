package meaning

import (
	"strings"
	"time"
)

// ParseDate reads an HTTP date (RFC 9110 §5.6.7) in any of its three forms, as
// seconds since 1970 UTC. received, in nanoseconds, decides what century the
// two digits of the oldest form mean: none that lies over 50 years after it.
func ParseDate(s string, received int64) (seconds int64, ok bool) {
	if len(s) > 64 {
		return 0, false
	}
	s = trim(s)
	for _, layout := range []string{"Mon, 02 Jan 2006 15:04:05 GMT", "Mon, _2 Jan 2006 15:04:05 GMT", time.ANSIC} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Unix(), true
		}
	}
	return parseRFC850(s, received)
}

func parseRFC850(s string, received int64) (int64, bool) {
	day, rest, ok := strings.Cut(s, ",")
	if !ok || !strings.HasSuffix(day, "day") {
		return 0, false
	}
	t, err := time.Parse(" 02-Jan-06 15:04:05 GMT", rest)
	if err != nil {
		return 0, false
	}
	// The parser's own rule for two digits is undone: RFC 9110's depends on
	// when the message was received.
	now := time.Unix(0, received).UTC().Year()
	year := now/100*100 + t.Year()%100
	if year > now+50 {
		year -= 100
	}
	d := time.Date(year, t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	return d.Unix(), d.Day() == t.Day()
}

// seconds of a time in nanoseconds, rounded down.
func seconds(ns int64) int64 {
	s := ns / 1e9
	if ns%1e9 < 0 {
		s--
	}
	return s
}
