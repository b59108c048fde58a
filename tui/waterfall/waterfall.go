package waterfall

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"wiretalk/internal/delay"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
)

// Fall is what a waterfall shows of an exchange.
type Fall struct {
	number   int
	Label    string
	slices   delay.Slices // none when it has no response, or no times
	From, to int64        // when it was seen to be under way; 0 when that is not known
	open     bool         // nothing of the response came
	silent   int64        // see waited; not positive when there is nothing to say
	took     int64        // from the request's beginning to the response's end; negative when that is not known
}

// Of is an exchange's.
func Of(r *trace.Reader, x *trace.Exchange, label string) Fall {
	f := Fall{number: x.Number, Label: label, slices: lists.Account(r, x).Slices, took: x.Duration(), silent: lists.Waited(r, x)}
	if n := len(f.slices); n > 0 {
		f.From, f.to = f.slices[0].From, f.slices[n-1].To
		return f
	}
	for _, m := range [...]*trace.Message{&x.Request, &x.Response} {
		if !m.Seen || m.First == 0 {
			continue
		}
		if f.From == 0 || m.First < f.From {
			f.From = m.First
		}
		f.to = max(f.to, m.Last)
	}
	f.open = x.Request.Seen && !x.Response.Seen
	return f
}

// Axis is a stretch of time over so many cells.
type Axis struct {
	From, To int64 // nanoseconds since 1970 UTC
	Width    int
}

// Fit is an axis on which all falls are in sight.
func Fit(falls []Fall, width int) Axis {
	a := Axis{Width: width}
	for i := range falls {
		f := &falls[i]
		if f.From == 0 {
			continue
		}
		if a.From == 0 || f.From < a.From {
			a.From = f.From
		}
		a.To = max(a.To, f.to)
	}
	a.To = max(a.To, a.From+int64(time.Microsecond))
	return a
}

// cell is where a moment lies; it may be beyond the ends.
func (a Axis) cell(at int64) int {
	const nearly = 1e-9 // of a cell: what is at its beginning is in it
	c := float64(at-a.From)/float64(max(a.To-a.From, 1))*float64(a.Width) + nearly
	return int(max(min(c, 1<<30), -1<<30))
}

// The least and the most that an axis spans.
const (
	leastSpan = int64(time.Microsecond)
	mostSpan  = int64(100 * 365 * 24 * time.Hour)
	farthest  = int64(1 << 62) // that it begins from 1970
)

// Zoomed is an axis that spans by times as much, around a moment.
func (a Axis) Zoomed(by float64, around int64) Axis {
	span := min(max(float64(a.To-a.From)*by, float64(leastSpan)), float64(mostSpan))
	part := min(max(float64(around-a.From)/float64(max(a.To-a.From, 1)), 0), 1)
	a.From = around - int64(span*part)
	a.To = a.From + int64(span)
	return a
}

// Panned is an axis moved by a part of what it spans.
func (a Axis) Panned(part float64) Axis {
	span := a.To - a.From
	a.From = min(max(a.From+int64(float64(span)*part), -farthest), farthest)
	a.To = a.From + span
	return a
}

// Row draws a fall on the axis. What is beyond its ends is told by arrows.
func (a Axis) Row(f *Fall) []cells.Span {
	switch {
	case f.From == 0:
		return []cells.Span{cells.Ink("?", theme.Dim)}
	case f.to < a.From:
		return []cells.Span{cells.Ink("‹", theme.Dim)}
	case f.From >= a.To:
		return []cells.Span{cells.Ink(cells.Spaces(a.Width-1), theme.Plain), cells.Ink("›", theme.Dim)}
	}
	// Whatever is in sight takes a cell.
	begin := max(a.cell(f.From), 0)
	end := min(max(a.cell(f.to), begin+1), a.Width)
	begin = min(begin, a.Width-1)
	out := []cells.Span{cells.Ink(cells.Spaces(begin), theme.Plain)}
	switch {
	case len(f.slices) > 0:
		from, to := CellTime(a.From, a.To, begin, a.Width), CellTime(a.From, a.To, end, a.Width)
		out = append(out, Bar(f.slices, max(from, f.From), min(max(to, from+1), max(f.to, from+1)), end-begin)...)
	case f.open:
		out = append(out, cells.Ink(repeated(">", end-begin), theme.Name))
		if room := a.Width - end; room > 0 {
			out = append(out, cells.Ink("…", theme.Warn))
		}
		return out
	default:
		out = append(out, cells.Ink(repeated("█", end-begin), theme.Good))
	}
	text, tone := " "+phrase.Took(f.took), theme.Dim
	if f.silent > 0 {
		text, tone = " "+lists.MoreThan(f.silent), theme.Warn
	}
	switch n := cells.Width(text); {
	case f.took < 0 && f.silent <= 0:
	case a.Width-end >= n:
		out = append(out, cells.Ink(text, tone))
	case begin >= n: // else before the bar
		out = append([]cells.Span{cells.Ink(cells.Spaces(begin-n), theme.Plain), cells.Ink(text[1:]+" ", tone)}, out[1:]...)
	case end-begin > n+2: // else in it, before its last cell
		last := out[len(out)-1]
		signs := []rune(last.Text)
		out = append(kept(out, end-n-2), cells.Ink(text+" ", tone), cells.Ink(string(signs[len(signs)-1:]), last.Tone))
	}
	return out
}

// kept is what so many cells hold of spans whose signs take one each.
func kept(spans []cells.Span, cells int) []cells.Span {
	for i := range spans {
		signs := []rune(spans[i].Text)
		if len(signs) >= cells {
			spans[i].Text = string(signs[:max(cells, 0)])
			return spans[:i+1]
		}
		cells -= len(signs)
	}
	return spans
}

func repeated(sign string, n int) string {
	b := make([]byte, 0, len(sign)*max(n, 0))
	for range n {
		b = append(b, sign...)
	}
	return string(b)
}

// Tick is a place on an axis with what it says.
type Tick struct {
	Cell int
	Text string
}

// Ticks are moments after the axis' beginning that are round, far enough apart
// for their text.
func (a Axis) Ticks() []Tick {
	span := a.To - a.From
	step := int64(0)
	for room := len("|+1.23 ms "); ; room++ { // cells of each; days take more
		step = roundUp(int64(math.Ceil(float64(span) * float64(room) / float64(max(a.Width, 1)))))
		if last := span / step * step; cells.Width("|+"+phrase.Took(last)+" ") <= room || room >= a.Width {
			break
		}
	}
	var all []Tick
	for at := int64(0); at < span && len(all) < 100; at += step {
		if c := a.cell(a.From + at); c+len("0") <= a.Width {
			all = append(all, Tick{c, "+" + phrase.Took(at)})
		}
		if at > span-step {
			break
		}
	}
	return all
}

// roundUp is the next duration that is 1, 2 or 5 times a power of ten.
func roundUp(ns int64) int64 {
	for step := int64(1); step <= 1e18; step *= 10 {
		for _, by := range [...]int64{1, 2, 5} {
			if step*by >= ns {
				return step * by
			}
		}
	}
	return 1e18
}

// Order is the order of a waterfall's rows: the numbers of exchanges by
// their places, connection after connection. The trace can grow meanwhile.
func Order(ctx context.Context, t *trace.Trace, rows func(*trace.Reader) trace.Rows) []int {
	type place struct{ stream, number int }
	var places []place
	next := 0
	for more := true; more && ctx.Err() == nil; {
		t.View(func(r *trace.Reader) {
			these := rows(r)
			i := these.Below(next)
			for end := min(i+4*table.AtOnce, these.Len()); i < end; i++ {
				next = these.At(i) + 1
				if x := r.Exchange(next - 1); x != nil {
					places = append(places, place{x.Stream, x.Number})
				}
			}
			more = i < these.Len()
		})
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.stream, b.stream), cmp.Compare(a.number, b.number))
	})
	order := make([]int, len(places))
	for i := range places {
		order[i] = places[i].number
	}
	return order
}
