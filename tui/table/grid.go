package table

import (
	"math"
	"slices"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// Grid draws a list as a table with one selected row. It asks for the rows in
// sight and for no others. Rows are named by their numbers, so that they stay what
// they are while others come and leave.
type Grid struct {
	Trace    *trace.Trace
	List     List
	Selected int    // number of the row; negative while there is none
	top      int    // number of the first row in sight
	Page     int    // rows in sight at the last drawing
	end      int    // what followed the last row at the last drawing
	Follow   bool   // stay on the last row while the list grows
	Still    *still // nil while rows may come and change

	Drawn []int // numbers of the rows at the last drawing
	heads []int // where each column began, and where the last ended

	Arranged Arrangement
	Chosen   []string // names of the columns that are shown, in their order; nil for the usual ones
	pruned   int      // how many rows had been let go when what passed was pruned
	Keep     int      // the row that was selected when rows were picked anew, until all are judged; NoRow otherwise
	Sought   int      // the row that one went to, while it is not known whether it passes; NoRow otherwise
	Marks    *Marks   // nil where rows cannot be marked

	days   days  // of the rows in sight so far
	Widest []int // widest text of each column seen so far, so that columns do not jump
	total  int   // width that widest was gathered for
}

// still is a table that is held as it was.
type still struct {
	End  int            // number of the first row that came later
	rows map[int][]Cell // those that were seen
}

// MaxStill is how many rows of a table that is held are kept as they were.
const MaxStill = 4096

// NoRow is the number of no row.
const NoRow = -1

// NewGrid makes a table of a list, with nothing selected; zone is for its dates.
func NewGrid(t *trace.Trace, l List, zone *time.Location) *Grid {
	return &Grid{Trace: t, List: l, Selected: NoRow, top: NoRow, Page: 1, Keep: NoRow, Sought: NoRow, Arranged: Arrangement{By: Unordered}, days: days{zone: zone}}
}

// View runs look with the rows of the table, and how many there are to see.
func (g *Grid) View(look func(r *trace.Reader, rows trace.Rows, n int)) {
	g.Trace.View(func(r *trace.Reader) {
		rows := g.Arranged.Rows(g.List.Numbers(r))
		n := rows.Len()
		if g.Still != nil && g.Arranged.By == Unordered {
			n = rows.Below(g.Still.End)
		}
		look(r, rows, n)
	})
}

// Place is where the selected row is, and of how many.
func (g *Grid) Place() (at, of int) {
	g.View(func(_ *trace.Reader, rows trace.Rows, n int) { at, of = rows.Below(g.Selected), n })
	return at, of
}

// PlaceOf is where a row is.
func (g *Grid) PlaceOf(number int) (at int) {
	g.View(func(_ *trace.Reader, rows trace.Rows, _ int) { at = rows.Below(number) })
	return at
}

// Move selects the row that many rows further down.
func (g *Grid) Move(rows int) {
	if rows < 0 {
		g.Follow = false
	}
	at, _ := g.Place()
	g.SelectRow(at + rows)
}

// SelectRow selects row i of those there are, or the nearest.
func (g *Grid) SelectRow(i int) {
	g.View(func(_ *trace.Reader, rows trace.Rows, n int) { g.Selected = rows.At(max(0, min(i, n-1))) })
}

// SelectLast selects the last row.
func (g *Grid) SelectLast() { g.SelectRow(math.MaxInt) }

// SelectNumber selects the row with a number, or the next that there is.
func (g *Grid) SelectNumber(number int) {
	g.Selected = number
	g.Move(0)
}

// Settle takes what has come and left into account.
func (g *Grid) Settle() {
	exchanges, connections := g.Trace.LetGo()
	if n := exchanges + connections; g.Arranged.Filter != nil && g.Still == nil && n > 0 && n != g.pruned {
		g.pruned = n
		g.Trace.View(func(r *trace.Reader) { g.Arranged.prune(g.List.Numbers(r)) })
	}
	if g.Follow && g.Still == nil {
		g.SelectLast()
	} else {
		g.Move(0)
	}
}

// Hold keeps the table as it is in the trace, or as it was drawn last if it is
// in sight, until GoOn is called. Rows that were not in sight may change yet.
func (g *Grid) Hold(inSight bool) {
	g.Still = nil
	if !inSight || g.Arranged.By != Unordered {
		g.Trace.View(func(r *trace.Reader) {
			rows := g.List.Numbers(r)
			g.end = rows.At(rows.Len()-1) + 1
		})
	}
	g.Still = &still{g.end, map[int][]Cell{}}
}

// GoOn lets rows come and change again in a table that was held.
func (g *Grid) GoOn() { g.Still = nil }

// New is how many rows came since the table is held.
func (g *Grid) New() (n int) {
	g.Trace.View(func(r *trace.Reader) {
		rows := g.List.Numbers(r)
		n = rows.Len() - rows.Below(g.Still.End)
	})
	return n
}

// Current is the number of the selected row; false when there is none.
func (g *Grid) Current() (int, bool) { return g.Selected, g.Selected != NoRow }

// Shown is a row in sight.
type Shown struct {
	Number int
	cells  []Cell
	when   int64
}

// InSight makes the rows that fit, among them the selected one.
func (g *Grid) InSight() (list []Shown) {
	g.View(func(r *trace.Reader, rows trace.Rows, n int) {
		at := rows.Below(g.Selected)
		top := max(0, min(rows.Below(g.top), n-g.Page, at))
		if at >= top+g.Page {
			top = at - g.Page + 1
		}
		g.top, g.end = rows.At(top), rows.At(n-1)+1
		held := g.List.Numbers(r)
		for i := top; i < min(n, top+g.Page); i++ {
			number := rows.At(i)
			if !Holds(held, number) {
				list = append(list, Shown{Number: number, cells: gone(len(g.List.Columns()))})
				continue
			}
			list = append(list, Shown{number, g.cells(r, number), g.List.When(r, number)})
		}
	})
	return list
}

// gone is a row that was let go, until the table is arranged anew.
func gone(columns int) []Cell { return slices.Repeat([]Cell{{"—", theme.Dim}}, columns) }

func (g *Grid) cells(r *trace.Reader, number int) []Cell {
	if g.Still == nil {
		return g.List.Cells(r, number)
	}
	row, ok := g.Still.rows[number]
	if !ok {
		row = g.List.Cells(r, number)
		if len(g.Still.rows) < MaxStill {
			g.Still.rows[number] = row
		}
	}
	return row
}

// Draw draws the column titles and as many rows as fit. active says that keys
// act on the table; empty is shown while the list has no rows.
func (g *Grid) Draw(screen tcell.Screen, th *theme.Theme, x, y, width, height int, active bool, empty string) {
	columns := g.List.Columns()
	g.Page = max(1, height-1)
	rows := g.InSight()
	g.days.date(columns, rows)
	g.point(columns)
	columns, rows = g.choose(columns, rows)
	gutter, gap := g.Margins(width)
	widths := Layout(columns, g.widen(columns, rows, width), width-gutter, gap)

	g.heads = append(g.heads[:0], x+gutter)
	for _, width := range widths {
		next := g.heads[len(g.heads)-1]
		if width > 0 {
			next += width + gap
		}
		g.heads = append(g.heads, next)
	}

	titles := make([]Cell, len(columns))
	for i, c := range columns {
		titles[i] = Cell{Text: c.Title}
	}
	drawRow(screen, columns, widths, titles, x, y, width, gap, cells.Spaces(gutter), func(theme.Tone) tcell.Style { return th.Header })
	g.Drawn = g.Drawn[:0]
	for i, row := range rows {
		g.Drawn = append(g.Drawn, row.Number)
		mark, style := " ", func(t theme.Tone) tcell.Style { return th.Tone[t] }
		if row.Number == g.Selected {
			mark, style = "▸", selectedStyle(th, active)
		}
		if gutter > 1 {
			mark += g.Marks.sign(row.Number)
		}
		drawRow(screen, columns, widths, row.cells, x, y+1+i, width, gap, mark, style)
	}
	if len(rows) == 0 && height > 2 {
		cells.Put(screen, x+2, y+2, width-2, empty, th.Tone[theme.Dim])
	}
}

// ColumnAt is the column that was drawn at a place; negative when none was.
func (g *Grid) ColumnAt(x int) int {
	for i := len(g.heads) - 2; i >= 0; i-- {
		if x >= g.heads[i] && x < g.heads[i+1] {
			return i
		}
	}
	return -1
}

// Margins are the cells before a row, and between two columns.
func (g *Grid) Margins(width int) (gutter, gap int) {
	gutter, gap = 1, 1
	if width >= 120 {
		gap = 2
	}
	if g.Marks.Any() {
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

func drawRow(screen tcell.Screen, columns []Column, widths []int, row []Cell, x, y, width, gap int, mark string, style func(theme.Tone) tcell.Style) {
	cells.Fill(screen, x, y, width, style(theme.Plain))
	gutter := cells.Put(screen, x, y, 2, mark, style(theme.Plain))
	at, end := x+gutter, x+width
	for i := range columns {
		if widths[i] == 0 {
			continue
		}
		text := columns[i].fit(row[i].Text, widths[i])
		indent := 0
		if columns[i].Right {
			indent = widths[i] - cells.Width(text)
		}
		cells.Put(screen, at+indent, y, min(widths[i]-indent, end-at-indent), text, style(row[i].Tone))
		at += widths[i] + gap
	}
}

// widen takes the rows in sight into what is known of the columns' widths.
func (g *Grid) widen(columns []Column, rows []Shown, width int) []int {
	if len(g.Widest) != len(columns) || g.total != width {
		g.Widest, g.total = make([]int, len(columns)), width
	}
	for _, row := range rows {
		for i := range row.cells {
			g.Widest[i] = max(g.Widest[i], cells.Width(row.cells[i].Text))
		}
	}
	return g.Widest
}

// Show shows another list, from its first row.
func (g *Grid) Show(l List) {
	g.days = days{zone: g.days.zone}
	g.List, g.Widest, g.Follow, g.Selected, g.top = l, nil, false, NoRow, NoRow
	g.Arranged.Picked = Picked{}
	if g.Still != nil {
		g.Hold(false)
	}
	g.SelectRow(0)
}

// Reword makes the rows of a table that is held anew.
func (g *Grid) Reword() {
	if g.Still != nil {
		clear(g.Still.rows)
	}
}
