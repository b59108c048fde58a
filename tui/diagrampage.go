package tui

import (
	"fmt"
	"slices"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// diagramPage is RFC 9293's state diagram with each end on its state, at the
// ladder's cursor.
type diagramPage struct {
	ladder *ladderPage
	below  cells.Pager
	inText bool // keys scroll what stands below the drawing
	drawn  int  // the frame at which that was drawn
}

func (p *diagramPage) stream() int { return p.ladder.of }

func (p *diagramPage) title(*words) string {
	return fmt.Sprintf(p.ladder.words.diagram, p.ladder.of)
}

func (p *diagramPage) status(w *words) string { return p.ladder.status(w) }

func (p *diagramPage) speak(w *words) { p.ladder.speak(w) }

func (p *diagramPage) refresh(s *screen) { p.ladder.refresh(s) }

func (p *diagramPage) hints() []hint {
	if p.inText {
		return []hint{{back, "Esc"}, {down, "j k"}, {toggleLanguage, "L"}}
	}
	hints := []hint{{back, "Esc"}, {down, "j k"}, {nextItem, "[ ]"}, {togglePane, "Space"}, {toggleLanguage, "L"}}
	if p.cut() {
		hints = slices.Insert(hints, 1, hint{switchPane, "Tab"})
	}
	return hints
}

// cut says whether there is no room for all of the text.
func (p *diagramPage) cut() bool { return len(p.below.Wrapped) > p.below.Page }

// hintWord implements namesKeys: Tab goes to the text below the drawing.
func (p *diagramPage) hintWord(a action) string {
	if a == switchPane {
		return p.ladder.words.text
	}
	return ""
}

func (p *diagramPage) act(s *screen, a action) bool {
	if p.inText {
		switch {
		case a == back, a == switchPane:
			p.inText = false
			return true
		case s.scroll(&p.below, a):
			return true
		}
	}
	switch a {
	case showDiagram, viewLadder: // which is below
		s.closePage()
		return true
	case switchPane:
		p.inText = p.cut()
		return true
	case back, open:
		return false
	case viewSegments, viewBytes, viewDelay, showExport, showCopy:
		if p.ladder.readFrom != nil {
			return true // a lesson's: they are about what is behind
		}
	}
	p.ladder.inPane = false
	return p.ladder.act(s, a)
}

func (p *diagramPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	for row := range height {
		cells.Fill(canvas, x, y+row, width, th.Tone[theme.Plain])
	}
	l := p.ladder
	if l.model == nil {
		cells.Put(canvas, x+2, y+min(1, height-1), width-2, l.note, th.Tone[theme.Dim])
		return
	}
	n := len(drawing.lines)
	if frame := int(l.step().Frame); frame != p.drawn {
		p.drawn, p.below.Top = frame, 0
	}
	if width < drawing.width || height < n+2 {
		p.below.SetLines(p.listLines())
		p.drawText(canvas, th, x+1, y, width-2, height)
		return
	}
	left := x + (width-drawing.width)/2
	top := y + min((height-n-3)/3, 6)
	if height < n+4 {
		top = y
	}
	for i, text := range drawing.lines {
		p.drawArt(canvas, th, left, top+i, text)
	}
	tokens := p.tokens()
	for i := range drawing.nodes {
		p.drawNode(canvas, th, left, top, i, tokens)
	}
	p.below.SetLines(p.changeLines())
	p.drawText(canvas, th, left, top+n, drawing.width, max(y+height-top-n, 0))
}

// drawText draws what stands below the drawing, and at its right edge where there
// is more of it.
func (p *diagramPage) drawText(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	if p.below.Draw(canvas, th, x, y, width, height); !p.cut() || height == 0 {
		p.inText = false
		return
	}
	for row := range height {
		cells.Fill(canvas, x+width-2, y+row, 2, th.Tone[theme.Plain])
	}
	p.below.Draw(canvas, th, x, y, width-2, height)
	t := theme.Dim
	if p.inText {
		t = theme.Title
	}
	cells.Put(canvas, x+width-2, y+height-1, 2, p.below.Arrows(), th.Tone[t])
}
