package tui

import (
	"slices"

	"wiretalk/internal/filter"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
)

// What leads to a row, such as a segment to its exchange, or a connection to its
// exchanges, is put aside and comes back when the user goes back from there: one step
// for each that led on.

// aside is what a jump left.
type aside struct {
	station
	pane     paneMode
	inDetail bool
	top      int // of the detail
	selected [views]int

	landed   landing
	filtered string         // what the jump filtered by, besides what there was; empty when it did not
	filter   *filter.Filter // that there was
	marked   [views][]int   // rows that were shown alone, as in arrangement
}

// landing is how much of a row was shown where a jump led.
type landing struct {
	pane     paneMode
	inDetail bool
}

// isClosed is a page that wants to know when it is taken away: it lets go of what
// it has under way.
type isClosed interface{ closed(s *screen) }

// jump goes to rows, from which back leads to where one was.
func (s *screen) jump(to func()) {
	left := aside{station: s.station(), pane: s.pane, inDetail: s.inDetail, top: s.detail.Top}
	left.pages = slices.Clone(left.pages)
	for v, g := range s.grids {
		left.selected[v], left.marked[v] = g.Selected, g.Arranged.Marked
	}
	left.filter = s.grids[exchangesView].Arranged.Filter
	before, behind := s.filterText(), s.asides
	to()
	if now := s.filterText(); now != before {
		left.filtered = now
	}
	left.landed = landing{s.pane, s.inDetail}
	s.asides = append(behind[max(0, len(behind)+1-maxTrail):], left)
}

// jumpToExchange jumps to the detail of an exchange.
func (s *screen) jumpToExchange(number int) {
	s.jump(func() {
		s.goToExchange(number)
		s.pane, s.inDetail = max(s.pane, split), true
		s.updateDetail()
	})
}

// jumpToConnection jumps to a connection.
func (s *screen) jumpToConnection(stream int) {
	s.jump(func() { s.goToConnection(stream) })
}

// comeBack shows what the last jump left, once what was opened of the row is closed
// again; false when nothing was. A filter that the jump set is taken back, unless there
// is another one by now.
func (s *screen) comeBack() bool {
	n := len(s.asides) - 1
	for n >= 0 && s.asides[n].of != lists.All && s.trace.Connection(s.asides[n].of).Gone {
		n-- // there is nothing to see any more
	}
	if n < 0 || s.pane > s.asides[n].landed.pane || s.inDetail && !s.asides[n].landed.inDetail {
		return false
	}
	left, behind := s.asides[n], s.asides[:n]
	s.showTable(left.station)
	s.asides = behind
	refiltered := left.filtered != "" && s.filterText() == left.filtered
	s.pane, s.inDetail = left.pane, left.inDetail
	for v, g := range s.grids {
		if refiltered && view(v) != messagesView {
			g.Arranged.Filter, g.Arranged.Marked, g.Arranged.Picked = left.filter, left.marked[v], table.Picked{}
			g.Keep = left.selected[v]
		}
		if !g.Follow && (refiltered || view(v) == left.view) {
			g.SelectNumber(left.selected[v])
		}
	}
	s.updateDetail()
	s.detail.Top = left.top
	s.pages = left.pages
	s.holdPages()
	switch {
	case refiltered:
		s.rearrange()
	case s.top() != nil:
		s.top().refresh(s)
	}
	return true
}

// raise makes the page that fits the uppermost, if there is one, so that pages that
// lead to each other do not pile up.
func (s *screen) raise(fits func(page) bool) bool {
	for i, p := range s.pages {
		if fits(p) {
			s.pages = append(append(s.pages[:i:i], s.pages[i+1:]...), p)
			p.refresh(s)
			return true
		}
	}
	return false
}
