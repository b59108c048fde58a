package tui

import (
	"time"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"wiretalk/tui/keys"
	"wiretalk/tui/table"
)

// wheelRows is how many rows the wheel moves at a time.
const wheelRows = 3

// mouse is off unless its user asks for it, so that text can be selected as
// everywhere in the terminal.
type mouse struct {
	on     bool
	enable func(on bool)
	zones  []zone // of the last drawing, the uppermost last

	clicked   [2]int    // where it was clicked last
	clickedAt time.Time // when that was; zero when it was the second time
}

// zone is a part of the screen where the mouse does something.
type zone struct {
	x, y, width, height int

	click func(row int, twice bool) // row counts from the zone's first; may be nil
	wheel func(rows int)            // may be nil
}

func (m *mouse) add(z zone) { m.zones = append(m.zones, z) }

// at is the uppermost zone at a place; nil when there is none.
func (m *mouse) at(x, y int) *zone {
	for i := len(m.zones) - 1; i >= 0; i-- {
		if z := &m.zones[i]; x >= z.x && x < z.x+z.width && y >= z.y && y < z.y+z.height {
			return z
		}
	}
	return nil
}

// tabled is a page whose content is a table: a click selects a row, a second
// one opens it.
type tabled interface{ table() *table.Grid }

func (p *segmentsPage) table() *table.Grid { return p.grid }

// clickable is a page that knows itself what a click in it is for: x is a cell of
// the screen, row counts from the page's first.
type clickable interface {
	clicked(s *screen, x, row int, twice bool)
}

// MouseHandler does what a click or the wheel stands for.
func (s *screen) MouseHandler() func(tview.MouseAction, *tcell.EventMouse, func(tview.Primitive)) (bool, tview.Primitive) {
	return s.WrapMouseHandler(func(action tview.MouseAction, event *tcell.EventMouse, _ func(tview.Primitive)) (bool, tview.Primitive) {
		x, y := event.Position()
		z := s.mouse.at(x, y)
		if !s.mouse.on || s.question != nil || z == nil {
			return false, nil
		}
		// Two clicks soon after each other are a double one only in one place: it may
		// be the second and the third that are, after one elsewhere.
		twice := s.mouse.clicked == [2]int{x, y} && time.Since(s.mouse.clickedAt) < tview.DoubleClickInterval
		switch {
		case (action == tview.MouseLeftClick || action == tview.MouseLeftDoubleClick) && z.click != nil:
			s.mouse.clicked, s.mouse.clickedAt = [2]int{x, y}, time.Now()
			if twice {
				s.mouse.clickedAt = time.Time{}
			}
			s.message = ""
			z.click(y-z.y, twice)
		case action == tview.MouseScrollUp && z.wheel != nil:
			z.wheel(-wheelRows)
		case action == tview.MouseScrollDown && z.wheel != nil:
			z.wheel(wheelRows)
		default:
			return false, nil
		}
		s.arrange()
		s.note()
		s.pin()
		s.updateDetail()
		return true, nil
	})
}

// clickedTab shows a table.
func (s *screen) clickedTab(v view) func(int, bool) {
	return func(int, bool) {
		switch {
		case s.over != nil:
			s.over = nil
		case v == exchangesView:
			s.do(keys.ViewExchanges)
		case v == connectionsView:
			s.do(keys.ViewConnections)
		}
	}
}

// clickedHint does what the key does that the hint names.
func (s *screen) clickedHint(h keys.Hint) func(int, bool) {
	return func(_ int, twice bool) {
		if !twice {
			s.do(h.Action)
		}
	}
}

// bodyTable is the table in sight; nil when there is none.
func (s *screen) bodyTable() *table.Grid {
	switch p := s.top().(type) {
	case nil:
		return s.grid()
	case tabled:
		return p.table()
	}
	return nil
}

// clickedBody selects the row of a table, and opens it the second time.
func (s *screen) clickedBody(row int, twice bool) {
	if p, ok := s.top().(clickable); ok && s.over == nil {
		p.clicked(s, s.mouse.clicked[0], row, twice)
		return
	}
	g := s.bodyTable()
	if s.over != nil || g == nil || row < 1 || row > len(g.Drawn) {
		return
	}
	if twice {
		s.do(keys.Open)
		return
	}
	s.inDetail = false
	g.Follow, g.Keep, g.Sought = false, table.NoRow, table.NoRow
	g.SelectNumber(g.Drawn[row-1])
}

func (s *screen) wheeledBody(rows int) {
	switch {
	case s.over != nil:
		s.over.pager.Move(rows)
	case s.top() == nil:
		s.grid().Move(rows)
	default:
		a := keys.Down
		if rows < 0 {
			a, rows = keys.Up, -rows
		}
		for range rows {
			s.top().act(s, a)
		}
	}
}

// clickedDetail makes the keys act on the detail, and shows it alone the
// second time.
func (s *screen) clickedDetail(_ int, twice bool) {
	if twice {
		s.do(keys.Open)
		return
	}
	s.grid().Follow = false
	s.inDetail = true
}

func (s *screen) wheeledDetail(rows int) {
	if s.folds != nil {
		s.folds.move(rows)
		return
	}
	s.detail.Move(rows)
	if rows > 0 {
		s.wantMore()
	}
}
