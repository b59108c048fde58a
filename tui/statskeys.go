package tui

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
)

func (p *statsPage) hints() []keys.Hint {
	t := p.table()
	if t == nil {
		hints := []keys.Hint{keys.Open.As("Enter"), keys.NextItem.As("[ ]"), keys.AskFilter.As("f"), keys.Back.As("Esc")}
		if p.report == nil || !p.menu().leads() {
			hints = hints[1:]
		}
		return hints
	}
	if _, rows := t.grid.Place(); p.report == nil || rows == 0 {
		return []keys.Hint{keys.NextItem.As("[ ]"), keys.AskFilter.As("f"), keys.Back.As("Esc")}
	}
	hints := []keys.Hint{keys.Open.As("Enter"), keys.NextItem.As("[ ]"), keys.AskFilter.As("f"), keys.Back.As("Esc"), keys.OrderBy.As("o"), keys.TogglePane.As("Space"), keys.StartSearch.As("/")}
	if t.leavesOut(p.width + 2) { // which a line without room for more must not hide
		hints[1], hints[5] = hints[5], hints[1]
	}
	return hints
}

// hintWord implements namesKeys.
func (p *statsPage) hintWord(a keys.Action) string {
	switch a {
	case keys.NextItem:
		return p.words.otherTable
	case keys.TogglePane:
		return p.words.wholeRow
	case keys.OrderBy:
		return p.words.order
	}
	return ""
}

// key changes the table and its order.
func (p *statsPage) key(s *screen, event *tcell.EventKey) bool {
	t, a := p.table(), s.keys.Action(event)
	forward, backward := s.keys.Usual(event, keys.Chord{Key: tcell.KeyRight}), s.keys.Usual(event, keys.Chord{Key: tcell.KeyLeft})
	switch {
	case a == keys.SwitchPane && event.Key() == tcell.KeyBacktab, a == keys.PreviousItem, backward:
		p.inView = (p.inView + statTabs - 1) % statTabs
	case a == keys.SwitchPane, a == keys.NextItem, forward:
		p.inView = (p.inView + 1) % statTabs
	case a == keys.OrderBy && t != nil:
		t.orderBy((t.by + 1) % t.orders())
	case a == keys.ReverseOrder && t != nil:
		t.up = !t.up
		t.orderBy(t.by)
	case a == keys.ShowHelp:
		s.over = newOverlay(s.words.Help, append(ownKeys(s.keys, statKeys[:], p.words.keys[:]), helpLines(s.words, s.keys)...))
	default:
		return false
	}
	p.layMenu()
	return true
}

func (p *statsPage) act(s *screen, a keys.Action) bool {
	t := p.table()
	switch {
	case a == keys.AskFilter:
		s.turn(a)
		return true
	case t == nil:
		return p.menu().act(s, a)
	case a == keys.ViewDelay:
		if x, ok := t.exchange(); ok {
			s.showDelayOf(x)
		}
		return true
	case a == keys.Open:
		t.open(s)
		return true
	case a == keys.TogglePane:
		t.showWholeRow(s)
		return true
	}
	return s.travelOver(t.grid, a)
}

// clicked implements clickable.
func (p *statsPage) clicked(s *screen, x, row int, twice bool) {
	for _, t := range p.tabs {
		if t.row == row && x >= t.from && x < t.from+t.n {
			p.inView = t.tab
			p.layMenu()
			return
		}
	}
	t := p.table()
	switch row -= p.top; {
	case p.report == nil:
	case t == nil:
		p.menu().clicked(s, row, twice)
	case row == 0:
		if by, ok := t.orderAt(x); ok {
			t.up = by == t.by && !t.up
			t.orderBy(by)
		}
	case row > 0 && row <= len(t.grid.Drawn):
		t.grid.SelectNumber(t.grid.Drawn[row-1])
		if twice {
			t.open(s)
		}
	}
}

// statKeys are those of the page of statistics.
var statKeys = [...]keys.OfPage{
	{Acts: []keys.Action{keys.NextItem, keys.SwitchPane}, Own: []keys.Chord{{Key: tcell.KeyRight}}}, {Acts: []keys.Action{keys.PreviousItem}, Own: []keys.Chord{{Key: tcell.KeyBacktab}, {Key: tcell.KeyLeft}}},
	{Acts: []keys.Action{keys.OrderBy}, Own: nil}, {Acts: []keys.Action{keys.ReverseOrder}, Own: nil}, {Acts: []keys.Action{keys.TogglePane}, Own: nil}, {Acts: []keys.Action{keys.AskFilter}, Own: nil},
}

// ownKeys are lines of help: keys of a page as they are bound, each with what it
// does.
func ownKeys(k *keys.Map, keys []keys.OfPage, means []string) []cells.Line {
	labels, widest := make([]string, len(keys)), 0
	for i := range keys {
		labels[i] = k.Label(&keys[i])
		widest = max(widest, cells.Width(labels[i]))
	}
	var lines []cells.Line
	for i, label := range labels {
		if label != "" {
			lines = append(lines, cells.Prose(widest+2, cells.Ink(label+cells.Spaces(widest-cells.Width(label)+2), theme.Name), cells.Ink(means[i], theme.Plain)))
		}
	}
	return append(lines, cells.Line{})
}
