package tui

import (
	"cmp"
	"slices"
	"strings"

	"wiretalk/internal/phrase"
	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
)

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
		l.widest = max(l.widest, cells.Width(l.nameOf(g)))
	}
}

// nameOf is the name of a group; empty for all others together.
func (l *groupList) nameOf(g *statistics.Group) string {
	return cells.Clean(strings.TrimPrefix(g.Key, l.host))
}

// commonHost is what stands before the path in all names; empty when they differ.
func commonHost(groups []*statistics.Group) (host string) {
	for i, g := range groups {
		of, _, _ := strings.Cut(g.Key, "/")
		switch {
		case g.Key == "" || g.None:
		case len(of) == len(g.Key) || i > 0 && of != host:
			return ""
		default:
			host = of
		}
	}
	return host
}

// shareWidth is how many cells the longest bar of a table takes.
const shareWidth = 10

func number64(n int, of theme.Tone) table.Cell {
	if n == 0 {
		of = theme.Dim
	}
	return table.Ink(phrase.Count(int64(n)), of)
}

func durationCell(h *statistics.Histogram, ns int64) table.Cell {
	if h.Count() == 0 {
		return table.Ink("—", theme.Dim)
	}
	return table.Ink(about(h, phrase.Took(ns)), theme.Plain)
}

// mostCell is the longest duration, which is always exact.
func mostCell(h *statistics.Histogram) table.Cell {
	if h.Count() == 0 {
		return table.Ink("—", theme.Dim)
	}
	return table.Ink(phrase.Took(h.Most()), theme.Plain)
}

// about marks a quantile that may be none of the durations, in at most seven cells.
func about(h *statistics.Histogram, quantile string) string {
	if h.Exact() {
		return quantile
	}
	if text := "≈" + quantile; cells.Width(text) <= 7 {
		return text
	}
	return "≈" + strings.Replace(quantile, " ", "", 1)
}

func (l *groupList) Columns() []table.Column {
	w := l.words
	columns := []table.Column{
		{Title: w.tabs[l.table.tab], Min: min(max(9, l.widest), widestName), Max: 60, Flex: true, Grow: 2},
		{Title: w.n, Min: 3, Max: 11, Right: true, Grow: 1},
		{Title: w.share, Min: shareWidth, Max: shareWidth, Drop: 3, Grow: 4},
		{Title: w.bad, Min: max(3, cells.Width(w.bad)), Max: 9, Right: true, Drop: 10, Grow: 1},
		{Title: "5xx", Min: 3, Max: 9, Right: true, Drop: 7, Grow: 1},
		{Title: w.unanswered, Min: max(3, cells.Width(w.unanswered)), Max: 9, Right: true, Drop: 4, Grow: 1},
		{Title: w.size, Min: 7, Max: 7, Right: true, Drop: 8, Grow: 1},
		{Title: w.p50, Min: 7, Max: 7, Right: true, Drop: 9, Grow: 1},
		{Title: "95%", Min: 7, Max: 7, Right: true, Drop: 5, Grow: 1},
		{Title: "99%", Min: 7, Max: 7, Right: true, Drop: 6, Grow: 1},
		{Title: w.most, Min: 7, Max: 7, Right: true, Drop: 2, Grow: 1},
	}
	mark := "▾"
	if l.table.up {
		mark = "▴"
	}
	i := groupOrderColumns[l.table.by]
	columns[i].Title += mark
	columns[i].Min, columns[i].Max = max(columns[i].Min, cells.Width(columns[i].Title)), columns[i].Max+1
	return columns
}

func (l *groupList) Numbers(*trace.Reader) trace.Rows { return table.Span{First: 0, End: len(l.shown)} }

func (l *groupList) Cells(_ *trace.Reader, number int) []table.Cell {
	g := l.shown[number]
	key := table.Ink(l.nameOf(g), theme.Strong)
	if g.Key == "" {
		key = table.Ink(l.words.others, theme.Dim)
	}
	quantile := func(q float64) table.Cell { return durationCell(&g.Times, g.Times.Quantile(q)) }
	return []table.Cell{
		key, number64(g.Exchanges, theme.Plain), table.Ink(cells.Bar(g.Exchanges, l.total, shareWidth), theme.Moved), number64(g.Errors, theme.Warn), number64(g.Failures, theme.Bad),
		number64(g.Silent, theme.Warn), table.Ink(phrase.Size(g.Sent+g.Received), theme.Plain), quantile(0.5), quantile(0.95), quantile(0.99), mostCell(&g.Times),
	}
}

func (l *groupList) When(*trace.Reader, int) int64 { return 0 }

func (l *groupList) Matches(_ *trace.Reader, number int, text string) bool {
	return cells.Contains(l.shown[number].Key, text)
}
