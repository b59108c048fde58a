package tui

import (
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"wiretalk/tui/cells"
)

// searchMemory is the name of what was searched for, to a Memory.
const searchMemory = "searches"

// recall goes back and forth in a prompt through what was typed there before.
type recall struct {
	lines []string
	at    int
	own   string // what was being typed
}

func (s *screen) newRecall(name string) *recall {
	r := new(recall)
	if s.opts.Memory != nil {
		r.lines = s.opts.Memory.Lines(name)
	}
	r.at = len(r.lines)
	return r
}

// key is a question's.
func (r *recall) key(p *tview.InputField, event *tcell.EventKey) bool {
	to := r.at
	switch event.Key() {
	case tcell.KeyUp:
		to--
	case tcell.KeyDown:
		to++
	default:
		return false
	}
	if to < 0 || to > len(r.lines) {
		return true
	}
	if r.at == len(r.lines) {
		r.own = p.GetText()
	}
	r.at = to
	if to == len(r.lines) {
		p.SetText(r.own)
	} else {
		p.SetText(cells.Clean(r.lines[to]))
	}
	return true
}
