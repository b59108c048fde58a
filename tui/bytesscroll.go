package tui

import (
	"context"

	"wiretalk/tui/octets"
)

// way is how a spot is found, beside the event loop, from the one that was in sight.
type way func(ctx context.Context, b *octets.Layout, at octets.Spot) octets.Spot

// look reads what is in sight, from where a way leads; nil for where it is.
func (p *bytesPage) look(to way) {
	s, height := p.screen, p.height
	l := p.layout()
	about := bytesLook{at: p.at, width: p.width, height: height, hex: p.hex, reveal: l.Reveal, only: p.only}
	if len(p.rows) < height || p.follow {
		about.runs = p.bytes.Len()
	}
	if height <= 0 || l.Width <= 0 || to == nil && (about == p.shown || s.jobs.busy("bytes")) {
		return
	}
	if to == nil && p.follow {
		to = func(ctx context.Context, b *octets.Layout, _ octets.Spot) octets.Spot { return b.Last(ctx, height) }
	}
	s.jobs.start("bytes", func(ctx context.Context) func() {
		at := about.at
		if to != nil {
			at = to(ctx, l, at)
		}
		rows := l.Window(ctx, at, height)
		if len(rows) > 0 && to != nil {
			at.Run = rows[0].Run
		}
		return func() {
			s.jobs.stop("bytes")
			p.at, p.rows, p.shown = at, rows, about
			p.shown.at = at
			if len(rows) == height && !p.follow {
				p.shown.runs = 0
			}
			p.settle()
		}
	}, func(err error) {
		s.jobs.stop("bytes")
		s.message = err.Error()
	})
}

// bytesStep is something that was asked for while something else was under way: to move
// by rows, or to go where a way leads.
type bytesStep struct {
	rows int
	to   way
}

// settle does what was asked for next, or brings what is in sight up to date.
func (p *bytesPage) settle() {
	if len(p.queue) == 0 {
		p.look(nil)
		return
	}
	next, height := p.queue[0], p.height
	p.queue = p.queue[1:]
	if next.to == nil {
		next.to = func(ctx context.Context, b *octets.Layout, at octets.Spot) octets.Spot {
			return b.Move(ctx, at, next.rows, height)
		}
	}
	p.look(next.to)
}

// then does a step, at once or when what is under way is done. Movements that wait are
// made in one.
func (p *bytesPage) then(next bytesStep) {
	p.wanted = place{}
	p.screen.jobs.stop("search") // it would lead elsewhere than the user goes
	if n := len(p.queue); n > 0 && next.to == nil && p.queue[n-1].to == nil {
		p.queue[n-1].rows += next.rows
	} else if n < maxQueued {
		p.queue = append(p.queue, next)
	}
	if !p.screen.jobs.busy("bytes") {
		p.settle()
	}
}

const maxQueued = 64 // steps that wait

// move moves by rows.
func (p *bytesPage) move(rows int) {
	if rows < 0 {
		p.follow = false
	}
	p.then(bytesStep{rows: rows})
}

// jump goes where a way leads.
func (p *bytesPage) jump(to way) {
	p.follow = false
	p.then(bytesStep{to: to})
}
