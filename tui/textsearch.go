package tui

import (
	"fmt"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/theme"
)

// found is the line of a text in which something was found; it is forgotten when the
// text becomes another.
type found struct {
	text string // in lower case; empty while nothing was
	row  int    // of the lines as they are broken
}

// find goes to the next line with text, in steps of 1 or -1 and round the end, and
// says whether there is one. text is in lower case.
func (p *pager) find(text string, step int) bool {
	if p.width == 0 && p.drawn > 0 {
		p.width = p.drawn
		p.wrapped = p.wrap(p.lines)
	}
	n := len(p.wrapped)
	from := p.top - 1
	if p.found.text == text {
		from = p.found.row
	} else if step < 0 {
		from = p.top
	}
	for i := 1; i <= n; i++ {
		row := ((from+i*step)%n + n) % n
		if p.holds(row, text) {
			p.found = found{text, row}
			if row < p.top || row >= p.top+p.page {
				p.top = max(0, min(row-p.page/3, p.last()))
			}
			return true
		}
	}
	return false
}

// holds says whether a line holds a text, or a word of it that was broken at its end.
func (p *pager) holds(row int, text string) bool {
	line := lowerASCII(lineText(p.wrapped[row]))
	if strings.Contains(line, text) {
		return true
	}
	if row+1 == len(p.wrapped) || textWidth(line) < p.width {
		return false
	}
	at := strings.Index(line+strings.TrimLeft(lowerASCII(lineText(p.wrapped[row+1])), " "), text)
	return at >= 0 && at < len(line)
}

// drawFound marks what was found in a line.
func (p *pager) drawFound(canvas tcell.Screen, th *theme.Theme, x, y, width int) {
	row := p.found.row - p.top
	if p.found.text == "" || row < 0 || row >= p.page || p.found.row >= len(p.wrapped) {
		return
	}
	line := lineText(p.wrapped[p.found.row])
	lower := lowerASCII(line)
	for from := 0; ; {
		at := strings.Index(lower[from:], p.found.text)
		if at < 0 {
			return
		}
		at += from
		from = at + len(p.found.text)
		column := textWidth(line[:at])
		put(canvas, x+column, y+row, width-column, line[at:from], th.Selected)
	}
}

// findInText looks for what is wanted in a text that keys act on; false where there
// is none.
func (s *screen) findInText(step int) bool {
	text := lowerASCII(s.wanted)
	if s.over != nil {
		s.tellFound(s.over.pager.find(text, step))
		return true
	}
	if !s.inDetail && s.pane != full {
		return false
	}
	if s.folds != nil {
		s.folds.findText(s, text, step)
		return true
	}
	s.seeking = 0
	switch {
	case s.active().find(text, step):
		s.tellFound(true)
	case s.sides.on && s.inactive().find(text, step):
		s.sides.right = !s.sides.right
		s.tellFound(true)
	case s.more && s.look.lines < mostLines:
		s.look.lines, s.seeking = mostLines, step
		s.message = fmt.Sprintf(s.words.searching, s.wanted)
		s.updateDetail()
	default:
		s.tellFound(false)
	}
	return true
}

// seekOn goes on to look for what is wanted, once more of the text has been read.
func (s *screen) seekOn() {
	if s.seeking != 0 {
		s.findInText(s.seeking)
	}
}

func (s *screen) tellFound(is bool) {
	s.message = fmt.Sprintf(s.words.notFound, s.wanted)
	if is {
		s.message = fmt.Sprintf(s.words.found, s.wanted)
	}
}

// lineText is a line's text.
func lineText(l line) string {
	var b strings.Builder
	for _, s := range l.spans {
		b.WriteString(s.text)
	}
	return b.String()
}
