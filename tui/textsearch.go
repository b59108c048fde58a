package tui

import (
	"fmt"

	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
)

// findInText looks for what is wanted in a text that keys act on; false where there
// is none.
func (s *screen) findInText(step int) bool {
	text := cells.Lower(s.wanted)
	if s.over != nil {
		s.tellFound(s.over.pager.Find(text, step))
		return true
	}
	if !s.inDetail && s.pane != full {
		return false
	}
	if s.folds != nil {
		s.folds.findText(s, text, step)
		return true
	}
	s.seeking = 0
	switch {
	case s.active().Find(text, step):
		s.tellFound(true)
	case s.sides.on && s.inactive().Find(text, step):
		s.sides.right = !s.sides.right
		s.tellFound(true)
	case s.more && s.look.Lines < detail.MostLines:
		s.look.Lines, s.seeking = detail.MostLines, step
		s.message = fmt.Sprintf(s.words.Searching, s.wanted)
		s.updateDetail()
	default:
		s.tellFound(false)
	}
	return true
}

// seekOn goes on to look for what is wanted, once more of the text has been read.
func (s *screen) seekOn() {
	if s.seeking != 0 {
		s.findInText(s.seeking)
	}
}

func (s *screen) tellFound(is bool) {
	s.message = fmt.Sprintf(s.words.NotFound, s.wanted)
	if is {
		s.message = fmt.Sprintf(s.words.Found, s.wanted)
	}
}
