package tui

import (
	"github.com/gdamore/tcell/v2"
)

// grid draws a list as a table with one selected row. It asks for the rows in
// sight and for no others.
type grid struct {
	list     list
	selected int
	top      int  // first row in sight
	page     int  // rows in sight at the last drawing
	follow   bool // stay on the last row while the list grows

	widest []int // widest text of each column seen so far, so that columns do not jump
	total  int   // width that widest was gathered for
}

func newGrid(l list) *grid { return &grid{list: l, page: 1} }

// move selects the row that many rows further down.
func (g *grid) move(rows int) {
	if rows < 0 {
		g.follow = false
	}
	g.selectRow(g.selected + rows)
}

// selectRow selects row i, or the nearest that there is.
func (g *grid) selectRow(i int) { g.selected = max(0, min(i, g.list.len()-1)) }

// settle takes what has been added to the list into account.
func (g *grid) settle() {
	if g.follow {
		g.selectRow(g.list.len() - 1)
	}
}

// current is the selected row; false when there is none.
func (g *grid) current() (int, bool) { return g.selected, g.selected < g.list.len() }

// draw draws the column titles and as many rows as fit. active says that keys
// act on the table; empty is shown while the list has no rows.
func (g *grid) draw(screen tcell.Screen, th *theme, x, y, width, height int, active bool, empty string) {
	columns, rows := g.list.columns(), g.list.len()
	g.page = max(1, height-1)
	g.top = max(0, min(g.top, rows-g.page, g.selected))
	if g.selected >= g.top+g.page {
		g.top = g.selected - g.page + 1
	}
	cells := make([][]cell, 0, g.page)
	for i := g.top; i < min(rows, g.top+g.page); i++ {
		cells = append(cells, g.list.row(i))
	}
	gap := 1
	if width >= 120 {
		gap = 2
	}
	widths := layout(columns, g.widen(columns, cells, width), width-1, gap)

	titles := make([]cell, len(columns))
	for i, c := range columns {
		titles[i] = cell{text: c.title}
	}
	drawRow(screen, columns, widths, titles, x, y, width, gap, " ", func(tone) tcell.Style { return th.header })
	for i, row := range cells {
		mark, style := " ", func(t tone) tcell.Style { return th.tone[t] }
		if g.top+i == g.selected {
			mark, style = "▸", selectedStyle(th, active)
		}
		drawRow(screen, columns, widths, row, x, y+1+i, width, gap, mark, style)
	}
	if rows == 0 && height > 2 {
		put(screen, x+2, y+2, width-2, empty, th.tone[dim])
	}
}

func selectedStyle(th *theme, active bool) func(tone) tcell.Style {
	style := th.resting
	if active {
		style = th.selected
	}
	return func(tone) tcell.Style { return style }
}

func drawRow(screen tcell.Screen, columns []column, widths []int, row []cell, x, y, width, gap int, mark string, style func(tone) tcell.Style) {
	fill(screen, x, y, width, style(plain))
	put(screen, x, y, 1, mark, style(plain))
	at, end := x+1, x+width
	for i := range columns {
		if widths[i] == 0 {
			continue
		}
		text := columns[i].fit(row[i].text, widths[i])
		indent := 0
		if columns[i].right {
			indent = widths[i] - textWidth(text)
		}
		put(screen, at+indent, y, min(widths[i]-indent, end-at-indent), text, style(row[i].tone))
		at += widths[i] + gap
	}
}

// widen takes the rows in sight into what is known of the columns' widths.
func (g *grid) widen(columns []column, rows [][]cell, width int) []int {
	if len(g.widest) != len(columns) || g.total != width {
		g.widest, g.total = make([]int, len(columns)), width
	}
	for _, row := range rows {
		for i := range row {
			g.widest[i] = max(g.widest[i], textWidth(row[i].text))
		}
	}
	return g.widest
}

// forget drops what is known of the columns' widths, when the list is another.
func (g *grid) forget() { g.widest = nil }
