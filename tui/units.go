package tui

import (
	"strconv"
	"time"
)

// count writes a number with its thousands apart, as in 1,034.
func count(n int64) string {
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

// size writes a number of bytes in at most seven cells: 999 B, 1.23 kB, 45.6 MB.
func size(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10) + " B"
	}
	v, unit := float64(n), 0
	for v >= 999.5 && unit < len(sizeUnits)-1 {
		v /= 1000
		unit++
	}
	return three(v) + " " + sizeUnits[unit]
}

var sizeUnits = [...]string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}

// took writes a duration in nanoseconds in at most seven cells: 45 µs,
// 1.23 ms, 12.3 s, 2m05s, 3h07m.
func took(ns int64) string {
	d := time.Duration(ns)
	switch {
	case d < 0:
		return "—"
	case d < time.Microsecond:
		return strconv.FormatInt(ns, 10) + " ns"
	case d < 999500*time.Nanosecond:
		return three(float64(ns)/1e3) + " µs"
	case d < 999500*time.Microsecond:
		return three(float64(ns)/1e6) + " ms"
	case d < 2*time.Minute:
		return three(d.Seconds()) + " s"
	case d < 100*time.Minute:
		return strconv.Itoa(int(d.Minutes())) + "m" + two(int(d.Seconds())%60) + "s"
	case d < 100*time.Hour:
		return strconv.Itoa(int(d.Hours())) + "h" + two(int(d.Minutes())%60) + "m"
	}
	return strconv.Itoa(int(d.Hours()/24)) + "d" + two(int(d.Hours())%24) + "h"
}

// three writes v below 1000 with three digits: 1.23, 12.3, 123.
func three(v float64) string {
	switch {
	case v < 9.995:
		return strconv.FormatFloat(v, 'f', 2, 64)
	case v < 99.95:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// clock writes a time of day to the microsecond; a column that has less room
// shows less of it.
func clock(ns int64, zone *time.Location) string {
	if ns == 0 {
		return "—"
	}
	return time.Unix(0, ns).In(zone).Format("15:04:05.000000")
}

// date writes a moment in full.
func date(ns int64, zone *time.Location) string {
	if ns == 0 {
		return "—"
	}
	return time.Unix(0, ns).In(zone).Format("2006-01-02 15:04:05.000000 -0700")
}
