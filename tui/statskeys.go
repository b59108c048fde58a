package tui

import (
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

func (p *statsPage) hints() []hint {
	t := p.table()
	if t == nil {
		hints := []hint{{open, "Enter"}, {nextItem, "[ ]"}, {askFilter, "f"}, {back, "Esc"}}
		if p.report == nil || !p.menu().leads() {
			hints = hints[1:]
		}
		return hints
	}
	if _, rows := t.grid.place(); p.report == nil || rows == 0 {
		return []hint{{nextItem, "[ ]"}, {askFilter, "f"}, {back, "Esc"}}
	}
	hints := []hint{{open, "Enter"}, {nextItem, "[ ]"}, {askFilter, "f"}, {back, "Esc"}, {orderBy, "o"}, {togglePane, "Space"}, {startSearch, "/"}}
	if t.leavesOut(p.width + 2) { // which a line without room for more must not hide
		hints[1], hints[5] = hints[5], hints[1]
	}
	return hints
}

// hintWord implements namesKeys.
func (p *statsPage) hintWord(a action) string {
	switch a {
	case nextItem:
		return p.words.otherTable
	case togglePane:
		return p.words.wholeRow
	case orderBy:
		return p.words.order
	}
	return ""
}

// key changes the table and its order.
func (p *statsPage) key(s *screen, event *tcell.EventKey) bool {
	t, a := p.table(), s.keys.action(event)
	forward, backward := s.keys.usual(event, chord{key: tcell.KeyRight}), s.keys.usual(event, chord{key: tcell.KeyLeft})
	switch {
	case a == switchPane && event.Key() == tcell.KeyBacktab, a == previousItem, backward:
		p.inView = (p.inView + statTabs - 1) % statTabs
	case a == switchPane, a == nextItem, forward:
		p.inView = (p.inView + 1) % statTabs
	case a == orderBy && t != nil:
		t.orderBy((t.by + 1) % t.orders())
	case a == reverseOrder && t != nil:
		t.up = !t.up
		t.orderBy(t.by)
	case a == showHelp:
		s.over = newOverlay(s.words.help, append(ownKeys(s.keys, statKeys[:], p.words.keys[:]), helpLines(s.words, s.keys)...))
	default:
		return false
	}
	p.layMenu()
	return true
}

func (p *statsPage) act(s *screen, a action) bool {
	t := p.table()
	switch {
	case a == askFilter:
		s.turn(a)
		return true
	case t == nil:
		return p.menu().act(s, a)
	case a == viewDelay:
		if x, ok := t.exchange(); ok {
			s.showDelayOf(x)
		}
		return true
	case a == open:
		t.open(s)
		return true
	case a == togglePane:
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
	case row > 0 && row <= len(t.grid.drawn):
		t.grid.selectNumber(t.grid.drawn[row-1])
		if twice {
			t.open(s)
		}
	}
}

// pageKeys are the keys of a thing that is done on a page: those of actions, and
// keys that have nothing to do with one.
type pageKeys struct {
	acts []action
	own  []chord
}

// statKeys are those of the page of statistics.
var statKeys = [...]pageKeys{
	{[]action{nextItem, switchPane}, []chord{{key: tcell.KeyRight}}}, {[]action{previousItem}, []chord{{key: tcell.KeyBacktab}, {key: tcell.KeyLeft}}},
	{[]action{orderBy}, nil}, {[]action{reverseOrder}, nil}, {[]action{togglePane}, nil}, {[]action{askFilter}, nil},
}

// ownKeys are lines of help: keys of a page as they are bound, each with what it
// does.
func ownKeys(k *keymap, keys []pageKeys, means []string) []cells.Line {
	labels, widest := make([]string, len(keys)), 0
	for i := range keys {
		labels[i] = k.label(&keys[i])
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

// label writes the keys, as they are bound.
func (k *keymap) label(p *pageKeys) string { return strings.Join(k.written(p), " ") }

func (k *keymap) written(p *pageKeys) (labels []string) {
	for _, a := range p.acts {
		if k.first[a] != "" {
			labels = append(labels, k.first[a])
		}
	}
	for _, c := range p.own {
		if k.of[c] == actionOf[c] {
			labels = append(labels, chordLabel(c))
		}
	}
	return labels
}
