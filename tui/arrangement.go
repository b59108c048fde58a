package tui

import (
	"slices"
	"sort"
	"time"

	"wiretalk/internal/filter"
	"wiretalk/internal/trace"
)

// arrangement says which rows of a table are shown, and in which order. It is
// used on the event loop; what it comes to is worked out beside it (arranging.go).
type arrangement struct {
	filter  *filter.Filter // nil lets every row pass
	marked  []int          // show these alone, by number; nil for all
	by      int            // the column that rows are ordered by, or unordered
	reverse bool           // the greatest first

	picked picked
}

// unordered stands in arrangement.by for the order of the numbers.
const unordered = -1

// plain says whether all rows are shown as they are.
func (a *arrangement) plain() bool { return a.filter == nil && a.marked == nil && a.by == unordered }

// picks says whether rows may be left out.
func (a *arrangement) picks() bool { return a.filter != nil || a.marked != nil }

// picked is what an arrangement came to so far. Who has a copy may read it
// while another is made of it.
type picked struct {
	passed []int // the rows that pass the filter, by number
	next   int   // rows from this number on were not judged yet
	whole  bool  // all that there were have been judged once
	open   []int // rows that were judged and may change, in the order in which they are judged again
	left   int   // how many of these are left in this round

	round   uint64 // version of the trace at the last round
	rounded time.Time
	took    time.Duration // of the last round

	order   order
	dated   bool          // passed is not what was ordered
	ordered uint64        // version of the trace at the last ordering; 0 before
	sorted  time.Time     // when that was
	sorting time.Duration // how long it took
	sortNow bool          // do not wait with the next
}

// rows are those to be shown. held are the rows that the table has.
func (a *arrangement) rows(held trace.Rows) trace.Rows {
	switch {
	case a.by != unordered && a.picked.ordered > 0:
		return &a.picked.order
	case a.marked != nil:
		return sorted(a.marked)
	case a.filter != nil:
		return sorted(a.picked.passed)
	}
	return held
}

// order is rows in an order of their own.
type order struct {
	numbers []int
	first   int     // the lowest number
	places  []int32 // of each number from the lowest on, in numbers; negative for none. Nil when that would be long
	was     int     // the place that was asked for last, for rows that are not there any more
}

// newOrder makes the order of numbers, which it keeps.
func newOrder(numbers []int) order {
	o := order{numbers: numbers}
	if len(numbers) == 0 {
		return o
	}
	lowest, highest := numbers[0], numbers[0]
	for _, n := range numbers {
		lowest, highest = min(lowest, n), max(highest, n)
	}
	o.first = lowest
	if highest-lowest >= 4*len(numbers)+1024 {
		return o
	}
	o.places = make([]int32, highest-lowest+1)
	for i := range o.places {
		o.places[i] = -1
	}
	for i, n := range numbers {
		o.places[n-lowest] = int32(i)
	}
	return o
}

func (o *order) Len() int { return len(o.numbers) }

func (o *order) At(i int) int {
	if i < 0 || i >= len(o.numbers) {
		return noRow
	}
	return o.numbers[i]
}

// Below is how many rows come before that with a number. In place of one that
// is not there, it is that which was asked for last.
func (o *order) Below(number int) int {
	if i := o.place(number); i >= 0 {
		o.was = i
	}
	return min(o.was, len(o.numbers))
}

// place is where a row is; negative when it is not there.
func (o *order) place(number int) int {
	if o.places != nil {
		if i := number - o.first; i >= 0 && i < len(o.places) {
			return int(o.places[i])
		}
		return -1
	}
	for i, n := range o.numbers {
		if n == number {
			return i
		}
	}
	return -1
}

// prune takes rows out that were let go. Those from some number on are all
// held.
func (a *arrangement) prune(held trace.Rows) {
	n := held.Len()
	last := held.At(n - 1)
	i := sort.Search(n, func(i int) bool { return last-held.At(i) == n-1-i })
	passed := sorted(a.picked.passed)
	for k := passed.Below(held.At(i)) - 1; k >= 0; k-- {
		if holds(held, passed[k]) {
			continue
		}
		aside := slices.DeleteFunc(slices.Clone(passed[:k]), func(number int) bool { return !holds(held, number) })
		a.picked.passed = slices.Concat(aside, passed[k+1:])
		return
	}
}

// holds says whether a row is there.
func holds(rows trace.Rows, number int) bool {
	return number != noRow && rows.At(rows.Below(number)) == number
}
