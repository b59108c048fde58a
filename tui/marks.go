package tui

import (
	"maps"
	"slices"

	"wiretalk/internal/trace"
)

// marks are the rows of a table that the user set apart, by their numbers.
type marks struct{ of map[int]bool }

func newMarks() *marks { return &marks{map[int]bool{}} }

func (m *marks) any() bool { return m != nil && len(m.of) > 0 }

// sign stands before a row.
func (m *marks) sign(number int) string {
	if m != nil && m.of[number] {
		return "*"
	}
	return " "
}

func (m *marks) toggle(number int) {
	if m.of[number] {
		delete(m.of, number)
	} else {
		m.of[number] = true
	}
}

// numbers are those of the rows, in order.
func (m *marks) numbers() []int { return slices.Sorted(maps.Keys(m.of)) }

// keys.MarkRow marks the selected row, or not, and goes to the next.
func (s *screen) markRow() {
	g := s.grid()
	row, ok := g.current()
	if g.marks == nil || !ok {
		return
	}
	g.marks.toggle(row)
	g.widest = nil
	g.follow = false
	if g.arranged.marked == nil {
		g.move(1)
	}
}

// goToMark selects the next marked row that is shown, in steps of 1 or -1 and
// round the end.
func (s *screen) goToMark(step int) {
	g := s.grid()
	if !g.marks.any() {
		s.message = s.filterWords().NoMarks
		return
	}
	found, best := noRow, 0
	g.view(func(_ *trace.Reader, rows trace.Rows, n int) {
		at := rows.Below(g.selected)
		for number := range g.marks.of {
			if !holds(rows, number) {
				continue
			}
			if d := ((rows.Below(number)-at)*step + 2*n - 1) % n; found == noRow || d < best {
				found, best = number, d
			}
		}
	})
	if found != noRow {
		g.follow, g.keep = false, noRow
		g.selectNumber(found)
	}
}

// marked are the rows of a table that are marked, by number; nil when none is.
// They may be gone.
func (s *screen) marked(v view) []int {
	if m := s.grids[v].marks; m.any() {
		return m.numbers()
	}
	return nil
}
