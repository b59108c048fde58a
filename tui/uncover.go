package tui

import (
	"context"
	"fmt"

	"wiretalk/internal/phrase"
)

// standOn selects a row of the table in sight, wherever one came from. If the
// filter hides it, all rows are shown again, and that is said: the next row that passes
// would be taken for it.
func (s *screen) standOn(number int) {
	g := s.grid()
	g.follow, g.keep, g.sought = false, noRow, noRow
	has, known := g.arranged.has(number)
	switch {
	case g.arranged.plain():
	case s.isGone(number):
	case known && !has:
		s.uncover(number)
	case !known:
		s.uncoverLater(number)
	}
	if !g.arranged.plain() {
		g.keep = number // until it is judged, and in its place
	}
	g.selectNumber(number)
	s.updateDetail()
}

// has says whether a row is among those that are shown, as far as that is known.
func (a *arrangement) has(number int) (has, known bool) {
	switch {
	case a.marked != nil:
		return holds(sorted(a.marked), number), true
	case a.filter == nil:
		return true, true
	case number < a.picked.next:
		return holds(sorted(a.picked.passed), number), true
	}
	return false, false
}

// isGone says whether a row of the table in sight was let go.
func (s *screen) isGone(number int) bool {
	if s.view == connectionsView {
		return s.trace.Connection(number).Gone
	}
	return s.trace.Exchange(number).Gone
}

// uncover shows all rows, since one is wanted that is hidden.
func (s *screen) uncover(number int) {
	w := s.filterWords()
	why, again := w.NotPassed, s.keys.Now("f")
	if s.grid().arranged.marked != nil {
		why, again = w.NotMarked, ""
	}
	s.showAll()
	s.grid().selectNumber(number)
	s.message = fmt.Sprintf(why[s.view], phrase.Count(int64(s.shownNumber(number)))) + w.AllShown
	if again != "" {
		s.message += fmt.Sprintf(w.BringsBack, again)
	}
}

// shownNumber is a row's number as its table has it.
func (s *screen) shownNumber(number int) int {
	if s.view == connectionsView {
		return number
	}
	return number + 1
}

// uncoverLater uncovers a row once it was found, beside the event loop, that it does
// not pass, unless the user went on meanwhile.
func (s *screen) uncoverLater(number int) {
	g := s.grid()
	g.sought = number
	j := judge{trace: s.trace, list: g.list, filter: g.arranged.filter}
	s.jobs.start("uncover", func(ctx context.Context) func() {
		passes := j.lets(ctx, number)
		return func() {
			s.jobs.stop("uncover")
			if !passes && g.sought == number && s.grid() == g && s.top() == nil && g.arranged.filter == j.filter {
				s.uncover(number)
				s.updateDetail()
			}
		}
	}, func(err error) { s.message = err.Error() })
}

// lets says whether the filter lets a row through; also of one that is gone, which
// it does not hide.
func (j *judge) lets(ctx context.Context, number int) bool {
	v, ok := verdict{}, false
	if _, connections := j.list.(connectionList); connections {
		v, ok = j.connection(ctx, number)
	} else {
		v, ok = j.exchange(number)
	}
	return !ok || v.passes
}
