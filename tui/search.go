package tui

import (
	"context"
	"fmt"

	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
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
	g := s.grid()
	view, l, wanted := s.view, g.List, s.wanted
	numbers := table.NumbersFrom(g, step)
	s.message = fmt.Sprintf(s.words.Searching, wanted)
	s.jobs.start("search", func(ctx context.Context) func() {
		number := table.Search(ctx, s.trace, l, numbers, cells.Lower(wanted))
		return func() {
			s.message = fmt.Sprintf(s.words.NotFound, wanted)
			if number != table.NoRow && s.view == view && g.List == l {
				s.message = fmt.Sprintf(s.words.Found, wanted)
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
