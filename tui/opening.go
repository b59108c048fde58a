package tui

import (
	"fmt"

	"wiretalk/tui/lists"
)

// open goes one step deeper: from a connection to its exchanges, from a row
// to its detail, from the detail to the full screen.
func (s *screen) open() {
	row, ok := s.grid().Current()
	s.grid().Follow = false // what is looked at stays
	switch {
	case s.inDetail:
		s.pane = full
	case !ok && s.view == exchangesView && s.trace.Exchanges() == 0 && s.trace.Connections() > 0:
		s.show(connectionsView) // which is all that there is
	case !ok:
	case s.view == connectionsView && len(s.trace.Connection(row).Exchanges) > 0:
		s.jump(func() { s.showExchanges(row) })
	default:
		s.pane, s.inDetail = max(s.pane, split), true
	}
}

// back goes one step out.
func (s *screen) back() {
	switch {
	case s.stopFirst():
	case s.comeBack():
	case s.pane == full:
		s.pane = split
	case s.inDetail:
		s.pane, s.inDetail = hidden, false
	case s.pane == split:
		s.pane = hidden
	case s.view == messagesView:
		s.show(s.before)
	case s.view == exchangesView && s.of != lists.All:
		s.showExchanges(lists.All)
		s.show(connectionsView)
	default:
		s.showAllAgain()
	}
}

// showAllAgain takes away what hides rows, and says so: Esc may have been pressed once
// more than was meant.
func (s *screen) showAllAgain() {
	wasFilter := s.grid().Arranged.Marked == nil
	if !s.showAll() {
		return
	}
	w := s.filterWords()
	s.message = w.AllAgain
	if again := s.keys.Now("f"); wasFilter && again != "" {
		s.message += fmt.Sprintf(w.BringsBack, again)
	}
}

// backShowsAll says whether the next step out takes away what hides rows.
func (s *screen) backShowsAll() bool {
	inside := s.pane != hidden || s.inDetail || s.view == messagesView || s.view == exchangesView && s.of != lists.All
	return !inside && len(s.asides) == 0 && s.grid().Arranged.Picks()
}

// showMessages shows the WebSocket messages of the connection that the
// selected row is, or is on.
func (s *screen) showMessages() {
	row, ok := s.grid().Current()
	switch {
	case s.view == messagesView:
		return
	case !ok:
		s.message = s.words.NoMessages
		return
	}
	of := row
	if s.view == exchangesView {
		of = s.trace.Exchange(row).Stream
	}
	if len(s.trace.Connection(of).Messages) == 0 {
		s.message = fmt.Sprintf(s.words.NoMessagesHere, of)
		return
	}
	s.jump(func() { s.showTable(station{view: messagesView, of: of, before: s.view}) })
}

// showConnections shows all connections. Who looks at one, such as at its segments or
// at an exchange of it, comes to that one, and back from there.
func (s *screen) showConnections() {
	looking := s.view != connectionsView && (s.inDetail || s.pane == full)
	if p := s.top(); p != nil {
		_, looking = p.(ofStream)
	}
	if of, ok := s.selectedStream(); looking && ok && s.opts.lesson == nil {
		s.jumpToConnection(of)
		return
	}
	s.closePages()
	s.show(connectionsView)
}

// keys.SwitchPane changes between table and detail.
func (s *screen) switchPane() {
	s.grid().Follow = false
	if s.otherSide() {
		return
	}
	s.pane = split
	s.inDetail = !s.inDetail
}

// show changes to another table.
func (s *screen) show(v view) {
	s.view, s.inDetail, s.asides = v, false, nil
	s.grid().Settle() // rows may have come and gone since it was in sight
	if s.pane == full {
		s.pane = split
	}
}

// showExchanges shows the exchanges of one connection, or all. The selected
// exchange stays selected where it is in both.
func (s *screen) showExchanges(of int) {
	s.show(exchangesView)
	if of == s.of {
		return
	}
	g := s.grid()
	number, ok := g.Current()
	s.of = of
	s.stopArranging()
	g.Show(lists.Exchanges{Words: s.words, Zone: s.opts.Zone, Of: of, Reveal: &s.look.Reveal})
	if of == lists.All && ok {
		g.SelectNumber(number)
	}
}
