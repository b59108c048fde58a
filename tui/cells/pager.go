package cells

import (
	"slices"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/theme"
)

// Pager draws lines and scrolls over them.
type Pager struct {
	Lines   []Line
	Wrapped []Line // lines broken at width
	Width   int    // 0 when wrapped is not up to date
	Top     int
	Page    int
	drawn   int // the width at the last drawing
	found   found

	pictures bool // there are some
	draws    bool // they are drawn
}

// SetLines replaces the text. The place in it is kept.
func (p *Pager) SetLines(lines []Line) {
	p.Lines, p.Width, p.found = lines, 0, found{}
	p.pictures = slices.ContainsFunc(lines, func(l Line) bool { return l.Picture != nil })
}

// wrap breaks lines at the width of the pager.
func (p *Pager) wrap(lines []Line) []Line {
	width := max(p.Width, 2)
	if !p.pictures {
		return Wrap(lines, width)
	}
	var out []Line
	for i, l := range lines {
		if l.Picture != nil && p.draws {
			out = append(out, pictureRows(l.Picture, width, max(p.Page-1, 1))...)
		} else {
			out = append(out, Wrap(lines[i:i+1], width)...)
		}
	}
	return out
}

// Move scrolls by rows, downwards when they are positive, as far as there is text.
func (p *Pager) Move(rows int) { p.Top = max(0, min(p.Top+rows, p.Last())) }

// Last is the top line at which the end of the text is in sight.
func (p *Pager) Last() int { return max(0, len(p.Wrapped)-p.Page) }

// Arrows point to where there is more than is in sight.
func (p *Pager) Arrows() string {
	switch {
	case p.Top == 0:
		return "↓"
	case p.Top == p.Last():
		return "↑"
	}
	return "↑↓"
}

// Draw draws what is in sight, and first breaks the lines anew where the width is another.
func (p *Pager) Draw(screen tcell.Screen, th *theme.Theme, x, y, width, height int) {
	page, draws := max(height, 1), canDraw(screen, th)
	if p.Width != width || p.pictures && (p.Page != page || p.draws != draws) {
		p.Width, p.Page, p.draws = width, page, draws
		p.Wrapped = p.wrap(p.Lines)
	}
	p.Page, p.drawn = page, width
	p.Top = min(p.Top, p.Last())
	for row := range height {
		l := Line{}
		if p.Top+row < len(p.Wrapped) {
			l = p.Wrapped[p.Top+row]
		}
		DrawLine(screen, th, x, y+row, width, l)
	}
	p.drawFound(screen, th, x, y, width)
}
