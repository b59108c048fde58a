package tui

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/explain"
	"wiretalk/tcpreasm"
)

// diagramPage is RFC 9293's state diagram with each end on its state, at the
// ladder's cursor.
type diagramPage struct {
	ladder *ladderPage
	below  pager
	inText bool // keys scroll what stands below the drawing
	drawn  int  // the frame at which that was drawn
}

// stateArt is figure 5 of RFC 9293 §3.3.2 in 78 columns. The names of states
// stand in brackets with two blanks at each side, for the ends' tokens.
//
//go:embed data/states.txt
var stateArt string

// drawing is stateArt taken apart.
var drawing = func() (d struct {
	lines []string
	width int
	nodes []node
}) {
	d.lines = strings.Split(strings.TrimRight(stateArt, "\n"), "\n")
	for y, l := range d.lines {
		d.width = max(d.width, utf8.RuneCountInString(l))
		for _, at := range nodePattern.FindAllStringSubmatchIndex(l, -1) {
			d.nodes = append(d.nodes, node{l[at[2]:at[3]], utf8.RuneCountInString(l[:at[0]]), y})
		}
	}
	return d
}()

var nodePattern = regexp.MustCompile(`\[  ([A-Z0-9-]+)  \]`)

// node is a state in the drawing, and where its bracket opens.
type node struct {
	name string
	x, y int
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
func (p *diagramPage) cut() bool { return len(p.below.wrapped) > p.below.page }

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

func (p *diagramPage) draw(canvas tcell.Screen, th *theme, x, y, width, height int) {
	for row := range height {
		fill(canvas, x, y+row, width, th.tone[plain])
	}
	l := p.ladder
	if l.model == nil {
		put(canvas, x+2, y+min(1, height-1), width-2, l.note, th.tone[dim])
		return
	}
	n := len(drawing.lines)
	if frame := int(l.step().Frame); frame != p.drawn {
		p.drawn, p.below.top = frame, 0
	}
	if width < drawing.width || height < n+2 {
		p.below.setLines(p.listLines())
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
	p.below.setLines(p.changeLines())
	p.drawText(canvas, th, left, top+n, drawing.width, max(y+height-top-n, 0))
}

// drawText draws what stands below the drawing, and at its right edge where there
// is more of it.
func (p *diagramPage) drawText(canvas tcell.Screen, th *theme, x, y, width, height int) {
	if p.below.draw(canvas, th, x, y, width, height); !p.cut() || height == 0 {
		p.inText = false
		return
	}
	for row := range height {
		fill(canvas, x+width-2, y+row, 2, th.tone[plain])
	}
	p.below.draw(canvas, th, x, y, width-2, height)
	t := dim
	if p.inText {
		t = title
	}
	put(canvas, x+width-2, y+height-1, 2, p.below.arrows(), th.tone[t])
}

// drawArt draws a line of the drawing: what is said at arrows is dim.
func (p *diagramPage) drawArt(canvas tcell.Screen, th *theme, x, y int, text string) {
	at := x
	for _, r := range text {
		t := plain
		if r < utf8.RuneSelf {
			t = dim
		}
		put(canvas, at, y, 1, string(r), th.tone[t])
		at++
	}
}

// letters stand for the ends at the states that they are in; small ones at those
// through which the segment took them.
var letters = [2]struct{ in, through string }{tcpreasm.Client: {"C", "c"}, tcpreasm.Server: {"S", "s"}}

// tokens are the letters at each node of the drawing.
func (p *diagramPage) tokens() map[int]string {
	at := map[int]string{}
	s := p.ladder.step()
	for side, letter := range letters {
		changes := p.changesOf(tcpreasm.Side(side))
		for i := len(changes) - 2; i >= 0 && changes[i].Frame == s.Frame && changes[i+1].Frame == s.Frame; i-- {
			at[nodeOf(changes[i].To, true)] += letter.through
		}
		at[nodeOf(s.States[side], len(changes) > 0)] += letter.in
	}
	return at
}

// nodeOf is the node of a state. CLOSED stands in the drawing twice, for before
// and after.
func nodeOf(state tcpreasm.State, after bool) int {
	found := -1
	for i, n := range drawing.nodes {
		if n.name == state.String() && (found < 0 || after) {
			found = i
		}
	}
	return found
}

func (p *diagramPage) drawNode(canvas tcell.Screen, th *theme, left, top, i int, tokens map[int]string) {
	n, here := drawing.nodes[i], tokens[i]
	if here == "" {
		put(canvas, left+n.x, top+n.y, len(n.name)+6, "[  "+n.name+"  ]", th.tone[plain])
		return
	}
	c, s := "  ", "  "
	style := th.tone[strong]
	for side, at := range [2]*string{&c, &s} {
		l, letter := p.ladder, letters[side]
		in := strings.Contains(here, letter.in)
		mark := letter.in
		switch {
		case !in && !strings.Contains(here, letter.through):
			continue
		case !in:
			mark = letter.through
		default:
			style = th.selected.Bold(true)
		}
		other := " "
		if in && l.model.guessed(tcpreasm.Side(side), l.step().Frame) {
			other = "?"
		}
		if *at = mark + other; tcpreasm.Side(side) == tcpreasm.Server {
			*at = other + mark
		}
	}
	put(canvas, left+n.x, top+n.y, len(n.name)+6, "["+c+n.name+s+"]", style)
}

// changesOf are an end's changes up to the cursor.
func (p *diagramPage) changesOf(side tcpreasm.Side) (list []tcpreasm.Change) {
	frame := p.ladder.step().Frame
	for _, c := range p.ladder.model.Connection.Changes.List() {
		if c.Side == side && c.Frame <= frame {
			list = append(list, c)
		}
	}
	return list
}

// path is the states that an end has gone through up to the cursor.
func (p *diagramPage) path(side tcpreasm.Side) (states []string) {
	changes := p.changesOf(side)
	for i, c := range changes {
		from := c.From.String()
		switch m := p.ladder.model; {
		case c.Cause == tcpreasm.PickedUp:
			from = p.ladder.words.unknown
		case c.Frame == m.Steps[0].Frame && assumed(c, m.Steps[0].From):
			from = "?"
		}
		if i == 0 || c.Cause == tcpreasm.PickedUp {
			states = append(states, from)
		}
		to := c.To.String()
		if p.ladder.model.IsTaken(c) {
			to += "?"
		}
		states = append(states, to)
	}
	if len(states) == 0 {
		states = []string{p.ladder.step().States[side].String()}
	}
	return states
}

// changeLines are what the ends came to by the last segment that changed it, and
// what stands in the drawing.
func (p *diagramPage) changeLines() (lines []line) {
	l := p.ladder
	legend := l.words.tokens
	for side, letter := range letters {
		list := p.changesOf(tcpreasm.Side(side))
		first := len(list) - 1
		for first > 0 && list[first-1].Frame == list[len(list)-1].Frame {
			first--
		}
		if first < len(list)-1 && list[first].Frame == l.step().Frame {
			legend = l.words.tokensThrough
		}
		mark := letter.in + "  "
		if len(list) == 0 {
			lines = append(lines, prose(3, span{mark, strong}, span{l.words.nothingYet, dim}))
		}
		for _, c := range list[max(first, 0):] {
			change := explain.Change(c)
			lines = append(lines, prose(3, span{mark, strong}, span{change.Text[l.w.language] + " ", plain}, span{unbroken(change.Section), dim}))
			mark = "   "
		}
	}
	return append(lines, prose(0, span{legend + "   " + l.words.legend, dim}))
}

// listLines are the ways of both ends as a list, for small screens.
func (p *diagramPage) listLines() (lines []line) {
	l := p.ladder
	for side, letter := range [2]string{"C", "S"} {
		spans := []span{{letter + " ", strong}}
		path := p.path(tcpreasm.Side(side))
		for i, name := range path {
			if i > 0 {
				spans = append(spans, span{" → ", dim})
			}
			if i == len(path)-1 {
				spans = append(spans, span{"[" + l.model.stateAt(tcpreasm.Side(side), l.at()) + "]", title})
			} else {
				spans = append(spans, span{unbroken(name), plain})
			}
		}
		lines = append(lines, prose(2, spans...))
	}
	changes := p.changeLines()
	return append(append(lines, line{}), changes[:len(changes)-1]...) // there is no drawing whose signs the last explains
}
