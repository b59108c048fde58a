package store

import (
	"fmt"
	"strconv"
	"time"
)

// Rotation says when the next file begins, and what its name is, as tcpdump
// does. The zero value is one file.
type Rotation struct {
	Size    int64 // -C: when the file has more bytes than this; 0 is never
	Seconds int64 // -G: when so many seconds went by since it began; 0 is never
	Count   int   // -W: so many files; 0 is no limit
}

// rotated is where a rotation has come to.
type rotated struct {
	Rotation
	pattern string
	began   int64 // second since 1970 in which the period of Seconds began
	periods int   // that ended
	number  int   // of the file in its period
}

// due says whether the file that has size bytes ends before a packet of that
// time, in nanoseconds; or all ends, since all files of Count were written.
func (r *rotated) due(size, packet int64) (next, end bool) {
	if r.Seconds > 0 && packet > 0 {
		now := packet / 1e9
		if now-r.began >= r.Seconds {
			r.periods++
			if r.Size == 0 && r.Count > 0 && r.periods >= r.Count {
				return false, true
			}
			r.began, r.number = now, 0
			return true, false
		}
	}
	if r.Size > 0 && size > r.Size {
		r.number++
		if r.Count > 0 && r.number >= r.Count {
			r.number = 0
		}
		return true, false
	}
	return false, false
}

// name is the current file's. A time is written into it with Seconds only, and
// a number with Size only: nothing at first without a Count, and as many
// digits as its last one needs with it.
func (r *rotated) name(zone *time.Location) string {
	name := r.pattern
	if r.Seconds > 0 {
		name = strftime(name, time.Unix(r.began, 0).In(zone))
	}
	if r.Size == 0 {
		return name
	}
	digits := 0
	for n := r.Count - 1; n > 0; n /= 10 {
		digits++
	}
	if digits == 0 && r.number == 0 {
		return name
	}
	return fmt.Sprintf("%s%0*d", name, digits, r.number)
}

// ParseSize reads what -C is given: millions of bytes, or with k, m or g behind
// it so many KiB, MiB or GiB.
func ParseSize(s string) (bytes int64, err error) {
	unit := int64(1e6)
	digits := s
	if n := len(s) - 1; n > 0 {
		switch s[n] {
		case 'k', 'K':
			unit, digits = 1<<10, s[:n]
		case 'm', 'M':
			unit, digits = 1<<20, s[:n]
		case 'g', 'G':
			unit, digits = 1<<30, s[:n]
		}
	}
	v, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || v <= 0 || v > (1<<62)/unit {
		return 0, fmt.Errorf("%q is no size: give millions of bytes, or KiB, MiB or GiB as in 500k, 20m, 1g", s)
	}
	return v * unit, nil
}
