package cells

import (
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/theme"
)

// LineAtTop is the line at the top of what is in sight.
func (p *Pager) LineAtTop() int {
	rows := 0
	for i := range p.Lines {
		if rows += len(p.wrap(p.Lines[i : i+1])); rows > p.Top {
			return i
		}
	}
	return max(len(p.Lines)-1, 0)
}

// found is the line of a text in which something was found; it is forgotten when the
// text becomes another.
type found struct {
	text string // in lower case; empty while nothing was
	row  int    // of the lines as they are broken
}

// Find goes to the next line with text, in steps of 1 or -1 and round the end, and
// says whether there is one. text is in lower case.
func (p *Pager) Find(text string, step int) bool {
	if p.Width == 0 && p.drawn > 0 {
		p.Width = p.drawn
		p.Wrapped = p.wrap(p.Lines)
	}
	n := len(p.Wrapped)
	from := p.Top - 1
	if p.found.text == text {
		from = p.found.row
	} else if step < 0 {
		from = p.Top
	}
	for i := 1; i <= n; i++ {
		row := ((from+i*step)%n + n) % n
		if p.holds(row, text) {
			p.found = found{text, row}
			if row < p.Top || row >= p.Top+p.Page {
				p.Top = max(0, min(row-p.Page/3, p.Last()))
			}
			return true
		}
	}
	return false
}

// holds says whether a line holds a text, or a word of it that was broken at its end.
func (p *Pager) holds(row int, text string) bool {
	line := Lower(Text(p.Wrapped[row]))
	if strings.Contains(line, text) {
		return true
	}
	if row+1 == len(p.Wrapped) || Width(line) < p.Width {
		return false
	}
	at := strings.Index(line+strings.TrimLeft(Lower(Text(p.Wrapped[row+1])), " "), text)
	return at >= 0 && at < len(line)
}

// drawFound marks what was found in a line.
func (p *Pager) drawFound(canvas tcell.Screen, th *theme.Theme, x, y, width int) {
	row := p.found.row - p.Top
	if p.found.text == "" || row < 0 || row >= p.Page || p.found.row >= len(p.Wrapped) {
		return
	}
	line := Text(p.Wrapped[p.found.row])
	lower := Lower(line)
	for from := 0; ; {
		at := strings.Index(lower[from:], p.found.text)
		if at < 0 {
			return
		}
		at += from
		from = at + len(p.found.text)
		column := Width(line[:at])
		Put(canvas, x+column, y+row, width-column, line[at:from], th.Selected)
	}
}

// Text is a line's text.
func Text(l Line) string {
	var b strings.Builder
	for _, s := range l.Spans {
		b.WriteString(s.Text)
	}
	return b.String()
}
