package tui

import (
	"context"
	"fmt"

	"github.com/gdamore/tcell/v2"
)

// checkEvery is how many rows a search looks at between two looks at whether
// it is still wanted.
const checkEvery = 4096

// ask opens the prompt for what to search.
func (s *screen) ask() {
	s.asking = true
	s.prompt.SetText("")
	s.prompt.Focus(nil)
}

// answered is called when the user leaves the prompt.
func (s *screen) answered(key tcell.Key) {
	s.asking = false
	s.prompt.Blur()
	if key != tcell.KeyEnter {
		return
	}
	if text := s.prompt.GetText(); text != "" {
		s.wanted = text
	}
	s.find(1)
}

// find looks for what is wanted, from the selected row on in steps of step,
// beside the event loop: a million rows take a moment.
func (s *screen) find(step int) {
	if s.wanted == "" {
		return
	}
	g := s.grid()
	view, of, l := s.view, s.of, g.list
	from, wanted := g.selected, s.wanted
	s.message = fmt.Sprintf(s.words.searching, wanted)
	s.jobs.start("search", func(ctx context.Context) func() {
		row := search(ctx, l, from, step, lowerASCII(wanted))
		return func() {
			s.message = fmt.Sprintf(s.words.notFound, wanted)
			if row >= 0 && s.view == view && s.of == of {
				s.message = fmt.Sprintf(s.words.found, wanted)
				g.follow = false
				g.selectRow(row)
				s.updateDetail()
			}
		}
	}, func(err error) { s.message = err.Error() })
}

// search gives the first row after from, in steps of 1 or -1 and round the
// end of the list, that matches; negative when none does.
func search(ctx context.Context, l list, from, step int, text string) int {
	rows := l.len()
	for i := 1; i <= rows; i++ {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return -1
		}
		row := ((from+i*step)%rows + rows) % rows
		if l.matches(row, text) {
			return row
		}
	}
	return -1
}
