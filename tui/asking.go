package tui

import (
	"errors"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/filter"
	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// asking is a line that the user writes at the bottom, with help: how its last
// word can go on, what was written before, and what is wrong with it so far.
type asking struct {
	editor
	label  string
	keys   string            // which keys help
	answer func(text string) // is called when the user presses Enter, and nothing is wrong

	check    func(text string) *fault                                     // may be nil
	complete func(text string, at int) (from int, candidates []candidate) // may be nil
	history  *history                                                     // may be nil
	retries  bool                                                         // what is wrong keeps nobody from trying again

	fault      *fault
	candidates []candidate // nil while they are not shown
	from       int         // the byte from which on a candidate stands
	picked     int         // of the candidates; negative while none is
	typed      string      // before candidates were shown
	back       int         // how far back in the history; 0 for what is written now
	draft      string      // that, while an older line is shown
}

// candidate is a way to go on, with what it means.
type candidate struct{ text, means string }

// fault is what is wrong with a text, from a byte on.
type fault struct {
	at, length int
	reason     string
}

// faultOf is what a filter's error says in a language.
func faultOf(err error, language int) *fault {
	var e *filter.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return &fault{e.At, e.Length, e.In(language)}
	}
	return &fault{reason: err.Error()}
}

// askLine opens the prompt for a line.
func (s *screen) askLine(a asking, text string) {
	a.set(text)
	a.picked = -1
	s.asking = &a
	a.changed()
}

// changed takes it that the text is another one.
func (a *asking) changed() {
	if a.check != nil {
		a.fault = a.check(a.text)
	}
}

// key does what a key does; closed says that the prompt is to be closed.
func (a *asking) key(event *tcell.EventKey) (closed bool) {
	listed := a.candidates != nil
	switch event.Key() {
	case tcell.KeyEnter:
		if a.fault == nil || a.retries || strings.TrimSpace(a.text) == "" {
			return true
		}
		a.candidates = nil
		return false
	case tcell.KeyEscape:
		if listed {
			a.leaveCandidates()
			a.set(a.typed)
			break
		}
		a.answer = nil
		if a.history != nil {
			a.history.leave(a.text)
		}
		return true
	case tcell.KeyTab:
		a.next(1)
	case tcell.KeyBacktab:
		a.next(-1)
	case tcell.KeyDown, tcell.KeyCtrlN:
		if listed {
			a.next(1)
		} else {
			a.recall(-1)
		}
	case tcell.KeyUp, tcell.KeyCtrlP:
		if listed {
			a.next(-1)
		} else {
			a.recall(1)
		}
	case tcell.KeyBackspace, tcell.KeyBackspace2:
		if a.text == "" {
			a.answer = nil
			return true
		}
		fallthrough
	default:
		if a.editor.key(event) {
			a.leaveCandidates()
		}
	}
	a.changed()
	return false
}

func (a *asking) leaveCandidates() { a.candidates, a.picked = nil, -1 }

// next shows the candidates, or takes the next of them.
func (a *asking) next(step int) {
	if a.complete == nil {
		return
	}
	if a.candidates == nil {
		a.offered(a.complete(a.text, a.at))
		return
	}
	n := len(a.candidates)
	if a.picked < 0 && step < 0 {
		a.picked = 0
	}
	a.picked = ((a.picked+step)%n + n) % n
	a.replace(a.from, a.candidates[a.picked].text)
}

// offered shows how the text can go on from a byte on; it does, as far as there
// is but one way.
func (a *asking) offered(from int, list []candidate) {
	a.typed, a.from, a.candidates, a.picked = a.text, from, list, -1
	switch common := commonPrefix(list); {
	case len(list) == 1:
		a.replace(from, list[0].text)
		a.candidates = nil
	case len(common) > a.at-from:
		a.replace(from, common)
	}
	a.changed()
}

// commonPrefix is what all candidates begin with.
func commonPrefix(list []candidate) string {
	if len(list) == 0 {
		return ""
	}
	prefix := list[0].text
	for _, c := range list[1:] {
		for !strings.HasPrefix(c.text, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	return prefix
}

// recall shows an older line, or a newer one.
func (a *asking) recall(step int) {
	if a.history == nil {
		return
	}
	lines := a.history.all()
	back := max(0, min(a.back+step, len(lines)))
	if a.back == 0 {
		a.draft = a.text
	}
	if a.back = back; back == 0 {
		a.set(a.draft)
	} else {
		a.set(lines[len(lines)-back])
	}
}

const maxCandidates = 10 // that are in sight

// draw draws the line at the bottom of height lines, below it which keys help,
// and above it what is wrong, or candidates. It returns how many lines that took.
func (a *asking) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) int {
	if height < 6 {
		a.drawLine(canvas, th, x, y+height-1, width)
		return 1
	}
	bottom := y + height - 1
	cells.Fill(canvas, x, bottom, width, th.Tone[theme.Plain])
	cells.Put(canvas, x, bottom, width, " "+a.keys, th.Tone[theme.Dim])
	a.drawLine(canvas, th, x, bottom-1, width)
	above := a.above(min(maxCandidates, height-5), width)
	for i, l := range above {
		row := bottom - 1 - len(above) + i
		cells.Fill(canvas, x, row, width, th.Tone[theme.Plain])
		at := x
		for _, span := range l.Spans {
			at += cells.Put(canvas, at, row, x+width-at, span.Text, th.Tone[span.Tone])
		}
	}
	return 2 + len(above)
}

func (a *asking) drawLine(canvas tcell.Screen, th *theme.Theme, x, y, width int) {
	n := cells.Put(canvas, x, y, width/2, a.label, th.Tone[theme.Strong])
	a.editor.draw(canvas, x+n, y, width-n, th.Tone[theme.Plain])
}

// complaint says what is wrong in a few lines at most, the last of which points
// down at it.
func (a *asking) complaint(most, width int) []cells.Line {
	lines := cells.Wrap([]cells.Line{cells.Tell(theme.Bad, a.fault.reason)}, width)
	lines = lines[:min(len(lines), max(most-1, 1))]
	begin := min(cells.Width(a.label), width/2)
	from, to := a.column(a.fault.at), a.column(a.fault.at+a.fault.length)
	begin = min(begin+from, width-1)
	return append(lines, cells.Of(cells.Ink(cells.Spaces(begin)+strings.Repeat("v", max(1, min(to-from, width-begin))), theme.Bad)))
}

// above is what stands above the line: at most so many lines of candidates, or
// what is wrong.
func (a *asking) above(most, width int) []cells.Line {
	if len(a.candidates) == 0 {
		if a.fault != nil && a.text != "" {
			return a.complaint(most, width)
		}
		return nil
	}
	n := len(a.candidates)
	top := max(0, min(a.picked-most/2, n-most))
	shown := a.candidates[top:min(top+most, n)]
	widest := 0
	for _, c := range shown {
		widest = max(widest, cells.Width(cells.Clean(c.text)))
	}
	var lines []cells.Line
	for i, c := range shown {
		mark, t := "  ", theme.Plain
		if top+i == a.picked {
			mark, t = "▸ ", theme.Strong
		}
		text := cells.Clean(c.text)
		count := ""
		if i == 0 && n > len(shown) {
			count = "  (" + phrase.Count(int64(top+len(shown))) + "/" + phrase.Count(int64(n)) + ")"
		}
		what := mark + text + cells.Spaces(widest-cells.Width(text)+2)
		means := cells.Clip(cells.Clean(c.means), max(width-cells.Width(what+count), 1))
		lines = append(lines, cells.Of(cells.Ink(what, t), cells.Ink(means+count, theme.Dim)))
	}
	return lines
}
