package tui

import (
	"math"
	"slices"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// grid draws a list as a table with one selected row. It asks for the rows in
// sight and for no others. Rows are named by their numbers, so that they stay what
// they are while others come and leave.
type grid struct {
	trace    *trace.Trace
	list     list
	selected int    // number of the row; negative while there is none
	top      int    // number of the first row in sight
	page     int    // rows in sight at the last drawing
	end      int    // what followed the last row at the last drawing
	follow   bool   // stay on the last row while the list grows
	still    *still // nil while rows may come and change

	drawn []int // numbers of the rows at the last drawing
	heads []int // where each column began, and where the last ended

	arranged arrangement
	chosen   []string // names of the columns that are shown, in their order; nil for the usual ones
	pruned   int      // how many rows had been let go when what passed was pruned
	keep     int      // the row that was selected when rows were picked anew, until all are judged; noRow otherwise
	sought   int      // the row that one went to, while it is not known whether it passes; noRow otherwise
	marks    *marks   // nil where rows cannot be marked

	days   days  // of the rows in sight so far
	widest []int // widest text of each column seen so far, so that columns do not jump
	total  int   // width that widest was gathered for
}

// still is a table that is held as it was.
type still struct {
	end  int            // number of the first row that came later
	rows map[int][]cell // those that were seen
}

// maxStill is how many rows of a table that is held are kept as they were.
const maxStill = 4096

// noRow is the number of no row.
const noRow = -1

func newGrid(t *trace.Trace, l list, zone *time.Location) *grid {
	return &grid{trace: t, list: l, selected: noRow, top: noRow, page: 1, keep: noRow, sought: noRow, arranged: arrangement{by: unordered}, days: days{zone: zone}}
}

// view runs look with the rows of the table, and how many there are to see.
func (g *grid) view(look func(r *trace.Reader, rows trace.Rows, n int)) {
	g.trace.View(func(r *trace.Reader) {
		rows := g.arranged.rows(g.list.numbers(r))
		n := rows.Len()
		if g.still != nil && g.arranged.by == unordered {
			n = rows.Below(g.still.end)
		}
		look(r, rows, n)
	})
}

// place is where the selected row is, and of how many.
func (g *grid) place() (at, of int) {
	g.view(func(_ *trace.Reader, rows trace.Rows, n int) { at, of = rows.Below(g.selected), n })
	return at, of
}

// placeOf is where a row is.
func (g *grid) placeOf(number int) (at int) {
	g.view(func(_ *trace.Reader, rows trace.Rows, _ int) { at = rows.Below(number) })
	return at
}

// move selects the row that many rows further down.
func (g *grid) move(rows int) {
	if rows < 0 {
		g.follow = false
	}
	at, _ := g.place()
	g.selectRow(at + rows)
}

// selectRow selects row i of those there are, or the nearest.
func (g *grid) selectRow(i int) {
	g.view(func(_ *trace.Reader, rows trace.Rows, n int) { g.selected = rows.At(max(0, min(i, n-1))) })
}

// selectLast selects the last row.
func (g *grid) selectLast() { g.selectRow(math.MaxInt) }

// selectNumber selects the row with a number, or the next that there is.
func (g *grid) selectNumber(number int) {
	g.selected = number
	g.move(0)
}

// settle takes what has come and left into account.
func (g *grid) settle() {
	exchanges, connections := g.trace.LetGo()
	if n := exchanges + connections; g.arranged.filter != nil && g.still == nil && n > 0 && n != g.pruned {
		g.pruned = n
		g.trace.View(func(r *trace.Reader) { g.arranged.prune(g.list.numbers(r)) })
	}
	if g.follow && g.still == nil {
		g.selectLast()
	} else {
		g.move(0)
	}
}

// hold keeps the table as it is in the trace, or as it was drawn last if it is
// in sight, until goOn is called. Rows that were not in sight may change yet.
func (g *grid) hold(inSight bool) {
	g.still = nil
	if !inSight || g.arranged.by != unordered {
		g.trace.View(func(r *trace.Reader) {
			rows := g.list.numbers(r)
			g.end = rows.At(rows.Len()-1) + 1
		})
	}
	g.still = &still{g.end, map[int][]cell{}}
}

func (g *grid) goOn() { g.still = nil }

// new is how many rows came since the table is held.
func (g *grid) new() (n int) {
	g.trace.View(func(r *trace.Reader) {
		rows := g.list.numbers(r)
		n = rows.Len() - rows.Below(g.still.end)
	})
	return n
}

// current is the number of the selected row; false when there is none.
func (g *grid) current() (int, bool) { return g.selected, g.selected != noRow }

// shown is a row in sight.
type shown struct {
	number int
	cells  []cell
	when   int64
}

// inSight makes the rows that fit, among them the selected one.
func (g *grid) inSight() (list []shown) {
	g.view(func(r *trace.Reader, rows trace.Rows, n int) {
		at := rows.Below(g.selected)
		top := max(0, min(rows.Below(g.top), n-g.page, at))
		if at >= top+g.page {
			top = at - g.page + 1
		}
		g.top, g.end = rows.At(top), rows.At(n-1)+1
		held := g.list.numbers(r)
		for i := top; i < min(n, top+g.page); i++ {
			number := rows.At(i)
			if !holds(held, number) {
				list = append(list, shown{number: number, cells: gone(len(g.list.columns()))})
				continue
			}
			list = append(list, shown{number, g.cells(r, number), g.list.when(r, number)})
		}
	})
	return list
}

// gone is a row that was let go, until the table is arranged anew.
func gone(columns int) []cell { return slices.Repeat([]cell{{"—", theme.Dim}}, columns) }

func (g *grid) cells(r *trace.Reader, number int) []cell {
	if g.still == nil {
		return g.list.cells(r, number)
	}
	row, ok := g.still.rows[number]
	if !ok {
		row = g.list.cells(r, number)
		if len(g.still.rows) < maxStill {
			g.still.rows[number] = row
		}
	}
	return row
}

// draw draws the column titles and as many rows as fit. active says that keys
// act on the table; empty is shown while the list has no rows.
func (g *grid) draw(screen tcell.Screen, th *theme.Theme, x, y, width, height int, active bool, empty string) {
	columns := g.list.columns()
	g.page = max(1, height-1)
	rows := g.inSight()
	g.days.date(columns, rows)
	g.point(columns)
	columns, rows = g.choose(columns, rows)
	gutter, gap := g.margins(width)
	widths := layout(columns, g.widen(columns, rows, width), width-gutter, gap)

	g.heads = append(g.heads[:0], x+gutter)
	for _, width := range widths {
		next := g.heads[len(g.heads)-1]
		if width > 0 {
			next += width + gap
		}
		g.heads = append(g.heads, next)
	}

	titles := make([]cell, len(columns))
	for i, c := range columns {
		titles[i] = cell{text: c.title}
	}
	drawRow(screen, columns, widths, titles, x, y, width, gap, cells.Spaces(gutter), func(theme.Tone) tcell.Style { return th.Header })
	g.drawn = g.drawn[:0]
	for i, row := range rows {
		g.drawn = append(g.drawn, row.number)
		mark, style := " ", func(t theme.Tone) tcell.Style { return th.Tone[t] }
		if row.number == g.selected {
			mark, style = "▸", selectedStyle(th, active)
		}
		if gutter > 1 {
			mark += g.marks.sign(row.number)
		}
		drawRow(screen, columns, widths, row.cells, x, y+1+i, width, gap, mark, style)
	}
	if len(rows) == 0 && height > 2 {
		cells.Put(screen, x+2, y+2, width-2, empty, th.Tone[theme.Dim])
	}
}

// columnAt is the column that was drawn at a place; negative when none was.
func (g *grid) columnAt(x int) int {
	for i := len(g.heads) - 2; i >= 0; i-- {
		if x >= g.heads[i] && x < g.heads[i+1] {
			return i
		}
	}
	return -1
}

// margins are the cells before a row, and between two columns.
func (g *grid) margins(width int) (gutter, gap int) {
	gutter, gap = 1, 1
	if width >= 120 {
		gap = 2
	}
	if g.marks.any() {
		gutter = 2
	}
	return gutter, gap
}

func selectedStyle(th *theme.Theme, active bool) func(theme.Tone) tcell.Style {
	style := th.Resting
	if active {
		style = th.Selected
	}
	return func(theme.Tone) tcell.Style { return style }
}

func drawRow(screen tcell.Screen, columns []column, widths []int, row []cell, x, y, width, gap int, mark string, style func(theme.Tone) tcell.Style) {
	cells.Fill(screen, x, y, width, style(theme.Plain))
	gutter := cells.Put(screen, x, y, 2, mark, style(theme.Plain))
	at, end := x+gutter, x+width
	for i := range columns {
		if widths[i] == 0 {
			continue
		}
		text := columns[i].fit(row[i].text, widths[i])
		indent := 0
		if columns[i].right {
			indent = widths[i] - cells.Width(text)
		}
		cells.Put(screen, at+indent, y, min(widths[i]-indent, end-at-indent), text, style(row[i].tone))
		at += widths[i] + gap
	}
}

// widen takes the rows in sight into what is known of the columns' widths.
func (g *grid) widen(columns []column, rows []shown, width int) []int {
	if len(g.widest) != len(columns) || g.total != width {
		g.widest, g.total = make([]int, len(columns)), width
	}
	for _, row := range rows {
		for i := range row.cells {
			g.widest[i] = max(g.widest[i], cells.Width(row.cells[i].text))
		}
	}
	return g.widest
}

// show shows another list, from its first row.
func (g *grid) show(l list) {
	g.days = days{zone: g.days.zone}
	g.list, g.widest, g.follow, g.selected, g.top = l, nil, false, noRow, noRow
	g.arranged.picked = picked{}
	if g.still != nil {
		g.hold(false)
	}
	g.selectRow(0)
}
