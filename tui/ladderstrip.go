package tui

import (
	"fmt"

	"wiretalk/httpdecode"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// stripWords are the words of the stages at a moment.
func (p *ladderPage) stripWords(how *[stages]reached, frame int64, short bool) (names [stages]string) {
	w := p.words
	names = [stages]string{w.named, w.opened, w.line, w.fields, w.body, w.statusLine, w.fields, w.body, w.shut, w.data}
	end := w.kept
	j := p.model.journey
	switch {
	case how[stageEnd] != here:
		end = w.shut
	case j.reset != 0 && frame >= j.reset:
		end = w.cutOff
	case j.closing != 0 && frame >= j.closing:
		if end = w.closing; over(p.step()) {
			end = w.closed
		}
	}
	names[stageEnd] = end
	if c := p.model.journey.c; c.Protocol > httpdecode.Unknown {
		names[stageData] = c.Protocol.String()
	}
	if short {
		copy(names[:stageEnd], w.short[:stageEnd])
		if end == w.shut {
			names[stageEnd] = w.short[stageEnd]
		}
	}
	return names
}

// strip is the journey as one line, where one is now in brackets.
func (p *ladderPage) strip(width int) cells.Line {
	s := p.step()
	if s == nil {
		return cells.Line{}
	}
	how, exchange, count := p.model.journey.at(s)
	order := []stage{stageName, stageOpen, stageLine, stageFields, stageBody, stageStatus, stageAnswerFields, stageAnswerBody, stageEnd}
	if count == 0 {
		order = []stage{stageName, stageOpen, stageData, stageEnd}
		if p.model.journey.data == 0 {
			order = []stage{stageName, stageOpen, stageEnd}
		}
	}
	var groups [stages]string
	number := ""
	if count > 1 {
		number = fmt.Sprintf("%d/%d ", max(exchange, 1), count)
	}
	for _, form := range [...]struct{ short, grouped bool }{{false, true}, {false, false}, {true, true}, {true, false}} {
		names := p.stripWords(&how, s.Frame, form.short)
		groups[stageLine], groups[stageStatus] = number, ""
		if form.short && count > 0 {
			groups[stageLine], groups[stageStatus] = p.words.request+" "+number, p.words.response+" "
		}
		pieces := stripPieces(order, names, groups, &how, form.grouped)
		if cells.SpansWidth(pieces) <= width {
			return cells.Of(pieces...)
		}
	}
	// The rest does not fit: as much of it as there is room round where one is.
	names := p.stripWords(&how, s.Frame, true)
	from, to := around(order, &how)
	for {
		wider := false
		for _, next := range [2][2]int{{from, to + 1}, {from - 1, to}} {
			if next[0] < 0 || next[1] > len(order) {
				continue
			}
			if cells.SpansWidth(stripPieces(order[next[0]:next[1]], names, groups, &how, false))+4 <= width {
				from, to, wider = next[0], next[1], true
			}
		}
		if !wider {
			break
		}
	}
	pieces := stripPieces(order[from:to], names, groups, &how, false)
	if from > 0 {
		pieces = append([]cells.Span{cells.Ink("‹ ", theme.Dim)}, pieces...)
	}
	if to < len(order) {
		pieces = append(pieces, cells.Ink(" ›", theme.Dim))
	}
	return cells.Of(pieces...)
}

// around is the span of stages where one is; the last that is passed when none.
func around(order []stage, how *[stages]reached) (from, to int) {
	from = -1
	for i, at := range order {
		if how[at] == here {
			if from < 0 {
				from = i
			}
			to = i + 1
		}
	}
	if from >= 0 && to-from <= 2 {
		return from, to
	}
	return max(to-1, 0), max(to, 1)
}

func stripPieces(order []stage, names, groups [stages]string, how *[stages]reached, grouped bool) (pieces []cells.Span) {
	for i, at := range order {
		if i > 0 {
			between := " "
			if at == stageLine || at == stageStatus || at == stageEnd || at == stageData || at == stageOpen {
				between = " ─ "
			}
			pieces = append(pieces, cells.Ink(between, theme.Dim))
		}
		if grouped && groups[at] != "" {
			pieces = append(pieces, cells.Ink(groups[at], theme.Dim))
		}
		switch how[at] {
		case here:
			pieces = append(pieces, cells.Ink("["+names[at]+"]", theme.Title))
		case passed:
			pieces = append(pieces, cells.Ink(names[at]+"✓", theme.Plain))
		case unseen:
			pieces = append(pieces, cells.Ink(names[at]+"?", theme.Dim))
		case broken:
			pieces = append(pieces, cells.Ink(names[at]+"✗", theme.Bad))
		case absent:
			pieces = append(pieces, cells.Ink(names[at]+"–", theme.Dim))
		default:
			pieces = append(pieces, cells.Ink(names[at], theme.Dim))
		}
	}
	return pieces
}

// SpansWidth is how many cells spans take.

// over says whether both ends have done with the connection.
func over(s *replay.Step) bool {
	for _, state := range s.States {
		if state != tcpreasm.Closed && state != tcpreasm.TimeWait {
			return false
		}
	}
	return true
}
