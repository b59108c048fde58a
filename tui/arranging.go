package tui

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"wiretalk/internal/trace"
	"wiretalk/tui/table"
)

// arrange starts the next step of how the table in sight is arranged, unless
// one is under way or nothing is to be done now.
func (s *screen) arrange() {
	v, g := s.view, s.arrangedGrid()
	if g.Arranged.Plain() || s.jobs.busy(arrangeJob) {
		return
	}
	w := table.Arranger{
		Judge: table.Judge{Trace: s.trace, List: g.List, Filter: g.Arranged.Filter}, Arrangement: g.Arranged,
		Limit: g.Limit(), Sofar: new(atomic.Int64),
	}
	todo, rest := w.Due(time.Now())
	if todo == table.NoWork {
		s.arrangeLater(rest)
		return
	}
	if todo == table.SortRows && w.Picked.Ordered == 0 {
		s.sorting = w.Sofar
	}
	s.jobs.start(arrangeJob, func(ctx context.Context) func() {
		w.Step(ctx, todo)
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
func (s *screen) arrangedBy(w table.Arranger, g *table.Grid, v view) {
	s.jobs.stop(arrangeJob)
	s.sorting = nil
	g.Take(w.Picked)
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
	for _, g := range [...]*table.Grid{s.grids[exchangesView], s.grids[connectionsView], s.arrangedGrid()} {
		g.Arranged = table.Arrangement{By: table.Unordered}
		g.Settle()
	}
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

// stopFirst stops the first steps of an arrangement, and shows all rows as they
// are; false when none is under way.
func (s *screen) stopFirst() bool {
	if s.underway() == "" {
		return false
	}
	if s.sorting != nil {
		s.stopArranging()
		s.grid().Order(table.Unordered, false)
		return true
	}
	return s.showAll()
}

// keys.ShowAll takes away what hides rows; false when nothing does.
func (s *screen) showAll() bool {
	if s.view == messagesView || !s.grid().Arranged.Picks() {
		return false
	}
	for _, v := range [...]view{exchangesView, connectionsView} {
		a := &s.grids[v].Arranged
		a.Filter, a.Marked, a.Picked = nil, nil, table.Picked{}
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
	p := &g.Arranged.Picked
	switch {
	case time.Since(s.arranging) < soon:
		return ""
	case s.sorting != nil:
		return fmt.Sprintf(w.Sorting, s.sorting.Load())
	case g.Arranged.Filter != nil && g.Arranged.Marked == nil && !p.Whole && s.jobs.busy(arrangeJob):
		first, end := 0, 1
		s.trace.View(func(r *trace.Reader) {
			rows := g.List.Numbers(r)
			first, end = rows.Below(p.Next), rows.Len()
		})
		return fmt.Sprintf(w.Filtering, 100*first/max(end, 1))
	}
	return ""
}
