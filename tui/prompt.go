package tui

import (
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

// question is what the prompt at the bottom asks.
type question struct {
	label  string
	text   string            // to begin with
	answer func(text string) // is called when the user presses Enter

	// key is asked first what a key does; true when it was for it, as Tab for
	// completion. May be nil.
	key func(p *tview.InputField, event *tcell.EventKey) bool
}

// ask opens the prompt.
func (s *screen) ask(q question) {
	s.question = &q
	s.prompt.SetLabel(q.label).SetText(q.text)
	s.prompt.Focus(nil)
}

// giveUp closes the prompt, whatever is written or listed there; false when none is
// open.
func (s *screen) giveUp() bool {
	open := func() bool { return s.asking != nil || s.question != nil }
	if !open() {
		return false
	}
	esc := tcell.NewEventKey(tcell.KeyEscape, 0, tcell.ModNone)
	for range 3 { // the first may close a list only
		if open() {
			s.InputHandler()(esc, func(tview.Primitive) {})
		}
	}
	return true
}

// answered is called when the user leaves the prompt.
func (s *screen) answered(key tcell.Key) {
	q := s.question
	s.question = nil
	s.prompt.Blur()
	if key == tcell.KeyEnter {
		q.answer(s.prompt.GetText())
	}
}
