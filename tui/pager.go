package tui

import (
	"slices"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/theme"
)

// pager draws lines and scrolls over them.
type pager struct {
	lines   []line
	wrapped []line // lines broken at width
	width   int    // 0 when wrapped is not up to date
	top     int
	page    int
	drawn   int // the width at the last drawing
	found   found

	pictures bool // there are some
	draws    bool // they are drawn
}

// setLines replaces the text. The place in it is kept.
func (p *pager) setLines(lines []line) {
	p.lines, p.width, p.found = lines, 0, found{}
	p.pictures = slices.ContainsFunc(lines, func(l line) bool { return l.picture != nil })
}

// wrap breaks lines at the width of the pager.
func (p *pager) wrap(lines []line) []line {
	width := max(p.width, 2)
	if !p.pictures {
		return wrap(lines, width)
	}
	var out []line
	for i, l := range lines {
		if l.picture != nil && p.draws {
			out = append(out, pictureRows(l.picture, width, max(p.page-1, 1))...)
		} else {
			out = append(out, wrap(lines[i:i+1], width)...)
		}
	}
	return out
}

func (p *pager) move(rows int) { p.top = max(0, min(p.top+rows, p.last())) }

// last is the top line at which the end of the text is in sight.
func (p *pager) last() int { return max(0, len(p.wrapped)-p.page) }

// arrows point to where there is more than is in sight.
func (p *pager) arrows() string {
	switch {
	case p.top == 0:
		return "↓"
	case p.top == p.last():
		return "↑"
	}
	return "↑↓"
}

func (p *pager) draw(screen tcell.Screen, th *theme.Theme, x, y, width, height int) {
	page, draws := max(height, 1), canDraw(screen, th)
	if p.width != width || p.pictures && (p.page != page || p.draws != draws) {
		p.width, p.page, p.draws = width, page, draws
		p.wrapped = p.wrap(p.lines)
	}
	p.page, p.drawn = page, width
	p.top = min(p.top, p.last())
	for row := range height {
		l := line{}
		if p.top+row < len(p.wrapped) {
			l = p.wrapped[p.top+row]
		}
		drawLine(screen, th, x, y+row, width, l)
	}
	p.drawFound(screen, th, x, y, width)
}
