package report

import "strconv"

// appendSize appends a number of bytes in units of 1000.
func appendSize(dst []byte, n int64) []byte {
	if n < 1000 {
		return append(strconv.AppendInt(dst, n, 10), " B"...)
	}
	value, unit := float64(n)/1000, 0
	for value >= 999.95 && unit < len(sizeUnits)-1 {
		value /= 1000
		unit++
	}
	return append(strconv.AppendFloat(dst, value, 'f', 1, 64), sizeUnits[unit]...)
}

var sizeUnits = [...]string{" kB", " MB", " GB", " TB", " PB", " EB"}

// appendDuration appends nanoseconds in the unit that fits. The limits are
// where rounding would make 1000.0 of a unit.
func appendDuration(dst []byte, ns int64) []byte {
	switch {
	case ns < 1e3:
		return append(strconv.AppendInt(dst, ns, 10), " ns"...)
	case ns < 999_950:
		return append(strconv.AppendFloat(dst, float64(ns)/1e3, 'f', 1, 64), " µs"...)
	case ns < 999_950_000:
		return append(strconv.AppendFloat(dst, float64(ns)/1e6, 'f', 1, 64), " ms"...)
	default:
		return append(strconv.AppendFloat(dst, float64(ns)/1e9, 'f', 3, 64), " s"...)
	}
}
