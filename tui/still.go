package tui

import (
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

// steady is the screen for tview's event loop. While a key is worked on, or
// something is drawn, nothing is added to the trace. So the screen waits for
// whoever adds once, and not at every look, of which a drawing has some dozens.
type steady struct{ *screen }

func (s steady) Draw(canvas tcell.Screen) {
	s.trace.Still(func() { s.screen.Draw(canvas) })
}

func (s steady) InputHandler() func(*tcell.EventKey, func(tview.Primitive)) {
	handle := s.screen.InputHandler()
	return func(event *tcell.EventKey, focus func(tview.Primitive)) {
		s.trace.Still(func() { handle(event, focus) })
	}
}

func (s steady) refresh() { s.trace.Still(s.screen.refresh) }
