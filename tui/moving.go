package tui

import (
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/table"
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
func (s *screen) travelOver(g *table.Grid, a keys.Action) bool {
	g.Keep, g.Sought = table.NoRow, table.NoRow
	switch a {
	case keys.Down:
		g.Move(1)
	case keys.Up:
		g.Move(-1)
	case keys.PageDown:
		g.Move(g.Page)
	case keys.PageUp:
		g.Move(-g.Page)
	case keys.HalfDown:
		g.Move(max(g.Page/2, 1))
	case keys.HalfUp:
		g.Move(-max(g.Page/2, 1))
	case keys.First:
		g.Follow = false
		g.SelectRow(0)
	case keys.Last:
		g.SelectLast()
		g.Follow = g.Follow || s.isLive()
	default:
		return false
	}
	return true
}
