package tui

import (
	"slices"
	"strconv"

	"wiretalk/internal/phrase"
	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
)

// rankedList is exchanges or connections as rows, with what they are ranked by
// before the columns that the tables have; their numbers are their places.
type rankedList struct {
	words      *statWords
	table      *statTable
	under      table.List
	all, shown []statistics.Ranked
}

func (l *rankedList) Columns() []table.Column {
	columns := slices.Clone(l.under.Columns())
	mark := "▾"
	if l.table.up {
		mark = "▴"
	}
	first := table.Column{Title: l.words.rank[l.table.tab-slowestTab], Min: 7, Max: 11, Right: true, Grow: 1}
	if l.table.tab == failedTab {
		for _, why := range l.words.failure {
			first.Min = max(first.Min, cells.Width(why))
		}
		first.Max = max(first.Min, first.Max)
	}
	if l.table.by == 0 {
		first.Title += mark
	} else {
		columns[0].Title += mark
	}
	return append([]table.Column{first}, columns...)
}

func (l *rankedList) Numbers(*trace.Reader) trace.Rows {
	return table.Span{First: 0, End: len(l.shown)}
}

func (l *rankedList) Cells(r *trace.Reader, number int) []table.Cell {
	x := l.shown[number]
	cells := []table.Cell{l.value(x)}
	if l.isThere(r, x.Number) {
		return append(cells, l.under.Cells(r, x.Number)...)
	}
	rest := make([]table.Cell, len(l.under.Columns()))
	rest[0] = table.Ink(strconv.Itoa(x.Number), theme.Dim)
	return append(cells, rest...)
}

func (l *rankedList) isThere(r *trace.Reader, number int) bool {
	if l.table.isOfConnections() {
		return r.Connection(number) != nil
	}
	return r.Exchange(number) != nil
}

var failureTones = [statistics.Failures]theme.Tone{
	statistics.Unclear: theme.Dim, statistics.NotCaptured: theme.Dim, statistics.Rejected: theme.Warn, statistics.CutShort: theme.Warn, statistics.Reset: theme.Bad, statistics.Unanswered: theme.Warn, statistics.Broken: theme.Bad,
}

// value is what a row is ranked by.
func (l *rankedList) value(x statistics.Ranked) table.Cell {
	switch l.table.tab {
	case slowestTab:
		return table.Ink(phrase.Took(x.Value), theme.Strong)
	case largestTab:
		return table.Ink(phrase.Size(x.Value), theme.Strong)
	case failedTab:
		return table.Ink(l.words.failure[x.Value], failureTones[x.Value])
	}
	return table.Ink(phrase.Count(x.Value), theme.Strong)
}

func (l *rankedList) When(r *trace.Reader, number int) int64 {
	if x := l.shown[number]; l.isThere(r, x.Number) {
		return l.under.When(r, x.Number)
	}
	return 0
}

func (l *rankedList) Matches(r *trace.Reader, number int, text string) bool {
	x := l.shown[number]
	return l.isThere(r, x.Number) && l.under.Matches(r, x.Number, text)
}
