package tui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
)

// statTable is a table of a report, in an order.
type statTable struct {
	tab  statTab
	grid *grid
	list list
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
		t.ranked = &rankedList{words: w, table: t, under: exchangeList{s.words, s.opts.Zone, all, &s.look.reveal}}
		if t.isOfConnections() {
			t.ranked.under = connectionList{s.words, s.opts.Zone}
		}
		t.list = t.ranked
	}
	t.grid = newGrid(s.trace, t.list, s.opts.Zone)
	return t
}

// speak goes on in another language.
func (t *statTable) speak(own *statWords, w *words) {
	if t.groups != nil {
		t.groups.words = own
	} else {
		t.ranked.words = own
		if under, ok := t.ranked.under.(speakingList); ok {
			t.ranked.under = under.in(w)
		}
	}
	t.grid.widest = nil
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

// orderBy puts the rows in an order. What was selected stays selected, but for
// the first row, which is the first of any order.
func (t *statTable) orderBy(by int) {
	t.by = by
	sign := 1
	if t.up {
		sign = -1
	}
	selected := t.grid.selected
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
	t.grid.selectRow(max(selected, 0))
}

// open shows the exchanges of the selected group, or goes to the exchange or
// connection.
func (t *statTable) open(s *screen) {
	at, w := t.grid.selected, &statWordsIn[s.words.language]
	if g := t.groups; g != nil && at >= 0 && at < len(g.shown) {
		expression := statistics.Table(t.tab).Filter(g.shown[at])
		if expression == "" {
			s.message = w.inNoGroup
			return
		}
		s.showFiltered(exchangesView, expression)
		return
	}
	if l := t.ranked; l != nil && at >= 0 && at < len(l.shown) {
		there, number := false, l.shown[at].Number
		s.trace.View(func(r *trace.Reader) { there = l.isThere(r, number) })
		switch {
		case !there:
			s.message = w.isGone
		case t.isOfConnections():
			s.goToConnection(number)
		default:
			s.goToExchange(number)
		}
	}
}

// showWholeRow shows every column of the selected row, also those for which there
// is no room.
func (t *statTable) showWholeRow(s *screen) {
	var cells []cell
	at, columns := t.grid.selected, t.list.columns()
	s.trace.View(func(r *trace.Reader) {
		if rows := t.list.numbers(r); at >= 0 && at < rows.Len() {
			cells = t.list.cells(r, at)
		}
	})
	if cells == nil {
		return
	}
	widest := 0
	for i := range columns {
		widest = max(widest, textWidth(columns[i].title))
	}
	var lines []line
	for i, c := range columns {
		lines = append(lines, prose(widest+2, span{c.title + spaces(widest-textWidth(c.title)+2), name}, span{cells[i].text, plain}))
	}
	s.over = newOverlay(statWordsIn[s.words.language].tabs[t.tab], lines)
}

// leavesOut says whether there is no room for some columns in a width.
func (t *statTable) leavesOut(width int) bool {
	needs := 0
	for _, c := range t.list.columns() {
		needs += c.min + 1
	}
	return needs > width
}

// orderAt is the order that a column at a place of the screen stands for; false
// when it is for none.
func (t *statTable) orderAt(x int) (by int, ok bool) {
	column := t.grid.columnAt(x)
	if t.groups == nil {
		return column, column == 0 || column == 1 // by what they are ranked by, by number
	}
	by = slices.Index(groupOrderColumns[:], column)
	return by, by >= 0
}

// exchange is the selected one; false when it is something else.
func (t *statTable) exchange() (int, bool) {
	l := t.ranked
	if l == nil || t.isOfConnections() || t.grid.selected < 0 || t.grid.selected >= len(l.shown) {
		return 0, false
	}
	return l.shown[t.grid.selected].Number, true
}

// groupOrders are what groups are put in order by, the greatest first, and at
// last their names.
var groupOrders = [...]func(*statistics.Group) int64{
	func(g *statistics.Group) int64 { return int64(g.Exchanges) },
	func(g *statistics.Group) int64 { return int64(g.Errors) },
	func(g *statistics.Group) int64 { return int64(g.Failures) },
	func(g *statistics.Group) int64 { return int64(g.Silent) },
	func(g *statistics.Group) int64 { return g.Sent + g.Received },
	func(g *statistics.Group) int64 { return g.Times.Quantile(0.5) },
	func(g *statistics.Group) int64 { return g.Times.Quantile(0.95) },
	func(g *statistics.Group) int64 { return g.Times.Quantile(0.99) },
	func(g *statistics.Group) int64 { return g.Times.Most() },
	nil,
}

// groupOrderColumns are the columns of these orders.
var groupOrderColumns = [len(groupOrders)]int{1, 3, 4, 5, 6, 7, 8, 9, 10, 0}

// ordered are groups in an order. What has nothing in common is no row among others.
func ordered(groups []*statistics.Group, by, sign int) []*statistics.Group {
	type row struct {
		*statistics.Group
		value int64
	}
	rows := make([]row, len(groups))
	for i, g := range groups {
		rows[i].Group = g
		if value := groupOrders[by]; value != nil {
			rows[i].value = value(g)
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		switch {
		case a.Key == "" || b.Key == "":
			return strings.Compare(b.Key, a.Key)
		case groupOrders[by] == nil:
			return sign * strings.Compare(a.Key, b.Key)
		}
		return sign * cmp.Compare(b.value, a.value)
	})
	out := make([]*statistics.Group, len(rows))
	for i := range rows {
		out[i] = rows[i].Group
	}
	return out
}

// groupList is groups as rows; their numbers are their places.
type groupList struct {
	words      *statWords
	table      *statTable
	all, shown []*statistics.Group
	total      int    // exchanges
	host       string // that all paths are of, and that is left out of their names; empty for none
	widest     int    // cells of the longest name
}

// widestName is how wide a group's name is at least, where it is that long, before
// other columns are left out for it.
const widestName = 28

// takeNames takes the names of the groups into account.
func (l *groupList) takeNames() {
	l.host, l.widest = "", 0
	if l.table.tab == statTab(statistics.Paths) {
		l.host = commonHost(l.all)
	}
	for _, g := range l.all {
		l.widest = max(l.widest, textWidth(l.nameOf(g)))
	}
}

// nameOf is the name of a group; empty for all others together.
func (l *groupList) nameOf(g *statistics.Group) string {
	return clean(strings.TrimPrefix(g.Key, l.host))
}

// commonHost is what stands before the path in all names; empty when they differ.
func commonHost(groups []*statistics.Group) (host string) {
	for i, g := range groups {
		of, _, _ := strings.Cut(g.Key, "/")
		switch {
		case g.Key == "":
		case len(of) == len(g.Key) || i > 0 && of != host:
			return ""
		default:
			host = of
		}
	}
	return host
}

func (l *groupList) columns() []column {
	w := l.words
	columns := []column{
		{title: w.tabs[l.table.tab], min: min(max(9, l.widest), widestName), max: 60, flex: true, grow: 2},
		{title: w.n, min: 3, max: 11, right: true, grow: 1},
		{title: w.share, min: 6, max: shareWidth, drop: 3, grow: 4},
		{title: w.bad, min: max(3, textWidth(w.bad)), max: 9, right: true, drop: 10, grow: 1},
		{title: "5xx", min: 3, max: 9, right: true, drop: 7, grow: 1},
		{title: w.unanswered, min: max(3, textWidth(w.unanswered)), max: 9, right: true, drop: 4, grow: 1},
		{title: w.size, min: 7, max: 7, right: true, drop: 8, grow: 1},
		{title: w.p50, min: 7, max: 7, right: true, drop: 9, grow: 1},
		{title: "95%", min: 7, max: 7, right: true, drop: 5, grow: 1},
		{title: "99%", min: 7, max: 7, right: true, drop: 6, grow: 1},
		{title: w.most, min: 7, max: 7, right: true, drop: 2, grow: 1},
	}
	mark := "▾"
	if l.table.up {
		mark = "▴"
	}
	i := groupOrderColumns[l.table.by]
	columns[i].title += mark
	columns[i].min, columns[i].max = max(columns[i].min, textWidth(columns[i].title)), columns[i].max+1
	return columns
}

// shareWidth is how many cells the longest bar of a table takes.
const shareWidth = 10

func (l *groupList) numbers(*trace.Reader) trace.Rows { return spanOfNumbers{0, len(l.shown)} }

func (l *groupList) cells(_ *trace.Reader, number int) []cell {
	g := l.shown[number]
	key := cell{l.nameOf(g), strong}
	if g.Key == "" {
		key = cell{l.words.others, dim}
	}
	quantile := func(q float64) cell { return durationCell(&g.Times, g.Times.Quantile(q)) }
	return []cell{
		key, number64(g.Exchanges, plain), {bar(g.Exchanges, l.total, shareWidth), moved}, number64(g.Errors, warn), number64(g.Failures, bad),
		number64(g.Silent, warn), {size(g.Sent + g.Received), plain}, quantile(0.5), quantile(0.95), quantile(0.99), durationCell(&g.Times, g.Times.Most()),
	}
}

func number64(n int, of tone) cell {
	if n == 0 {
		of = dim
	}
	return cell{count(int64(n)), of}
}

func durationCell(h *statistics.Histogram, ns int64) cell {
	if h.Count() == 0 {
		return cell{"—", dim}
	}
	return cell{took(ns), plain}
}

func (l *groupList) when(*trace.Reader, int) int64 { return 0 }

func (l *groupList) matches(_ *trace.Reader, number int, text string) bool {
	return containsFold(l.shown[number].Key, text)
}

// rankedList is exchanges or connections as rows, with what they are ranked by
// before the columns that the tables have; their numbers are their places.
type rankedList struct {
	words      *statWords
	table      *statTable
	under      list
	all, shown []statistics.Ranked
}

func (l *rankedList) columns() []column {
	columns := slices.Clone(l.under.columns())
	mark := "▾"
	if l.table.up {
		mark = "▴"
	}
	first := column{title: l.words.rank[l.table.tab-slowestTab], min: 7, max: 11, right: true, grow: 1}
	if l.table.by == 0 {
		first.title += mark
	} else {
		columns[0].title += mark
	}
	return append([]column{first}, columns...)
}

func (l *rankedList) numbers(*trace.Reader) trace.Rows { return spanOfNumbers{0, len(l.shown)} }

func (l *rankedList) cells(r *trace.Reader, number int) []cell {
	x := l.shown[number]
	cells := []cell{l.value(x)}
	if l.isThere(r, x.Number) {
		return append(cells, l.under.cells(r, x.Number)...)
	}
	rest := make([]cell, len(l.under.columns()))
	rest[0] = cell{strconv.Itoa(x.Number), dim}
	return append(cells, rest...)
}

func (l *rankedList) isThere(r *trace.Reader, number int) bool {
	if l.table.isOfConnections() {
		return r.Connection(number) != nil
	}
	return r.Exchange(number) != nil
}

// value is what a row is ranked by.
func (l *rankedList) value(x statistics.Ranked) cell {
	switch l.table.tab {
	case slowestTab:
		return cell{took(x.Value), strong}
	case largestTab:
		return cell{size(x.Value), strong}
	case failedTab:
		return cell{l.words.failure[x.Value], [...]tone{statistics.Rejected: warn, statistics.Unanswered: warn, statistics.Broken: bad}[x.Value]}
	}
	return cell{count(x.Value), strong}
}

func (l *rankedList) when(r *trace.Reader, number int) int64 {
	if x := l.shown[number]; l.isThere(r, x.Number) {
		return l.under.when(r, x.Number)
	}
	return 0
}

func (l *rankedList) matches(r *trace.Reader, number int, text string) bool {
	x := l.shown[number]
	return l.isThere(r, x.Number) && l.under.matches(r, x.Number, text)
}
