package tui

import (
	"slices"
	"strings"
)

// Memory keeps lines from session to session, such as the filters that were
// used and the columns that were chosen. It is called on the goroutine that draws
// the screen, so it should be quick.
type Memory interface {
	Lines(name string) []string // those that were kept last; nil when there are none
	Keep(name string, lines []string)
}

// Names of what a Memory is asked to keep.
const (
	filterMemory           = "filters"
	commandMemory          = "commands"
	exchangeColumnMemory   = "columns.exchanges"
	connectionColumnMemory = "columns.connections"
)

// history is the lines that were written in a prompt, the latest last.
type history struct {
	lines  []string
	name   string
	memory Memory // nil for none
	draft  string // what was being written when the prompt was left; not kept
}

const maxHistory = 200

func newHistory(m Memory, name string) *history {
	h := &history{name: name, memory: m}
	if m != nil {
		h.lines = slices.Clone(m.Lines(name))
	}
	return h
}

// all are the lines, and behind them the draft.
func (h *history) all() []string {
	if h.draft == "" || slices.Contains(h.lines, h.draft) {
		return h.lines
	}
	return append(slices.Clip(h.lines), h.draft)
}

// leave takes what was being written when the prompt was left.
func (h *history) leave(text string) { h.draft = strings.TrimSpace(text) }

// add puts a line at the end; it is in it once.
func (h *history) add(text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	h.draft = ""
	h.lines = append(slices.DeleteFunc(h.lines, func(l string) bool { return l == text }), text)
	h.lines = h.lines[max(0, len(h.lines)-maxHistory):]
	if h.memory != nil {
		h.memory.Keep(h.name, slices.Clone(h.lines))
	}
}
