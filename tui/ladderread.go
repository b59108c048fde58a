package tui

import (
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
	exchanges, lang := c.Exchanges, s.words.language
	s.jobs.start("ladder", func(ctx context.Context) func() {
		model, err := readLadder(ctx, s, lang, &c, exchanges, &p.done)
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
	before := p.done.Load()
	s.jobs.start("ladder progress", func(ctx context.Context) func() {
		sleep(ctx, redrawEvery*3)
		return func() {
			if p.model == nil && s.jobs.busy("ladder") {
				if before > 0 {
					p.note = fmt.Sprintf(p.words.progress, p.done.Load())
				}
				p.watch(s)
			}
		}
	}, func(error) {})
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
func readLadder(ctx context.Context, s *screen, lang int, c *trace.Connection, numbers []int, done *atomic.Int64) (*ladderModel, error) {
	if s.opts.Again == nil || c.Gone {
		return nil, errors.New(ladderWordsIn[lang].notKept)
	}
	steps, err := replay.Steps(ctx, s.opts.Again, &c.Info, func(at, of int64) { done.Store(at * 100 / max(of, 1)) })
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	exchanges := make([]trace.Exchange, 0, len(numbers))
	for _, number := range numbers {
		if x := s.trace.Exchange(number); !x.Gone {
			exchanges = append(exchanges, x)
		}
	}
	return newLadderModel(c, exchanges, ladder.Messages(s.trace, c), steps), err
}

func newLadderModel(c *trace.Connection, exchanges []trace.Exchange, messages []*ladder.Message, steps []replay.Step) *ladderModel {
	if len(steps) == 0 {
		return nil
	}
	settleStates(c, steps)
	m := &ladderModel{narrator: explain.New(&c.Info, steps), Ladder: ladder.Build(&c.Info, steps, messages, nil), chronicle: newChronicle(steps), journey: newJourney(c, exchanges, steps)}
	for i := range steps {
		m.widestTime = max(m.widestTime, textWidth(m.since(i)))
		m.syn[steps[i].From] = m.syn[steps[i].From] || steps[i].Flags.Has(tcpreasm.SYN)
	}
	for _, message := range messages {
		m.bySide[message.From] = append(m.bySide[message.From], message)
	}
	return m
}

// settleStates makes the states after each segment agree with the changes that
// segments caused: some are understood only when what comes later is known.
func settleStates(c *trace.Connection, steps []replay.Step) {
	if c.Changes.Dropped() > 0 {
		return
	}
	states := statesBefore(&steps[0])
	for i := range steps {
		for _, change := range steps[i].Changes {
			states[change.Side] = change.To
		}
		steps[i].States = states
	}
}
