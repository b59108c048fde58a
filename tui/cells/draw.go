package cells

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/phrase"
	"wiretalk/tui/theme"
)

// DrawLine draws a line that is no wider than the screen.
func DrawLine(canvas tcell.Screen, th *theme.Theme, x, y, width int, l Line) {
	Fill(canvas, x, y, width, th.Tone[theme.Plain])
	drawCells(canvas, th, x, y, width, l.cells)
	at := x
	for _, s := range l.Spans {
		at += Put(canvas, at, y, x+width-at, s.Text, th.Tone[s.Tone])
	}
}

// DrawStyled draws it in one style.
func DrawStyled(canvas tcell.Screen, style tcell.Style, x, y, width int, l Line) {
	Fill(canvas, x, y, width, style)
	at := x
	for _, s := range l.Spans {
		at += Put(canvas, at, y, x+width-at, s.Text, style)
	}
}

// DrawPager draws a text below a line with its title and the place in it.
func DrawPager(canvas tcell.Screen, th *theme.Theme, p *Pager, title string, active bool, x, y, width, height int) {
	p.Draw(canvas, th, x+1, y+1, width-2, height-1)
	place := ""
	if total := len(p.Wrapped); total > p.Page {
		place = phrase.Count(int64(min(p.Top+p.Page, total))) + "/" + phrase.Count(int64(total)) + " " + p.Arrows()
	}
	DrawRule(canvas, th, title, place, active, x, y, width)
}

// DrawRule draws the line above a text, with its title, and the place in it if
// that is given.
func DrawRule(canvas tcell.Screen, th *theme.Theme, title, place string, active bool, x, y, width int) {
	for i := range width {
		canvas.Put(x+i, y, "─", th.Rule)
	}
	style := th.Rule
	if active {
		style = th.Tab
	}
	Put(canvas, x+2, y, width-4, " "+Clip(title, width-24)+" ", style)
	if place != "" {
		place = " " + place + " "
		Put(canvas, x+width-2-Width(place), y, Width(place), place, th.Rule)
	}
}
