package tui

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
)

// menu draws a text of entries, some of which lead somewhere: one of those is
// selected.
type menu struct {
	entries  []entry
	selected int // in entries

	rows  []menuRow // of the last drawing
	width int       // that they were made for; 0 when they are not up to date
	top   int       // first row in sight
	page  int       // rows in sight at the last drawing
	moved bool      // the selected entry must come into sight
}

// entry is some lines of a menu.
type entry struct {
	lines []cells.Line
	open  func(*screen) // nil when it leads nowhere
}

// menuRow is a row of the screen.
type menuRow struct {
	cells.Line
	entry int
	first bool // of its entry
}

// setEntries replaces the text; the place in it is kept.
func (m *menu) setEntries(entries []entry) {
	m.entries, m.width = entries, 0
	m.selected = min(m.selected, max(len(entries)-1, 0))
	if len(entries) > 0 && entries[m.selected].open == nil {
		m.step(1)
		m.moved = false // what is before it is read first
	}
}

// step selects the next entry that leads somewhere, in steps of 1 or -1; false
// when there is none.
func (m *menu) step(step int) bool {
	for i := m.selected + step; i >= 0 && i < len(m.entries); i += step {
		if m.entries[i].open != nil {
			m.selected, m.moved = i, true
			return true
		}
	}
	return false
}

// act moves, or opens the selected entry; false when a is neither.
func (m *menu) act(s *screen, a keys.Action) bool {
	switch a {
	case keys.Down, keys.NextItem:
		if m.isBelow() || !m.step(1) {
			m.scroll(1)
		}
	case keys.Up, keys.PreviousItem:
		if !m.step(-1) {
			m.scroll(-1)
		}
	case keys.PageDown:
		m.scroll(m.page)
	case keys.PageUp:
		m.scroll(-m.page)
	case keys.HalfDown:
		m.scroll(max(m.page/2, 1))
	case keys.HalfUp:
		m.scroll(-max(m.page/2, 1))
	case keys.First:
		m.top, m.selected = 0, -1
		if !m.step(1) {
			m.selected = 0
		}
	case keys.Last:
		for m.step(1) {
		}
		m.moved = false
		m.scroll(len(m.rows))
	case keys.Open:
		if m.selected < len(m.entries) && m.entries[m.selected].open != nil {
			m.entries[m.selected].open(s)
		}
	default:
		return false
	}
	return true
}

// clicked selects the entry of a row that was drawn, and opens it the second time.
func (m *menu) clicked(s *screen, row int, twice bool) {
	if row += m.top; row < m.top || row >= len(m.rows) {
		return
	}
	if at := m.rows[row].entry; m.entries[at].open != nil {
		if m.selected = at; twice {
			m.entries[at].open(s)
		}
	}
}

// isBelow says whether the selected entry is not in sight yet.
func (m *menu) isBelow() bool {
	for i := min(m.top+m.page, len(m.rows)); i < len(m.rows); i++ {
		if m.rows[i].entry == m.selected && m.rows[i].first {
			return true
		}
	}
	return false
}

func (m *menu) scroll(rows int) { m.top = max(0, min(m.top+rows, len(m.rows)-m.page)) }

// lay breaks the entries' lines.
func (m *menu) lay(width int) {
	if m.width == width {
		return
	}
	m.rows, m.width = m.rows[:0], width
	for i, e := range m.entries {
		for k, l := range cells.Wrap(e.lines, width) {
			m.rows = append(m.rows, menuRow{l, i, k == 0})
		}
	}
}

func (m *menu) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	m.lay(width - 2)
	m.page = max(height, 1)
	if m.moved {
		m.show()
	}
	m.scroll(0)
	for i := range height {
		cells.Fill(canvas, x, y+i, width, th.Tone[theme.Plain])
		if m.top+i >= len(m.rows) {
			continue
		}
		row := &m.rows[m.top+i]
		chosen := row.entry == m.selected && m.entries[row.entry].open != nil
		if chosen && row.first {
			cells.Put(canvas, x, y+i, 1, "▸", th.Tone[theme.Strong])
		}
		at := x + 1
		for _, s := range row.Spans {
			style := th.Tone[s.Tone]
			if chosen && row.first {
				style = th.Selected
			}
			at += cells.Put(canvas, at, y+i, x+width-at, s.Text, style)
		}
	}
}

// show brings the selected entry into sight, its beginning before its end.
func (m *menu) show() {
	m.moved = false
	from, to := len(m.rows), 0
	for i := range m.rows {
		if m.rows[i].entry == m.selected {
			from, to = min(from, i), i+1
		}
	}
	if to > m.top+m.page {
		m.top = to - m.page
	}
	if from < m.top {
		m.top = from
	}
}

// status is where one is.
func (m *menu) status() string {
	at, of := 0, 0
	for i := range m.entries {
		if m.entries[i].open != nil {
			of++
			if i <= m.selected {
				at = of
			}
		}
	}
	return phrase.Count(int64(at)) + "/" + phrase.Count(int64(of))
}
