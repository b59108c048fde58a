package tui

import (
	"context"
	"fmt"
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

// arranger works out what an arrangement comes to, one step at a time, beside
// the event loop.
type arranger struct {
	judge
	arrangement
	limit   int // rows from this number on are not looked at, those of a table that is held
	sofar   *atomic.Int64
	version uint64
	done    bool // the trace grows no more
}

// work is a step of an arranger.
type work uint8

const (
	noWork work = iota
	judgeNewer
	judgeAgain
	sortRows
)

// arrange starts the next step of how the table in sight is arranged, unless
// one is under way or nothing is to be done now.
func (s *screen) arrange() {
	v, g := s.view, s.arrangedGrid()
	if g.arranged.plain() || s.jobs.busy(arrangeJob) {
		return
	}
	w := arranger{
		judge: judge{trace: s.trace, list: g.list, filter: g.arranged.filter}, arrangement: g.arranged,
		limit: g.limit(), sofar: new(atomic.Int64),
	}
	todo, rest := w.due(time.Now())
	if todo == noWork {
		s.arrangeLater(rest)
		return
	}
	if todo == sortRows && w.picked.ordered == 0 {
		s.sorting = w.sofar
	}
	s.jobs.start(arrangeJob, func(ctx context.Context) func() {
		w.step(ctx, todo)
		return func() {
			s.trace.Still(func() { s.arrangedBy(w, g, v) })
		}
	}, func(err error) {
		s.jobs.stop(arrangeJob)
		s.unarrange()
		s.message = err.Error()
	})
}

const arrangeJob = "arrange"

// arrangedBy shows what a step found for a table of a view, and goes on.
func (s *screen) arrangedBy(w arranger, g *grid, v view) {
	s.jobs.stop(arrangeJob)
	s.sorting = nil
	g.take(w.picked)
	if s.view == v {
		s.updateDetail()
	}
	s.arrange()
	if p, ok := s.top().(picker); ok && p.picks() == g {
		s.top().refresh(s)
	}
}

// stopArranging ends a step that is under way; its outcome is not used.
func (s *screen) stopArranging() {
	s.arranging = time.Now()
	s.jobs.stop(arrangeJob)
	s.sorting = nil
}

// unarrange shows all rows of the tables by their numbers.
func (s *screen) unarrange() {
	s.stopArranging()
	for _, g := range [...]*grid{s.grids[exchangesView], s.grids[connectionsView], s.arrangedGrid()} {
		g.arranged = arrangement{by: unordered}
		g.settle()
	}
}

// limit is the number from which on rows are not shown.
func (g *grid) limit() int {
	if g.still != nil {
		return g.still.end
	}
	return maxNumber
}

const maxNumber = int(^uint(0) >> 1)

// end is the number below which rows are to be judged now.
func (w *arranger) end() (end int) {
	w.trace.View(func(r *trace.Reader) {
		rows := w.list.numbers(r)
		end = min(rows.At(rows.Len()-1)+1, w.limit)
	})
	return end
}

// arrangeLater arranges in a while, which need not bring a change of the trace.
func (s *screen) arrangeLater(d time.Duration) {
	if d <= 0 || s.jobs.busy(laterJob) {
		return
	}
	s.jobs.start(laterJob, func(ctx context.Context) func() {
		select {
		case <-time.After(d):
		case <-ctx.Done():
		}
		return func() {
			s.jobs.stop(laterJob)
			s.arrange()
		}
	}, func(err error) { s.message = err.Error() })
}

const laterJob = "arrange later"

// due says what is to be done now; if nothing is, rest is in how long something
// may be, 0 when nothing will unless the trace changes.
func (w *arranger) due(now time.Time) (todo work, rest time.Duration) {
	p := &w.picked
	w.version, w.done = w.trace.Version(), w.trace.Progress().Done
	grew := func(since uint64) bool { return since != w.version && w.limit == maxNumber }
	rested := func(since time.Time, least, took time.Duration) bool {
		left := max(least, ofTheTime*took) - now.Sub(since)
		if w.done || left <= 0 {
			return true
		}
		rest = left
		return false
	}
	sorts, judges := w.by != unordered, w.arrangement.filter != nil && w.marked == nil
	switch {
	case sorts && p.ordered == 0 && (!judges || len(p.passed) > 0):
		return sortRows, 0 // something to look at
	case judges && p.next < w.end():
		return judgeNewer, 0
	case judges && w.limit == maxNumber && p.left > 0:
		return judgeAgain, 0
	case judges && len(p.open) > 0 && grew(p.round) && rested(p.rounded, judgeEvery, p.took):
		return judgeAgain, 0
	case sorts && p.sortNow:
		return sortRows, 0
	case sorts && (p.dated || grew(p.ordered)) && rested(p.sorted, orderEvery, p.sorting):
		return sortRows, 0
	}
	return noWork, rest
}

// step does a part of the work. It looks at the clock where that is much.
func (w *arranger) step(ctx context.Context, todo work) {
	p, begun := &w.picked, time.Now()
	switch todo {
	case judgeNewer:
		end := w.end()
		var found []verdict
		found, p.next = w.newer(ctx, p.next, end)
		p.add(found)
		if p.next >= end && !p.whole {
			p.whole, p.sortNow = true, true
		}
	case judgeAgain:
		if p.left <= 0 {
			p.left, p.round, p.rounded, p.took = len(p.open), w.version, begun, 0
		}
		found, n := w.again(ctx, p.open[:p.left])
		if ctx.Err() == nil {
			p.correct(found, n)
		}
		p.took += time.Since(begun)
	case sortRows:
		if w.sort(ctx) {
			p.ordered, p.dated, p.sortNow = max(w.version, 1), false, false
			p.sorted, p.sorting = time.Now(), time.Since(begun)
		}
	}
}

// take shows what was found. The selected row stays where it is on the screen,
// but the first rows stay in sight for who looks at these.
func (g *grid) take(now picked) {
	at, _ := g.place()
	top := 0
	g.view(func(_ *trace.Reader, rows trace.Rows, _ int) { top = rows.Below(g.top) })
	g.arranged.picked, g.pruned = now, 0
	if g.arranged.by != unordered {
		g.view(func(_ *trace.Reader, rows trace.Rows, n int) {
			if now := rows.Below(g.selected); top > 0 || now >= g.page {
				g.top = rows.At(max(0, min(now-(at-top), n-1)))
			} else {
				g.top = rows.At(0)
			}
		})
	}
	g.settle()
	if g.keep != noRow {
		g.selectNumber(g.keep)
		if g.arranged.picked.whole || g.arranged.filter == nil {
			g.keep = noRow
		}
	}
}

// stopFirst stops the first steps of an arrangement, and shows all rows as they
// are; false when none is under way.
func (s *screen) stopFirst() bool {
	if s.underway() == "" {
		return false
	}
	if s.sorting != nil {
		s.stopArranging()
		s.grid().order(unordered, false)
		return true
	}
	return s.showAll()
}

// keys.ShowAll takes away what hides rows; false when nothing does.
func (s *screen) showAll() bool {
	if s.view == messagesView || !s.grid().arranged.picks() {
		return false
	}
	for _, v := range [...]view{exchangesView, connectionsView} {
		a := &s.grids[v].arranged
		a.filter, a.marked, a.picked = nil, nil, picked{}
	}
	s.rearrange()
	return true
}

// soon is how long an arrangement may take before it is said that it takes a
// while, and can be cancelled: a key is not meant for what nobody sees.
const soon = 150 * time.Millisecond

// underway says how far the first rows of an arrangement are worked out; empty
// when they are.
func (s *screen) underway() string {
	g, w := s.arrangedGrid(), s.filterWords()
	p := &g.arranged.picked
	switch {
	case time.Since(s.arranging) < soon:
		return ""
	case s.sorting != nil:
		return fmt.Sprintf(w.Sorting, s.sorting.Load())
	case g.arranged.filter != nil && g.arranged.marked == nil && !p.whole && s.jobs.busy(arrangeJob):
		first, end := 0, 1
		s.trace.View(func(r *trace.Reader) {
			rows := g.list.numbers(r)
			first, end = rows.Below(p.next), rows.Len()
		})
		return fmt.Sprintf(w.Filtering, 100*first/max(end, 1))
	}
	return ""
}
