package statistics

import (
	"math"
	"math/bits"
	"slices"
)

// Histogram counts durations in buckets that are an eighth of a power of two
// wide, so that what it says of them is at most an eighth off; while there are few, it
// keeps each, and is exact. The zero value is empty.
type Histogram struct {
	kept []int64 // all of them in order, as long as they are few
	many bool    // they are not kept
	room *int    // how many more all histograms of a report may keep; nil for no limit

	counts []uint32 // from bucket first on
	first  int
	n      int
	least  int64
	most   int64
	sum    int64
}

// MaxKept is how many durations a histogram keeps, and maxKept all those of a report.
const (
	MaxKept = 1000
	maxKept = 1 << 20
)

const (
	parts   = 8 // buckets of one power of two
	buckets = 61 * parts
)

// bucket is where a duration in nanoseconds is counted.
func bucket(ns int64) int {
	if ns < parts {
		return int(ns)
	}
	shift := bits.Len64(uint64(ns)) - 4 // leaves 8 to 15
	return shift*parts + int(ns>>shift)
}

// bounds are the least duration that a bucket counts and the least that it
// does not.
func bounds(i int) (from, to int64) {
	if i < 2*parts {
		return int64(i), int64(i) + 1
	}
	shift := i/parts - 1
	from = int64(parts+i%parts) << shift
	if to = from + 1<<shift; to < 0 {
		to = math.MaxInt64
	}
	return from, to
}

// Add counts a duration in nanoseconds; negative ones are passed over.
func (h *Histogram) Add(ns int64) {
	if ns < 0 {
		return
	}
	if h.n == 0 || ns < h.least {
		h.least = ns
	}
	h.most = max(h.most, ns)
	h.sum += ns
	h.n++
	h.keep(ns)
	*h.at(bucket(ns))++
}

// keep keeps a duration, or lets go of all when they become too many.
func (h *Histogram) keep(ns int64) {
	switch {
	case h.many:
		return
	case len(h.kept) >= MaxKept || h.room != nil && *h.room <= 0:
		if h.many = true; h.room != nil {
			*h.room += len(h.kept)
		}
		h.kept = nil
		return
	case h.room != nil:
		*h.room--
	}
	i, _ := slices.BinarySearch(h.kept, ns)
	h.kept = slices.Insert(h.kept, i, ns)
}

// Exact says whether quantiles are durations that there are.
func (h *Histogram) Exact() bool { return !h.many }

// at is the count of a bucket, for which it makes room.
func (h *Histogram) at(bucket int) *uint32 {
	switch end := h.first + len(h.counts); {
	case len(h.counts) == 0:
		h.counts, h.first = make([]uint32, 1), bucket
	case bucket < h.first:
		h.counts = append(make([]uint32, h.first-bucket, h.first-bucket+len(h.counts)), h.counts...)
		h.first = bucket
	case bucket >= end:
		h.counts = append(h.counts, make([]uint32, bucket+1-end)...)
	}
	return &h.counts[bucket-h.first]
}

// Count is how many durations there are.
func (h *Histogram) Count() int { return h.n }

// Mean is their average; 0 when there are none.
func (h *Histogram) Mean() int64 {
	if h.n == 0 {
		return 0
	}
	return h.sum / int64(h.n)
}

// Most is the longest.
func (h *Histogram) Most() int64 { return h.most }

// Quantile is the duration that the part q of all is not above, to an eighth where it
// is not Exact; 0 when there are none. Quantile(0.5) is the median.
func (h *Histogram) Quantile(q float64) int64 {
	wanted := int(math.Ceil(q * float64(h.n)))
	if len(h.kept) > 0 {
		return h.kept[min(max(wanted, 1), len(h.kept))-1]
	}
	seen := 0
	for i := range h.counts {
		if seen += int(h.counts[i]); seen >= wanted && seen > 0 {
			from, to := bounds(h.first + i)
			return min(max(from+(to-from)/2, h.least), h.most)
		}
	}
	return 0
}

// Bar is a stretch of a histogram.
type Bar struct {
	From, To int64 // nanoseconds, To excluded
	Count    int
}

// Bars are the counts between powers of two, from the first that is not 0 to the last.
func (h *Histogram) Bars() []Bar {
	var bars []Bar
	for i, n := range h.counts {
		from, to := octave(h.first + i)
		if last := len(bars) - 1; last < 0 || bars[last].From != from {
			bars = append(bars, Bar{From: from, To: to})
		}
		bars[len(bars)-1].Count += int(n)
	}
	return bars
}

// octave is the stretch between powers of two in which a bucket lies; those
// below 8 ns are one.
func octave(bucket int) (from, to int64) {
	if bucket < parts {
		return 0, parts
	}
	from, _ = bounds(bucket - bucket%parts)
	_, to = bounds(bucket - bucket%parts + parts - 1)
	return from, to
}
