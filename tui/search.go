package tui

import (
	"context"
	"fmt"

	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
)

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
	w := s.words
	s.seek(s.grid().List, cells.Lower(s.wanted), step, seeking{
		fmt.Sprintf(w.Searching, s.wanted), fmt.Sprintf(w.NotFound, s.wanted), fmt.Sprintf(w.Found, s.wanted),
	})
}

// findFailing goes to the next exchange that failed.
func (s *screen) findFailing(a keys.Action) {
	of, ok := s.grid().List.(lists.Exchanges)
	if !ok {
		s.notHere(a)
		return
	}
	step := 1
	if a == keys.PreviousFailing {
		step = -1
	}
	s.seek(lists.Failing{Exchanges: of}, "", step, mannersWordsIn[s.words.Language].failing)
}

// seeking is what is said while something is looked for, and of what came of it.
type seeking struct{ looking, none, found string }

// seek selects the next row of the table in sight that matches as those of l do, in steps of 1
// or -1.
func (s *screen) seek(l table.List, text string, step int, w seeking) {
	g := s.grid()
	view, in := s.view, g.List
	numbers := table.NumbersFrom(g, step)
	s.message = w.looking
	s.jobs.start("search", func(ctx context.Context) func() {
		number := table.Search(ctx, s.trace, l, numbers, text)
		return func() {
			s.message = w.none
			if number != table.NoRow && s.view == view && g.List == in {
				s.message = w.found
				g.Follow, g.Keep = false, table.NoRow
				g.SelectNumber(number)
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
