package tui

import (
	"fmt"

	"wiretalk/httpdecode"
	"wiretalk/tui/cells"
	"wiretalk/tui/ladderview"
	"wiretalk/tui/theme"
)

// stripWords are the words of the stages at a moment.
func (p *ladderPage) stripWords(how *[ladderview.Stages]ladderview.Reached, frame int64, short bool) (names [ladderview.Stages]string) {
	w := p.words
	names = [ladderview.Stages]string{w.Named, w.Opened, w.Line, w.Fields, w.Body, w.StatusLine, w.Fields, w.Body, w.Shut, w.Data}
	end := w.Kept
	j := p.model.Journey
	switch {
	case how[ladderview.StageEnd] != ladderview.Here:
		end = w.Shut
	case j.Reset != 0 && frame >= j.Reset:
		end = w.CutOff
	case j.Closing != 0 && frame >= j.Closing:
		if end = w.Closing; ladderview.Over(p.step()) {
			end = w.Closed
		}
	}
	names[ladderview.StageEnd] = end
	if c := p.model.Journey.C; c.Protocol > httpdecode.Unknown {
		names[ladderview.StageData] = c.Protocol.String()
	}
	if short {
		copy(names[:ladderview.StageEnd], w.Short[:ladderview.StageEnd])
		if end == w.Shut {
			names[ladderview.StageEnd] = w.Short[ladderview.StageEnd]
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
	how, exchange, count := p.model.Journey.At(s)
	order := []ladderview.Stage{ladderview.StageName, ladderview.StageOpen, ladderview.StageLine, ladderview.StageFields, ladderview.StageBody, ladderview.StageStatus, ladderview.StageAnswerFields, ladderview.StageAnswerBody, ladderview.StageEnd}
	if count == 0 {
		order = []ladderview.Stage{ladderview.StageName, ladderview.StageOpen, ladderview.StageData, ladderview.StageEnd}
		if p.model.Journey.Data == 0 {
			order = []ladderview.Stage{ladderview.StageName, ladderview.StageOpen, ladderview.StageEnd}
		}
	}
	var groups [ladderview.Stages]string
	number := ""
	if count > 1 {
		number = fmt.Sprintf("%d/%d ", max(exchange, 1), count)
	}
	for _, form := range [...]struct{ short, grouped bool }{{false, true}, {false, false}, {true, true}, {true, false}} {
		names := p.stripWords(&how, s.Frame, form.short)
		groups[ladderview.StageLine], groups[ladderview.StageStatus] = number, ""
		if form.short && count > 0 {
			groups[ladderview.StageLine], groups[ladderview.StageStatus] = p.words.Request+" "+number, p.words.Response+" "
		}
		pieces := ladderview.StripPieces(order, names, groups, &how, form.grouped)
		if cells.SpansWidth(pieces) <= width {
			return cells.Of(pieces...)
		}
	}
	// The rest does not fit: as much of it as there is room round where one is.
	names := p.stripWords(&how, s.Frame, true)
	from, to := ladderview.Around(order, &how)
	for {
		wider := false
		for _, next := range [2][2]int{{from, to + 1}, {from - 1, to}} {
			if next[0] < 0 || next[1] > len(order) {
				continue
			}
			if cells.SpansWidth(ladderview.StripPieces(order[next[0]:next[1]], names, groups, &how, false))+4 <= width {
				from, to, wider = next[0], next[1], true
			}
		}
		if !wider {
			break
		}
	}
	pieces := ladderview.StripPieces(order[from:to], names, groups, &how, false)
	if from > 0 {
		pieces = append([]cells.Span{cells.Ink("‹ ", theme.Dim)}, pieces...)
	}
	if to < len(order) {
		pieces = append(pieces, cells.Ink(" ›", theme.Dim))
	}
	return cells.Of(pieces...)
}
