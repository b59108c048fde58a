package table

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
)

func TestSortParallelSortsAndStops(t *testing.T) {
	for _, n := range []int{0, 1, run, run + 1, 5*run + 77} {
		items := rand.Perm(n)
		got, ok := sortParallel(t.Context(), items, nil, func(a, b int) int { return a - b }, new(atomic.Int64))
		if !ok || len(got) != n || !slices.IsSorted(got) {
			t.Errorf("%d: sorted %v", n, ok)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, ok := sortParallel(ctx, rand.Perm(3*run), nil, func(a, b int) int { return a - b }, new(atomic.Int64)); ok {
		t.Error("it did not stop")
	}
}

func TestOrderFindsItsRows(t *testing.T) {
	for _, numbers := range [][]int{{}, {7}, {5, 900, 3, 6}, {5, 90_000_000, 3, 6}} {
		o := newOrder(numbers)
		for i, n := range numbers {
			if o.At(i) != n || o.Below(n) != i || !Holds(&o, n) {
				t.Errorf("%v: %d is at %d", numbers, n, o.Below(n))
			}
		}
		if Holds(&o, 4) || Holds(&o, NoRow) || o.At(-1) != NoRow || o.At(len(numbers)) != NoRow {
			t.Errorf("%v has what it has not", numbers)
		}
	}
}
