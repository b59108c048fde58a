package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/export"
	"wiretalk/internal/trace"
)

// scope is which rows are saved.
type scope uint8

const (
	scopeSelected scope = iota
	scopeMarked
	scopeShown
	scopes
)

// exportPage offers what of the rows can be saved, and then says what became
// of it. It stays until it is left, since a path may be long and worth reading.
type exportPage struct {
	*choices
	words *exportWords
	view  view
	of    int // the connection of messages or of a page
	scope scope

	saving  bool
	outcome pager // in place of the menu once something was chosen
}

// showExport offers what can be saved.
func (s *screen) showExport() {
	if _, open := s.top().(*exportPage); open {
		return
	}
	w := &exportWordsIn[s.words.language]
	p := &exportPage{choices: newChoices(s, [2]string{w.what, w.of}), words: w, view: s.view, of: s.ofConnection()}
	if on, ok := s.top().(ofStream); ok {
		p.view, p.of = messagesView, on.stream()
	}
	if p.view != messagesView {
		if _, ok := s.grid().current(); !ok {
			s.message = w.nothing
			return
		}
	}
	s.openPage(p)
	p.offerAll(s)
}

func (p *exportPage) table() *grid { return p.grid }

func (p *exportPage) title(*words) string { return p.words.saveTitle }

func (p *exportPage) status(*words) string {
	if len(p.outcome.lines) > 0 {
		return ""
	}
	return p.choices.status() + " " + p.words.scopes[p.scope]
}

func (p *exportPage) hints() []hint {
	if len(p.outcome.lines) > 0 {
		return []hint{{back, "Esc"}}
	}
	return []hint{{back, "Esc"}, {open, "Enter"}, {switchPane, "Tab"}}
}

// hintWord is the word for a key that means something else here.
func (p *exportPage) hintWord(a action) string {
	switch {
	case a == switchPane:
		return p.words.scopeHint
	case a == back && p.saving:
		return p.words.cancelHint
	case a == open:
		return p.words.what
	}
	return ""
}

func (p *exportPage) draw(canvas tcell.Screen, th *theme, x, y, width, height int) {
	if len(p.outcome.lines) > 0 {
		p.outcome.draw(canvas, th, x+1, y, width-2, height)
		return
	}
	p.choices.draw(canvas, th, x, y, width, height, p.words.nothing)
}

func (p *exportPage) refresh(*screen) {}

func (p *exportPage) search(_ *screen, text string, step int) bool {
	return p.choices.search(text, step)
}

func (p *exportPage) act(s *screen, a action) bool {
	switch {
	case a == back:
		if p.saving {
			s.jobs.stop("export")
			p.say(s, false, tell(warn, p.words.cancelled))
			return true
		}
		return false
	case len(p.outcome.lines) > 0:
		return s.scroll(&p.outcome, a)
	case a == switchPane:
		p.nextScope(s)
		return true
	}
	return p.choices.act(s, a)
}

// nextScope goes on to other rows.
func (p *exportPage) nextScope(s *screen) {
	p.scope = (p.scope + 1) % scopes
	if p.scope == scopeMarked && len(s.marked(p.view)) == 0 {
		p.scope++
	}
	if p.view == messagesView {
		p.scope = scopeSelected // there is one connection
	}
	p.offerAll(s)
}

// rows are the numbers of the rows that the scope takes in, in the view's table.
func (p *exportPage) rows(s *screen) []int {
	switch {
	case p.view == messagesView:
		return []int{p.of}
	case p.scope == scopeMarked:
		return s.marked(p.view)
	case p.scope == scopeShown:
		var numbers []int
		s.grids[p.view].view(func(_ *trace.Reader, rows trace.Rows, n int) {
			numbers = make([]int, 0, n)
			for i := range n {
				numbers = append(numbers, rows.At(i))
			}
		})
		return numbers
	}
	if row, ok := s.grids[p.view].current(); ok {
		return []int{row}
	}
	return nil
}

// say shows what became of it.
func (p *exportPage) say(_ *screen, saving bool, lines ...line) {
	p.saving = saving
	p.outcome.setLines(append([]line{{}}, lines...))
}

// offerAll makes the menu of what the scope takes in.
func (p *exportPage) offerAll(s *screen) {
	rows := p.rows(s)
	var choices []choice
	for _, o := range offers(s, p.view, rows) {
		choices = append(choices, choice{p.words.kinds[o.kind], o.detail, func() { p.ask(s, rows, o) }})
	}
	p.offer(choices)
}

// ask asks for the name, and proposes one that is free.
func (p *exportPage) ask(s *screen, rows []int, o offer) {
	label, name := p.words.saveAs, export.Free(o.name)
	if o.kind == saveBodies {
		label = p.words.folder
	}
	s.ask(question{label: label, text: name, answer: func(text string) {
		if text = strings.TrimSpace(text); text != "" {
			p.save(s, rows, o, atHome(text))
		}
	}})
}

// atHome is a name in which ~ stands for the home folder, as in a shell.
func atHome(name string) string {
	if rest, ok := strings.CutPrefix(name, "~"+string(filepath.Separator)); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return name
}

// save saves, beside the event loop.
func (p *exportPage) save(s *screen, rows []int, o offer, name string) {
	p.say(s, true, tell(plain, p.words.saving))
	e := &exporter{
		trace: s.trace, again: s.opts.Again, words: s.words, zone: s.opts.Zone, version: s.opts.Version, reveal: s.look.reveal,
		view: p.view, rows: rows,
	}
	s.jobs.start("export", func(ctx context.Context) func() {
		last := time.Now()
		e.progress = func(done, of int64) {
			if of <= 0 || time.Since(last) < tellEvery {
				return
			}
			last = time.Now()
			s.jobs.tell(ctx, func() {
				p.say(s, true, tell(plain, fmt.Sprintf("%s %d%%", p.words.saving, min(100*done/of, 100))), tell(dim, clean(name)))
			})
		}
		f, err := e.save(ctx, o.kind, name)
		return func() {
			s.jobs.stop("export")
			p.say(s, false, p.outcomeLines(o, f, err)...)
		}
	}, func(err error) {
		s.jobs.stop("export")
		p.say(s, false, tell(bad, fmt.Sprintf(p.words.failed, err)))
	})
}

func (p *exportPage) outcomeLines(o offer, f export.File, err error) []line {
	var lacking *export.Lacking
	if err != nil && !errors.As(err, &lacking) {
		return []line{tell(bad, fmt.Sprintf(p.words.failed, err))}
	}
	name := f.Name
	if whole, err := filepath.Abs(name); err == nil {
		name = whole
	}
	lines := []line{{spans: []span{{clean(fmt.Sprintf(p.words.saved, name, size(f.Size))), good}}, hang: 2}}
	if o.kind == saveBodies {
		lines = []line{{spans: []span{{clean(fmt.Sprintf(p.words.inFolder, name)), good}}, hang: 2}}
	}
	switch {
	case lacking == nil:
	case lacking.Left > 0:
		lines = append(lines, tell(warn, fmt.Sprintf(p.words.lacksMany, count(lacking.Left), lacking.Err)))
	default:
		lines = append(lines, tell(warn, fmt.Sprintf(p.words.lacks, lacking.Err)))
	}
	return lines
}
