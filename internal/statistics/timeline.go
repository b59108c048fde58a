package statistics

// Timeline counts exchanges by when they began, in stretches of one length. It
// takes so little memory whatever the time it spans: the stretches become longer.
type Timeline struct {
	Width  int64 // of a stretch, in nanoseconds
	Counts []int // from the first stretch with an exchange to the last

	first int64 // of Counts, in stretches since 1970
}

const (
	maxStretches = 512 // a power of two
	leastWidth   = 1e6
)

// From is when the first stretch begins, in nanoseconds since 1970 UTC.
func (t *Timeline) From() int64 { return t.first * t.Width }

// Add counts an exchange; one whose time is not known is passed over.
func (t *Timeline) Add(at int64) {
	if at <= 0 {
		return
	}
	if len(t.Counts) == 0 {
		t.Width, t.first, t.Counts = leastWidth, at/leastWidth, append(t.Counts, 0)
	}
	for {
		i := at / t.Width
		first, last := min(i, t.first), max(i, t.first+int64(len(t.Counts))-1)
		if last-first < maxStretches {
			t.grow(first, last)
			t.Counts[i-first]++
			return
		}
		t.halve()
	}
}

// grow makes room for the stretches from first to last.
func (t *Timeline) grow(first, last int64) {
	if n := t.first - first; n > 0 {
		t.Counts = append(make([]int, n, n+int64(len(t.Counts))), t.Counts...)
		t.first = first
	}
	for t.first+int64(len(t.Counts)) <= last {
		t.Counts = append(t.Counts, 0)
	}
}

// halve makes stretches twice as long.
func (t *Timeline) halve() {
	first := t.first / 2
	counts := make([]int, (t.first+int64(len(t.Counts))-1)/2-first+1)
	for i, n := range t.Counts {
		counts[(t.first+int64(i))/2-first] += n
	}
	t.Width, t.first, t.Counts = 2*t.Width, first, counts
}

// Columns are the counts as n columns of the same width, or as many as there are
// stretches.
func (t *Timeline) Columns(n int) []int {
	all := len(t.Counts)
	if n <= 0 || all == 0 {
		return nil
	}
	out := make([]int, min(n, all))
	for i, c := range t.Counts {
		out[i*len(out)/all] += c
	}
	return out
}
