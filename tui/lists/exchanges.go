package lists

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
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// ExchangeColumns are the columns of exchangeRow, in its order. The first is that
// of the numbers by which rows are ordered at first.
func ExchangeColumns(w *words.Screen) []table.Column {
	more := &words.FilterIn[w.Language]
	return []table.Column{
		{Name: "number", Title: "#", Min: 2, Right: true, Drop: 6, Grow: 1},
		{Name: "time", Title: w.Start, Min: 8, Max: 15, Clock: true, Drop: 7, Grow: 7},
		{Name: "client", Title: w.Client, Min: 13, Max: 47, Tail: true, Drop: 1, Grow: 8},
		{Name: "server", Title: w.Server, Min: 13, Max: 47, Tail: true, Drop: 2, Grow: 9},
		{Name: "method", Title: w.Method, Min: 4, Max: 10, Drop: 9, Grow: 2},
		{Name: "host", Title: w.Host, Min: 10, Max: 40, Drop: 4, Grow: 6},
		{Name: "target", Title: w.Target, Min: 10, Max: 32, Flex: true, Grow: 3},
		{Name: "status", Title: w.Status, Min: 4, Max: 6, Right: true, Grow: 1},
		{Name: "odd", Title: "!", Min: 1, Max: 1, Drop: 8, Grow: 1, Most: true},
		{Name: "type", Title: w.Kind, Min: 5, Max: 18, Drop: 3, Grow: 5},
		{Name: "size", Title: w.Size, Min: 7, Max: 7, Right: true, Drop: 5, Grow: 1, Most: true},
		{Name: "duration", Title: w.Took, Min: 7, Max: 7, Right: true, Drop: 10, Grow: 1, Most: true},
		{Name: "wait", Title: w.Wait, Min: 7, Max: 7, Right: true, Drop: 10, Grow: 1, Most: true, Extra: true},
		{Name: "stream", Title: more.Stream, Min: 4, Max: 9, Right: true, Drop: 8, Grow: 1, Extra: true},
		{Name: "request-size", Title: more.RequestSize, Min: 7, Max: 7, Right: true, Drop: 8, Grow: 1, Most: true, Extra: true},
		{Name: "frame", Title: more.Frame, Min: 5, Max: 11, Right: true, Drop: 8, Grow: 1, Extra: true},
	}
}

// exchangeRow is what a table shows of an exchange. ends are those of its
// connection, and silent is for how long it has had no response, or negative; see waited.
// Unless reveal, secrets in its target are masked.
func exchangeRow(w *words.Screen, x *trace.Exchange, ends *[2]netip.AddrPort, silent int64, zone *time.Location, reveal bool) []table.Cell {
	method, target := table.Ink(cells.Clean(x.Method), theme.Strong), table.Ink(cells.Clean(ShownTarget(x, reveal)), theme.Plain)
	if !x.Request.Seen {
		method, target = table.Ink("—", theme.Dim), table.Ink(w.NoRequest, theme.Dim)
	}
	odd := table.Cell{}
	if IsOdd(x) {
		odd = table.Ink("!", theme.Warn)
	}
	return []table.Cell{
		table.Ink(strconv.Itoa(x.Number+1), theme.Dim),
		table.Ink(phrase.Clock(FirstSeen(x), zone), theme.Dim),
		table.Ink(endText(ends[tcpreasm.Client]), theme.Plain),
		table.Ink(endText(ends[tcpreasm.Server]), theme.Plain),
		method,
		table.Ink(cells.Clean(x.Host), theme.Plain),
		target,
		statusCell(x),
		odd,
		table.Ink(cells.Clean(shortType(x.ContentType)), theme.Plain),
		sizeCell(x),
		TookCell(x, silent),
		waitCell(x),
		table.Ink(strconv.Itoa(x.Stream), theme.Dim),
		requestSizeCell(x),
		table.Ink(phrase.Frame(FirstFrame(x)), theme.Dim),
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

func waitCell(x *trace.Exchange) table.Cell {
	switch d := waitOf(x); {
	case d >= 0:
		return table.Ink(phrase.Took(d), theme.Plain)
	case x.Done:
		return table.Ink("—", theme.Dim)
	}
	return table.Ink("…", theme.Dim)
}

func requestSizeCell(x *trace.Exchange) table.Cell {
	if !x.Request.Seen {
		return table.Ink("—", theme.Dim)
	}
	return table.Ink(phrase.Size(x.Request.BodyBytes), theme.Plain)
}

// ShownTarget is a request's target, with its secrets masked unless reveal.
func ShownTarget(x *trace.Exchange, reveal bool) string {
	if reveal {
		return x.Target
	}
	return meaning.MaskURL(x.Target)
}

// FirstSeen is when the first byte of an exchange passed.
func FirstSeen(x *trace.Exchange) int64 {
	if x.Request.Seen {
		return x.Request.First
	}
	return x.Response.First
}

// IsOdd says whether an exchange deserves a second look in the detail.
func IsOdd(x *trace.Exchange) bool {
	lost := x.Request.MissingBytes > 0 || x.Response.MissingBytes > 0
	cutShort := x.Request.Seen && !x.Request.Complete || x.Response.Seen && !x.Response.Complete
	half := !x.Request.Seen || !x.Response.Seen
	return x.Notes != 0 || lost || x.Done && (cutShort || half)
}

func statusCell(x *trace.Exchange) table.Cell {
	switch {
	case x.HasStatus():
		return table.Ink(x.StatusText(), StatusTone(x.Status))
	case x.Done:
		return table.Ink("—", theme.Warn)
	}
	return table.Ink("…", theme.Dim)
}

// StatusTone says how bad a status is, by its class (RFC 9110 §15).
func StatusTone(status int) theme.Tone {
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

func sizeCell(x *trace.Exchange) table.Cell {
	if !x.Response.Seen {
		return table.Cell{}
	}
	if !x.Done {
		return table.Ink("…", theme.Dim)
	}
	return table.Ink(phrase.Size(x.Response.BodyBytes), theme.Plain)
}

// TookCell is how long an exchange took, or has been without a response.
func TookCell(x *trace.Exchange, silent int64) table.Cell {
	d := x.Duration()
	switch {
	case silent >= 0:
		return table.Ink(MoreThan(silent), theme.Warn)
	case d < 0 && x.Done:
		return table.Ink("—", theme.Dim)
	case d < 0:
		return table.Ink("…", theme.Dim)
	case d >= int64(time.Second):
		return table.Ink(phrase.Took(d), theme.Strong)
	}
	return table.Ink(phrase.Took(d), theme.Plain)
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

// Title is an exchange's method and target; unless reveal, secrets in these are masked.
func Title(x *trace.Exchange, reveal bool) string {
	title := x.Method + " " + x.Target
	if !reveal {
		title = meaning.MaskURL(title)
	}
	return cells.Clean(title)
}

// FirstFrame is the first frame of an exchange's request, or of its response where there is no request.
func FirstFrame(x *trace.Exchange) int64 {
	if x.Request.Seen {
		return x.Request.FirstFrame
	}
	return x.Response.FirstFrame
}
