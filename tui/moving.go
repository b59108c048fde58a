package tui

import (
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
)

// scroll moves over a text; false when a is no movement.
func (s *screen) scroll(p *cells.Pager, a keys.Action) bool {
	switch a {
	case keys.Down:
		p.Move(1)
	case keys.Up:
		p.Move(-1)
	case keys.PageDown:
		p.Move(p.Page)
	case keys.PageUp:
		p.Move(-p.Page)
	case keys.HalfDown:
		p.Move(p.Page / 2)
	case keys.HalfUp:
		p.Move(-p.Page / 2)
	case keys.First:
		p.Top = 0
	case keys.Last:
		p.Top = p.Last()
	default:
		return false
	}
	return true
}

// travel moves over the table; false when a is no movement.
func (s *screen) travel(a keys.Action) bool { return s.travelOver(s.grid(), a) }

// travelOver moves over a table.
func (s *screen) travelOver(g *grid, a keys.Action) bool {
	g.keep, g.sought = noRow, noRow
	switch a {
	case keys.Down:
		g.move(1)
	case keys.Up:
		g.move(-1)
	case keys.PageDown:
		g.move(g.page)
	case keys.PageUp:
		g.move(-g.page)
	case keys.HalfDown:
		g.move(max(g.page/2, 1))
	case keys.HalfUp:
		g.move(-max(g.page/2, 1))
	case keys.First:
		g.follow = false
		g.selectRow(0)
	case keys.Last:
		g.selectLast()
		g.follow = g.follow || s.isLive()
	default:
		return false
	}
	return true
}
