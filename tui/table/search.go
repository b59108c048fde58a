package table

import (
	"context"

	"wiretalk/internal/trace"
)

// AtOnce is how many rows a search looks at while the trace cannot grow.
const AtOnce = 256

// NumbersFrom are the numbers of all rows from the selected one on, in steps of
// 1 or -1 and round the end, itself the last.
func NumbersFrom(g *Grid, step int) (numbers []int) {
	g.View(func(_ *trace.Reader, rows trace.Rows, n int) {
		at := rows.Below(g.Selected)
		numbers = make([]int, 0, n)
		for i := 1; i <= n; i++ {
			numbers = append(numbers, rows.At(((at+i*step)%n+n)%n))
		}
	})
	return numbers
}

// Search gives the first of the rows that matches; NoRow when none does. Rows
// that left meanwhile match nothing.
func Search(ctx context.Context, t *trace.Trace, l List, numbers []int, text string) int {
	found := NoRow
	for len(numbers) > 0 && found == NoRow && ctx.Err() == nil {
		some := numbers[:min(len(numbers), AtOnce)]
		numbers = numbers[len(some):]
		t.View(func(r *trace.Reader) {
			rows := l.Numbers(r)
			for _, number := range some {
				if rows.At(rows.Below(number)) == number && l.Matches(r, number, text) {
					found = number
					return
				}
			}
		})
	}
	return found
}
