package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// sortBy orders the table in sight by a column, or the other way round if it is
// by that already; an empty name is for the order of the numbers.
func (s *screen) sortBy(name string) error {
	g := s.grid()
	columns := g.List.Columns()
	if _, ok := g.List.(table.Sortable); !ok {
		return errors.New(s.filterWords().Unordered)
	}
	i := table.Named(columns, name)
	switch {
	case name == "":
		g.Order(table.Unordered, false)
	case i < 0:
		return fmt.Errorf(s.filterWords().NoColumn, name, table.Names(columns))
	case i == g.Arranged.By:
		g.Order(i, !g.Arranged.Reverse)
	default:
		g.Order(i, columns[i].Most)
	}
	s.stopArranging()
	g.Settle()
	s.arrange()
	return nil
}

// reverse turns the order round; without one, that of the numbers.
func (s *screen) reverse() {
	g := s.grid()
	if _, ok := g.List.(table.Sortable); !ok {
		return
	}
	if g.Arranged.By == table.Unordered {
		g.Order(0, true)
	} else {
		g.Order(g.Arranged.By, !g.Arranged.Reverse)
	}
	s.stopArranging()
	s.arrange()
}

// showColumns chooses the columns of the table in sight, and their order; none
// for the usual ones. The choice is kept.
func (s *screen) showColumns(names []string) error {
	g := s.grid()
	columns := g.List.Columns()
	for _, name := range names {
		if !slices.ContainsFunc(columns, func(c table.Column) bool { return c.Name == name && name != "" }) {
			return fmt.Errorf(s.filterWords().NoColumn, name, table.Names(columns))
		}
	}
	g.Chosen, g.Widest = names, nil
	if len(names) == 0 {
		g.Chosen = nil
	}
	if m := s.opts.Memory; m != nil && s.columnMemory() != "" {
		m.Keep(s.columnMemory(), g.Chosen)
	}
	return nil
}

// columnMemory is the name under which the columns of the table in sight are kept.
func (s *screen) columnMemory() string {
	return [views]string{exchangesView: exchangeColumnMemory, connectionsView: connectionColumnMemory}[s.view]
}

// recallColumns takes the columns that were chosen in an earlier session.
func (s *screen) recallColumns() {
	if s.opts.Memory == nil {
		return
	}
	for v, name := range map[view]string{exchangesView: exchangeColumnMemory, connectionsView: connectionColumnMemory} {
		g := s.grids[v]
		known := table.Names(g.List.Columns())
		names := slices.DeleteFunc(slices.Clone(s.opts.Memory.Lines(name)), func(n string) bool {
			return n == "" || !slices.Contains(strings.Fields(known), n)
		})
		if len(names) > 0 {
			g.Chosen = names
		}
	}
}

// menuPage is a list beside the table, of which an item is picked.
type menuPage struct {
	screen  *screen
	heading string
	items   []menuItem
	at      int
	keys    []keys.Hint
	acts    map[keys.Action]func()
	words   map[keys.Action]string // what keys do here, for the hints
	anew    func() *menuPage       // in the words of now
	note    func(width int)        // says what is to be known of items on a screen so wide; may be nil
}

// menuItem is one line, with a sign before it and a note behind it.
type menuItem struct{ sign, text, name, note string }

func (m *menuPage) title(*words.Screen) string { return m.heading }
func (m *menuPage) hints() []keys.Hint         { return m.keys }
func (m *menuPage) status(w *words.Screen) string {
	return phrase.Count(int64(m.at+1)) + "/" + phrase.Count(int64(len(m.items)))
}
func (m *menuPage) refresh(s *screen) { s.arrange() }

func (m *menuPage) act(s *screen, a keys.Action) bool {
	do := m.acts[a]
	switch {
	case a == keys.Down:
		m.at = min(m.at+1, len(m.items)-1)
	case a == keys.Up:
		m.at = max(m.at-1, 0)
	case a == keys.First || a == keys.PageUp || a == keys.HalfUp:
		m.at = 0
	case a == keys.Last || a == keys.PageDown || a == keys.HalfDown:
		m.at = len(m.items) - 1
	case do != nil:
		do()
	default:
		return false
	}
	return true
}

func (m *menuPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	g := m.screen.grid()
	if m.note != nil {
		m.note(width)
	}
	widest := cells.Width(m.heading)
	for _, item := range m.items {
		widest = max(widest, cells.Width(item.sign+item.text+item.note))
	}
	box := min(widest+5, width)
	if left := width - box; left >= 20 {
		g.Draw(canvas, th, x, y, left, height, false, m.screen.emptyWord())
		x, width = x+left, box
	}
	cells.Put(canvas, x, y, width, "│ "+m.heading+cells.Spaces(width), th.Header)
	top := max(0, min(m.at-(height-1)/2, len(m.items)-(height-1)))
	for row := range height - 1 {
		cells.Fill(canvas, x, y+1+row, width, th.Tone[theme.Plain])
		cells.Put(canvas, x, y+1+row, 1, "│", th.Rule)
		i := top + row
		if i >= len(m.items) {
			continue
		}
		style, mark := th.Tone[theme.Plain], " "
		if i == m.at {
			style, mark = th.Selected, "▸"
		}
		cells.Put(canvas, x+1, y+1+row, width-1, mark+m.items[i].sign+m.items[i].text+m.items[i].note+cells.Spaces(width), style)
	}
}

// askOrder lets the user choose the column to order by. The key that opens it,
// pressed again, turns the order round that there is.
func (s *screen) askOrder() {
	if m := s.orderMenu(); m != nil {
		s.pages = append(s.pages, m)
	}
}

func (s *screen) orderMenu() *menuPage {
	g, w := s.grid(), s.filterWords()
	if _, ok := g.List.(table.Sortable); !ok {
		return nil
	}
	m := &menuPage{screen: s, heading: w.OrderTitle, keys: []keys.Hint{keys.Open.As("Enter"), keys.OrderBy.As("o"), keys.Back.As("Esc")}}
	by := max(g.Arranged.By, 0) // rows come by number, unless ordered
	for i, c := range g.List.Columns() {
		item := menuItem{"  ", describeColumn(&c), c.Name, ""}
		if i == 0 {
			item.text = c.Title + " (" + w.Numbered + ")"
		}
		if i == by {
			item.sign, m.at = "↑ ", i
			if g.Arranged.Reverse {
				item.sign = "↓ "
			}
		}
		m.items = append(m.items, item)
	}
	turn := func() {
		s.closePage()
		s.reverse()
	}
	choose := func() {
		if m.at == by {
			turn()
			return
		}
		s.closePage()
		name := m.items[m.at].name
		if m.at == 0 {
			name = ""
		}
		if err := s.sortBy(name); err != nil {
			s.message = err.Error()
		}
	}
	m.acts = map[keys.Action]func(){keys.Open: choose, keys.OrderBy: turn}
	m.words = map[keys.Action]string{keys.Open: w.OrderHint, keys.OrderBy: w.TurnHint}
	m.anew = s.orderMenu
	return m
}

// describeColumn is a column's title with its name for the command line.
func describeColumn(c *table.Column) string {
	if c.Title == c.Name {
		return c.Title
	}
	return c.Title + " (" + c.Name + ")"
}

// askColumns lets the user choose columns, and their order.
func (s *screen) askColumns() {
	if m := s.columnsMenu(); m != nil {
		s.pages = append(s.pages, m)
	}
}

func (s *screen) columnsMenu() *menuPage {
	g, w := s.grid(), s.filterWords()
	if s.view == messagesView {
		return nil
	}
	columns := g.List.Columns()
	shown := g.Chosen
	if shown == nil {
		shown = table.Usual(columns)
	}
	m := &menuPage{screen: s, heading: w.ColumnsTitle, keys: []keys.Hint{keys.TogglePane.As("Space"), keys.Back.As("Esc"), keys.NextItem.As("]"), keys.PreviousItem.As("[")}}
	add := func(sign, name string) {
		if i := slices.IndexFunc(columns, func(c table.Column) bool { return c.Name == name }); i >= 0 {
			m.items = append(m.items, menuItem{sign, describeColumn(&columns[i]), name, ""})
		}
	}
	for _, name := range shown {
		add("[x] ", name)
	}
	for i := range columns {
		if !slices.Contains(shown, columns[i].Name) {
			add("[ ] ", columns[i].Name)
		}
	}
	apply := func() bool {
		var names []string
		for _, item := range m.items {
			if item.sign == "[x] " {
				names = append(names, item.name)
			}
		}
		if len(names) == 0 {
			s.message = w.LastColumn
			return false
		}
		if slices.Equal(names, table.Usual(columns)) {
			names = nil
		}
		return s.showColumns(names) == nil
	}
	toggle := func() {
		was := m.items[m.at].sign
		m.items[m.at].sign = "[x] "
		if was == "[x] " {
			m.items[m.at].sign = "[ ] "
		}
		if !apply() {
			m.items[m.at].sign = was
		}
	}
	move := func(by int) func() {
		return func() {
			if to := m.at + by; to >= 0 && to < len(m.items) {
				m.items[m.at], m.items[to] = m.items[to], m.items[m.at]
				m.at = to
				apply()
			}
		}
	}
	m.note = func(width int) {
		left := g.Roomless(width)
		for i := range m.items {
			m.items[i].note = ""
			if m.items[i].sign == "[x] " && slices.Contains(left, m.items[i].name) {
				m.items[i].note = "  " + w.NoRoom
			}
		}
	}
	m.acts = map[keys.Action]func(){keys.TogglePane: toggle, keys.Open: toggle, keys.NextItem: move(1), keys.PreviousItem: move(-1), keys.ChooseColumns: func() { s.closePage() }}
	m.words = map[keys.Action]string{keys.TogglePane: w.ShowHint, keys.NextItem: w.LowerHint, keys.PreviousItem: w.HigherHint}
	m.anew = s.columnsMenu
	return m
}

// hintWord is what a key does here.
func (m *menuPage) hintWord(a keys.Action) string { return m.words[a] }

// again is the menu in the words of now, at the same item.
func (m *menuPage) again() *menuPage {
	now := m.anew()
	if now == nil { // there is nothing to choose any more
		return m
	}
	now.at = max(0, slices.IndexFunc(now.items, func(i menuItem) bool { return i.name == m.items[m.at].name }))
	return now
}
