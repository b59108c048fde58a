package phrase

import (
	"strconv"
	"time"
)

// Took writes a duration in nanoseconds to three digits, in at most seven cells: 45 µs,
// 1.23 ms, 12.3 s, 2m05s, 3h07m; a dash for one that is negative.
func Took(ns int64) string {
	d := time.Duration(ns)
	switch {
	case d < 0:
		return "—"
	case d < time.Microsecond:
		return strconv.FormatInt(ns, 10) + " ns"
	case d < 999500*time.Nanosecond:
		return Three(float64(ns)/1e3) + " µs"
	case d < 999500*time.Microsecond:
		return Three(float64(ns)/1e6) + " ms"
	case d < 2*time.Minute:
		return Three(d.Seconds()) + " s"
	case d < 100*time.Minute:
		return strconv.Itoa(int(d.Minutes())) + "m" + two(int(d.Seconds())%60) + "s"
	case d < 100*time.Hour:
		return strconv.Itoa(int(d.Hours())) + "h" + two(int(d.Minutes())%60) + "m"
	}
	return strconv.Itoa(int(d.Hours()/24)) + "d" + two(int(d.Hours())%24) + "h"
}

// Three writes v below 1000 with three digits: 1.23, 12.3, 123.
func Three(v float64) string {
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
