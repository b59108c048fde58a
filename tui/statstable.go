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
		g.shown = slices.Clone(g.all)
		slices.SortStableFunc(g.shown, func(a, b *statistics.Group) int {
			if a.Key == "" || b.Key == "" { // what has nothing in common is no row among others
				return strings.Compare(b.Key, a.Key)
			}
			return sign * groupOrders[by](a, b)
		})
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
	at := t.grid.selected
	if g := t.groups; g != nil && at >= 0 && at < len(g.shown) {
		if expression := statistics.Table(t.tab).Filter(g.shown[at]); expression != "" {
			s.showFiltered(expression)
		}
		return
	}
	if l := t.ranked; l != nil && at >= 0 && at < len(l.shown) {
		if t.isOfConnections() {
			s.goToConnection(l.shown[at].Number)
		} else {
			s.goToExchange(l.shown[at].Number)
		}
	}
}

// exchange is the selected one; false when it is something else.
func (t *statTable) exchange() (int, bool) {
	l := t.ranked
	if l == nil || t.isOfConnections() || t.grid.selected < 0 || t.grid.selected >= len(l.shown) {
		return 0, false
	}
	return l.shown[t.grid.selected].Number, true
}

// groupOrders compare groups by what the columns show, those first that come
// first in the usual order.
var groupOrders = [...]func(a, b *statistics.Group) int{
	func(a, b *statistics.Group) int { return cmp.Compare(b.Exchanges, a.Exchanges) },
	func(a, b *statistics.Group) int { return cmp.Compare(b.Errors, a.Errors) },
	func(a, b *statistics.Group) int { return cmp.Compare(b.Failures, a.Failures) },
	func(a, b *statistics.Group) int { return cmp.Compare(b.Silent, a.Silent) },
	func(a, b *statistics.Group) int { return cmp.Compare(b.Sent+b.Received, a.Sent+a.Received) },
	func(a, b *statistics.Group) int { return cmp.Compare(b.Times.Quantile(0.5), a.Times.Quantile(0.5)) },
	func(a, b *statistics.Group) int { return cmp.Compare(b.Times.Quantile(0.95), a.Times.Quantile(0.95)) },
	func(a, b *statistics.Group) int { return cmp.Compare(b.Times.Quantile(0.99), a.Times.Quantile(0.99)) },
	func(a, b *statistics.Group) int { return cmp.Compare(b.Times.Most(), a.Times.Most()) },
	func(a, b *statistics.Group) int { return strings.Compare(a.Key, b.Key) },
}

// groupList is groups as rows; their numbers are their places.
type groupList struct {
	words      *statWords
	table      *statTable
	all, shown []*statistics.Group
	total      int // exchanges
}

func (l *groupList) columns() []column {
	w := l.words
	columns := []column{
		{title: w.tabs[l.table.tab], min: 9, max: 60, flex: true, grow: 2},
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
	i := [...]int{1, 3, 4, 5, 6, 7, 8, 9, 10, 0}[l.table.by]
	columns[i].title += mark
	columns[i].min, columns[i].max = max(columns[i].min, textWidth(columns[i].title)), columns[i].max+1
	return columns
}

// shareWidth is how many cells the longest bar of a table takes.
const shareWidth = 10

func (l *groupList) numbers(*trace.Reader) trace.Rows { return spanOfNumbers{0, len(l.shown)} }

func (l *groupList) cells(_ *trace.Reader, number int) []cell {
	g := l.shown[number]
	key := cell{clean(g.Key), strong}
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
