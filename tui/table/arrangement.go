package table

import (
	"slices"
	"sort"
	"time"

	"wiretalk/internal/filter"
	"wiretalk/internal/trace"
)

// Arrangement says which rows of a table are shown, and in which order. It is
// used on the event loop; what it comes to is worked out beside it (arranging.go).
type Arrangement struct {
	Filter  *filter.Filter // nil lets every row pass
	Marked  []int          // show these alone, by number; nil for all
	By      int            // the column that rows are ordered by, or unordered
	Reverse bool           // the greatest first

	Picked Picked
}

// Unordered stands in Arrangement.By for the order of the numbers.
const Unordered = -1

// Plain says whether all rows are shown as they are.
func (a *Arrangement) Plain() bool { return a.Filter == nil && a.Marked == nil && a.By == Unordered }

// Picks says whether rows may be left out.
func (a *Arrangement) Picks() bool { return a.Filter != nil || a.Marked != nil }

// Picked is what an arrangement came to so far. Who has a copy may read it
// while another is made of it.
type Picked struct {
	Passed []int // the rows that pass the filter, by number
	Next   int   // rows from this number on were not judged yet
	Whole  bool  // all that there were have been judged once
	Open   []int // rows that were judged and may change, in the order in which they are judged again
	left   int   // how many of these are left in this round

	round   uint64 // version of the trace at the last round
	rounded time.Time
	took    time.Duration // of the last round

	Order   order
	Dated   bool          // passed is not what was ordered
	Ordered uint64        // version of the trace at the last ordering; 0 before
	Sorted  time.Time     // when that was
	Sorting time.Duration // how long it took
	SortNow bool          // do not wait with the next
}

// Rows are those to be shown. held are the rows that the table has.
func (a *Arrangement) Rows(held trace.Rows) trace.Rows {
	switch {
	case a.By != Unordered && a.Picked.Ordered > 0:
		return &a.Picked.Order
	case a.Marked != nil:
		return Sorted(a.Marked)
	case a.Filter != nil:
		return Sorted(a.Picked.Passed)
	}
	return held
}

// order is rows in an order of their own.
type order struct {
	Numbers []int
	first   int     // the lowest number
	places  []int32 // of each number from the lowest on, in numbers; negative for none. Nil when that would be long
	was     int     // the place that was asked for last, for rows that are not there any more
}

// newOrder makes the order of numbers, which it keeps.
func newOrder(numbers []int) order {
	o := order{Numbers: numbers}
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

// Len is how many rows there are.
func (o *order) Len() int { return len(o.Numbers) }

// At is the number of row i; NoRow when there is no such row.
func (o *order) At(i int) int {
	if i < 0 || i >= len(o.Numbers) {
		return NoRow
	}
	return o.Numbers[i]
}

// Below is how many rows come before that with a number. In place of one that
// is not there, it is that which was asked for last.
func (o *order) Below(number int) int {
	if i := o.place(number); i >= 0 {
		o.was = i
	}
	return min(o.was, len(o.Numbers))
}

// place is where a row is; negative when it is not there.
func (o *order) place(number int) int {
	if o.places != nil {
		if i := number - o.first; i >= 0 && i < len(o.places) {
			return int(o.places[i])
		}
		return -1
	}
	for i, n := range o.Numbers {
		if n == number {
			return i
		}
	}
	return -1
}

// prune takes rows out that were let go. Those from some number on are all
// held.
func (a *Arrangement) prune(held trace.Rows) {
	n := held.Len()
	last := held.At(n - 1)
	i := sort.Search(n, func(i int) bool { return last-held.At(i) == n-1-i })
	passed := Sorted(a.Picked.Passed)
	for k := passed.Below(held.At(i)) - 1; k >= 0; k-- {
		if Holds(held, passed[k]) {
			continue
		}
		aside := slices.DeleteFunc(slices.Clone(passed[:k]), func(number int) bool { return !Holds(held, number) })
		a.Picked.Passed = slices.Concat(aside, passed[k+1:])
		return
	}
}

// Holds says whether a row is there.
func Holds(rows trace.Rows, number int) bool {
	return number != NoRow && rows.At(rows.Below(number)) == number
}
