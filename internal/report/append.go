package report

import (
	"net/netip"
	"strconv"
	"time"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendString appends b as a JSON string. Bytes that are not UTF-8 become
// U+FFFD; control characters, DEL and the C1 set are escaped, so that nothing
// that a terminal would obey is printed.
func appendString[T ~string | ~[]byte](dst []byte, b T) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
				i++
				continue
			}
			dst = append(dst, b[from:i]...)
			switch c {
			case '"', '\\':
				dst = append(dst, '\\', c)
			case '\n':
				dst = append(dst, `\n`...)
			case '\r':
				dst = append(dst, `\r`...)
			case '\t':
				dst = append(dst, `\t`...)
			default:
				dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			}
			i++
			from = i
			continue
		}
		r, n := utf8.DecodeRuneInString(string(b[i:min(i+utf8.UTFMax, len(b))]))
		switch {
		case r == utf8.RuneError && n == 1:
			dst = append(dst, b[from:i]...)
			dst = append(dst, "\ufffd"...)
			from = i + n
		case r < 0xa0: // C1
			dst = append(dst, b[from:i]...)
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
			from = i + n
		}
		i += n
	}
	dst = append(dst, b[from:]...)
	return append(dst, '"')
}

// appendTime appends nanoseconds since 1970 as RFC 3339 in UTC.
func appendTime(dst []byte, ns int64) []byte {
	t := time.Unix(ns/1e9, ns%1e9).UTC()
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	dst = append(dst, '"')
	if year < 0 || year > 9999 {
		dst = t.AppendFormat(dst, "2006-01-02T15:04:05.000000000Z")
		return append(dst, '"')
	}
	dst = appendPadded(dst, year, 4)
	dst = append(dst, '-')
	dst = appendPadded(dst, int(month), 2)
	dst = append(dst, '-')
	dst = appendPadded(dst, day, 2)
	dst = append(dst, 'T')
	dst = appendPadded(dst, hour, 2)
	dst = append(dst, ':')
	dst = appendPadded(dst, minute, 2)
	dst = append(dst, ':')
	dst = appendPadded(dst, second, 2)
	dst = append(dst, '.')
	dst = appendPadded(dst, t.Nanosecond(), 9)
	return append(dst, 'Z', '"')
}

func appendPadded(dst []byte, n, width int) []byte {
	var digits [10]byte
	for i := width - 1; i >= 0; i-- {
		digits[i] = byte('0' + n%10)
		n /= 10
	}
	return append(dst, digits[:width]...)
}

// appendSeconds appends nanoseconds as seconds with nine decimals.
func appendSeconds(dst []byte, ns int64) []byte {
	if ns < 0 {
		dst = append(dst, '-')
		ns = -ns
	}
	dst = strconv.AppendInt(dst, ns/1e9, 10)
	dst = append(dst, '.')
	return appendPadded(dst, int(ns%1e9), 9)
}

// appendEndpoint appends {"ip":…,"port":…}.
func appendEndpoint(dst []byte, e netip.AddrPort) []byte {
	dst = append(dst, `{"ip":"`...)
	dst = e.Addr().AppendTo(dst)
	dst = append(dst, `","port":`...)
	dst = strconv.AppendUint(dst, uint64(e.Port()), 10)
	return append(dst, '}')
}

// appendPair appends a name with a number for each end.
func appendPair(dst []byte, name string, pair [2]int64) []byte {
	dst = append(dst, `,"`...)
	dst = append(dst, name...)
	dst = append(dst, `":{"client":`...)
	dst = strconv.AppendInt(dst, pair[0], 10)
	dst = append(dst, `,"server":`...)
	dst = strconv.AppendInt(dst, pair[1], 10)
	return append(dst, '}')
}

// appendInt appends ,"name":n.
func appendInt(dst []byte, name string, n int64) []byte {
	dst = append(dst, ',', '"')
	dst = append(dst, name...)
	dst = append(dst, '"', ':')
	return strconv.AppendInt(dst, n, 10)
}
