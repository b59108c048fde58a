package tui

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
)

// choices is a menu: a list of things to choose one of.
type choices struct {
	grid *grid
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
	return &choices{newGrid(s.trace, l, s.opts.Zone), l}
}

// offer replaces what can be chosen.
func (m *choices) offer(list []choice) {
	m.list.offered = list
	m.grid.selectRow(max(m.grid.selected, 0))
}

// retitle names the columns anew, whose rows are to be offered anew.
func (m *choices) retitle(titles [2]string) { m.list.titles, m.grid.widest = titles, nil }

// act moves over the menu, and takes what is chosen.
func (m *choices) act(s *screen, a keys.Action) bool {
	if a == keys.Open {
		if i := m.grid.selected; i >= 0 && i < len(m.list.offered) {
			m.list.offered[i].do()
		}
		return true
	}
	return s.travelOver(m.grid, a)
}

func (m *choices) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int, empty string) {
	m.grid.draw(canvas, th, x, y, width, height, true, empty)
}

func (m *choices) status() string {
	at, of := m.grid.place()
	return phrase.Count(int64(min(at+1, of))) + "/" + phrase.Count(int64(of))
}

func (l *choiceList) columns() []column {
	return []column{
		{title: l.titles[0], min: 12, grow: 1, max: 40},
		{title: l.titles[1], min: 5, flex: true, grow: 2},
	}
}

func (l *choiceList) numbers(*trace.Reader) trace.Rows { return spanOfNumbers{0, len(l.offered)} }

func (l *choiceList) cells(_ *trace.Reader, number int) []cell {
	c := &l.offered[number]
	return []cell{{c.label, theme.Strong}, {c.detail, theme.Plain}}
}

func (l *choiceList) when(*trace.Reader, int) int64 { return 0 }

func (l *choiceList) matches(_ *trace.Reader, number int, text string) bool {
	c := &l.offered[number]
	return cells.Contains(c.label, text) || cells.Contains(c.detail, text)
}

// search goes to the next choice with a text.
func (m *choices) search(text string, step int) bool {
	n := len(m.list.offered)
	for i := 1; i <= n; i++ {
		number := ((m.grid.selected+i*step)%n + n) % n
		if m.list.matches(nil, number, text) {
			m.grid.selectNumber(number)
			return true
		}
	}
	return false
}

var _ list = (*choiceList)(nil)
