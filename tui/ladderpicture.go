package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"wiretalk/internal/explain"
	"wiretalk/internal/ladder"
	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// ladderModel is a connection's ladder with what its page needs beside it. It
// is made beside the event loop, and used on it.
type ladderModel struct {
	*ladder.Ladder
	bySide     [2][]*ladder.Message // in the order of the frames
	syn        [2]bool              // that of each end was captured
	spoke      [2]bool              // so was anything but a RST of each end
	narrator   *explain.Narrator
	chronicle  *chronicle
	widestTime int // columns
	journey    *journey
	heads      map[headAt]string // of messages, as they were sent; nil where they are not shown
}

// headAt is where a head begins.
type headAt struct {
	side  int
	frame int64
}

// The least widths at which parts of the picture are shown.
const (
	statesFrom = 64 // columns, for the states beside the lifelines
	timesFrom  = 72 // for the time
	framesFrom = 74 // for the frame
	stateCells = len("SYN-RECEIVED") + 1
	airFrom    = 34 // rows of the picture, for an empty line between arrows
	bothFrom   = 64 // columns between the lifelines, for real numbers beside the others
)

const maxTags = 4 // messages listed at one arrow

// picture draws rows of a ladder as lines of text, all of one width.
type picture struct {
	*ladderModel
	words       *ladderWords
	width       int
	frame       int // columns of these; 0 when they are not shown
	time, state int
	between     int // columns between the lifelines
	real, air   bool
	chosen      int   // the selected row
	twin        int64 // the frame of what it repeats or is repeated by
}

func newPicture(m *ladderModel, w *ladderWords, width, height int, real bool) *picture {
	p := &picture{ladderModel: m, words: w, width: width, real: real, air: height >= airFrom}
	if width >= statesFrom {
		p.state = stateCells
	}
	if width >= timesFrom && len(m.Steps) > 0 {
		p.time = m.widestTime + 1
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

// since is a segment's time after the first's, in seconds; empty when the
// capture does not say.
func (m *ladderModel) since(i int) string {
	if m.Steps[i].Time == 0 || m.Steps[0].Time == 0 {
		return ""
	}
	d := m.Steps[i].Time - m.Steps[0].Time
	if d >= 1000e9 || d <= -1000e9 {
		return strconv.FormatFloat(float64(d)/1e9, 'f', 3, 64)
	}
	return strconv.FormatFloat(float64(d)/1e9, 'f', 6, 64)
}

// widthOfTimes is how many columns the widest time takes: it is the one that
// lies furthest from the first, or the last with more digits behind the point.
func (m *ladderModel) widthOfTimes() (widest int) {
	var near, far [2]int // before and after the first: steps
	first := m.Steps[0].Time
	for i := range m.Steps {
		d := m.Steps[i].Time - first
		if m.Steps[i].Time == 0 || first == 0 {
			continue
		}
		side, of := b2i(d > 0), &near
		if d >= 1000e9 || d <= -1000e9 {
			of = &far
		}
		if furthest := m.Steps[of[side]].Time - first; d > furthest == (d > 0) {
			of[side] = i
		}
	}
	for _, i := range [...]int{near[0], near[1], far[0], far[1]} {
		widest = max(widest, textWidth(m.since(i)))
	}
	return widest
}

// underWay says whether a message of an end goes on before and behind a row.
func (m *ladderModel) underWay(side tcpreasm.Side, r *ladder.Row) (before, behind bool) {
	first, last := m.Steps[r.Step].Frame, m.Steps[r.Last].Frame
	list := m.bySide[side]
	at, _ := slices.BinarySearchFunc(list, first, func(m *ladder.Message, frame int64) int { return cmp.Compare(m.Frame, frame) })
	if r.Kind == ladder.Silence {
		on := at < len(list) && list[at].FirstFrame < first
		return on, on
	}
	for ; at < len(list) && list[at].FirstFrame <= last; at++ {
		before = before || list[at].FirstFrame < first
		behind = behind || list[at].Frame > last
	}
	return before, behind
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
	between []span
	strong  bool // the lifelines and states of the selected row
}

func (p *picture) line(r rung) line {
	t := plain
	if r.strong {
		t = strong
	}
	spans := []span{{r.mark + spaces(1-textWidth(r.mark)), strong}}
	if p.frame > 0 {
		frame := ""
		if r.frame != 0 {
			frame = strconv.FormatInt(r.frame, 10)
		}
		spans = append(spans, span{spaces(p.frame-len(frame)) + frame, dim})
	}
	if p.time > 0 {
		spans = append(spans, span{spaces(p.time-textWidth(r.time)) + r.time, dim})
	}
	left, right := "", ""
	if p.state > 0 {
		left, right = spaces(p.state-textWidth(r.states[0]))+r.states[0]+" ", " "+r.states[1]
	}
	spans = append(spans, span{left, strong}, span{r.life[0], t})
	spans = append(spans, r.between...)
	spans = append(spans, span{spaces(p.between - spansWidth(r.between)), plain}, span{r.life[1], t}, span{right, strong})
	return of(spans...)
}

// row is the lines of a row; at is its place.
func (p *picture) row(at int) (lines []line) {
	r := &p.Rows[at]
	var before, behind [2]bool
	for side := range before {
		before[side], behind[side] = p.underWay(tcpreasm.Side(side), r)
	}
	selected := at == p.chosen
	g := rung{strong: selected}
	if selected {
		g.mark = "▸"
	}
	switch r.Kind {
	case ladder.Silence:
		for side := range g.life {
			g.life[side] = [2]string{"┊", "┋"}[b2i(before[side])]
		}
		g.between = []span{p.centred(fmt.Sprintf(p.words.silence, took(r.Duration)), selected)}
		return []line{p.line(g)}
	case ladder.Fold:
		for side := range g.life {
			g.life[side] = [2]string{"┊", "┋"}[b2i(before[side])]
		}
		g.time = p.since(r.Step)
		g.between = []span{p.centred(phrase.Sprintf(p.words.fold, count(int64(r.Last-r.Step+1)), size(r.Bytes[0]+r.Bytes[1])), selected)}
		return p.airy([]line{p.line(g)}, behind)
	}
	s := &p.Steps[r.Step]
	heavy := before
	lines = p.tags(r, &heavy)
	g.frame, g.time, g.states = s.Frame, p.since(r.Step), p.Changed(s)
	if p.twin != 0 && s.Frame == p.twin && !selected {
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

// arriving is the line of what comes to a segment's sender only after it.
func (p *picture) arriving(r *ladder.Row, s *replay.Step, heavy [2]bool) line {
	g := rung{life: [2]string{lifeline(heavy[0]), lifeline(heavy[1])}}
	g.states[s.From] = p.ComesTo(s)
	t := sideTone(s.From.Peer())
	text := clip("┄┄┄ "+fmt.Sprintf(p.words.arrives, p.Steps[r.Comes-1].Frame)+" ┄┄┄", p.between-1)
	if g.between = []span{{"◀" + text, t}}; s.From == tcpreasm.Server {
		g.between = []span{{spaces(p.between-1-textWidth(text)) + text + "▶", t}}
	}
	return p.line(g)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// airy puts an empty line below a row where there is room for it.
func (p *picture) airy(lines []line, heavy [2]bool) []line {
	if p.air {
		lines = append(lines, p.line(rung{life: [2]string{lifeline(heavy[0]), lifeline(heavy[1])}}))
	}
	return lines
}

// tags are the messages that begin at a row; heavy becomes whether one is under
// way behind them.
func (p *picture) tags(r *ladder.Row, heavy *[2]bool) (lines []line) {
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
		label = clip(label, p.between-2)
		g.between = []span{{" " + label, name}}
		if m.From == tcpreasm.Server {
			g.between = []span{{spaces(p.between - 1 - textWidth(label)), plain}, {label, quoted}}
		}
		heavy[m.From] = true
		lines = append(lines, p.line(g))
	}
	return lines
}

func (p *picture) centred(text string, selected bool) span {
	t := dim
	if selected {
		t = strong
	}
	text = clip(text, p.between)
	return span{spaces((p.between-textWidth(text))/2) + text, t}
}

// shaft is the arrow with what stands at it.
func (p *picture) shaft(r *ladder.Row, s *replay.Step, selected bool) []span {
	length := p.between
	t := sideTone(s.From)
	switch {
	case s.Flags.Has(tcpreasm.RST):
		t = bad
	case r.Repeats != 0 || s.SameAs != 0:
		t = warn
	}
	head := [2]string{"▶", "◀"}[s.From]
	rest, stroke := "", "─"
	if r.Repeats != 0 || s.SameAs != 0 {
		stroke = "╌"
	}
	if r.Behind != 0 {
		head, length = "┄┄┄", length-2
	}
	label := " " + p.label(r, s, length-5) + " "
	if r.Lost {
		t, head = bad, "✗"
		length = min(max(p.between*2/3, textWidth(label)+4), p.between)
		room := p.between - length
		mark := p.words.lost
		if textWidth(mark)+1 > room {
			mark = ""
		}
		if rest = fitTo(" "+mark, room); s.From == tcpreasm.Server {
			rest = spaces(room-textWidth(mark)-1) + fitTo(mark+" ", min(room, textWidth(mark)+1))
		}
	}
	labelTone := plain
	if selected {
		labelTone = title
	}
	tail := strings.Repeat(stroke, max(length-2-textWidth(label), 0))
	if s.From == tcpreasm.Server {
		return []span{{rest + head + stroke, t}, {label, labelTone}, {tail, t}}
	}
	return []span{{stroke, t}, {label, labelTone}, {tail + head, t}, {rest, t}}
}

// fitTo makes text exactly width cells wide.
func fitTo(text string, width int) string {
	text = clip(text, width)
	return text + spaces(width-textWidth(text))
}

// sideTone is the tone of what an end sends.
func sideTone(s tcpreasm.Side) tone {
	if s == tcpreasm.Client {
		return name
	}
	return quoted
}

// label is as much as there is room for of what is to be said at an arrow.
func (p *picture) label(r *ladder.Row, s *replay.Step, room int) string {
	long, short := "", ""
	if r.Repeats != 0 {
		long, short = fmt.Sprintf(" ("+p.words.again+")", r.Repeats), fmt.Sprintf(" ↺%d", r.Repeats)
	}
	textbook, real := p.Label(r.Step), ladder.Numbers(s)
	flags, _, _ := strings.Cut(textbook, " seq=")
	payload := p.Window(r.Step)
	if s.Length > 0 {
		payload = fmt.Sprintf(" len=%d", s.Length) + payload
	}
	candidates := []string{textbook + long, textbook + short, ladder.WithoutAck(textbook) + short, flags + payload + short, flags + short}
	if p.real {
		candidates = []string{flags + " " + real + payload + long, flags + " " + real + payload + short, flags + " " + real + short}
	}
	if p.between >= bothFrom && !p.real {
		candidates = append([]string{textbook + "   " + real + long, textbook + "   " + real + short}, candidates...)
	}
	for _, c := range candidates {
		if textWidth(c) <= room {
			return c
		}
	}
	return clip(candidates[len(candidates)-1], room)
}

// stateAt is an end's state after a step, with a question mark when it is only
// taken to be so.
func (m *ladderModel) stateAt(side tcpreasm.Side, i int) string {
	text := m.Steps[i].States[side].String()
	if m.guessed(side, m.Steps[i].Frame) {
		text += "?"
	}
	return text
}

// guessed says whether an end is only taken to be in its state at a frame.
func (m *ladderModel) guessed(side tcpreasm.Side, frame int64) (guess bool) {
	for _, c := range m.Connection.Changes.List() {
		if c.Frame <= frame && c.Side == side {
			guess = m.IsTaken(c)
		}
	}
	return guess
}

// header is the lines above the lifelines: who the ends are, and their states
// after step i.
func (p *picture) header(i int, roomy bool) (lines []line) {
	ends := p.Connection.Ends
	names := [2]string{p.words.client + " " + ends[0].String(), p.words.server + " " + ends[1].String()}
	left := 1 + p.frame + p.time + p.state + b2i(p.state > 0)
	if roomy {
		switch a, b := textWidth(names[0]), textWidth(names[1]); {
		case a+b+2 <= p.width-1:
			// Each stands at its lifeline as far as there is room.
			at := min(max(left-a/2, 1), p.width-1-b-2-a)
			right := min(max(left+p.between+1-b/2, at+a+2), p.width-b)
			lines = append(lines, of(span{spaces(at), plain}, span{names[0], name}, span{spaces(right - at - a), plain}, span{names[1], quoted}))
		default:
			lines = append(lines, of(span{" " + clip(names[0], p.width-1), name}),
				of(span{spaces(p.width-textWidth(clip(names[1], p.width))) + clip(names[1], p.width), quoted}))
		}
	}
	states := [2]string{p.stateAt(0, i), p.stateAt(1, i)}
	if p.state > 0 {
		g := rung{time: clip(p.words.now, p.time), states: states, life: [2]string{"┬", "┬"}}
		return append(lines, p.line(g))
	}
	room := p.between - 2
	a, b := clip(states[0], room/2), clip(states[1], room/2)
	return append(lines, of(span{" ┬ ", plain}, span{a, strong}, span{spaces(p.between - 2 - textWidth(a) - textWidth(b)), plain}, span{b, strong}, span{" ┬", plain}))
}

// verdictRow is the line that ends the picture.
func (p *picture) verdictRow(selected bool) line {
	t, mark := dim, ""
	if selected {
		t, mark = title, "▸"
	}
	text := clip(" "+p.words.inShort+" ", p.between)
	left := (p.between - textWidth(text)) / 2
	return p.line(rung{mark: mark, life: [2]string{"┴", "┴"}, between: []span{
		{strings.Repeat("─", left), plain}, {text, t}, {strings.Repeat("─", p.between-left-textWidth(text)), plain}}})
}

// blank is a piece of the lifelines with nothing on it.
func (p *picture) blank() line { return p.line(rung{life: [2]string{"│", "│"}}) }

// gapBefore is the time from the row before to a row, as the capture has it.
func (m *ladderModel) gapBefore(at int) time.Duration {
	if at <= 0 || at >= len(m.Rows) {
		return 0
	}
	a, b := m.Steps[m.Rows[at-1].Last].Time, m.Steps[m.Rows[at].Step].Time
	if m.Rows[at].Kind != ladder.Silence && m.Rows[at-1].Kind == ladder.Silence || a == 0 || b < a {
		return 0
	}
	return time.Duration(b - a)
}
