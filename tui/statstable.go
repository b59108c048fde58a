package tui

import (
	"cmp"
	"slices"

	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// statTable is a table of a report, in an order.
type statTable struct {
	tab  statTab
	grid *table.Grid
	list table.List
	by   int  // what it is in the order of
	up   bool // with the least first

	groups *groupList
	ranked *rankedList
}

func newStatTable(s *screen, w *statWords, tab statTab) *statTable {
	t := &statTable{tab: tab}
	if tab < statTab(statistics.Tables) {
		t.groups = &groupList{words: w, table: t}
		t.list = t.groups
	} else {
		t.ranked = &rankedList{words: w, table: t, under: lists.Exchanges{Words: s.words, Zone: s.opts.Zone, Of: lists.All, Reveal: &s.look.Reveal}}
		if t.isOfConnections() {
			t.ranked.under = lists.Connections{Words: s.words, Zone: s.opts.Zone}
		}
		t.list = t.ranked
	}
	t.grid = table.NewGrid(s.trace, t.list, s.opts.Zone)
	return t
}

// speak goes on in another language.
func (t *statTable) speak(own *statWords, w *words.Screen) {
	if t.groups != nil {
		t.groups.words = own
	} else {
		t.ranked.words = own
		if under, ok := t.ranked.under.(speakingList); ok {
			t.ranked.under = under.In(w)
		}
	}
	t.grid.Widest = nil
}

func (t *statTable) isOfConnections() bool { return t.tab == largestTab || t.tab == lossiestTab }

// take shows what a report says. What was selected stays selected.
func (t *statTable) take(r *statistics.Report) {
	if t.groups != nil {
		t.groups.all = slices.Clone(r.Groups[t.tab])
		t.groups.total = r.All.Exchanges
		t.groups.takeNames()
	} else {
		t.ranked.all = slices.Clone(map[statTab][]statistics.Ranked{
			slowestTab: r.Slowest, failedTab: r.Failed, largestTab: r.Largest, lossiestTab: r.Lossiest,
		}[t.tab])
	}
	t.orderBy(t.by)
}

// orders is how many orders there are.
func (t *statTable) orders() int {
	if t.groups != nil {
		return len(groupOrders)
	}
	return 2 // by what they are ranked by, by number
}

// keys.OrderBy puts the rows in an order. What was selected stays selected, but for
// the first row, which is the first of any order.
func (t *statTable) orderBy(by int) {
	t.by = by
	sign := 1
	if t.up {
		sign = -1
	}
	selected := t.grid.Selected
	if g := t.groups; g != nil {
		key, was := "", selected > 0 && selected < len(g.shown)
		if was {
			key = g.shown[selected].Key
		}
		g.shown = ordered(g.all, by, sign)
		if i := slices.IndexFunc(g.shown, func(x *statistics.Group) bool { return x.Key == key }); was && i >= 0 {
			selected = i
		}
	} else {
		l := t.ranked
		number, was := 0, selected > 0 && selected < len(l.shown)
		if was {
			number = l.shown[selected].Number
		}
		l.shown = slices.Clone(l.all)
		slices.SortStableFunc(l.shown, func(a, b statistics.Ranked) int {
			if by == 1 {
				return sign * cmp.Compare(a.Number, b.Number)
			}
			return sign * cmp.Compare(b.Value, a.Value)
		})
		if i := slices.IndexFunc(l.shown, func(x statistics.Ranked) bool { return x.Number == number }); was && i >= 0 {
			selected = i
		}
	}
	t.grid.SelectRow(max(selected, 0))
}

// open shows the exchanges of the selected group, or goes to the exchange or
// connection.
func (t *statTable) open(s *screen) {
	at, w := t.grid.Selected, &statWordsIn[s.words.Language]
	if g := t.groups; g != nil && at >= 0 && at < len(g.shown) {
		expression := statistics.Table(t.tab).Filter(g.shown[at])
		if expression == "" {
			s.message = w.inNoGroup
			return
		}
		s.jump(func() { s.showFiltered(exchangesView, expression) })
		return
	}
	if l := t.ranked; l != nil && at >= 0 && at < len(l.shown) {
		there, number := false, l.shown[at].Number
		s.trace.View(func(r *trace.Reader) { there = l.isThere(r, number) })
		switch {
		case !there:
			s.message = w.isGone
		case t.isOfConnections():
			s.jumpToConnection(number)
		default:
			s.jump(func() { s.goToExchange(number) })
		}
	}
}

// showWholeRow shows every column of the selected row, also those for which there
// is no room.
func (t *statTable) showWholeRow(s *screen) {
	var fields []table.Cell
	at, columns := t.grid.Selected, t.list.Columns()
	s.trace.View(func(r *trace.Reader) {
		if rows := t.list.Numbers(r); at >= 0 && at < rows.Len() {
			fields = t.list.Cells(r, at)
		}
	})
	if fields == nil {
		return
	}
	widest := 0
	for i := range columns {
		widest = max(widest, cells.Width(columns[i].Title))
	}
	var lines []cells.Line
	for i, c := range columns {
		lines = append(lines, cells.Prose(widest+2, cells.Ink(c.Title+cells.Spaces(widest-cells.Width(c.Title)+2), theme.Name), cells.Ink(fields[i].Text, theme.Plain)))
	}
	s.over = newOverlay(statWordsIn[s.words.Language].tabs[t.tab], lines)
}

// leavesOut says whether there is no room for some columns in a width.
func (t *statTable) leavesOut(width int) bool {
	needs := 0
	for _, c := range t.list.Columns() {
		needs += c.Min + 1
	}
	return needs > width
}

// orderAt is the order that a column at a place of the screen stands for; false
// when it is for none.
func (t *statTable) orderAt(x int) (by int, ok bool) {
	column := t.grid.ColumnAt(x)
	if t.groups == nil {
		return column, column == 0 || column == 1 // by what they are ranked by, by number
	}
	by = slices.Index(groupOrderColumns[:], column)
	return by, by >= 0
}

// exchange is the selected one; false when it is something else.
func (t *statTable) exchange() (int, bool) {
	l := t.ranked
	if l == nil || t.isOfConnections() || t.grid.Selected < 0 || t.grid.Selected >= len(l.shown) {
		return 0, false
	}
	return l.shown[t.grid.Selected].Number, true
}
