package tui

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/keys"
	"wiretalk/tui/table"
	"wiretalk/tui/waterfall"
)

func (p *waterfallPage) hints() []keys.Hint {
	if _, rows := p.grid.Place(); rows == 0 {
		return []keys.Hint{keys.AskFilter.As("f"), keys.Back.As("Esc")}
	}
	return []keys.Hint{keys.Open.As("Enter"), keys.Faster.As("+ -"), keys.AskFilter.As("f"), keys.Back.As("Esc"), keys.OrderBy.As("o"), keys.StartSearch.As("/"), keys.ViewDelay.As("t")}
}

// hintWord implements namesKeys.
func (p *waterfallPage) hintWord(a keys.Action) string {
	switch a {
	case keys.Faster:
		return p.words.legend[0]
	case keys.OrderBy:
		return p.words.legend[3]
	case keys.ViewDelay:
		return p.words.delay
	}
	return ""
}

// fallKeys are the keys of the waterfall.
var fallKeys = [...]keys.OfPage{
	{Acts: []keys.Action{keys.Faster}, Own: []keys.Chord{{Rune: '='}}}, {Acts: []keys.Action{keys.Slower}, Own: nil},
	{Acts: nil, Own: []keys.Chord{{Key: tcell.KeyRight}, {Rune: 'l'}}}, {Acts: nil, Own: []keys.Chord{{Key: tcell.KeyLeft}, {Rune: 'h'}}},
	{Acts: nil, Own: []keys.Chord{{Rune: '0'}}}, {Acts: []keys.Action{keys.OrderBy}, Own: []keys.Chord{{Rune: 'c'}}}, {Acts: []keys.Action{keys.AskFilter}, Own: nil},
}

// key moves the axis.
func (p *waterfallPage) key(s *screen, event *tcell.EventKey) bool {
	axis := p.last
	a, is := s.keys.Action(event), func(i int) bool { return s.keys.Usual(event, fallKeys[i].Own...) }
	switch {
	case a == keys.Faster:
		axis = axis.Zoomed(0.5, p.about())
	case a == keys.Slower:
		axis = axis.Zoomed(2, p.about())
	case is(2):
		axis = axis.Panned(0.25)
	case is(3):
		axis = axis.Panned(-0.25)
	case is(4):
		p.fixed = nil
		return true
	case a == keys.OrderBy, is(5):
		p.turn(s)
		return true
	case a == keys.ShowHelp:
		s.over = newOverlay(s.words.Help, append(append(ownKeys(s.keys, fallKeys[:], p.words.keys[:]), legendLines(s.words)...), helpLines(s.words, s.keys)...))
		return true
	default:
		return false
	}
	p.fix(axis)
	return true
}

// fix keeps the axis, so that it does not follow what is in sight.
func (p *waterfallPage) fix(a waterfall.Axis) {
	if a.Width > 0 {
		p.fixed = &a
	}
}

// about is the moment around which the axis is zoomed.
func (p *waterfallPage) about() int64 {
	if p.at >= p.last.From && p.at < p.last.To {
		return p.at
	}
	return p.last.From + (p.last.To-p.last.From)/2
}

// clicked implements clickable. The axis is zoomed in around the moment that is
// clicked.
func (p *waterfallPage) clicked(s *screen, x, row int, twice bool) {
	switch row -= p.axisRow; {
	case row == 0 && x >= p.axisFrom && p.last.Width > 0:
		a := p.last
		p.fix(a.Zoomed(0.5, waterfall.CellTime(a.From, a.To, min(x-p.axisFrom, a.Width), a.Width)))
	case row > 0 && row <= len(p.grid.Drawn):
		p.wanted, p.grid.Follow = table.NoRow, false
		p.grid.SelectNumber(p.grid.Drawn[row-1])
		if twice {
			p.act(s, keys.Open)
		}
	}
}
