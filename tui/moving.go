package tui

import "wiretalk/tui/cells"

// scroll moves over a text; false when a is no movement.
func (s *screen) scroll(p *cells.Pager, a action) bool {
	switch a {
	case down:
		p.Move(1)
	case up:
		p.Move(-1)
	case pageDown:
		p.Move(p.Page)
	case pageUp:
		p.Move(-p.Page)
	case halfDown:
		p.Move(p.Page / 2)
	case halfUp:
		p.Move(-p.Page / 2)
	case first:
		p.Top = 0
	case last:
		p.Top = p.Last()
	default:
		return false
	}
	return true
}

// travel moves over the table; false when a is no movement.
func (s *screen) travel(a action) bool { return s.travelOver(s.grid(), a) }

// travelOver moves over a table.
func (s *screen) travelOver(g *grid, a action) bool {
	g.keep, g.sought = noRow, noRow
	switch a {
	case down:
		g.move(1)
	case up:
		g.move(-1)
	case pageDown:
		g.move(g.page)
	case pageUp:
		g.move(-g.page)
	case halfDown:
		g.move(max(g.page/2, 1))
	case halfUp:
		g.move(-max(g.page/2, 1))
	case first:
		g.follow = false
		g.selectRow(0)
	case last:
		g.selectLast()
		g.follow = g.follow || s.isLive()
	default:
		return false
	}
	return true
}
