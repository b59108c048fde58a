package tui

import (
	"slices"

	"wiretalk/internal/filter"
	"wiretalk/internal/phrase"
	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
)

// Pages about many exchanges are about those that the display filter lets
// through. Which these are is worked out as for a table, beside the event loop and
// as the trace grows: the page has a grid that is never drawn, whose rows are picked.

// picker is a page with rows of its own that are picked by the filter.
type picker interface{ picks() *grid }

// arrangedGrid is the table whose rows are picked and ordered now.
func (s *screen) arrangedGrid() *grid {
	if p, ok := s.top().(picker); ok {
		return p.picks()
	}
	return s.grid()
}

// newPicks are the exchanges of a connection, or all, for a page to pick from.
func (s *screen) newPicks(of int) *grid {
	return newGrid(s.trace, exchangeList{s.words, s.opts.Zone, of, &s.look.reveal}, s.opts.Zone)
}

// pickAsTable makes a page's rows be picked by the filter that there is, and says
// whether that is another one.
func (s *screen) pickAsTable(g *grid) bool {
	table := s.grids[exchangesView]
	if f := table.arranged.filter; f != g.arranged.filter {
		s.stopArranging()
		g.arranged = arrangement{by: unordered, filter: f}
		g.learn(table)
		s.arrange()
		return true
	}
	g.settle()
	return false
}

// learn takes over which rows were found to pass, from a table of the same rows
// that knows it of more.
func (g *grid) learn(from *grid) {
	a, b := &g.arranged, &from.arranged
	mine, ok := g.list.(exchangeList)
	theirs, too := from.list.(exchangeList)
	if !ok || !too || mine.of != theirs.of || a.filter == nil || a.filter != b.filter || b.picked.next <= a.picked.next {
		return
	}
	p := b.picked
	p.passed, p.open = slices.Clip(p.passed), slices.Clip(p.open) // each goes on with its own
	p.order, p.ordered, p.sorted, p.sorting = a.picked.order, a.picked.ordered, a.picked.sorted, a.picked.sorting
	p.dated, p.sortNow = true, true
	a.picked = p
	g.settle()
}

// leavePicks lets go of a page's rows. What was found of them is not lost.
func (s *screen) leavePicks(g *grid) {
	s.stopArranging()
	p := &g.arranged.picked
	p.passed, p.open = slices.Clip(p.passed), slices.Clip(p.open) // what was stopped may be writing behind them yet
	s.grids[exchangesView].learn(g)
}

// isPicked says whether it is known of all rows whether they pass; when nothing
// more comes, as they are in the end.
func (s *screen) isPicked(g *grid) bool {
	a := &g.arranged
	if a.filter == nil {
		return true
	}
	whole := a.picked.whole
	g.trace.View(func(r *trace.Reader) { whole = whole || g.list.numbers(r).Len() == 0 })
	return whole && !(s.trace.Progress().Done && s.jobs.busy(arrangeJob))
}

// selection is what is counted of a trace: what passes the filter.
func (g *grid) selection() *statistics.Selection {
	f := g.arranged.filter
	if f == nil {
		return nil
	}
	return &statistics.Selection{Exchanges: g.arranged.picked.passed, Connection: func(c *trace.Connection) bool {
		return (len(c.Exchanges) == 0 || !f.OfExchanges()) && f.Match(filter.OfConnection(c))
	}}
}

// picksLine says which exchanges a page is about: how many of how many, and by
// what filter; empty when it is about all. done is how far that is known.
func (s *screen) picksLine(g *grid, n, of int, done string) string {
	f := g.arranged.filter
	if f == nil {
		return ""
	}
	w := &statWordsIn[s.words.Language]
	text := phrase.Sprintf(w.nOfM, phrase.Count(int64(n)), phrase.Count(int64(of)))
	if done != "" {
		text = done
	}
	return text + "  " + s.filterWords().Label + cells.Clean(f.String())
}

// showFiltered shows the rows of the table that pass a filter besides that which
// there is.
func (s *screen) showFiltered(v view, expression string) {
	narrowed := filter.Narrowed(s.filterText(), expression)
	s.closePages()
	if v == exchangesView {
		s.showExchanges(all)
	} else {
		s.show(v)
	}
	if narrowed == s.filterText() {
		return
	}
	if err := s.setFilter(narrowed); err != nil {
		s.message = err.Error()
	}
}
