package tui

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/keys"
	"wiretalk/tui/lists"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// page is a view of its own that lies over the tables: a connection's segments,
// statistics, a ladder. Pages lie one on the other; back takes the uppermost
// away. A page is used on the event loop only; what takes long it gives to the
// screen's jobs, under a kind of its own, and shows meanwhile that it is at work.
type page interface {
	// title says what is shown, such as "Segments of connection 3".
	title(w *words.Screen) string

	// draw draws the page in a part of the screen that may be small.
	draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int)

	// act does what a key stands for; false when that means nothing to the page,
	// and the screen does what it does everywhere.
	act(s *screen, a keys.Action) bool

	// hints are the keys that the status line names, the most useful first; the
	// screen adds help and quit.
	hints() []keys.Hint

	// status is where one is, for the beginning of the status line.
	status(w *words.Screen) string

	// refresh takes what is new in the trace into account.
	refresh(s *screen)
}

// ofStream is a page about one connection, which is not let go meanwhile.
type ofStream interface{ stream() int }

// onExchange is a page on which an exchange may be selected; false when none is.
type onExchange interface{ exchange() (int, bool) }

// keyTaker is a page to which some keys mean something else than elsewhere, as
// the arrows to what can be moved sideways.
type keyTaker interface {
	// key does what a key stands for; false when it means nothing of its own here.
	key(s *screen, event *tcell.EventKey) bool
}

// searcher is a page in which a text can be looked for.
type searcher interface {
	// search goes to the next place with text, in steps of 1 or -1, and says
	// whether there is one. text is in lower case.
	search(s *screen, text string, step int) bool
}

// finder is a page in which looking for a text may take long. It says itself
// what came of it, since findText returns at once.
type finder interface {
	findText(s *screen, text string, step int)
}

// namesKeys is a page on which some keys do something else than elsewhere: the
// word of a hint; empty for those that do not.
type namesKeys interface{ hintWord(a keys.Action) string }

// top is the uppermost page; nil when the tables are in sight.
func (s *screen) top() page {
	if len(s.pages) == 0 {
		return nil
	}
	return s.pages[len(s.pages)-1]
}

// openPage lays a page over what is shown.
func (s *screen) openPage(p page) {
	s.grid().Follow = false // what is looked at stays
	s.pages = append(s.pages, p)
	s.holdPages()
	p.refresh(s)
}

// closePage takes the uppermost page away; false when there is none.
func (s *screen) closePage() bool {
	if len(s.pages) == 0 {
		return false
	}
	if p, ok := s.top().(isClosed); ok {
		p.closed(s)
	}
	s.pages = s.pages[:len(s.pages)-1]
	if p := s.top(); p != nil {
		p.refresh(s)
	}
	return true
}

// closePages shows the tables.
func (s *screen) closePages() {
	for _, p := range s.pages {
		if p, ok := p.(isClosed); ok {
			p.closed(s)
		}
	}
	s.pages, s.asides = nil, nil
	if s.opts.lesson != nil {
		s.openLessons(nil) // there are no tables
	}
}

// selectedStream is the connection that the selected row is, or is on; false
// when there is none.
func (s *screen) selectedStream() (int, bool) {
	if p, ok := s.top().(ofStream); ok {
		return p.stream(), true
	}
	row, ok := s.grid().Current()
	switch {
	case !ok && s.ofConnection() != lists.All:
		return s.ofConnection(), true
	case !ok:
		return 0, s.trace.Connections() == 1
	case s.view == connectionsView:
		return row, true
	case s.view == messagesView:
		return s.ofConnection(), true
	}
	x := s.trace.Exchange(row)
	return x.Stream, !x.Gone
}

// selectedExchange is the exchange that is selected; false when there is none.
func (s *screen) selectedExchange() (int, bool) {
	row, ok := s.grid().Current()
	return row, ok && s.view == exchangesView
}

// goToExchange shows the tables with that exchange selected.
func (s *screen) goToExchange(number int) {
	s.closePages()
	s.showExchanges(lists.All)
	s.standOn(number)
}

// goToConnection shows the tables with that connection selected.
func (s *screen) goToConnection(stream int) {
	s.closePages()
	s.show(connectionsView)
	s.standOn(stream)
}
