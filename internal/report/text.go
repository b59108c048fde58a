package report

import (
	"bytes"
	"net/netip"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"wiretalk/httpdecode"
	"wiretalk/internal/delay"
	"wiretalk/internal/pipeline"
	"wiretalk/tcpreasm"
)

// Text renders records as lines for people: one for each exchange, and one
// for each connection that carried none.
//
//	16:28:58.123456  10.0.0.1:4000 > 10.0.0.2:80  #0  GET  http://host/path  200 OK  text/html  1.2 kB  3.1 ms
type Text struct {
	Location *time.Location // of the times; nil is local time
	Explain  Language       // of the remarks on what the fields of an exchange mean
}

// Widths that the columns have when their content is no longer.
const (
	endsWidth   = 44
	streamWidth = 4
	methodWidth = 7
	urlWidth    = 44
	statusWidth = 25
	mediaWidth  = 22
	sizeWidth   = 8
)

// Exchange renders one HTTP exchange.
func (t Text) Exchange(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) (out []byte, hole int) {
	start := x.Request.First.Time
	switch {
	case x.Request.Seen:
	case x.Response.Seen || len(x.Response.Interim) == 0:
		start = x.Response.First.Time
	default:
		start = x.Response.Interim[0].Position.Time
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
		var buffer [64]byte
		status := buffer[:0]
		if hasStatus(p) {
			status = appendStatus(status, p.Status)
		}
		dst = appendCut(dst, append(status, p.Reason...), statusWidth)
		dst = appendColumn(dst, p.MediaType(), mediaWidth)
		dst = appendColumn(dst, appendSize(buffer[:0], p.BodyBytes), sizeWidth)
	} else {
		dst = appendNoResponse(dst, c, x)
	}
	if total := TimingOf(c, x).Total; total >= 0 {
		dst = appendDuration(dst, total)
	}
	separator := "  ! "
	for word := range x.Notes.All() {
		dst = append(append(dst, separator...), word...)
		separator = ", "
	}
	dst = append(bytes.TrimRight(dst, " "), '\n')
	if t.Explain != NoRemarks {
		dst = appendRemarkLines(dst, x, t.Explain.index())
	}
	return dst, hole
}

// appendStatus appends a status of at least three digits and a blank.
func appendStatus(dst []byte, status int) []byte {
	for least := 100; status < least && least > 1; least /= 10 {
		dst = append(dst, '0')
	}
	return append(strconv.AppendInt(dst, int64(status), 10), ' ')
}

// appendNoResponse says that there is none, and for how long if that is known.
func appendNoResponse(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	dst = append(dst, "(no "...)
	if len(x.Response.Interim) > 0 {
		dst = append(dst, "final "...)
	}
	dst = append(dst, "response"...)
	if s := delay.SilenceOf(c, x); s != nil {
		dst = append(append(dst, ' '), s.String()...)
	}
	return append(dst, ')')
}

// Connection renders a TCP connection that carried no exchange.
func (t Text) Connection(dst []byte, c *tcpreasm.Info, s pipeline.Summary) (out []byte, hole int) {
	if s.Exchanges > 0 {
		return dst, len(dst)
	}
	dst, hole = t.begin(dst, c.Start, c)
	dst = appendColumn(dst, "TCP", methodWidth)
	what := closeWords[c.Close]
	switch {
	case c.ClosedBy == tcpreasm.ByBoth && c.Close == tcpreasm.Half:
		what += ", FINs crossed"
	case c.Close == tcpreasm.Reset || c.Close == tcpreasm.Half:
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
	dst = append(dst, " received"...)
	if duration := between(c.Start, c.End); duration >= 0 {
		dst = appendDuration(append(dst, "  "...), duration)
	}
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
	return t.beginBetween(dst, ns, c.Ends[tcpreasm.Client], c.Ends[tcpreasm.Server])
}

func (t Text) beginBetween(dst []byte, ns int64, a, b netip.AddrPort) (out []byte, hole int) {
	dst = append(appendClock(dst, ns, t.Location), "  "...)
	from := len(dst)
	dst = a.AppendTo(dst)
	dst = append(dst, " > "...)
	dst = b.AppendTo(dst)
	dst = pad(dst, len(dst)-from, endsWidth)
	dst = append(dst, "  #"...)
	hole = len(dst)
	return append(pad(dst, 0, streamWidth), "  "...), hole
}

// appendColumn appends a cleaned value and fills it up to a width.
func appendColumn[T ~string | ~[]byte](dst []byte, b T, width int) []byte {
	from := len(dst)
	dst = appendClean(dst, b)
	have := len(dst) - from
	if utf8.RuneCount(dst[from:]) < have {
		have = uniseg.StringWidth(string(dst[from:]))
	}
	return append(pad(dst, have, width), "  "...)
}

// appendCut appends a cleaned value in a column that it does not exceed: what is
// longer ends with an ellipsis.
func appendCut(dst, b []byte, width int) []byte {
	from := len(dst)
	dst = appendColumn(dst, b, width)
	if clean := dst[from : len(dst)-len("  ")]; uniseg.StringWidth(string(clean)) > width {
		end, have := from, 0
		for rest, state := clean, -1; ; {
			var cluster []byte
			var wide int
			cluster, rest, wide, state = uniseg.FirstGraphemeCluster(rest, state)
			if have+wide > width-1 {
				break
			}
			end, have = end+len(cluster), have+wide
		}
		dst = append(pad(append(dst[:end], "…"...), have+1, width), "  "...)
	}
	return dst
}

func pad(dst []byte, have, width int) []byte {
	for ; have < width; have++ {
		dst = append(dst, ' ')
	}
	return dst
}
