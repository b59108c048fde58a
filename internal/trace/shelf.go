package trace

import "sort"

// shelf holds rows by their numbers, which are given from 0 on. Rows leave
// from the oldest on, but for those that must stay a while: these are set aside.
type shelf[T any] struct {
	aside []numbered[T] // by number; all lower than first
	pages []*page[T]    // of those from first on
	first int           // number of the oldest row on pages, and
	skip  int           // where on the first page it is
	rows  int           // that are on pages
}

// page holds rows. A list that is one piece takes long to grow when it is long,
// and whoever looks at the trace waits meanwhile.
type page[T any] [1024]*T

type numbered[T any] struct {
	number int
	row    *T
}

// next is the number that the next row gets, and so how many there were.
func (s *shelf[T]) next() int { return s.first + s.rows }

// held is how many rows there are.
func (s *shelf[T]) held() int { return len(s.aside) + s.rows }

func (s *shelf[T]) add(row *T) {
	if s.skip+s.rows == len(s.pages)*len(page[T]{}) {
		s.pages = append(s.pages, new(page[T]))
	}
	s.rows++
	*s.place(s.rows - 1) = row
}

// place is where row i of those on pages stands.
func (s *shelf[T]) place(i int) **T {
	i += s.skip
	return &s.pages[i/len(page[T]{})][i%len(page[T]{})]
}

// get gives a row; nil when it left, or never was.
func (s *shelf[T]) get(number int) *T {
	if i := number - s.first; i >= 0 {
		if i < s.rows {
			return *s.place(i)
		}
		return nil
	}
	if i := s.asideFrom(number); i < len(s.aside) && s.aside[i].number == number {
		return s.aside[i].row
	}
	return nil
}

// below is how many of the rows that are held have lower numbers.
func (s *shelf[T]) below(number int) int {
	if number >= s.first {
		return len(s.aside) + min(number-s.first, s.rows)
	}
	return s.asideFrom(number)
}

// at is the number of the row that has so many held ones below it; negative for
// none.
func (s *shelf[T]) at(i int) int {
	switch {
	case i < 0 || i >= s.held():
		return -1
	case i < len(s.aside):
		return s.aside[i].number
	}
	return s.first + i - len(s.aside)
}

func (s *shelf[T]) asideFrom(number int) int {
	return sort.Search(len(s.aside), func(i int) bool { return s.aside[i].number >= number })
}

// oldest is the first row that was not set aside; nil when there is none.
func (s *shelf[T]) oldest() *T {
	if s.rows == 0 {
		return nil
	}
	return *s.place(0)
}

// shift takes the oldest row away, or sets it aside.
func (s *shelf[T]) shift(stays bool) {
	oldest := s.place(0)
	if stays {
		s.aside = append(s.aside, numbered[T]{s.first, *oldest})
	}
	*oldest = nil
	s.first, s.skip, s.rows = s.first+1, s.skip+1, s.rows-1
	if s.skip == len(page[T]{}) {
		s.pages[0], s.pages, s.skip = nil, s.pages[1:], 0
	}
}

// sweep takes those away of the rows set aside that need not stay.
func (s *shelf[T]) sweep(stays func(*T) bool) {
	kept := s.aside[:0]
	for _, n := range s.aside {
		if stays(n.row) {
			kept = append(kept, n)
		}
	}
	clear(s.aside[len(kept):])
	s.aside = kept
}
