package tui

import (
	"context"
	"fmt"

	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
)

// atOnce is how many rows a search looks at while the trace cannot grow.
const atOnce = 256

// askSearch opens the prompt for what to search.
func (s *screen) askSearch() {
	s.ask(question{label: "/", key: s.newRecall(searchMemory).key, answer: func(text string) {
		if text != "" {
			s.wanted = text
			newHistory(s.opts.Memory, searchMemory).add(text)
		}
		s.find(1)
	}})
}

// find looks for what is wanted, from the selected row on in steps of step,
// beside the event loop: a million rows take a moment.
func (s *screen) find(step int) {
	if s.wanted == "" {
		return
	}
	if p := s.top(); p != nil && s.over == nil {
		s.findOnPage(p, step)
		return
	}
	if s.findInText(step) {
		return
	}
	g := s.grid()
	view, l, wanted := s.view, g.list, s.wanted
	numbers := numbersFrom(g, step)
	s.message = fmt.Sprintf(s.words.Searching, wanted)
	s.jobs.start("search", func(ctx context.Context) func() {
		number := search(ctx, s.trace, l, numbers, cells.Lower(wanted))
		return func() {
			s.message = fmt.Sprintf(s.words.NotFound, wanted)
			if number != noRow && s.view == view && g.list == l {
				s.message = fmt.Sprintf(s.words.Found, wanted)
				g.follow, g.keep = false, noRow
				g.selectNumber(number)
				s.note()
				s.updateDetail()
			}
		}
	}, func(err error) { s.message = err.Error() })
}

// findOnPage looks for what is wanted on a page.
func (s *screen) findOnPage(p page, step int) {
	if far, ok := p.(finder); ok {
		far.findText(s, cells.Lower(s.wanted), step)
		return
	}
	in, ok := p.(searcher)
	if !ok {
		s.notHere(keys.StartSearch)
		return
	}
	s.tellFound(in.search(s, cells.Lower(s.wanted), step))
}

// numbersFrom are the numbers of all rows from the selected one on, in steps of
// 1 or -1 and round the end, itself the last.
func numbersFrom(g *grid, step int) (numbers []int) {
	g.view(func(_ *trace.Reader, rows trace.Rows, n int) {
		at := rows.Below(g.selected)
		numbers = make([]int, 0, n)
		for i := 1; i <= n; i++ {
			numbers = append(numbers, rows.At(((at+i*step)%n+n)%n))
		}
	})
	return numbers
}

// search gives the first of the rows that matches; noRow when none does. Rows
// that left meanwhile match nothing.
func search(ctx context.Context, t *trace.Trace, l list, numbers []int, text string) int {
	found := noRow
	for len(numbers) > 0 && found == noRow && ctx.Err() == nil {
		some := numbers[:min(len(numbers), atOnce)]
		numbers = numbers[len(some):]
		t.View(func(r *trace.Reader) {
			rows := l.numbers(r)
			for _, number := range some {
				if rows.At(rows.Below(number)) == number && l.matches(r, number, text) {
					found = number
					return
				}
			}
		})
	}
	return found
}
