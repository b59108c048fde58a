package tui

import (
	"cmp"
	"slices"
	"strings"

	"wiretalk/internal/phrase"
	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
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

func number64(n int, of theme.Tone) cell {
	if n == 0 {
		of = theme.Dim
	}
	return cell{phrase.Count(int64(n)), of}
}

func durationCell(h *statistics.Histogram, ns int64) cell {
	if h.Count() == 0 {
		return cell{"—", theme.Dim}
	}
	return cell{about(h, phrase.Took(ns)), theme.Plain}
}

// mostCell is the longest duration, which is always exact.
func mostCell(h *statistics.Histogram) cell {
	if h.Count() == 0 {
		return cell{"—", theme.Dim}
	}
	return cell{phrase.Took(h.Most()), theme.Plain}
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

func (l *groupList) columns() []column {
	w := l.words
	columns := []column{
		{title: w.tabs[l.table.tab], min: min(max(9, l.widest), widestName), max: 60, flex: true, grow: 2},
		{title: w.n, min: 3, max: 11, right: true, grow: 1},
		{title: w.share, min: shareWidth, max: shareWidth, drop: 3, grow: 4},
		{title: w.bad, min: max(3, cells.Width(w.bad)), max: 9, right: true, drop: 10, grow: 1},
		{title: "5xx", min: 3, max: 9, right: true, drop: 7, grow: 1},
		{title: w.unanswered, min: max(3, cells.Width(w.unanswered)), max: 9, right: true, drop: 4, grow: 1},
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
	columns[i].min, columns[i].max = max(columns[i].min, cells.Width(columns[i].title)), columns[i].max+1
	return columns
}

func (l *groupList) numbers(*trace.Reader) trace.Rows { return spanOfNumbers{0, len(l.shown)} }

func (l *groupList) cells(_ *trace.Reader, number int) []cell {
	g := l.shown[number]
	key := cell{l.nameOf(g), theme.Strong}
	if g.Key == "" {
		key = cell{l.words.others, theme.Dim}
	}
	quantile := func(q float64) cell { return durationCell(&g.Times, g.Times.Quantile(q)) }
	return []cell{
		key, number64(g.Exchanges, theme.Plain), {cells.Bar(g.Exchanges, l.total, shareWidth), theme.Moved}, number64(g.Errors, theme.Warn), number64(g.Failures, theme.Bad),
		number64(g.Silent, theme.Warn), {phrase.Size(g.Sent + g.Received), theme.Plain}, quantile(0.5), quantile(0.95), quantile(0.99), mostCell(&g.Times),
	}
}

func (l *groupList) when(*trace.Reader, int) int64 { return 0 }

func (l *groupList) matches(_ *trace.Reader, number int, text string) bool {
	return cells.Contains(l.shown[number].Key, text)
}
