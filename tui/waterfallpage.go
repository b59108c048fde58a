package tui

import (
	"fmt"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/keys"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/waterfall"
	"wiretalk/tui/words"
)

// waterfallPage shows exchanges on a time axis, one a row. Only those in sight
// are looked at.
type waterfallPage struct {
	words  *fallWords
	of     *words.Screen
	zone   *time.Location
	reveal *bool
	keys   *keys.Map
	list   *fallList
	grid   *table.Grid
	wanted int             // exchange to stand on once it is known what passes; table.NoRow for none
	fixed  *waterfall.Axis // nil while the axis is that of the rows in sight
	last   waterfall.Axis  // of the last drawing
	at     int64           // when the selected exchange began
	pace   pace
	which  string // which exchanges these are; empty for all
	told   bool   // that was said when it was known of all
	busy   string // what is done before there are rows

	axisRow, axisFrom int // where the axis was drawn: row of the page, cell of the screen
}

func (s *screen) showWaterfall() {
	of := lists.All
	if s.view == exchangesView {
		of = s.of
	}
	exchanges := s.grids[exchangesView]
	l := &fallList{picks: s.newPicks(of)}
	p := &waterfallPage{words: &fallWordsIn[s.words.Language], of: s.words, zone: s.opts.Zone, reveal: &s.look.Reveal, keys: s.keys,
		list: l, grid: table.NewGrid(s.trace, l, s.opts.Zone), wanted: table.NoRow}
	p.grid.Follow = exchanges.Follow && s.isLive()
	if number, ok := s.selectedExchange(); ok && !p.grid.Follow {
		p.wanted = number
	}
	s.openPage(p)
}

// picks implements picker.
func (p *waterfallPage) picks() *table.Grid { return p.list.picks }

// closed implements isClosed.
func (p *waterfallPage) closed(s *screen) {
	if s.jobs.busy(fallJob) {
		s.jobs.stop(fallJob)
		p.pace = pace{} // the order is to be made yet, should the page come back
	}
	s.leavePicks(p.list.picks)
}

const fallJob = "waterfall"

// speak implements speaker.
func (p *waterfallPage) speak(w *words.Screen) { p.words, p.of = &fallWordsIn[w.Language], w }

func (p *waterfallPage) title(*words.Screen) string {
	title := p.words.title
	if p.list.byConnection {
		title += p.words.byConnection
	}
	if of := p.list.of(); of != lists.All {
		title += " " + fmt.Sprintf(p.of.OfConnection, of)
	}
	return title
}

func (p *waterfallPage) status(*words.Screen) string {
	at, of := p.grid.Place()
	return phrase.Count(int64(min(at+1, of))) + "/" + phrase.Count(int64(of))
}

func (p *waterfallPage) act(s *screen, a keys.Action) bool {
	p.wanted = table.NoRow
	switch a {
	case keys.AskFilter:
		s.turn(a)
		return true
	case keys.Open, keys.ViewDelay, keys.ViewSegments:
		number, ok := p.exchange()
		if !ok {
			return true
		}
		switch x := s.trace.Exchange(number); {
		case x.Gone:
			s.message = statWordsIn[s.words.Language].isGone
		case a == keys.ViewDelay:
			s.showDelayOf(number)
		case a == keys.ViewSegments:
			s.openSegments(x.Stream, place{frame: lists.FirstFrame(&x)})
		default:
			s.jumpToExchange(number)
		}
		return true
	case keys.ToggleFollow:
		p.grid.Follow = !p.grid.Follow
		p.grid.Settle()
		return true
	}
	return s.travelOver(p.grid, a)
}

// exchange is the selected one.
func (p *waterfallPage) exchange() (int, bool) {
	row, ok := p.grid.Current()
	if !ok {
		return 0, false
	}
	return p.list.exchange(row)
}

func (p *waterfallPage) refresh(s *screen) {
	picks := p.list.picks
	number, ok := p.exchange()
	refiltered := s.pickAsTable(picks)
	if refiltered {
		if ok && p.wanted == table.NoRow {
			p.wanted = number
		}
		if p.list.byConnection {
			s.jobs.stop(fallJob)
			p.list.order, p.pace = nil, pace{}
		}
	}
	isPicked := s.isPicked(picks)
	p.grid.Settle()
	if p.wanted != table.NoRow && !p.list.byConnection {
		p.grid.SelectNumber(p.wanted)
	}
	if isPicked && p.list.byConnection && !s.jobs.busy(fallJob) && p.pace.due(s.trace, time.Now()) {
		number, ok := p.exchange()
		if p.wanted != table.NoRow || !ok {
			number = p.wanted
		}
		p.order(s, number)
	}
	if isPicked {
		p.wanted = table.NoRow
	}
	if !s.held || refiltered || !p.told {
		p.tell(s, isPicked)
		p.told = isPicked
	}
}

// tell says which exchanges are shown, and how far that is known.
func (p *waterfallPage) tell(s *screen, isPicked bool) {
	picks := p.list.picks
	_, n := picks.Place()
	of := 0
	s.trace.View(func(r *trace.Reader) { of = picks.List.Numbers(r).Len() })
	if p.busy = ""; !isPicked {
		p.busy = s.underway()
	}
	p.which = s.picksLine(picks, n, of, p.busy)
}
