package table

import (
	"cmp"
	"context"
	"encoding/binary"
	"math"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"wiretalk/internal/crash"
	"wiretalk/internal/trace"
)

// Key is what a row is ordered by: a number that may be a long one, or a text.
// Rows without one come last.
type Key struct {
	Number int64
	More   [2]uint64 // of less weight
	Text   string
	None   bool
}

// Sortable is a list that can be ordered by its columns.
type Sortable interface {
	// Key is what the row with a number, which is there, has in a column.
	Key(r *trace.Reader, number, column int) Key
}

// NumberKey orders by a number.
func NumberKey(n int64) Key { return Key{Number: n} }

// KnownKey is that of a number that is not known when it is negative.
func KnownKey(n int64) Key { return Key{Number: n, None: n < 0} }

// TextKey orders by a text; rows with an empty one come last.
func TextKey(s string) Key { return Key{Text: s, None: s == ""} }

// EndKey orders addresses as numbers, IPv4 first.
func EndKey(end netip.AddrPort) Key {
	a := end.Addr().Unmap()
	switch {
	case a.Is4():
		b := a.As4()
		return NumberKey(int64(b[0])<<40 | int64(b[1])<<32 | int64(b[2])<<24 | int64(b[3])<<16 | int64(end.Port()))
	case a.Is6():
		b := a.As16()
		high, low := binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
		return Key{Number: 1<<50 | int64(high>>16), More: [2]uint64{high<<48 | low>>16, low<<16 | uint64(end.Port())}}
	}
	return Key{None: true}
}

// sortItem is a row with its key, or the beginning of that: what is compared
// lies together.
type sortItem struct {
	words [3]uint64
	at    int // in numbers and texts
}

// sortKeys are the keys of rows.
type sortKeys struct {
	numbers []int // of the rows
	items   []sortItem
	texts   []string // nil unless these are the keys
	common  int      // bytes that all texts begin with
	longest int      // bytes of a text
}

// Sort makes the order of the rows anew; false when ctx ended before.
func (w *Arranger) Sort(ctx context.Context) bool {
	k, ok := w.keys(ctx)
	if !ok {
		return false
	}
	if items, ok := sortParallel(ctx, k.items, k.prepare(w.Reverse), k.compare(w.Reverse), w.Sofar); ok {
		numbers := make([]int, len(items))
		for i := range items {
			numbers[i] = k.numbers[items[i].at]
		}
		was := w.Picked.Order.was
		w.Picked.Order = newOrder(numbers)
		w.Picked.Order.was = was
		return true
	}
	return false
}

// keys takes the keys of the rows that are to be ordered.
func (w *Arranger) keys(ctx context.Context) (k sortKeys, ok bool) {
	of := w.List.(Sortable)
	for from := 0; ctx.Err() == nil; {
		more := false
		w.Trace.View(func(r *trace.Reader) {
			held := w.List.Numbers(r)
			rows := held
			switch {
			case w.Marked != nil:
				rows = Sorted(w.Marked)
			case w.Arrangement.Filter != nil:
				rows = Sorted(w.Picked.Passed)
			}
			if k.items == nil {
				k.items, k.numbers = make([]sortItem, 0, rows.Len()), make([]int, 0, rows.Len())
			}
			i := rows.Below(from)
			for end := min(i+8*AtOnce, rows.Len()); i < end; i++ {
				number := rows.At(i)
				if from = number + 1; number >= w.Limit {
					return
				}
				if Holds(held, number) {
					k.add(number, of.Key(r, number, w.By), w.Reverse)
				}
			}
			more = i < rows.Len()
		})
		if !more {
			return k, true
		}
	}
	return k, false
}

// add takes a row. The lesser comes first whichever way they are ordered.
func (k *sortKeys) add(number int, of Key, reverse bool) {
	at := len(k.numbers)
	k.numbers = append(k.numbers, number)
	item := sortItem{[3]uint64{uint64(of.Number) ^ 1<<63, of.More[0], of.More[1]}, at}
	if reverse {
		item.words = [3]uint64{^item.words[0], ^item.words[1], ^item.words[2]}
	}
	if of.None {
		item.words = [3]uint64{math.MaxUint64, math.MaxUint64, math.MaxUint64}
	}
	k.items = append(k.items, item)
	if of.Text == "" {
		if k.texts != nil {
			k.texts = append(k.texts, "")
		}
		return
	}
	if k.texts == nil {
		k.texts = make([]string, at, cap(k.numbers))
		k.common = len(of.Text)
	}
	k.texts = append(k.texts, of.Text)
	k.longest = max(k.longest, len(of.Text))
	first := k.texts[slices.IndexFunc(k.texts, func(s string) bool { return s != "" })]
	n := 0
	for n < min(k.common, len(of.Text)) && of.Text[n] == first[n] {
		n++
	}
	k.common = n
}

// prepare makes what puts the beginning of texts beside their rows, where most
// are told apart by it. It is nil where there are none.
func (k *sortKeys) prepare(reverse bool) func(items []sortItem) {
	if k.texts == nil {
		return nil
	}
	return func(items []sortItem) {
		for i := range items {
			text := k.texts[items[i].at]
			if text == "" {
				continue
			}
			var b [16]byte
			copy(b[:], text[k.common:])
			w := &items[i].words
			w[1], w[2] = binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
			if reverse {
				w[1], w[2] = ^w[1], ^w[2]
			}
		}
	}
}

// compare orders items. Rows with the same key keep their order.
func (k *sortKeys) compare(reverse bool) func(a, b sortItem) int {
	return func(a, b sortItem) int {
		for i := range a.words {
			if a.words[i] != b.words[i] {
				return cmp.Compare(a.words[i], b.words[i])
			}
		}
		if k.longest-k.common > len(sortItem{}.words)*8-8 { // the words may not be all
			c := strings.Compare(k.texts[a.at], k.texts[b.at])
			if reverse {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return cmp.Compare(a.at, b.at)
	}
}

// run is how many items are sorted at once: between runs it can be cancelled.
const run = 32 << 10

// sortParallel sorts in runs, several at a time, and merges these. sofar
// becomes the share that is done, in per cent. prepare, which may be nil, is given
// each item before. It is false when ctx ended before.
func sortParallel[T any](ctx context.Context, items []T, prepare func([]T), compare func(a, b T) int, sofar *atomic.Int64) ([]T, bool) {
	type span struct{ from, to int }
	var spans []span
	for from := 0; from < len(items); from += run {
		spans = append(spans, span{from, min(from+run, len(items))})
	}
	passes := 1
	for n := 1; n < len(spans); n *= 2 {
		passes++
	}
	done := atomic.Int64{}
	each := func(n int, do func(i int)) {
		var next atomic.Int64
		var workers sync.WaitGroup
		for range min(n, runtime.GOMAXPROCS(0), 8) {
			workers.Go(func() {
				defer crash.Guard()
				for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
					do(i)
				}
			})
		}
		workers.Wait()
	}
	tell := func(n int) {
		if total := int64(len(items) * passes); total > 0 {
			sofar.Store(100 * done.Add(int64(n)) / total)
		}
	}
	each(len(spans), func(i int) {
		part := items[spans[i].from:spans[i].to]
		if prepare != nil {
			prepare(part)
		}
		slices.SortFunc(part, compare)
		tell(spans[i].to - spans[i].from)
	})
	spare := make([]T, len(items))
	for len(spans) > 1 && ctx.Err() == nil {
		merged := make([]span, (len(spans)+1)/2)
		each(len(merged), func(i int) {
			a := spans[2*i]
			b := span{a.to, a.to}
			if 2*i+1 < len(spans) {
				b = spans[2*i+1]
			}
			merged[i] = span{a.from, b.to}
			merge(spare[a.from:b.to], items[a.from:a.to], items[b.from:b.to], compare)
			tell(b.to - a.from)
		})
		items, spare, spans = spare, items, merged
	}
	return items, ctx.Err() == nil
}

// merge puts two sorted runs into dst, which is as long as both.
func merge[T any](dst, a, b []T, compare func(a, b T) int) {
	if len(a) == 0 || len(b) == 0 || compare(a[len(a)-1], b[0]) <= 0 {
		copy(dst[copy(dst, a):], b)
		return
	}
	for i := range dst {
		if len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) <= 0 {
			dst[i], a = a[0], a[1:]
		} else {
			dst[i], b = b[0], b[1:]
		}
	}
}
