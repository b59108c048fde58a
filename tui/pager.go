package tui

import "github.com/gdamore/tcell/v2"

// pager draws lines and scrolls over them.
type pager struct {
	lines   []line
	wrapped []line // lines broken at width
	width   int    // 0 when wrapped is not up to date
	top     int
	page    int
}

// setLines replaces the text. The place in it is kept.
func (p *pager) setLines(lines []line) { p.lines, p.width = lines, 0 }

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

func (p *pager) draw(screen tcell.Screen, th *theme, x, y, width, height int) {
	if p.width != width {
		p.wrapped, p.width = wrap(p.lines, width), width
	}
	p.page = max(height, 1)
	p.top = min(p.top, p.last())
	for row := range height {
		l := line{}
		if p.top+row < len(p.wrapped) {
			l = p.wrapped[p.top+row]
		}
		drawLine(screen, th, x, y+row, width, l)
	}
}
