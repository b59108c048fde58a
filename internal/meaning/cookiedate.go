package meaning

import "time"

// ParseCookieDate reads the date of an Expires attribute as user agents do
// (RFC 6265 §5.1.1), which is far more than any grammar allows, as seconds
// since 1970 UTC.
func ParseCookieDate(s string) (seconds int64, ok bool) {
	var d cookieDate
	s = cut(s, MaxCookieAttribute)
	for i := 0; i < len(s); {
		for i < len(s) && isDateDelimiter(s[i]) {
			i++
		}
		start := i
		for i < len(s) && !isDateDelimiter(s[i]) {
			i++
		}
		if start < i {
			d.token(s[start:i])
		}
	}
	return d.seconds()
}

type cookieDate struct {
	hour, minute, second, day, month, year  int
	foundTime, foundDay, foundMonth, foundY bool
}

// token takes a token for the first of time, day, month and year that is not
// found yet and that it fits, in that order.
func (d *cookieDate) token(s string) {
	if !d.foundTime && d.time(s) {
		d.foundTime = true
		return
	}
	if n, digits := leadingNumber(s, 2); !d.foundDay && digits >= 1 {
		d.day, d.foundDay = n, true
		return
	}
	if m := monthOf(s); !d.foundMonth && m != 0 {
		d.month, d.foundMonth = m, true
		return
	}
	if n, digits := leadingNumber(s, 4); !d.foundY && digits >= 2 {
		d.year, d.foundY = n, true
	}
}

// time reads hms-time: three numbers of one or two digits, with colons.
func (d *cookieDate) time(s string) bool {
	var part [3]int
	for i := range part {
		n, size := 0, 0
		for size < len(s) && size < 3 && isDigit(s[size]) {
			n = n*10 + int(s[size]-'0')
			size++
		}
		if size < 1 || size > 2 || i < 2 && (size == len(s) || s[size] != ':') {
			return false
		}
		part[i] = n
		if i < 2 {
			s = s[size+1:]
		}
	}
	d.hour, d.minute, d.second = part[0], part[1], part[2]
	return true
}

func (d *cookieDate) seconds() (int64, bool) {
	if !d.foundTime || !d.foundDay || !d.foundMonth || !d.foundY {
		return 0, false
	}
	year := d.year
	switch {
	case 70 <= year && year <= 99:
		year += 1900
	case year <= 69:
		year += 2000
	}
	if year < 1601 || d.day < 1 || d.hour > 23 || d.minute > 59 || d.second > 59 {
		return 0, false
	}
	t := time.Date(year, time.Month(d.month), d.day, d.hour, d.minute, d.second, 0, time.UTC)
	return t.Unix(), t.Day() == d.day
}

// leadingNumber reads the digits a token begins with; more than most are none.
func leadingNumber(s string, most int) (n, count int) {
	for count < len(s) && isDigit(s[count]) {
		if count == most {
			return 0, 0
		}
		n = n*10 + int(s[count]-'0')
		count++
	}
	return n, count
}

func monthOf(s string) int {
	if len(s) < 3 {
		return 0
	}
	name := [3]byte{lower(s[0]), lower(s[1]), lower(s[2])}
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	for m := range 12 {
		if names[3*m:3*m+3] == string(name[:]) {
			return m + 1
		}
	}
	return 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isDateDelimiter(c byte) bool {
	return c == 0x09 || 0x20 <= c && c <= 0x2f || 0x3b <= c && c <= 0x40 || 0x5b <= c && c <= 0x60 || 0x7b <= c && c <= 0x7e
}
