package tui

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/ladder"
	"wiretalk/tui/cells"
	"wiretalk/tui/ladderview"
	"wiretalk/tui/theme"
)

// Sizes of the page's parts.
const (
	besideFrom   = 120 // columns from which the pane stands at the right
	stripFrom    = 12  // rows from which the journey is shown
	addressFrom  = 14
	widestLadder = 112
)

func (p *ladderPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	for row := range height {
		cells.Fill(canvas, x, y+row, width, th.Tone[theme.Plain])
	}
	p.width = width
	if p.model == nil {
		cells.Put(canvas, x+2, y+min(1, height-1), width-2, p.note, th.Tone[theme.Dim])
		return
	}
	if height >= stripFrom {
		strip := p.strip(width - 2)
		p.drawLine(canvas, th, x+1, y, width-1, strip)
		y, height = y+1, height-1
	}
	if p.hidden && p.quiz == nil {
		p.drawPicture(canvas, th, x, y, width, height, height)
		return
	}
	if width >= besideFrom {
		ladderWidth := min(max(width*11/20, ladderview.TimesFrom+2), widestLadder)
		p.drawPicture(canvas, th, x, y, ladderWidth, height, height)
		p.drawPane(canvas, th, x+ladderWidth+1, y, width-ladderWidth-1, height)
		return
	}
	paneHeight := max(height*2/5, 3)
	if p.quiz != nil {
		paneHeight = max(height*3/5, 3)
	}
	most := height - paneHeight
	picture := p.split.of(p.cursor, most, p.needs(width, most))
	p.drawPicture(canvas, th, x, y, width, picture, most)
	p.drawPane(canvas, th, x, y+picture, width, height-picture)
}

// division divides rows between the picture and the pane below it: the picture
// has what it needs and a little more, so that a step does not move the pane each
// time. The zero value is ready.
type division struct{ cursor, most, picture int }

const (
	splitStep  = 4 // rows by which the picture grows
	splitSlack = 8 // rows unused from which it shrinks
	firstRows  = 5 // of the ladder, for which there is room before they have been come to
)

// of is how many rows the picture gets of at most most. What was given it before
// counts only where the cursor came by a step.
func (d *division) of(cursor, most, needs int) int {
	jumped := cursor-d.cursor > 1 || d.cursor-cursor > 1
	if d.cursor = cursor; jumped || d.most != most || needs > d.picture || d.picture-needs >= splitSlack {
		d.most = most
		d.picture = min((needs+splitStep)/splitStep*splitStep, most)
	}
	return d.picture
}

// needs is how many rows the picture has something for, at most most.
func (p *ladderPage) needs(width, most int) int {
	pic := ladderview.NewPicture(p.model, p.words, width, most, p.real)
	n := len(pic.Header(p.at(), most >= addressFrom-4))
	end := p.cursor
	if p.quiz == nil {
		end = max(end, min(firstRows, len(p.model.Rows))-1)
	}
	if p.all {
		end = len(p.model.Rows)
	}
	for row := 0; row <= end && n < most; row++ {
		if row == len(p.model.Rows) {
			n++
		} else {
			n += len(pic.Row(row))
		}
	}
	return min(n, most)
}

func (p *ladderPage) drawLine(canvas tcell.Screen, th *theme.Theme, x, y, width int, l cells.Line) {
	at := 0
	for _, s := range l.Spans {
		at += cells.Put(canvas, x+at, y, width-at, s.Text, th.Tone[s.Tone])
	}
}

// drawPicture draws the header and the rows round the cursor. most is the height
// that it may come to, by which it is seen how much is said.
func (p *ladderPage) drawPicture(canvas tcell.Screen, th *theme.Theme, x, y, width, height, most int) {
	pic := ladderview.NewPicture(p.model, p.words, width, most, p.real)
	pic.Chosen, pic.Aside = p.cursor, p.inPane
	pic.Twin = p.twin()
	header := pic.Header(p.at(), most >= addressFrom-4)
	for _, l := range header {
		p.drawLine(canvas, th, x, y, width, l)
		y, height = y+1, height-1
	}
	lines := p.window(pic, height)
	for i := range height {
		l := pic.Blank()
		if i < len(lines) {
			l = lines[i]
		} else if p.cursor >= len(p.model.Rows) || p.all {
			break
		}
		p.drawLine(canvas, th, x, y+i, width, l)
	}
}

// window is the lines of the rows round the cursor, at most height.
func (p *ladderPage) window(pic *ladderview.Picture, height int) (lines []cells.Line) {
	n := len(p.model.Rows)
	of := func(row int) []cells.Line {
		if row == n {
			return []cells.Line{pic.VerdictRow(p.cursor == n)}
		}
		return pic.Row(row)
	}
	// As far up as the cursor's row stays in sight.
	taken, least := len(of(p.cursor)), p.cursor
	for least > 0 {
		more := len(of(least - 1))
		if taken+more > height {
			break
		}
		taken, least = taken+more, least-1
	}
	p.top = max(least, min(p.top, p.cursor))
	if p.top > least && p.cursor == n || !p.all {
		p.top = least
	}
	end := p.cursor
	if p.all {
		end = n
	}
	p.rows = 0
	for row := p.top; row <= end && len(lines) < height; row++ {
		lines = append(lines, of(row)...)
		p.rows++
	}
	return lines[:min(len(lines), height)]
}

// twin is the frame that the selected row repeats, or by which it is repeated
// next; 0 for none.
func (p *ladderPage) twin() int64 {
	if p.cursor >= len(p.model.Rows) {
		return 0
	}
	r := &p.model.Rows[p.cursor]
	if r.Kind != ladder.Arrow {
		return 0
	}
	if r.Repeats != 0 {
		return r.Repeats
	}
	frame := p.model.Steps[r.Step].Frame
	for row := p.cursor + 1; row < min(p.cursor+200, len(p.model.Rows)); row++ {
		if next := &p.model.Rows[row]; next.Repeats == frame {
			return p.model.Steps[next.Step].Frame
		}
	}
	return 0
}
