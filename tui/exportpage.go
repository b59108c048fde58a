package tui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
	scopes // how many there are
)

// exportPage offers what of the rows can be saved, and then says what became
// of it. It stays until it is left, since a path may be long and worth reading.
type exportPage struct {
	*choices
	words  *exportWords
	view   view // whose rows are saved, but those of scopeSelected when there is a stream
	stream int  // that is selected where the page below is about one; all otherwise
	picked int  // the exchange that is selected on the page below; noRow without
	scope  scope
	scopes []scope // in which there is something

	stale   bool // the words changed
	saving  bool
	folder  bool          // what is being saved is a folder of files
	outcome pager         // in place of the menu once something was chosen
	said    func() []line // what that says, in the words of now
}

// showExport offers what can be saved.
func (s *screen) showExport() {
	if _, open := s.top().(*exportPage); open {
		return
	}
	w := &exportWordsIn[s.words.language]
	p := &exportPage{choices: newChoices(s, [2]string{w.what, w.of}), words: w, view: s.view, stream: all, picked: noRow}
	if s.view == messagesView {
		p.view, p.stream = s.before, s.ofConnection()
	}
	if on, ok := s.top().(ofStream); ok {
		p.stream = on.stream()
	}
	if on, ok := s.top().(onExchange); ok {
		if number, ok := on.exchange(); ok {
			p.view, p.picked = exchangesView, number
		}
	}
	p.findScopes(s)
	if len(p.scopes) == 0 {
		s.message = w.nothing
		return
	}
	if p.scope = s.scope; !slices.Contains(p.scopes, p.scope) {
		p.scope = p.scopes[0]
	}
	s.openPage(p)
	p.offerAll(s)
}

// findScopes finds out which rows there are to choose from.
func (p *exportPage) findScopes(s *screen) {
	p.scopes = p.scopes[:0]
	_, shown := s.grids[p.view].place()
	if _, selected := s.grids[p.view].current(); selected && shown > 0 || p.elsewhere() {
		p.scopes = append(p.scopes, scopeSelected)
	}
	if len(s.marked(p.view)) > 0 {
		p.scopes = append(p.scopes, scopeMarked)
	}
	if shown > 1 || shown > 0 && p.elsewhere() {
		p.scopes = append(p.scopes, scopeShown)
	}
}

// elsewhere says that what is selected is not the row of the table.
func (p *exportPage) elsewhere() bool { return p.stream != all || p.picked != noRow }

func (p *exportPage) table() *grid { return p.grid }

func (p *exportPage) title(*words) string { return p.words.saveTitle }

func (p *exportPage) status(*words) string {
	if len(p.outcome.lines) > 0 {
		return ""
	}
	return p.choices.status() + " " + p.words.scopes[p.scope]
}

func (p *exportPage) hints() []hint {
	list := []hint{{back, "Esc"}}
	if len(p.outcome.lines) > 0 {
		return list
	}
	list = append(list, hint{open, "Enter"})
	if len(p.scopes) > 1 {
		list = append(list, hint{switchPane, "Tab"})
	}
	return append(list, hint{toggleSecrets, "u"})
}

// hintWord is the word for a key that means something else here.
func (p *exportPage) hintWord(a action) string {
	switch {
	case a == switchPane:
		return p.words.scopes[p.nextScope()]
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

// speak implements speaker.
func (p *exportPage) speak(w *words) {
	p.words, p.stale = &exportWordsIn[w.language], true
	p.retitle([2]string{p.words.what, p.words.of})
	if p.said != nil {
		p.say(p.saving, p.said)
	}
}

func (p *exportPage) refresh(s *screen) {
	p.findScopes(s)
	if p.stale {
		p.stale = false
		p.offerAll(s)
	}
}

func (p *exportPage) search(_ *screen, text string, step int) bool {
	return p.choices.search(text, step)
}

func (p *exportPage) act(s *screen, a action) bool {
	switch {
	case a == back:
		if p.saving {
			s.jobs.stop("export")
			p.say(false, func() []line {
				if p.folder {
					return []line{tell(warn, p.words.cancelledSome)}
				}
				return []line{tell(warn, p.words.cancelled)}
			})
			return true
		}
		return false
	case len(p.outcome.lines) > 0:
		return s.scroll(&p.outcome, a)
	case a == switchPane:
		p.scope = p.nextScope()
		s.scope = p.scope
		p.offerAll(s)
		return true
	case a == toggleSecrets:
		s.turn(a)
		p.offerAll(s)
		return true
	}
	return p.choices.act(s, a)
}

// nextScope is the one that comes behind the scope.
func (p *exportPage) nextScope() scope {
	if len(p.scopes) == 0 {
		return p.scope
	}
	return p.scopes[(slices.Index(p.scopes, p.scope)+1)%len(p.scopes)]
}

// rows are the numbers of the rows that the scope takes in, and of which table.
func (p *exportPage) rows(s *screen) (v view, numbers []int) {
	switch {
	case p.scope == scopeMarked:
		return p.view, s.marked(p.view)
	case p.scope == scopeShown:
		s.grids[p.view].view(func(_ *trace.Reader, rows trace.Rows, n int) {
			numbers = make([]int, 0, n)
			for i := range n {
				numbers = append(numbers, rows.At(i))
			}
		})
		return p.view, numbers
	case p.picked != noRow:
		return exchangesView, []int{p.picked}
	case p.stream != all:
		return messagesView, []int{p.stream}
	}
	if row, ok := s.grids[p.view].current(); ok {
		return p.view, []int{row}
	}
	return p.view, nil
}

// say shows what became of it, also when the words change.
func (p *exportPage) say(saving bool, said func() []line) {
	p.saving, p.said = saving, said
	p.outcome.setLines(append([]line{{}}, said()...))
}

// offerAll makes the menu of what the scope takes in.
func (p *exportPage) offerAll(s *screen) {
	v, rows := p.rows(s)
	var choices []choice
	for _, o := range offers(s, v, rows) {
		detail := o.detail + "  " + p.secrets(s, o.kind)
		choices = append(choices, choice{p.words.kinds[o.kind], detail, func() { p.ask(s, v, rows, o) }})
	}
	p.offer(choices)
}

// secrets says what becomes of secrets in what is saved.
func (p *exportPage) secrets(s *screen, kind exportKind) string {
	w := p.words
	switch {
	case kind == saveBodies && !s.look.reveal:
		return w.inIndex
	case kind != saveText && kind != saveReport && kind != saveHAR:
		return w.asItWas
	case s.look.reveal:
		return w.unmasked
	case kind == saveHAR:
		return w.inHeads
	}
	return w.maskedThere
}

// ask asks for the name, and proposes one that is free.
func (p *exportPage) ask(s *screen, v view, rows []int, o offer) {
	p.askName(s, naming{view: v, rows: rows, offer: o}, export.Offer(o.name))
}

// naming is what is to be saved while its name is asked for.
type naming struct {
	view   view
	rows   []int
	offer  offer
	refuse string // why it was not saved under the name that was tried
	make   string // the folder that is made when that name is tried again; empty for none
}

// askName asks for the name, from a text on. What is wrong with a name is said
// beside it, until it is another one.
func (p *exportPage) askName(s *screen, n naming, text string) {
	label := p.words.saveAs
	if n.offer.kind == saveBodies {
		label = p.words.folder
	}
	s.askLine(asking{
		label: label, keys: p.words.nameKeys, retries: true,
		check: func(now string) *fault {
			if n.refuse == "" || now != text {
				return nil
			}
			return &fault{0, len(text), n.refuse}
		},
		answer: func(now string) {
			if now != text {
				n.make = ""
			}
			if strings.TrimSpace(now) != "" {
				p.save(s, n, now)
			}
		},
	}, text)
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

// save saves, beside the event loop. When that fails the name is asked for again.
func (p *exportPage) save(s *screen, n naming, text string) {
	p.folder = n.offer.kind == saveBodies
	p.say(true, func() []line { return []line{tell(plain, p.words.saving)} })
	e := &exporter{
		trace: s.trace, again: s.opts.Again, words: s.words, zone: s.opts.Zone, version: s.opts.Version, reveal: s.look.reveal,
		view: n.view, rows: n.rows,
	}
	s.jobs.start("export", func(ctx context.Context) func() {
		name := n.path(text)
		last := time.Now()
		e.progress = func(done, of int64) {
			if of <= 0 || time.Since(last) < tellEvery {
				return
			}
			last = time.Now()
			s.jobs.tell(ctx, func() {
				p.say(true, func() []line {
					return []line{tell(plain, fmt.Sprintf("%s %d%%", p.words.saving, min(100*done/of, 100))), tell(dim, clean(name))}
				})
			})
		}
		f, err := export.File{}, error(nil)
		if n.make != "" {
			err = os.Mkdir(n.make, 0o700)
		}
		if err == nil {
			f, err = e.save(ctx, n.offer.kind, name)
		}
		var lacking *export.Lacking
		if err != nil && !errors.As(err, &lacking) {
			n.refuse, n.make = p.whyNot(name, s.opts.Writer, err)
			return func() {
				s.jobs.stop("export")
				p.refused(s, n, text)
			}
		}
		return func() {
			s.jobs.stop("export")
			p.say(false, func() []line { return p.outcomeLines(n.offer, f, lacking, e) })
		}
	}, func(err error) {
		s.jobs.stop("export")
		p.say(false, func() []line { return []line{tell(bad, fmt.Sprintf(p.words.failed, text, err))} })
	})
}

// refused asks for the name again, or only says that it was not saved when the
// user does something else by now.
func (p *exportPage) refused(s *screen, n naming, text string) {
	if s.top() != page(p) || s.over != nil || s.asking != nil || s.question != nil {
		p.say(false, func() []line { return []line{tell(bad, n.refuse)} })
		return
	}
	p.saving, p.said = false, nil
	p.outcome.setLines(nil)
	p.askName(s, n, text)
}

// path is the whole name of what was written, for a folder the name in it.
func (n *naming) path(text string) string {
	name := atHome(strings.TrimSpace(text))
	if info, err := os.Stat(name); err == nil && info.IsDir() && n.offer.kind != saveBodies {
		name = filepath.Join(name, filepath.Base(n.offer.name))
	}
	if whole, err := filepath.Abs(name); err == nil {
		return whole
	}
	return name
}

// whyNot says why nothing was saved under a name, and which folder may be made
// for it; writer is the user that writes, when it is another one than before.
// It looks at the disk.
func (p *exportPage) whyNot(name, writer string, err error) (why, toMake string) {
	w := p.words
	dir, only := export.Missing(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && dir != "" && only:
		return fmt.Sprintf(w.noFolder+w.makesIt, dir), dir
	case errors.Is(err, fs.ErrNotExist) && dir != "":
		return fmt.Sprintf(w.noFolder, dir), ""
	}
	why = fmt.Sprintf(w.failed, name, err)
	if errors.Is(err, fs.ErrPermission) {
		if writer != "" {
			why += fmt.Sprintf(w.givenUp, writer)
		}
		if dir := export.Elsewhere(); dir != "" {
			why += fmt.Sprintf(w.elsewhere, dir)
		}
	}
	return why, ""
}

// outcomeLines say what was saved, and for which part it was not.
func (p *exportPage) outcomeLines(o offer, f export.File, lacking *export.Lacking, e *exporter) []line {
	w := p.words
	saved := fmt.Sprintf(w.saved, f.Name, size(f.Size))
	if o.kind == saveBodies {
		saved = fmt.Sprintf(w.inFolder, count(int64(e.bodies.Files)), f.Name)
	}
	lines := []line{{spans: []span{{clean(saved), good}}, hang: 2}}
	if n := e.bodies.Partly; n > 0 {
		lines = append(lines, tell(warn, fmt.Sprintf(w.notWhole, count(int64(n)), e.bodies.Why)))
	}
	switch {
	case lacking == nil:
	case lacking.Left > 0 && o.kind == saveBodies:
		lines = append(lines, tell(warn, fmt.Sprintf(w.noBodies, count(lacking.Left), lacking.Err)))
	case lacking.Left > 0:
		lines = append(lines, tell(warn, fmt.Sprintf(w.lacksMany, count(lacking.Left), lacking.Err)))
	default:
		lines = append(lines, tell(warn, fmt.Sprintf(w.lacks, lacking.Err)))
	}
	return lines
}
