package table

import (
	"slices"

	"wiretalk/tui/cells"
)

// places are which columns are shown, in their order.
func (g *Grid) places(columns []Column) (places []int) {
	for _, name := range g.Chosen {
		if i := slices.IndexFunc(columns, func(c Column) bool { return c.Name == name }); i >= 0 {
			places = append(places, i)
		}
	}
	chosen := len(places)
	for i := range columns {
		if !columns[i].Extra && chosen == 0 {
			places = append(places, i)
		}
	}
	return places
}

// Roomless are the names of the columns that are chosen, and not shown in a
// table of so many cells.
func (g *Grid) Roomless(width int) (names []string) {
	columns := g.List.Columns()
	g.point(columns)
	columns, _ = g.choose(columns, nil)
	gutter, gap := g.Margins(width)
	for i, cells := range Layout(columns, make([]int, len(columns)), width-gutter, gap) {
		if cells == 0 {
			names = append(names, columns[i].Name)
		}
	}
	return names
}

// choose leaves out of columns and rows what is not to be seen, and puts the
// rest into the order that was chosen.
func (g *Grid) choose(columns []Column, rows []Shown) ([]Column, []Shown) {
	places := g.places(columns)
	if len(places) == len(columns) && slices.IsSorted(places) {
		return columns, rows
	}
	some := make([]Column, len(places))
	for i, place := range places {
		some[i] = columns[place]
	}
	for i := range rows {
		cells := make([]Cell, len(places))
		for k, place := range places {
			cells[k] = rows[i].cells[place]
		}
		rows[i].cells = cells
	}
	return some, rows
}

// point says in the title of a column that rows are ordered by it, and which
// way.
func (g *Grid) point(columns []Column) {
	if g.Arranged.By == Unordered {
		return
	}
	c := &columns[g.Arranged.By]
	arrow := "↑"
	if g.Arranged.Reverse {
		arrow = "↓"
	}
	c.Title += arrow
	c.Min = max(c.Min, cells.Width(c.Title))
	if c.Max > 0 {
		c.Max = max(c.Max, c.Min)
	}
	c.Drop = 0
}
