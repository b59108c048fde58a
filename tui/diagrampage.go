package tui

import (
	"fmt"
	"slices"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
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

func (p *diagramPage) title(*words.Screen) string {
	return fmt.Sprintf(p.ladder.words.Diagram, p.ladder.of)
}

func (p *diagramPage) status(w *words.Screen) string { return p.ladder.status(w) }

func (p *diagramPage) speak(w *words.Screen) { p.ladder.speak(w) }

func (p *diagramPage) refresh(s *screen) { p.ladder.refresh(s) }

func (p *diagramPage) hints() []keys.Hint {
	if p.inText {
		return []keys.Hint{keys.Back.As("Esc"), keys.Down.As("j k"), keys.ToggleLanguage.As("L")}
	}
	hints := []keys.Hint{keys.Back.As("Esc"), keys.Down.As("j k"), keys.NextItem.As("[ ]"), keys.TogglePane.As("Space"), keys.ToggleLanguage.As("L")}
	if p.cut() {
		hints = slices.Insert(hints, 1, keys.SwitchPane.As("Tab"))
	}
	return hints
}

// cut says whether there is no room for all of the text.
func (p *diagramPage) cut() bool { return len(p.below.Wrapped) > p.below.Page }

// hintWord implements namesKeys: Tab goes to the text below the drawing.
func (p *diagramPage) hintWord(a keys.Action) string {
	if a == keys.SwitchPane {
		return p.ladder.words.Text
	}
	return ""
}

func (p *diagramPage) act(s *screen, a keys.Action) bool {
	if p.inText {
		switch {
		case a == keys.Back, a == keys.SwitchPane:
			p.inText = false
			return true
		case s.scroll(&p.below, a):
			return true
		}
	}
	switch a {
	case keys.ShowDiagram, keys.ViewLadder: // which is below
		s.closePage()
		return true
	case keys.SwitchPane:
		p.inText = p.cut()
		return true
	case keys.ToggleMeanings: // the text stands below the drawing for good
		return true
	case keys.Back, keys.Open:
		return false
	case keys.ViewSegments, keys.ViewBytes, keys.ViewDelay, keys.ShowExport, keys.ShowCopy:
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
