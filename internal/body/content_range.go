package body

import (
	"fmt"
	"strconv"
	"strings"
)

// Range is bytes of a resource, from First to before End.
type Range struct{ First, End int64 }

func (r Range) String() string {
	if r.End == r.First+1 {
		return fmt.Sprint(r.First)
	}
	return fmt.Sprintf("%d-%d", r.First, r.End-1)
}

// unknown is a length that nobody has told.
const unknown = -1

// ParseContentRange reads a Content-Range (RFC 9110 §14.4) in bytes: which
// bytes of the representation came, and how long it is, -1 if that is not told.
func ParseContentRange(value string) (r Range, length int64, err error) {
	bad := func(why string) (Range, int64, error) {
		return Range{}, unknown, fmt.Errorf("Content-Range %.80q: %s", value, why)
	}
	unit, rest, _ := strings.Cut(strings.Trim(value, " \t"), " ")
	if !strings.EqualFold(unit, "bytes") {
		return bad("not in bytes")
	}
	positions, complete, found := strings.Cut(strings.Trim(rest, " \t"), "/")
	if !found {
		return bad("has no complete length")
	}
	if length = unknown; complete != "*" {
		if length, found = decimal(complete); !found {
			return bad("has no number for a length")
		}
	}
	if positions == "*" {
		return bad("no range can be had")
	}
	first, last, _ := strings.Cut(positions, "-")
	from, ok1 := decimal(first)
	to, ok2 := decimal(last)
	if !ok1 || !ok2 || to < from || length != unknown && to >= length {
		return bad("is no range within the length")
	}
	return Range{from, to + 1}, length, nil
}

// decimal reads digits that make a number one less than can be counted to at most.
func decimal(s string) (int64, bool) {
	if len(s) == 0 || !isDigit(s[0]) {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n < 1<<63-1
}
