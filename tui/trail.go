package tui

import (
	"slices"

	"wiretalk/tui/lists"
	"wiretalk/tui/table"
)

// trail is what was looked at, for going back there and forward again.
type trail struct {
	past, future []station
	now          station
	going        bool // back or forward, which is no new station
}

// station is a place that was looked at: a table with a row selected, or pages
// over it.
type station struct {
	view   view
	of     int // the connection whose exchanges, or messages, the table had
	row    int
	pages  []page
	before view
}

// maxTrail is how many places are remembered.
const maxTrail = 100

func (s *screen) station() station {
	of := s.of
	if s.view == messagesView {
		of = s.ofConnection()
	}
	return station{s.view, of, s.grid().Selected, s.pages, s.before}
}

// leads says whether going from one place to another is worth to be remembered:
// to another table or page, or far in the same table.
func (s *screen) leads(from, to station) bool {
	if from.view != to.view || from.of != to.of || !slices.Equal(from.pages, to.pages) {
		return true
	}
	if from.row == to.row || from.row == table.NoRow {
		return false
	}
	far, g := false, s.grid()
	if !g.Follow {
		a, b := g.PlaceOf(from.row), g.PlaceOf(to.row)
		far = max(a-b, b-a) > g.Page
	}
	return far
}

// note remembers where the user was, if the last key led elsewhere.
func (s *screen) note() {
	t, now := &s.trail, s.station()
	if _, menu := s.top().(*menuPage); menu {
		return // no place of its own
	}
	if !t.going && s.leads(t.now, now) {
		t.past = append(t.past, t.now)
		t.past = t.past[max(0, len(t.past)-maxTrail):]
		t.future = nil
	}
	now.pages = slices.Clone(now.pages)
	t.now, t.going = now, false
}

// keys.GoBack shows what was looked at before.
func (s *screen) goBack() { s.goAlong(&s.trail.past, &s.trail.future, s.filterWords().NoEarlier) }

// keys.GoForward undoes keys.GoBack.
func (s *screen) goForward() { s.goAlong(&s.trail.future, &s.trail.past, s.filterWords().NoLater) }

func (s *screen) goAlong(from, to *[]station, none string) {
	for len(*from) > 0 {
		p := (*from)[len(*from)-1]
		*from = (*from)[:len(*from)-1]
		if p.of != lists.All && s.trace.Connection(p.of).Gone {
			continue // there is nothing to see any more
		}
		*to = append(*to, s.station())
		s.trail.going = true
		s.goTo(p)
		return
	}
	s.message = none
}

func (s *screen) goTo(p station) {
	s.closePages()
	s.showTable(p)
	s.grid().Follow = false
	s.grid().SelectNumber(p.row)
	s.pages = slices.Clone(p.pages)
	s.holdPages()
	if t := s.top(); t != nil {
		t.refresh(s)
	}
}

// showTable shows the table of a station.
func (s *screen) showTable(p station) {
	switch p.view {
	case exchangesView:
		s.showExchanges(p.of)
	case messagesView:
		if g := s.grids[messagesView]; g.List.(lists.Messages).Of != p.of {
			g.Show(lists.Messages{Words: s.words, Zone: s.opts.Zone, Of: p.of})
		}
		s.before = p.before
		s.show(messagesView)
	default:
		if p.of != s.of {
			s.showExchanges(p.of)
		}
		s.show(p.view)
	}
}
