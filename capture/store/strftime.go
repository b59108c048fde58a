package store

import (
	"fmt"
	"strings"
	"time"
)

// strftime is C's, in the C locale and with what glibc adds: tcpdump makes the
// names of its files with it. What it does not know stays as it is.
func strftime(pattern string, t time.Time) string {
	var out strings.Builder
	for i := 0; i < len(pattern); {
		if pattern[i] != '%' {
			out.WriteByte(pattern[i])
			i++
			continue
		}
		c, size := parseConversion(pattern[i:])
		if s, ok := c.format(t); ok {
			out.WriteString(s)
		} else {
			out.WriteString(pattern[i : i+size])
		}
		i += size
	}
	return out.String()
}

// conversion is what begins with a percent sign: flags of glibc, a width, the
// modifiers E and O, which mean nothing in the C locale, and a letter.
type conversion struct {
	pad    byte // 0 is the letter's own
	upper  bool
	swap   bool
	width  int
	letter byte // 0: the pattern ends before it
}

const maxWidth = 255 // of a conversion: file names are not longer

func parseConversion(s string) (c conversion, size int) {
	i := 1
	for ; i < len(s); i++ {
		switch s[i] {
		case '_', '-', '0':
			c.pad = s[i]
			continue
		case '^':
			c.upper = true
			continue
		case '#':
			c.swap = true
			continue
		}
		break
	}
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		c.width = min(10*c.width+int(s[i]-'0'), maxWidth)
	}
	if i < len(s) && (s[i] == 'E' || s[i] == 'O') {
		i++
	}
	if i < len(s) {
		c.letter = s[i]
		i++
	}
	return c, i
}

func (c *conversion) format(t time.Time) (string, bool) {
	if v, digits, pad, ok := numeric(c.letter, t); ok {
		return c.number(v, digits, pad), true
	}
	s, ok := textual(c.letter, t)
	if !ok {
		return "", false
	}
	switch {
	case c.swap && c.letter == 'p':
		s = strings.ToLower(s)
	case c.swap && c.letter == 'Z':
		s = strings.ToLower(s)
	case c.upper && c.letter != 'P', c.swap && strings.IndexByte("aAbBh", c.letter) >= 0:
		s = strings.ToUpper(s)
	}
	return c.fill(s), true
}

func (c *conversion) number(v int64, digits int, pad byte) string {
	if c.pad != 0 {
		pad = c.pad
	}
	digits = max(digits, c.width)
	switch pad {
	case '-':
		return fmt.Sprint(v)
	case '_':
		return fmt.Sprintf("%*d", digits, v)
	}
	return fmt.Sprintf("%0*d", digits, v)
}

// fill widens a text on its left.
func (c *conversion) fill(s string) string {
	with := " "
	if c.pad == '0' {
		with = "0"
	}
	return strings.Repeat(with, max(0, c.width-len(s))) + s
}

// numeric gives a number, how many digits it has at least, and what it is
// padded with.
func numeric(letter byte, t time.Time) (v int64, digits int, pad byte, ok bool) {
	year, week := t.ISOWeek()
	hour := (t.Hour()+11)%12 + 1
	weekday := int(t.Weekday()) // from Sunday
	n, digits, pad := 0, 2, byte('0')
	switch letter {
	case 'C':
		n = t.Year() / 100
	case 'd':
		n = t.Day()
	case 'e':
		n, pad = t.Day(), '_'
	case 'g':
		n = year % 100
	case 'G':
		n, digits = year, 1
	case 'H':
		n = t.Hour()
	case 'I':
		n = hour
	case 'j':
		n, digits = t.YearDay(), 3
	case 'k':
		n, pad = t.Hour(), '_'
	case 'l':
		n, pad = hour, '_'
	case 'm':
		n = int(t.Month())
	case 'M':
		n = t.Minute()
	case 's':
		return t.Unix(), 1, '_', true
	case 'S':
		n = t.Second()
	case 'u':
		n, digits = (weekday+6)%7+1, 1
	case 'U': // weeks begin on Sunday
		n = (t.YearDay() + 6 - weekday) / 7
	case 'V':
		n = week
	case 'w':
		n, digits = weekday, 1
	case 'W': // weeks begin on Monday
		n = (t.YearDay() + 6 - (weekday+6)%7) / 7
	case 'y':
		n = t.Year() % 100
	case 'Y':
		n, digits = t.Year(), 1
	default:
		return 0, 0, 0, false
	}
	return int64(n), digits, pad, true
}

func textual(letter byte, t time.Time) (string, bool) {
	layout := map[byte]string{
		'a': "Mon", 'A': "Monday", 'b': "Jan", 'h': "Jan", 'B': "January",
		'c': "Mon Jan _2 15:04:05 2006", 'D': "01/02/06", 'x': "01/02/06", 'F': "2006-01-02",
		'p': "PM", 'P': "pm", 'r': "03:04:05 PM", 'R': "15:04", 'T': "15:04:05", 'X': "15:04:05",
		'z': "-0700", 'Z': "MST",
	}[letter]
	switch {
	case layout != "":
		return t.Format(layout), true
	case letter == 'n':
		return "\n", true
	case letter == 't':
		return "\t", true
	case letter == '%':
		return "%", true
	}
	return "", false
}
