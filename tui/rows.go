package tui

import (
	"net/netip"
	"strconv"
	"strings"
	"time"

	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// cell is one field of a table's row. Its text is clean.
type cell struct {
	text string
	tone theme.Tone
}

// exchangeColumns are the columns of exchangeRow, in its order. The first is that
// of the numbers by which rows are ordered at first.
func exchangeColumns(w *words.Screen) []column {
	more := &words.FilterIn[w.Language]
	return []column{
		{name: "number", title: "#", min: 2, right: true, drop: 6, grow: 1},
		{name: "time", title: w.Start, min: 8, max: 15, clock: true, drop: 7, grow: 7},
		{name: "client", title: w.Client, min: 13, max: 47, tail: true, drop: 1, grow: 8},
		{name: "server", title: w.Server, min: 13, max: 47, tail: true, drop: 2, grow: 9},
		{name: "method", title: w.Method, min: 4, max: 10, drop: 9, grow: 2},
		{name: "host", title: w.Host, min: 10, max: 40, drop: 4, grow: 6},
		{name: "target", title: w.Target, min: 10, max: 32, flex: true, grow: 3},
		{name: "status", title: w.Status, min: 4, max: 6, right: true, grow: 1},
		{name: "odd", title: "!", min: 1, max: 1, drop: 8, grow: 1, most: true},
		{name: "type", title: w.Kind, min: 5, max: 18, drop: 3, grow: 5},
		{name: "size", title: w.Size, min: 7, max: 7, right: true, drop: 5, grow: 1, most: true},
		{name: "duration", title: w.Took, min: 7, max: 7, right: true, drop: 10, grow: 1, most: true},
		{name: "wait", title: w.Wait, min: 7, max: 7, right: true, drop: 10, grow: 1, most: true, extra: true},
		{name: "stream", title: more.Stream, min: 4, max: 9, right: true, drop: 8, grow: 1, extra: true},
		{name: "request-size", title: more.RequestSize, min: 7, max: 7, right: true, drop: 8, grow: 1, most: true, extra: true},
		{name: "frame", title: more.Frame, min: 5, max: 11, right: true, drop: 8, grow: 1, extra: true},
	}
}

// exchangeRow is what a table shows of an exchange. ends are those of its
// connection, and silent is for how long it has had no response, or negative; see waited.
// Unless reveal, secrets in its target are masked.
func exchangeRow(w *words.Screen, x *trace.Exchange, ends *[2]netip.AddrPort, silent int64, zone *time.Location, reveal bool) []cell {
	method, target := cell{cells.Clean(x.Method), theme.Strong}, cell{cells.Clean(shownTarget(x, reveal)), theme.Plain}
	if !x.Request.Seen {
		method, target = cell{"—", theme.Dim}, cell{w.NoRequest, theme.Dim}
	}
	odd := cell{}
	if isOdd(x) {
		odd = cell{"!", theme.Warn}
	}
	return []cell{
		{strconv.Itoa(x.Number + 1), theme.Dim},
		{phrase.Clock(firstSeen(x), zone), theme.Dim},
		{endText(ends[tcpreasm.Client]), theme.Plain},
		{endText(ends[tcpreasm.Server]), theme.Plain},
		method,
		{cells.Clean(x.Host), theme.Plain},
		target,
		statusCell(x),
		odd,
		{cells.Clean(shortType(x.ContentType)), theme.Plain},
		sizeCell(x),
		tookCell(x, silent),
		waitCell(x),
		{strconv.Itoa(x.Stream), theme.Dim},
		requestSizeCell(x),
		{phrase.Frame(firstFrame(x)), theme.Dim},
	}
}

// waitOf is the time from the end of the request to the first byte of the
// response, in nanoseconds; negative when it is not known.
func waitOf(x *trace.Exchange) int64 {
	if !x.Request.Seen || !x.Response.Seen || x.Request.Last == 0 || x.Response.First < x.Request.Last {
		return -1
	}
	return x.Response.First - x.Request.Last
}

func waitCell(x *trace.Exchange) cell {
	switch d := waitOf(x); {
	case d >= 0:
		return cell{phrase.Took(d), theme.Plain}
	case x.Done:
		return cell{"—", theme.Dim}
	}
	return cell{"…", theme.Dim}
}

func requestSizeCell(x *trace.Exchange) cell {
	if !x.Request.Seen {
		return cell{"—", theme.Dim}
	}
	return cell{phrase.Size(x.Request.BodyBytes), theme.Plain}
}

// shownTarget is a request's target, with its secrets masked unless reveal.
func shownTarget(x *trace.Exchange, reveal bool) string {
	if reveal {
		return x.Target
	}
	return meaning.MaskURL(x.Target)
}

// firstSeen is when the first byte of an exchange passed.
func firstSeen(x *trace.Exchange) int64 {
	if x.Request.Seen {
		return x.Request.First
	}
	return x.Response.First
}

// isOdd says whether an exchange deserves a second look in the detail.
func isOdd(x *trace.Exchange) bool {
	lost := x.Request.MissingBytes > 0 || x.Response.MissingBytes > 0
	cutShort := x.Request.Seen && !x.Request.Complete || x.Response.Seen && !x.Response.Complete
	half := !x.Request.Seen || !x.Response.Seen
	return x.Notes != 0 || lost || x.Done && (cutShort || half)
}

func statusCell(x *trace.Exchange) cell {
	switch {
	case x.Status != 0:
		return cell{strconv.Itoa(x.Status), statusTone(x.Status)}
	case x.Done:
		return cell{"—", theme.Warn}
	}
	return cell{"…", theme.Dim}
}

func statusTone(status int) theme.Tone {
	switch status / 100 {
	case 2:
		return theme.Good
	case 3:
		return theme.Moved
	case 4:
		return theme.Warn
	case 5:
		return theme.Bad
	}
	return theme.Plain
}

func sizeCell(x *trace.Exchange) cell {
	if !x.Response.Seen {
		return cell{}
	}
	if !x.Done {
		return cell{"…", theme.Dim}
	}
	return cell{phrase.Size(x.Response.BodyBytes), theme.Plain}
}

func tookCell(x *trace.Exchange, silent int64) cell {
	d := x.Duration()
	switch {
	case silent >= 0:
		return cell{moreThan(silent), theme.Warn}
	case d < 0 && x.Done:
		return cell{"—", theme.Dim}
	case d < 0:
		return cell{"…", theme.Dim}
	case d >= int64(time.Second):
		return cell{phrase.Took(d), theme.Strong}
	}
	return cell{phrase.Took(d), theme.Plain}
}

// shortType leaves out of a media type what a person does not need in order
// to recognise it.
func shortType(media string) string {
	media = strings.TrimSpace(media)
	for _, prefix := range [...]string{"application/", "text/", "image/", "audio/", "video/", "font/"} {
		if rest, ok := strings.CutPrefix(media, prefix); ok && rest != "" {
			media = rest
		}
	}
	switch media {
	case "x-www-form-urlencoded":
		return "form"
	case "octet-stream":
		return "binary"
	case "x-javascript":
		return "javascript"
	}
	return media
}
