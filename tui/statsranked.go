package tui

import (
	"slices"
	"strconv"

	"wiretalk/internal/phrase"
	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

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
	if l.table.tab == failedTab {
		for _, why := range l.words.failure {
			first.min = max(first.min, cells.Width(why))
		}
		first.max = max(first.min, first.max)
	}
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
	rest[0] = cell{strconv.Itoa(x.Number), theme.Dim}
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
func (l *rankedList) value(x statistics.Ranked) cell {
	switch l.table.tab {
	case slowestTab:
		return cell{phrase.Took(x.Value), theme.Strong}
	case largestTab:
		return cell{phrase.Size(x.Value), theme.Strong}
	case failedTab:
		return cell{l.words.failure[x.Value], failureTones[x.Value]}
	}
	return cell{phrase.Count(x.Value), theme.Strong}
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
