package body

import (
	"net/http"
	"strings"
	"time"
)

// strongValidator is what a response may be joined with others by; empty if
// there is nothing.
//
// An entity tag is strong unless it is marked weak (RFC 9110 §8.8.3), a modification date if the
// response was made at least a second later (§8.8.2.2). A response 206 to If-Range has the
// validator that was asked for (§13.1.5), even where it does not repeat it.
func strongValidator(r *Response) string {
	etag, modified := strings.Trim(r.ETag, " \t"), r.LastModified
	condition := strings.Trim(r.IfRange, " \t")
	asked := r.Status == 206 && condition != "" && etag == "" && modified == ""
	switch {
	case isStrong(etag):
		return "ETag " + etag
	case asked && isStrong(condition):
		return "ETag " + condition
	}
	date, err := http.ParseTime(r.Date)
	if asked {
		modified = condition // a date in If-Range is strong, or is not sent
	}
	at, err2 := http.ParseTime(modified)
	if err2 != nil || !asked && (err != nil || date.Sub(at) < time.Second) {
		return ""
	}
	validator := "Last-Modified " + at.UTC().Format(http.TimeFormat)
	if etag != "" {
		validator += " with ETag " + etag
	}
	return validator
}

func isStrong(etag string) bool {
	n := len(etag) - 1
	return n > 0 && etag[0] == '"' && strings.IndexByte(etag[1:], '"') == n-1
}
