package tui

import (
	"wiretalk/internal/trace"
	"wiretalk/tui/table"
)

// keys.MarkRow marks the selected row, or not, and goes to the next.
func (s *screen) markRow() {
	g := s.grid()
	row, ok := g.Current()
	if g.Marks == nil || !ok {
		return
	}
	g.Marks.Toggle(row)
	s.scope = scopeMarked // who marks rows has them in mind, until another choice is made
	g.Widest = nil
	g.Follow = false
	if g.Arranged.Marked == nil {
		g.Move(1)
	}
}

// goToMark selects the next marked row that is shown, in steps of 1 or -1 and
// round the end.
func (s *screen) goToMark(step int) {
	g := s.grid()
	if !g.Marks.Any() {
		s.message = s.filterWords().NoMarks
		return
	}
	found, best := table.NoRow, 0
	g.View(func(_ *trace.Reader, rows trace.Rows, n int) {
		at := rows.Below(g.Selected)
		for number := range g.Marks.Of {
			if !table.Holds(rows, number) {
				continue
			}
			if d := ((rows.Below(number)-at)*step + 2*n - 1) % n; found == table.NoRow || d < best {
				found, best = number, d
			}
		}
	})
	if found != table.NoRow {
		g.Follow, g.Keep = false, table.NoRow
		g.SelectNumber(found)
	}
}

// marked are the rows of a table that are marked, by number; nil when none is.
// They may be gone.
func (s *screen) marked(v view) []int {
	if m := s.grids[v].Marks; m.Any() {
		return m.Numbers()
	}
	return nil
}
