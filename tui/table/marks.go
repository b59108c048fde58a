package table

import (
	"maps"
	"slices"
)

// Marks are the rows of a table that the user set apart, by their numbers.
type Marks struct{ Of map[int]bool }

// NewMarks makes marks of which none is set.
func NewMarks() *Marks { return &Marks{map[int]bool{}} }

// Any says whether a row is marked; false for a table without marks.
func (m *Marks) Any() bool { return m != nil && len(m.Of) > 0 }

// sign stands before a row.
func (m *Marks) sign(number int) string {
	if m != nil && m.Of[number] {
		return "*"
	}
	return " "
}

// Toggle marks a row, or takes its mark away.
func (m *Marks) Toggle(number int) {
	if m.Of[number] {
		delete(m.Of, number)
	} else {
		m.Of[number] = true
	}
}

// Numbers are those of the rows, in order.
func (m *Marks) Numbers() []int { return slices.Sorted(maps.Keys(m.Of)) }
