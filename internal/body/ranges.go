package body

import (
	"slices"
	"sort"
)

// ranges are ranges in order that neither overlap nor touch.
type ranges []Range

// add adds r.
func (rs *ranges) add(r Range) {
	if r.First >= r.End {
		return
	}
	i := sort.Search(len(*rs), func(i int) bool { return (*rs)[i].End >= r.First })
	k := i
	for k < len(*rs) && (*rs)[k].First <= r.End {
		r.First, r.End = min(r.First, (*rs)[k].First), max(r.End, (*rs)[k].End)
		k++
	}
	*rs = slices.Replace(*rs, i, k, r)
}

// at returns the first bytes of r: how many that are all in rs or all not.
func (rs ranges) at(r Range) (n int64, in bool) {
	i := sort.Search(len(rs), func(i int) bool { return rs[i].End > r.First })
	switch {
	case i == len(rs) || rs[i].First >= r.End:
		return r.End - r.First, false
	case rs[i].First > r.First:
		return rs[i].First - r.First, false
	}
	return min(rs[i].End, r.End) - r.First, true
}

// holes are what is missing of the first length bytes.
func (rs ranges) holes(length int64) []Range {
	var holes []Range
	next := int64(0)
	for _, r := range rs {
		if r.First > next {
			holes = append(holes, Range{next, r.First})
		}
		next = r.End
	}
	if next < length {
		holes = append(holes, Range{next, length})
	}
	return holes
}

// total is how many bytes they hold.
func (rs ranges) total() int64 {
	n := int64(0)
	for _, r := range rs {
		n += r.End - r.First
	}
	return n
}
