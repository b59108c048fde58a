package table

import (
	"slices"

	"wiretalk/internal/trace"
	"wiretalk/tui/theme"
)

// List is what a table shows: rows that are made when they are asked for. It
// may grow, and its oldest rows may leave; what names a row for good is its number.
// All but columns may be called from any goroutine, in a View of the trace.
type List interface {
	Columns() []Column
	Numbers(r *trace.Reader) trace.Rows
	// Cells is the row with a number that is there.
	Cells(r *trace.Reader, number int) []Cell
	// When is the time of that row, in nanoseconds since 1970; 0 when it is not known.
	When(r *trace.Reader, number int) int64
	// Matches says whether that row holds text, which is in lower case.
	Matches(r *trace.Reader, number int, text string) bool
}

// Sorted are rows whose numbers are listed.
type Sorted []int

// Len is how many rows there are.
func (s Sorted) Len() int { return len(s) }

// At is the number of row i; NoRow when there is no such row.
func (s Sorted) At(i int) int {
	if i < 0 || i >= len(s) {
		return -1
	}
	return s[i]
}

// Below is how many rows have lower numbers.
func (s Sorted) Below(number int) int {
	i, _ := slices.BinarySearch(s, number)
	return i
}

// Span are rows with all numbers from the first to before the end.
type Span struct{ First, End int }

// Len is how many rows there are.
func (s Span) Len() int { return s.End - s.First }

// At is the number of row i; NoRow when there is no such row.
func (s Span) At(i int) int {
	if i < 0 || i >= s.Len() {
		return -1
	}
	return s.First + i
}

// Below is how many rows have lower numbers.
func (s Span) Below(number int) int { return max(0, min(number, s.End)-s.First) }

// Cell is one field of a table's row. Its text is clean.
type Cell struct {
	Text string
	Tone theme.Tone
}

// Ink makes a cell of clean text.
func Ink(text string, t theme.Tone) Cell { return Cell{text, t} }
