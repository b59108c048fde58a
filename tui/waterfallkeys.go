package tui

import "github.com/gdamore/tcell/v2"

func (p *waterfallPage) hints() []hint {
	if _, rows := p.grid.place(); rows == 0 {
		return []hint{{askFilter, "f"}, {back, "Esc"}}
	}
	return []hint{{open, "Enter"}, {faster, "+ -"}, {askFilter, "f"}, {back, "Esc"}, {orderBy, "o"}, {startSearch, "/"}, {viewDelay, "t"}}
}

// hintWord implements namesKeys.
func (p *waterfallPage) hintWord(a action) string {
	switch a {
	case faster:
		return p.words.legend[0]
	case orderBy:
		return p.words.legend[3]
	case viewDelay:
		return p.words.delay
	}
	return ""
}

// fallKeys are the keys of the waterfall.
var fallKeys = [...]pageKeys{
	{[]action{faster}, []chord{{r: '='}}}, {[]action{slower}, nil},
	{nil, []chord{{key: tcell.KeyRight}, {r: 'l'}}}, {nil, []chord{{key: tcell.KeyLeft}, {r: 'h'}}},
	{nil, []chord{{r: '0'}}}, {[]action{orderBy}, []chord{{r: 'c'}}}, {[]action{askFilter}, nil},
}

// key moves the axis.
func (p *waterfallPage) key(s *screen, event *tcell.EventKey) bool {
	axis := p.last
	a, is := s.keys.action(event), func(i int) bool { return s.keys.usual(event, fallKeys[i].own...) }
	switch {
	case a == faster:
		axis = axis.zoomed(0.5, p.about())
	case a == slower:
		axis = axis.zoomed(2, p.about())
	case is(2):
		axis = axis.panned(0.25)
	case is(3):
		axis = axis.panned(-0.25)
	case is(4):
		p.fixed = nil
		return true
	case a == orderBy, is(5):
		p.turn(s)
		return true
	case a == showHelp:
		s.over = newOverlay(s.words.help, append(append(ownKeys(s.keys, fallKeys[:], p.words.keys[:]), legendLines(s.words)...), helpLines(s.words, s.keys)...))
		return true
	default:
		return false
	}
	p.fix(axis)
	return true
}

// fix keeps the axis, so that it does not follow what is in sight.
func (p *waterfallPage) fix(a axis) {
	if a.width > 0 {
		p.fixed = &a
	}
}

// about is the moment around which the axis is zoomed.
func (p *waterfallPage) about() int64 {
	if p.at >= p.last.from && p.at < p.last.to {
		return p.at
	}
	return p.last.from + (p.last.to-p.last.from)/2
}

// clicked implements clickable. The axis is zoomed in around the moment that is
// clicked.
func (p *waterfallPage) clicked(s *screen, x, row int, twice bool) {
	switch row -= p.axisRow; {
	case row == 0 && x >= p.axisFrom && p.last.width > 0:
		a := p.last
		p.fix(a.zoomed(0.5, cellTime(a.from, a.to, min(x-p.axisFrom, a.width), a.width)))
	case row > 0 && row <= len(p.grid.drawn):
		p.wanted, p.grid.follow = noRow, false
		p.grid.selectNumber(p.grid.drawn[row-1])
		if twice {
			p.act(s, open)
		}
	}
}
