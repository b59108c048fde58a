package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tui/ladderview"
)

// read reads the segments, beside the event loop.
func (p *ladderPage) read(s *screen) {
	p.asked = true
	p.note = p.words.Reading
	if p.readFrom != nil {
		p.readPart(s)
		return
	}
	c := s.trace.Connection(p.of)
	p.until = c.LastFrame
	lang := s.words.Language
	s.jobs.start("ladder", func(ctx context.Context) func() {
		model, err := readLadder(ctx, s, lang, &c, &p.far)
		return func() {
			s.jobs.stop("ladder")
			p.settle(model, err, s)
		}
	}, func(err error) { p.note = err.Error() })
	p.watch(s)
}

// readPart reads what is not of the screen's trace.
func (p *ladderPage) readPart(s *screen) {
	s.jobs.start("ladder", func(ctx context.Context) func() {
		model, err := p.readFrom(ctx)
		return func() {
			s.jobs.stop("ladder")
			p.settle(model, err, s)
		}
	}, func(err error) { p.note = err.Error() })
}

// watch keeps the count of what has been read up to date on the screen.
func (p *ladderPage) watch(s *screen) {
	s.jobs.start("ladder progress", func(ctx context.Context) func() {
		sleep(ctx, redrawEvery*3)
		return func() {
			if p.model == nil && s.jobs.busy("ladder") {
				if read, made := p.far.ReadPercent.Load(), p.far.MadePercent.Load(); made > 0 {
					p.note = fmt.Sprintf(p.words.Making, made)
				} else if read > 0 {
					p.note = fmt.Sprintf(p.words.Progress, read)
				}
				p.watch(s)
			}
		}
	}, func(error) {})
}

// closed gives reading up. A page that comes back reads anew.
func (p *ladderPage) closed(s *screen) {
	if !s.jobs.busy("ladder") {
		return
	}
	s.jobs.stop("ladder")
	p.asked, p.until, p.early = p.model != nil, 0, nil
}

// settle shows what was read.
func (p *ladderPage) settle(model *ladderview.Model, err error, s *screen) {
	defer p.catchUp(s)
	p.note = p.words.Empty
	if err != nil {
		p.note = err.Error()
		s.message = p.note
	}
	if model == nil || len(model.Steps) == 0 {
		return
	}
	at := int64(0)
	if before := p.step(); before != nil {
		at = before.Frame
	}
	toEnd := p.model != nil && p.cursor >= len(p.model.Rows)
	p.model, p.opened, p.paned, p.quiz, p.grown = model, nil, paneOf{}, nil, false
	if p.goToFrame(max(at, p.toGo)); toEnd {
		p.goTo(len(model.Rows))
	}
	p.toGo = 0
}

// readLadder reads a connection's segments again and makes its ladder. It must
// not run on the event loop.
func readLadder(ctx context.Context, s *screen, lang int, c *trace.Connection, far *ladderview.HowFar) (*ladderview.Model, error) {
	if s.opts.Again == nil || c.Gone {
		return nil, errors.New(ladderview.WordsIn[lang].NotKept)
	}
	steps, err := replay.Steps(ctx, s.opts.Again, &c.Info, far.Read)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	model, interrupted := ladderview.New(ctx, s.trace, c, steps, far.Made)
	return model, cmp.Or(interrupted, err)
}
