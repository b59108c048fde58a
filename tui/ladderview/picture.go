package ladderview

import (
	"fmt"
	"strconv"
	"strings"

	"wiretalk/internal/ladder"
	"wiretalk/internal/phrase"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// The least widths at which parts of the picture are shown.
const (
	statesFrom = 64 // columns, for the states beside the lifelines
	TimesFrom  = 72 // for the time
	framesFrom = 74 // for the frame
	stateCells = len("SYN-RECEIVED") + 1
	airFrom    = 34 // rows of the picture, for an empty line between arrows
	bothFrom   = 64 // columns between the lifelines, for real numbers beside the others
)

const maxTags = 4 // messages listed at one arrow

// Picture draws rows of a ladder as lines of text, all of one width.
type Picture struct {
	*Model
	words       *Words
	Width       int
	frame       int // columns of these; 0 when they are not shown
	time, state int
	between     int // columns between the lifelines
	real, air   bool
	Chosen      int   // the selected row
	Aside       bool  // the keys act on something else
	Twin        int64 // the frame of what it repeats or is repeated by
}

// NewPicture fits a ladder to a width and a height in cells; real is for the numbers as they were sent.
func NewPicture(m *Model, w *Words, width, height int, real bool) *Picture {
	p := &Picture{Model: m, words: w, Width: width, real: real, air: height >= airFrom}
	if width >= statesFrom {
		p.state = stateCells
	}
	if width >= TimesFrom && len(m.Steps) > 0 {
		p.time = m.WidestTime + 1
	}
	p.between = width - 1 - p.time - 2*p.state - 2
	if p.state > 0 {
		p.between -= 2
	}
	if width >= framesFrom && len(m.Steps) > 0 {
		const leastBetween = 28 // for "ACK seq=x+1 ack=y+1"
		if frame := len(strconv.FormatInt(m.Steps[len(m.Steps)-1].Frame, 10)); p.between-frame >= leastBetween {
			p.frame, p.between = frame, p.between-frame
		}
	}
	return p
}

// lifeline is the piece of a lifeline beside text.
func lifeline(heavy bool) string {
	if heavy {
		return "┃"
	}
	return "│"
}

// rung is one line of the picture before it is put together.
type rung struct {
	mark    string
	frame   int64 // 0 for none
	time    string
	states  [2]string
	life    [2]string
	between []cells.Span
	strong  bool // the lifelines and states of the selected row
}

func (p *Picture) line(r rung) cells.Line {
	t := theme.Plain
	if r.strong {
		t = theme.Strong
	}
	spans := []cells.Span{cells.Ink(r.mark+cells.Spaces(1-cells.Width(r.mark)), theme.Strong)}
	if p.frame > 0 {
		frame := ""
		if r.frame != 0 {
			frame = strconv.FormatInt(r.frame, 10)
		}
		spans = append(spans, cells.Ink(cells.Spaces(p.frame-len(frame))+frame, theme.Dim))
	}
	if p.time > 0 {
		spans = append(spans, cells.Ink(cells.Spaces(p.time-cells.Width(r.time))+r.time, theme.Dim))
	}
	left, right := "", ""
	if p.state > 0 {
		left, right = cells.Spaces(p.state-cells.Width(r.states[0]))+r.states[0]+" ", " "+r.states[1]
	}
	spans = append(spans, cells.Ink(left, theme.Strong), cells.Ink(r.life[0], t))
	spans = append(spans, r.between...)
	spans = append(spans, cells.Ink(cells.Spaces(p.between-cells.SpansWidth(r.between)), theme.Plain), cells.Ink(r.life[1], t), cells.Ink(right, theme.Strong))
	return cells.Of(spans...)
}

// cursor marks the selected row: filled where the keys act on it.
func (p *Picture) cursor() string {
	if p.Aside {
		return "▹"
	}
	return "▸"
}

// Row is the lines of a row; at is its place.
func (p *Picture) Row(at int) (lines []cells.Line) {
	r := &p.Rows[at]
	var before, behind [2]bool
	for side := range before {
		before[side], behind[side] = p.underWay(tcpreasm.Side(side), r)
	}
	selected := at == p.Chosen
	g := rung{strong: selected}
	if selected {
		g.mark = p.cursor()
	}
	switch r.Kind {
	case ladder.Silence:
		for side := range g.life {
			g.life[side] = [2]string{"┊", "┋"}[b2i(before[side])]
		}
		g.between = []cells.Span{p.centred(fmt.Sprintf(p.words.Silence, phrase.Took(r.Duration)), selected)}
		return []cells.Line{p.line(g)}
	case ladder.Fold:
		for side := range g.life {
			g.life[side] = [2]string{"┊", "┋"}[b2i(before[side])]
		}
		g.time = p.Since(r.Step)
		g.between = []cells.Span{p.centred(phrase.Sprintf(p.words.fold, phrase.Count(int64(r.Last-r.Step+1)), phrase.Size(r.Bytes[0]+r.Bytes[1])), selected)}
		return p.airy([]cells.Line{p.line(g)}, behind)
	}
	s := &p.Steps[r.Step]
	heavy := before
	lines = p.tags(r, &heavy)
	g.frame, g.time, g.states = s.Frame, p.Since(r.Step), p.Changed(s)
	if p.Twin != 0 && s.Frame == p.Twin && !selected {
		g.mark = "•"
	}
	for side := range g.life {
		g.life[side] = lifeline(heavy[side])
		if heavy[side] && !behind[side] {
			g.life[side] = [2]string{"┗", "┛"}[side]
		}
	}
	g.between = p.shaft(r, s, selected)
	lines = append(lines, p.line(g))
	if r.Comes != 0 {
		lines = append(lines, p.arriving(r, s, behind))
	}
	return p.airy(lines, behind)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// airy puts an empty line below a row where there is room for it.
func (p *Picture) airy(lines []cells.Line, heavy [2]bool) []cells.Line {
	if p.air {
		lines = append(lines, p.line(rung{life: [2]string{lifeline(heavy[0]), lifeline(heavy[1])}}))
	}
	return lines
}

// tags are the messages that begin at a row; heavy becomes whether one is under
// way behind them.
func (p *Picture) tags(r *ladder.Row, heavy *[2]bool) (lines []cells.Line) {
	for i, m := range r.Messages {
		label := m.Label
		if i == maxTags && len(r.Messages) > maxTags+1 {
			label = phrase.Sprintf(p.words.moreMessages, len(r.Messages)-maxTags)
		} else if i > maxTags {
			heavy[m.From] = true
			continue
		}
		g := rung{life: [2]string{lifeline(heavy[0]), lifeline(heavy[1])}}
		corner := [2][2]string{{"┏", "┣"}, {"┓", "┫"}}[m.From][b2i(heavy[m.From])]
		g.life[m.From] = corner
		label = cells.Clip(label, p.between-2)
		g.between = []cells.Span{cells.Ink(" "+label, theme.Name)}
		if m.From == tcpreasm.Server {
			g.between = []cells.Span{cells.Ink(cells.Spaces(p.between-1-cells.Width(label)), theme.Plain), cells.Ink(label, theme.Quoted)}
		}
		heavy[m.From] = true
		lines = append(lines, p.line(g))
	}
	return lines
}

func (p *Picture) centred(text string, selected bool) cells.Span {
	t := theme.Dim
	if selected {
		t = theme.Strong
	}
	text = cells.Clip(text, p.between)
	return cells.Ink(cells.Spaces((p.between-cells.Width(text))/2)+text, t)
}

// Header is the lines above the lifelines: who the ends are, and their states
// after step i.
func (p *Picture) Header(i int, roomy bool) (lines []cells.Line) {
	ends := p.Connection.Ends
	names := [2]string{p.words.client + " " + ends[0].String(), p.words.server + " " + ends[1].String()}
	left := 1 + p.frame + p.time + p.state + b2i(p.state > 0)
	if roomy {
		switch a, b := cells.Width(names[0]), cells.Width(names[1]); {
		case a+b+2 <= p.Width-1:
			// Each stands at its lifeline as far as there is room.
			at := min(max(left-a/2, 1), p.Width-1-b-2-a)
			right := min(max(left+p.between+1-b/2, at+a+2), p.Width-b)
			lines = append(lines, cells.Of(cells.Ink(cells.Spaces(at), theme.Plain), cells.Ink(names[0], theme.Name), cells.Ink(cells.Spaces(right-at-a), theme.Plain), cells.Ink(names[1], theme.Quoted)))
		default:
			lines = append(lines, cells.Of(cells.Ink(" "+cells.Clip(names[0], p.Width-1), theme.Name)),
				cells.Of(cells.Ink(cells.Spaces(p.Width-cells.Width(cells.Clip(names[1], p.Width)))+cells.Clip(names[1], p.Width), theme.Quoted)))
		}
	}
	states := [2]string{p.StateAt(0, i), p.StateAt(1, i)}
	if p.state > 0 {
		g := rung{time: cells.Clip(p.words.now, p.time), states: states, life: [2]string{"┬", "┬"}}
		return append(lines, p.line(g))
	}
	room := p.between - 2
	a, b := cells.Clip(states[0], room/2), cells.Clip(states[1], room/2)
	return append(lines, cells.Of(cells.Ink(" ┬ ", theme.Plain), cells.Ink(a, theme.Strong), cells.Ink(cells.Spaces(p.between-2-cells.Width(a)-cells.Width(b)), theme.Plain), cells.Ink(b, theme.Strong), cells.Ink(" ┬", theme.Plain)))
}

// VerdictRow is the line that ends the picture.
func (p *Picture) VerdictRow(selected bool) cells.Line {
	t, mark := theme.Dim, ""
	if selected {
		t, mark = theme.Title, p.cursor()
	}
	text := cells.Clip(" "+p.words.InShort+" ", p.between)
	left := (p.between - cells.Width(text)) / 2
	return p.line(rung{mark: mark, life: [2]string{"┴", "┴"}, between: []cells.Span{
		cells.Ink(strings.Repeat("─", left), theme.Plain), cells.Ink(text, t), cells.Ink(strings.Repeat("─", p.between-left-cells.Width(text)), theme.Plain)}})
}

// Blank is a piece of the lifelines with nothing on it.
func (p *Picture) Blank() cells.Line { return p.line(rung{life: [2]string{"│", "│"}}) }

// Right is the cell in which the right lifeline stands.
func (p *Picture) Right() int {
	return 1 + p.frame + p.time + p.state + b2i(p.state > 0) + 1 + p.between
}
