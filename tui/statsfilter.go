package tui

import (
	"slices"

	"wiretalk/internal/filter"
	"wiretalk/internal/phrase"
	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
)

// Pages about many exchanges are about those that the display filter lets
// through. Which these are is worked out as for a table, beside the event loop and
// as the trace grows: the page has a grid that is never drawn, whose rows are picked.

// picker is a page with rows of its own that are picked by the filter.
type picker interface{ picks() *table.Grid }

// arrangedGrid is the table whose rows are picked and ordered now.
func (s *screen) arrangedGrid() *table.Grid {
	if p, ok := s.top().(picker); ok {
		return p.picks()
	}
	return s.grid()
}

// newPicks are the exchanges of a connection, or all, for a page to pick from.
func (s *screen) newPicks(of int) *table.Grid {
	return table.NewGrid(s.trace, lists.Exchanges{Words: s.words, Zone: s.opts.Zone, Of: of, Reveal: &s.look.Reveal}, s.opts.Zone)
}

// pickAsTable makes a page's rows be picked by the filter that there is, and says
// whether that is another one.
func (s *screen) pickAsTable(g *table.Grid) bool {
	exchanges := s.grids[exchangesView]
	if f := exchanges.Arranged.Filter; f != g.Arranged.Filter {
		s.stopArranging()
		g.Arranged = table.Arrangement{By: table.Unordered, Filter: f}
		learn(g, exchanges)
		s.arrange()
		return true
	}
	g.Settle()
	return false
}

// learn takes over which rows were found to pass, from a table of the same rows
// that knows it of more.
func learn(g *table.Grid, from *table.Grid) {
	a, b := &g.Arranged, &from.Arranged
	mine, ok := g.List.(lists.Exchanges)
	theirs, too := from.List.(lists.Exchanges)
	if !ok || !too || mine.Of != theirs.Of || a.Filter == nil || a.Filter != b.Filter || b.Picked.Next <= a.Picked.Next {
		return
	}
	p := b.Picked
	p.Passed, p.Open = slices.Clip(p.Passed), slices.Clip(p.Open) // each goes on with its own
	p.Order, p.Ordered, p.Sorted, p.Sorting = a.Picked.Order, a.Picked.Ordered, a.Picked.Sorted, a.Picked.Sorting
	p.Dated, p.SortNow = true, true
	a.Picked = p
	g.Settle()
}

// leavePicks lets go of a page's rows. What was found of them is not lost.
func (s *screen) leavePicks(g *table.Grid) {
	s.stopArranging()
	p := &g.Arranged.Picked
	p.Passed, p.Open = slices.Clip(p.Passed), slices.Clip(p.Open) // what was stopped may be writing behind them yet
	learn(s.grids[exchangesView], g)
}

// isPicked says whether it is known of all rows whether they pass; when nothing
// more comes, as they are in the end.
func (s *screen) isPicked(g *table.Grid) bool {
	a := &g.Arranged
	if a.Filter == nil {
		return true
	}
	whole := a.Picked.Whole
	g.Trace.View(func(r *trace.Reader) { whole = whole || g.List.Numbers(r).Len() == 0 })
	return whole && !(s.trace.Progress().Done && s.jobs.busy(arrangeJob))
}

// selectionOf is what is counted of a trace: what passes the filter.
func selectionOf(g *table.Grid) *statistics.Selection {
	f := g.Arranged.Filter
	if f == nil {
		return nil
	}
	return &statistics.Selection{Exchanges: g.Arranged.Picked.Passed, Connection: func(c *trace.Connection) bool {
		return (len(c.Exchanges) == 0 || !f.OfExchanges()) && f.Match(filter.OfConnection(c))
	}}
}

// picksLine says which exchanges a page is about: how many of how many, and by
// what filter; empty when it is about all. done is how far that is known.
func (s *screen) picksLine(g *table.Grid, n, of int, done string) string {
	f := g.Arranged.Filter
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
		s.showExchanges(lists.All)
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
