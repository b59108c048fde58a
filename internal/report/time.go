package report

import "time"

const day = 24 * 60 * 60

// appendTime appends nanoseconds since 1970 as RFC 3339 in UTC.
func appendTime(dst []byte, ns int64) []byte {
	seconds, fraction := ns/1e9, ns%1e9
	if fraction < 0 {
		seconds, fraction = seconds-1, fraction+1e9
	}
	days, clock := seconds/day, seconds%day
	if clock < 0 {
		days, clock = days-1, clock+day
	}
	year, month, date := civil(days)
	hour, minute, second := uint32(clock)/3600, uint32(clock)/60%60, uint32(clock)%60
	dst = append(dst, '"',
		byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-',
		byte('0'+date/10), byte('0'+date%10), 'T',
		byte('0'+hour/10), byte('0'+hour%10), ':',
		byte('0'+minute/10), byte('0'+minute%10), ':',
		byte('0'+second/10), byte('0'+second%10), '.')
	return append(appendFraction(dst, uint32(fraction)), 'Z', '"')
}

// civil is the date a number of days after 1970-01-01. An int64 of
// nanoseconds goes from 1677 to 2262, so no year is negative or has five digits.
func civil(days int64) (year, month, date uint32) {
	// The year begins in March here, so that the leap day is its last, and
	// months of 31 and 30 days take turns in fives of 153 days.
	const (
		from0000 = 719468 // days from 0000-03-01 to 1970-01-01
		era      = 146097 // days of 400 years
	)
	n := uint32(days + from0000)
	inEra := n % era
	yearOfEra := (inEra - inEra/1460 + inEra/36524 - inEra/146096) / 365
	inYear := inEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*inYear + 2) / 153 // months since March
	year, month, date = n/era*400+yearOfEra, shifted+3, inYear-(153*shifted+2)/5+1
	if month > 12 {
		year, month = year+1, month-12
	}
	return year, month, date
}

// appendClock appends the time of day in a place, or blanks when the capture
// does not say when.
func appendClock(dst []byte, ns int64, place *time.Location) []byte {
	if ns == 0 {
		return append(dst, "               "...)
	}
	if place == nil {
		place = time.Local
	}
	t := time.Unix(0, ns).In(place)
	hour, minute, second := t.Clock()
	dst = append(dst,
		byte('0'+hour/10), byte('0'+hour%10), ':',
		byte('0'+minute/10), byte('0'+minute%10), ':',
		byte('0'+second/10), byte('0'+second%10), '.')
	from := len(dst)
	return appendFraction(dst, uint32(t.Nanosecond()))[:from+6]
}
