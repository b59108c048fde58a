package report

import (
	"net/netip"
	"strconv"
	"time"
	"unicode/utf8"

	"wiretalk/httpdecode"
	"wiretalk/internal/pipeline"
	"wiretalk/tcpreasm"
)

// Text renders records as lines for people: one for each exchange, and one
// for each connection that carried none.
//
//	16:28:58.123456  10.0.0.1:4000 > 10.0.0.2:80  #0  GET http://host/path  200 OK  text/html  1.2 kB  3.1 ms
type Text struct {
	Location *time.Location // of the times; nil is local time
}

// Widths that the columns have when their content is no longer.
const (
	endsWidth   = 44
	streamWidth = 6
	methodWidth = 7
	urlWidth    = 44
)

// Exchange renders one HTTP exchange.
func (t Text) Exchange(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) (out []byte, hole int) {
	start := x.Request.First.Time
	if !x.Request.Seen {
		start = x.Response.First.Time
	}
	dst, hole = t.begin(dst, start, c)
	if q := &x.Request; q.Seen {
		dst = appendColumn(dst, q.Method, methodWidth)
		var buffer [512]byte
		dst = appendColumn(dst, urlOf(buffer[:0], c, x), urlWidth)
	} else {
		dst = appendColumn(dst, "", methodWidth)
		dst = appendColumn(dst, "(request not captured)", urlWidth)
	}
	if p := &x.Response; p.Seen {
		if p.Status != 0 {
			dst = strconv.AppendInt(dst, int64(p.Status), 10)
			dst = append(dst, ' ')
		}
		dst = appendClean(dst, p.Reason)
		if media := p.MediaType(); len(media) > 0 {
			dst = appendClean(append(dst, "  "...), media)
		}
		dst = appendSize(append(dst, "  "...), p.BodyBytes)
	} else {
		dst = append(dst, "(no response)"...)
	}
	if total := TimingOf(c, x).Total; total >= 0 {
		dst = appendDuration(append(dst, "  "...), total)
	}
	separator := "  ! "
	for word := range x.Notes.All() {
		dst = append(append(dst, separator...), word...)
		separator = ", "
	}
	return append(dst, '\n'), hole
}

// Connection renders a TCP connection that carried no exchange.
func (t Text) Connection(dst []byte, c *tcpreasm.Info, s pipeline.Summary) (out []byte, hole int) {
	if s.Exchanges > 0 {
		return dst, len(dst)
	}
	dst, hole = t.begin(dst, c.Start, c)
	dst = appendColumn(dst, "TCP", methodWidth)
	what := closeWords[c.Close]
	if c.Close == tcpreasm.Reset || c.Close == tcpreasm.Half {
		what += " by the " + c.ClosedBy.String()
	}
	dst = appendColumn(dst, what, urlWidth)
	dst = strconv.AppendInt(dst, c.Packets[tcpreasm.Client]+c.Packets[tcpreasm.Server], 10)
	dst = append(dst, " packets"...)
	if p := s.Protocol.String(); p != "" {
		dst = append(append(dst, "  "...), p...)
	}
	dst = appendSize(append(dst, "  "...), c.Bytes[tcpreasm.Client])
	dst = appendSize(append(dst, " sent, "...), c.Bytes[tcpreasm.Server])
	dst = appendDuration(append(dst, " received  "...), c.End-c.Start)
	return append(dst, '\n'), hole
}

var closeWords = [...]string{
	tcpreasm.Open:       "still open",
	tcpreasm.Half:       "closed in one direction",
	tcpreasm.Fin:        "closed",
	tcpreasm.Reset:      "reset",
	tcpreasm.Refused:    "refused",
	tcpreasm.Unanswered: "not answered",
}

// begin appends the columns that all lines have.
func (t Text) begin(dst []byte, ns int64, c *tcpreasm.Info) (out []byte, hole int) {
	location := t.Location
	if location == nil {
		location = time.Local
	}
	dst = time.Unix(0, ns).In(location).AppendFormat(dst, "15:04:05.000000")
	dst = append(dst, "  "...)
	from := len(dst)
	dst = appendAddress(dst, c.Ends[tcpreasm.Client])
	dst = append(dst, " > "...)
	dst = appendAddress(dst, c.Ends[tcpreasm.Server])
	dst = pad(dst, len(dst)-from, endsWidth)
	dst = append(dst, " #"...)
	hole = len(dst)
	return append(dst, "  "...), hole
}

func appendAddress(dst []byte, e netip.AddrPort) []byte {
	return e.AppendTo(dst)
}

// appendColumn appends a cleaned value and fills it up to a width.
func appendColumn[T ~string | ~[]byte](dst []byte, b T, width int) []byte {
	from := len(dst)
	dst = appendClean(dst, b)
	return append(pad(dst, utf8.RuneCount(dst[from:]), width), "  "...)
}

func pad(dst []byte, have, width int) []byte {
	for ; have < width; have++ {
		dst = append(dst, ' ')
	}
	return dst
}

// appendClean appends text out of a capture without anything that a terminal
// would obey: control characters, and bytes that are not UTF-8, become U+FFFD.
func appendClean[T ~string | ~[]byte](dst []byte, b T) []byte {
	for i := 0; i < len(b); {
		if c := b[i]; c >= ' ' && c < 0x7f {
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(string(b[i:min(i+utf8.UTFMax, len(b))]))
		if r < 0xa0 || isInvisible(r) {
			r = utf8.RuneError
		}
		dst = utf8.AppendRune(dst, r)
		i += n
	}
	return dst
}

// isInvisible says whether a rune changes how others are shown rather than
// being shown itself: marks of writing direction, line and paragraph
// separators.
func isInvisible(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff
}

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

// appendDuration appends nanoseconds in the unit that fits.
func appendDuration(dst []byte, ns int64) []byte {
	switch {
	case ns < 1e3:
		return append(strconv.AppendInt(dst, ns, 10), " ns"...)
	case ns < 1e6:
		return append(strconv.AppendFloat(dst, float64(ns)/1e3, 'f', 1, 64), " µs"...)
	case ns < 1e9:
		return append(strconv.AppendFloat(dst, float64(ns)/1e6, 'f', 1, 64), " ms"...)
	default:
		return append(strconv.AppendFloat(dst, float64(ns)/1e9, 'f', 3, 64), " s"...)
	}
}
