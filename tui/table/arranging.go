package table

import (
	"context"
	"sync/atomic"
	"time"

	"wiretalk/internal/trace"
)

// How often rows that changed are judged again, and the order is made anew, at
// most, while the trace grows: so that a table can be read, and that it takes no more
// than a tenth of the time.
const (
	judgeEvery = time.Second / 2
	orderEvery = time.Second
	ofTheTime  = 10
)

// Arranger works out what an arrangement comes to, one step at a time, beside
// the event loop.
type Arranger struct {
	Judge
	Arrangement
	Limit   int // rows from this number on are not looked at, those of a table that is held
	Sofar   *atomic.Int64
	version uint64
	done    bool // the trace grows no more
}

// Work is a step of an arranger.
type Work uint8

const (
	NoWork Work = iota
	judgeNewer
	judgeAgain
	SortRows
)

// Limit is the number from which on rows are not shown.
func (g *Grid) Limit() int {
	if g.Still != nil {
		return g.Still.End
	}
	return MaxNumber
}

// MaxNumber is beyond the number of every row.
const MaxNumber = int(^uint(0) >> 1)

// end is the number below which rows are to be judged now.
func (w *Arranger) end() (end int) {
	w.Trace.View(func(r *trace.Reader) {
		rows := w.List.Numbers(r)
		end = min(rows.At(rows.Len()-1)+1, w.Limit)
	})
	return end
}

// Due says what is to be done now; if nothing is, rest is in how long something
// may be, 0 when nothing will unless the trace changes.
func (w *Arranger) Due(now time.Time) (todo Work, rest time.Duration) {
	p := &w.Picked
	w.version, w.done = w.Trace.Version(), w.Trace.Progress().Done
	grew := func(since uint64) bool { return since != w.version && w.Limit == MaxNumber }
	rested := func(since time.Time, least, took time.Duration) bool {
		left := max(least, ofTheTime*took) - now.Sub(since)
		if w.done || left <= 0 {
			return true
		}
		rest = left
		return false
	}
	sorts, judges := w.By != Unordered, w.Arrangement.Filter != nil && w.Marked == nil
	switch {
	case sorts && p.Ordered == 0 && (!judges || len(p.Passed) > 0):
		return SortRows, 0 // something to look at
	case judges && p.Next < w.end():
		return judgeNewer, 0
	case judges && w.Limit == MaxNumber && p.left > 0:
		return judgeAgain, 0
	case judges && len(p.Open) > 0 && grew(p.round) && rested(p.rounded, judgeEvery, p.took):
		return judgeAgain, 0
	case sorts && p.SortNow:
		return SortRows, 0
	case sorts && (p.Dated || grew(p.Ordered)) && rested(p.Sorted, orderEvery, p.Sorting):
		return SortRows, 0
	}
	return NoWork, rest
}

// Step does a part of the work. It looks at the clock where that is much.
func (w *Arranger) Step(ctx context.Context, todo Work) {
	p, begun := &w.Picked, time.Now()
	switch todo {
	case judgeNewer:
		end := w.end()
		var found []Verdict
		found, p.Next = w.Newer(ctx, p.Next, end)
		p.Add(found)
		if p.Next >= end && !p.Whole {
			p.Whole, p.SortNow = true, true
		}
	case judgeAgain:
		if p.left <= 0 {
			p.left, p.round, p.rounded, p.took = len(p.Open), w.version, begun, 0
		}
		found, n := w.again(ctx, p.Open[:p.left])
		if ctx.Err() == nil {
			p.correct(found, n)
		}
		p.took += time.Since(begun)
	case SortRows:
		if w.Sort(ctx) {
			p.Ordered, p.Dated, p.SortNow = max(w.version, 1), false, false
			p.Sorted, p.Sorting = time.Now(), time.Since(begun)
		}
	}
}

// Take shows what was found. The selected row stays where it is on the screen,
// but the first rows stay in sight for who looks at these.
func (g *Grid) Take(now Picked) {
	at, _ := g.Place()
	top := 0
	g.View(func(_ *trace.Reader, rows trace.Rows, _ int) { top = rows.Below(g.top) })
	g.Arranged.Picked, g.pruned = now, 0
	if g.Arranged.By != Unordered {
		g.View(func(_ *trace.Reader, rows trace.Rows, n int) {
			if now := rows.Below(g.Selected); top > 0 || now >= g.Page {
				g.top = rows.At(max(0, min(now-(at-top), n-1)))
			} else {
				g.top = rows.At(0)
			}
		})
	}
	g.Settle()
	if g.Keep != NoRow {
		g.SelectNumber(g.Keep)
		if g.Arranged.Picked.Whole || g.Arranged.Filter == nil {
			g.Keep = NoRow
		}
	}
}
