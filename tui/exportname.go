package tui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"wiretalk/internal/export"
	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

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
	p.say(true, func() []cells.Line { return []cells.Line{cells.Tell(theme.Plain, p.words.saving)} })
	e := &exporter{
		trace: s.trace, again: s.opts.Again, words: s.words, zone: s.opts.Zone, version: s.opts.Version, reveal: s.look.Reveal,
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
				p.say(true, func() []cells.Line {
					return []cells.Line{cells.Tell(theme.Plain, fmt.Sprintf("%s %d%%", p.words.saving, min(100*done/of, 100))), cells.Tell(theme.Dim, cells.Clean(name))}
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
			p.say(false, func() []cells.Line { return p.outcomeLines(n.offer, f, lacking, e) })
		}
	}, func(err error) {
		s.jobs.stop("export")
		p.say(false, func() []cells.Line {
			return []cells.Line{cells.Tell(theme.Bad, fmt.Sprintf(p.words.failed, text, err))}
		})
	})
}

// refused asks for the name again, or only says that it was not saved when the
// user does something else by now.
func (p *exportPage) refused(s *screen, n naming, text string) {
	if s.top() != page(p) || s.over != nil || s.asking != nil || s.question != nil {
		p.say(false, func() []cells.Line { return []cells.Line{cells.Tell(theme.Bad, n.refuse)} })
		return
	}
	p.saving, p.said = false, nil
	p.outcome.SetLines(nil)
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
func (p *exportPage) outcomeLines(o offer, f export.File, lacking *export.Lacking, e *exporter) []cells.Line {
	w := p.words
	saved := fmt.Sprintf(w.saved, f.Name, phrase.Size(f.Size))
	if o.kind == saveBodies {
		saved = fmt.Sprintf(w.inFolder, phrase.Count(int64(e.bodies.Files)), f.Name)
	}
	lines := []cells.Line{{Spans: []cells.Span{cells.Ink(cells.Clean(saved), theme.Good)}, Hang: 2}}
	if n := e.bodies.Partly; n > 0 {
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.notWhole, phrase.Count(int64(n)), e.bodies.Why)))
	}
	switch {
	case lacking == nil:
	case lacking.Left > 0 && o.kind == saveBodies:
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.noBodies, phrase.Count(lacking.Left), lacking.Err)))
	case lacking.Left > 0:
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.lacksMany, phrase.Count(lacking.Left), lacking.Err)))
	default:
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.lacks, lacking.Err)))
	}
	return lines
}
