package tui

import (
	"context"
	"fmt"

	"wiretalk/internal/phrase"
	"wiretalk/tui/table"
)

// standOn selects a row of the table in sight, wherever one came from. If the
// filter hides it, all rows are shown again, and that is said: the next row that passes
// would be taken for it.
func (s *screen) standOn(number int) {
	g := s.grid()
	g.Follow, g.Keep, g.Sought = false, table.NoRow, table.NoRow
	has, known := g.Arranged.Has(number)
	switch {
	case g.Arranged.Plain():
	case s.isGone(number):
	case known && !has:
		s.uncover(number)
	case !known:
		s.uncoverLater(number)
	}
	if !g.Arranged.Plain() {
		g.Keep = number // until it is judged, and in its place
	}
	g.SelectNumber(number)
	s.updateDetail()
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
	if s.grid().Arranged.Marked != nil {
		why, again = w.NotMarked, ""
	}
	s.showAll()
	s.grid().SelectNumber(number)
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
	g.Sought = number
	j := table.Judge{Trace: s.trace, List: g.List, Filter: g.Arranged.Filter}
	s.jobs.start("uncover", func(ctx context.Context) func() {
		passes := j.Lets(ctx, number)
		return func() {
			s.jobs.stop("uncover")
			if !passes && g.Sought == number && s.grid() == g && s.top() == nil && g.Arranged.Filter == j.Filter {
				s.uncover(number)
				s.updateDetail()
			}
		}
	}, func(err error) { s.message = err.Error() })
}
