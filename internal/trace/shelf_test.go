package trace

import "testing"

// Rows are found by their numbers, on whichever page they stand, and behind
// those that left.
func TestShelfHasPages(t *testing.T) {
	const rows = 3*len(page[int]{}) + 5
	var s shelf[int]
	add := func() {
		n := s.next()
		s.add(&n)
	}
	for range rows {
		add()
	}
	for n := range 2 * len(page[int]{}) {
		s.shift(n%1000 == 7)
	}
	add()
	left := 2 * len(page[int]{})
	if s.next() != rows+1 || *s.oldest() != left || len(s.pages) != 2 {
		t.Errorf("%d rows, the oldest is %d, %d pages", s.next(), *s.oldest(), len(s.pages))
	}
	for n := range rows + 1 {
		row, held := s.get(n), n >= left || n%1000 == 7
		if (row != nil) != held || held && (*row != n || s.at(s.below(n)) != n) {
			t.Fatalf("row %d: %v", n, row)
		}
	}
	for s.oldest() != nil {
		s.shift(false)
	}
	if add(); *s.get(rows + 1) != rows+1 || s.held() != 4 {
		t.Errorf("%d rows are held", s.held())
	}
}
