package tui

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
)

// choices is a menu: a list of things to choose one of.
type choices struct {
	grid *table.Grid
	list *choiceList
}

// choice is a row of a menu. Its texts are clean.
type choice struct {
	label, detail string
	do            func()
}

// choiceList is choices as rows; their numbers are their places.
type choiceList struct {
	titles  [2]string
	offered []choice
}

func newChoices(s *screen, titles [2]string) *choices {
	l := &choiceList{titles: titles}
	return &choices{table.NewGrid(s.trace, l, s.opts.Zone), l}
}

// offer replaces what can be chosen.
func (m *choices) offer(list []choice) {
	m.list.offered = list
	m.grid.SelectRow(max(m.grid.Selected, 0))
}

// retitle names the columns anew, whose rows are to be offered anew.
func (m *choices) retitle(titles [2]string) { m.list.titles, m.grid.Widest = titles, nil }

// act moves over the menu, and takes what is chosen.
func (m *choices) act(s *screen, a keys.Action) bool {
	if a == keys.Open {
		if i := m.grid.Selected; i >= 0 && i < len(m.list.offered) {
			m.list.offered[i].do()
		}
		return true
	}
	return s.travelOver(m.grid, a)
}

func (m *choices) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int, empty string) {
	m.grid.Draw(canvas, th, x, y, width, height, true, empty)
}

func (m *choices) status() string {
	at, of := m.grid.Place()
	return phrase.Count(int64(min(at+1, of))) + "/" + phrase.Count(int64(of))
}

func (l *choiceList) Columns() []table.Column {
	return []table.Column{
		{Title: l.titles[0], Min: 12, Grow: 1, Max: 40},
		{Title: l.titles[1], Min: 5, Flex: true, Grow: 2},
	}
}

func (l *choiceList) Numbers(*trace.Reader) trace.Rows {
	return table.Span{First: 0, End: len(l.offered)}
}

func (l *choiceList) Cells(_ *trace.Reader, number int) []table.Cell {
	c := &l.offered[number]
	return []table.Cell{table.Ink(c.label, theme.Strong), table.Ink(c.detail, theme.Plain)}
}

func (l *choiceList) When(*trace.Reader, int) int64 { return 0 }

func (l *choiceList) Matches(_ *trace.Reader, number int, text string) bool {
	c := &l.offered[number]
	return cells.Contains(c.label, text) || cells.Contains(c.detail, text)
}

// search goes to the next choice with a text.
func (m *choices) search(text string, step int) bool {
	n := len(m.list.offered)
	for i := 1; i <= n; i++ {
		number := ((m.grid.Selected+i*step)%n + n) % n
		if m.list.Matches(nil, number, text) {
			m.grid.SelectNumber(number)
			return true
		}
	}
	return false
}

var _ table.List = (*choiceList)(nil)
