package phrase

import (
	"strconv"
	"time"
)

// Count writes a number with its thousands apart, as in 1,034.
func Count(n int64) string {
	s := strconv.FormatInt(n, 10)
	first := 0
	if n < 0 {
		first = 1
	}
	for i := len(s) - 3; i > first; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Size writes a number of bytes in at most seven cells: 999 B, 1.23 kB, 45.6 MB.
func Size(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10) + " B"
	}
	v, unit := float64(n), 0
	for v >= 999.5 && unit < len(sizeUnits)-1 {
		v /= 1000
		unit++
	}
	return Three(v) + " " + sizeUnits[unit]
}

var sizeUnits = [...]string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}

// Clock writes a time of day to the microsecond; a column that has less room
// shows less of it.
func Clock(ns int64, zone *time.Location) string {
	if ns == 0 {
		return "—"
	}
	return time.Unix(0, ns).In(zone).Format("15:04:05.000000")
}

// Date writes a moment in full.
func Date(ns int64, zone *time.Location) string {
	if ns == 0 {
		return "—"
	}
	return time.Unix(0, ns).In(zone).Format("2006-01-02 15:04:05.000000 -0700")
}

// Frame writes the number of a frame, without commas, as Wireshark has it.
func Frame(n int64) string { return strconv.FormatInt(n, 10) }
