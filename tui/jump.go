package tui

import "wiretalk/internal/filter"

// A page that leads to a row, such as from a segment to its exchange, is put
// aside and comes back when the user goes back from there.

// aside is what a jump left.
type aside struct {
	pages    []page
	view     view
	of       int
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

// jump goes to rows, from which back leads to the pages again.
func (s *screen) jump(to func()) {
	left := aside{pages: s.pages, view: s.view, of: s.of, pane: s.pane, inDetail: s.inDetail, top: s.detail.top}
	for v, g := range s.grids {
		left.selected[v], left.marked[v] = g.selected, g.arranged.marked
	}
	left.filter = s.grids[exchangesView].arranged.filter
	before := s.filterText()
	to()
	if now := s.filterText(); now != before {
		left.filtered = now
	}
	left.landed = landing{s.pane, s.inDetail}
	s.aside = &left
}

// jumpToExchange jumps to the detail of an exchange.
func (s *screen) jumpToExchange(number int) {
	s.jump(func() {
		s.goToExchange(number)
		s.pane, s.inDetail = max(s.pane, split), true
		s.updateDetail()
	})
}

// comeBack shows what a jump left, once what was opened of the row is closed again;
// false when nothing was. A filter that the jump set is taken back, unless there is
// another one by now.
func (s *screen) comeBack() bool {
	left := s.aside
	if left == nil || s.pane > left.landed.pane || s.inDetail && !left.landed.inDetail {
		return false
	}
	if left.view == exchangesView || left.of != s.of {
		s.showExchanges(left.of)
	}
	s.show(left.view)
	s.aside = nil
	refiltered := left.filtered != "" && s.filterText() == left.filtered
	s.pane, s.inDetail = left.pane, left.inDetail
	for v, g := range s.grids {
		if refiltered && view(v) != messagesView {
			g.arranged.filter, g.arranged.marked, g.arranged.picked = left.filter, left.marked[v], picked{}
			g.keep = left.selected[v]
		}
		if !g.follow {
			g.selectNumber(left.selected[v])
		}
	}
	s.updateDetail()
	s.detail.top = left.top
	s.pages = left.pages
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
