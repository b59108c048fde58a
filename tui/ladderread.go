package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"wiretalk/internal/explain"
	"wiretalk/internal/ladder"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// read reads the segments, beside the event loop.
func (p *ladderPage) read(s *screen) {
	p.asked = true
	p.note = p.words.reading
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
				if read, made := p.far.readPercent.Load(), p.far.madePercent.Load(); made > 0 {
					p.note = fmt.Sprintf(p.words.making, made)
				} else if read > 0 {
					p.note = fmt.Sprintf(p.words.progress, read)
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
func (p *ladderPage) settle(model *ladderModel, err error, s *screen) {
	defer p.catchUp(s)
	p.note = p.words.empty
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
func readLadder(ctx context.Context, s *screen, lang int, c *trace.Connection, far *howFar) (*ladderModel, error) {
	if s.opts.Again == nil || c.Gone {
		return nil, errors.New(ladderWordsIn[lang].notKept)
	}
	steps, err := replay.Steps(ctx, s.opts.Again, &c.Info, far.read)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	model, interrupted := newLadderModel(ctx, s.trace, c, steps, far.made)
	return model, cmp.Or(interrupted, err)
}

// howFar says how far reading a ladder is.
type howFar struct{ readPercent, madePercent atomic.Int64 }

func (h *howFar) read(done, of int64) { h.readPercent.Store(done * 100 / max(of, 1)) }
func (h *howFar) made(done, of int64) { h.madePercent.Store(done * 100 / max(of, 1)) }

// newLadderModel makes the ladder of a connection's segments, with its messages
// as a trace has them, which may be nil. It is nil when there are no segments. An
// error is ctx's.
func newLadderModel(ctx context.Context, t *trace.Trace, c *trace.Connection, steps []replay.Step, progress func(done, of int64)) (*ladderModel, error) {
	if len(steps) == 0 {
		return nil, nil
	}
	m := &ladderModel{narrator: explain.New(&c.Info, steps), chronicle: newChronicle(steps), journey: newJourney(ctx, t, c, steps)}
	var messages []*ladder.Message
	if t != nil {
		messages = ladder.Messages(ctx, t, c)
	}
	var err error
	if m.Ladder, err = ladder.Build(ctx, &c.Info, steps, messages, nil, progress); err != nil {
		return nil, err
	}
	m.widestTime = m.widthOfTimes()
	for i := range steps {
		from, flags := steps[i].From, steps[i].Flags
		m.syn[from] = m.syn[from] || flags.Has(tcpreasm.SYN)
		m.spoke[from] = m.spoke[from] || !flags.Has(tcpreasm.RST)
	}
	for _, message := range messages {
		m.bySide[message.From] = append(m.bySide[message.From], message)
	}
	return m, ctx.Err()
}
