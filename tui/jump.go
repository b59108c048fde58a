package tui

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
}

// isClosed is a page that wants to know when it is taken away: it lets go of what
// it has under way.
type isClosed interface{ closed(s *screen) }

// jumpToExchange shows an exchange, from which back leads to the pages again.
func (s *screen) jumpToExchange(number int) {
	left := aside{s.pages, s.view, s.of, s.pane, s.inDetail, s.detail.top, [views]int{}}
	for v, g := range s.grids {
		left.selected[v] = g.selected
	}
	s.goToExchange(number)
	s.aside = &left
	s.pane, s.inDetail = max(s.pane, split), true
	s.updateDetail()
}

// comeBack shows what a jump left; false when nothing was.
func (s *screen) comeBack() bool {
	left := s.aside
	if left == nil || s.pane == full && left.pane != full {
		return false
	}
	if left.view == exchangesView || left.of != s.of {
		s.showExchanges(left.of)
	}
	s.show(left.view)
	s.aside = nil
	s.pane, s.inDetail = left.pane, left.inDetail
	for v, g := range s.grids {
		if !g.follow {
			g.selectNumber(left.selected[v])
		}
	}
	s.updateDetail()
	s.detail.top = left.top
	if s.pages = left.pages; s.top() != nil {
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
