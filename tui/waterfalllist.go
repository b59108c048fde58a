package tui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"wiretalk/internal/trace"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/waterfall"
)

// fallList are the rows of a waterfall: exchanges by their numbers, or in the
// order of connections; then their numbers are their places.
type fallList struct {
	picks        *table.Grid // the exchanges that pass the filter; not drawn
	byConnection bool
	order        []int
	still        *fallStill // nil while rows may come and change
}

// turn changes between the two orders. The selected exchange stays selected.
func (p *waterfallPage) turn(s *screen) {
	number, ok := p.exchange()
	if p.list.byConnection {
		s.jobs.stop(fallJob)
		p.list.byConnection = false
		if ok {
			p.grid.SelectNumber(number)
		}
		return
	}
	if !s.isPicked(p.list.picks) {
		s.message = p.words.notYet
		return
	}
	p.order(s, number)
}

// order puts the rows in the order of connections, beside the event loop.
func (p *waterfallPage) order(s *screen, number int) {
	p.pace.due(s.trace, time.Now())
	held, f := lists.Exchanges{Of: p.list.of()}, p.list.picks.Arranged.Filter
	picked := p.list.picks.Arranged.Picked.Passed
	end := table.MaxNumber
	if p.list.still != nil {
		end = p.list.still.end
	}
	rows := func(r *trace.Reader) trace.Rows {
		all := held.Numbers(r)
		if f != nil {
			all = table.Sorted(picked)
		}
		return upTo{all, all.Below(end)}
	}
	s.jobs.start(fallJob, func(ctx context.Context) func() {
		order := waterfall.Order(ctx, s.trace, rows)
		place := slices.Index(order, number)
		return func() {
			s.jobs.stop(fallJob)
			p.pace.took(time.Now())
			if now, ok := p.exchange(); ok && now != number { // one went on meanwhile
				place = slices.Index(order, now)
			}
			p.list.byConnection, p.list.order = true, order
			p.grid.SelectRow(place)
		}
	}, func(err error) { s.jobs.stop(fallJob); s.message = err.Error() })
}

// findText implements finder: it looks beside the event loop, among the exchanges
// that are rows.
func (p *waterfallPage) findText(s *screen, text string, step int) {
	shown, of, order := s.wanted, lists.Exchanges{Of: p.list.of()}, p.list.order
	numbers := table.NumbersFrom(p.grid, step)
	byConnection := p.list.byConnection
	s.message = fmt.Sprintf(s.words.Searching, shown)
	s.jobs.start("search", func(ctx context.Context) func() {
		if byConnection {
			for i, place := range numbers {
				numbers[i] = order[place]
			}
		}
		number := table.Search(ctx, s.trace, of, numbers, text)
		return func() {
			s.message = fmt.Sprintf(s.words.NotFound, shown)
			if number == table.NoRow || s.top() != page(p) {
				return
			}
			s.message = fmt.Sprintf(s.words.Found, shown)
			p.grid.Follow, p.wanted = false, table.NoRow
			p.stand(number)
		}
	}, func(err error) { s.message = err.Error() })
}

// stand selects the row of an exchange.
func (p *waterfallPage) stand(number int) {
	if p.list.byConnection {
		p.grid.SelectRow(slices.Index(p.list.order, number))
		return
	}
	p.grid.SelectNumber(number)
}

// of is the connection whose exchanges they are, or all.
func (l *fallList) of() int { return l.picks.List.(lists.Exchanges).Of }

// exchange is the exchange of a row; false when there is none.
func (l *fallList) exchange(row int) (int, bool) {
	if !l.byConnection {
		return row, true
	}
	if row < 0 || row >= len(l.order) {
		return 0, false
	}
	return l.order[row], true
}

func (l *fallList) Columns() []table.Column { return nil }

func (l *fallList) Numbers(r *trace.Reader) trace.Rows {
	if l.byConnection {
		return table.Span{First: 0, End: len(l.order)}
	}
	rows := l.picks.Arranged.Rows(l.picks.List.Numbers(r))
	if l.still != nil {
		return upTo{rows, rows.Below(l.still.end)}
	}
	return rows
}

func (l *fallList) Cells(*trace.Reader, int) []table.Cell { return nil }

func (l *fallList) When(*trace.Reader, int) int64 { return 0 }

func (l *fallList) Matches(*trace.Reader, int, string) bool { return false } // findText looks
