package tui

import (
	"fmt"
	"strings"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/statistics"
)

// drawRate draws when exchanges began, as a line of blocks.
func (p *statsPage) drawRate(canvas tcell.Screen, th *theme, x, y, width int) {
	fill(canvas, x, y, width, th.tone[plain])
	text, counts := rateLine(p.words, &p.report.Times, width)
	at := x + put(canvas, x, y, width, spark(counts), th.tone[moved])
	put(canvas, at+1, y, x+width-at-1, text, th.tone[dim])
}

// rateLine is a line of so many cells that says when exchanges began: counts,
// and a word on them.
func rateLine(w *statWords, t *statistics.Timeline, width int) (text string, counts []int) {
	if len(t.Counts) == 0 {
		return w.noTimes, nil
	}
	counts = t.Columns(max(width*2/3, 1))
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	each := time.Duration(t.Width * int64(len(t.Counts)) / int64(len(counts)))
	return fmt.Sprintf(w.peak, strings.TrimSpace(rate3(float64(most)/each.Seconds())), took(t.Width*int64(len(t.Counts)))), counts
}

// drawTimes draws how many exchanges took how long.
func (p *statsPage) drawTimes(canvas tcell.Screen, th *theme, x, y, width, height int) {
	rows := timeRows(p.words, &p.report.All.Times, width-2, height)
	for i := range height {
		fill(canvas, x, y+i, width, th.tone[plain])
		if i >= len(rows) {
			continue
		}
		at := x + 1
		for _, s := range rows[i].spans {
			at += put(canvas, at, y+i, x+width-at, s.text, th.tone[s.tone])
		}
	}
}

// timeRows is a histogram of at most so many rows: powers of two, or where those
// are too many, several in one.
func timeRows(w *statWords, h *statistics.Histogram, width, height int) []line {
	if h.Count() == 0 {
		return []line{say(dim, w.noTimes)}
	}
	rows := []line{say(dim, clip(fmt.Sprintf(w.took, took(h.Quantile(0.5)), took(h.Quantile(0.95)), took(h.Quantile(0.99)), took(h.Most()), took(h.Mean())), width)), {}}
	bars := h.Bars()
	for len(bars) > max(height-len(rows), 1) {
		bars = paired(bars)
	}
	most := 0
	for _, b := range bars {
		most = max(most, b.Count)
	}
	for _, b := range bars {
		label := fmt.Sprintf("%7s – %-7s", took(b.From), took(b.To))
		n := fmt.Sprintf(" %s %s", count(int64(b.Count)), percent(100*float64(b.Count)/float64(h.Count())))
		if b.Count == 0 {
			n = ""
		}
		room := max(width-textWidth(label)-1-textWidth(n), 1)
		rows = append(rows, of(span{label + " ", dim}, span{bar(b.Count, most, room), moved}, span{n, plain}))
	}
	return rows
}

// paired makes one of each two bars.
func paired(bars []statistics.Bar) (out []statistics.Bar) {
	for i, b := range bars {
		if i%2 == 0 {
			out = append(out, b)
			continue
		}
		last := &out[len(out)-1]
		last.To, last.Count = b.To, last.Count+b.Count
	}
	return out
}
