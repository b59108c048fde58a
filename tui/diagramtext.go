package tui

import (
	"wiretalk/internal/explain"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/ladderview"
	"wiretalk/tui/theme"
)

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
			from = p.ladder.words.Unknown
		case c.Frame == m.Steps[0].Frame && ladderview.Assumed(c, m.Steps[0].From):
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
func (p *diagramPage) changeLines() (lines []cells.Line) {
	l := p.ladder
	legend := l.words.Tokens
	for side, letter := range letters {
		list := p.changesOf(tcpreasm.Side(side))
		first := len(list) - 1
		for first > 0 && list[first-1].Frame == list[len(list)-1].Frame {
			first--
		}
		if first < len(list)-1 && list[first].Frame == l.step().Frame {
			legend = l.words.TokensThrough
		}
		mark := letter.in + "  "
		if len(list) == 0 {
			lines = append(lines, cells.Prose(3, cells.Ink(mark, theme.Strong), cells.Ink(l.words.NothingYet, theme.Dim)))
		}
		for _, c := range list[max(first, 0):] {
			change := explain.Change(c)
			lines = append(lines, cells.Prose(3, cells.Ink(mark, theme.Strong), cells.Ink(change.Text[l.w.Language]+" ", theme.Plain), cells.Ink(cells.Unbroken(change.Section), theme.Dim)))
			mark = "   "
		}
	}
	return append(lines, cells.Prose(0, cells.Ink(legend+"   "+l.words.Legend, theme.Dim)))
}

// listLines are the ways of both ends as a list, for small screens.
func (p *diagramPage) listLines() (lines []cells.Line) {
	l := p.ladder
	for side, letter := range [2]string{"C", "S"} {
		spans := []cells.Span{cells.Ink(letter+" ", theme.Strong)}
		path := p.path(tcpreasm.Side(side))
		for i, name := range path {
			if i > 0 {
				spans = append(spans, cells.Ink(" → ", theme.Dim))
			}
			if i == len(path)-1 {
				spans = append(spans, cells.Ink("["+l.model.StateAt(tcpreasm.Side(side), l.at())+"]", theme.Title))
			} else {
				spans = append(spans, cells.Ink(cells.Unbroken(name), theme.Plain))
			}
		}
		lines = append(lines, cells.Prose(2, spans...))
	}
	changes := p.changeLines()
	return append(append(lines, cells.Line{}), changes[:len(changes)-1]...) // there is no drawing whose signs the last explains
}
