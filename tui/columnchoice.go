package tui

import (
	"slices"

	"wiretalk/tui/cells"
)

// places are which columns are shown, in their order.
func (g *grid) places(columns []column) (places []int) {
	for _, name := range g.chosen {
		if i := slices.IndexFunc(columns, func(c column) bool { return c.name == name }); i >= 0 {
			places = append(places, i)
		}
	}
	chosen := len(places)
	for i := range columns {
		if !columns[i].extra && chosen == 0 {
			places = append(places, i)
		}
	}
	return places
}

// roomless are the names of the columns that are chosen, and not shown in a
// table of so many cells.
func (g *grid) roomless(width int) (names []string) {
	columns := g.list.columns()
	g.point(columns)
	columns, _ = g.choose(columns, nil)
	gutter, gap := g.margins(width)
	for i, cells := range layout(columns, make([]int, len(columns)), width-gutter, gap) {
		if cells == 0 {
			names = append(names, columns[i].name)
		}
	}
	return names
}

// choose leaves out of columns and rows what is not to be seen, and puts the
// rest into the order that was chosen.
func (g *grid) choose(columns []column, rows []shown) ([]column, []shown) {
	places := g.places(columns)
	if len(places) == len(columns) && slices.IsSorted(places) {
		return columns, rows
	}
	some := make([]column, len(places))
	for i, place := range places {
		some[i] = columns[place]
	}
	for i := range rows {
		cells := make([]cell, len(places))
		for k, place := range places {
			cells[k] = rows[i].cells[place]
		}
		rows[i].cells = cells
	}
	return some, rows
}

// point says in the title of a column that rows are ordered by it, and which
// way.
func (g *grid) point(columns []column) {
	if g.arranged.by == unordered {
		return
	}
	c := &columns[g.arranged.by]
	arrow := "↑"
	if g.arranged.reverse {
		arrow = "↓"
	}
	c.title += arrow
	c.min = max(c.min, cells.Width(c.title))
	if c.max > 0 {
		c.max = max(c.max, c.min)
	}
	c.drop = 0
}
