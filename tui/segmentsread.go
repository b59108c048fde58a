package tui

import (
	"context"
	"fmt"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tui/segments"
	"wiretalk/tui/table"
)

// showSegments opens the segments of the connection that is looked at, at the
// place that is.
func (s *screen) showSegments() {
	of, ok := s.selectedStream()
	if !ok {
		return
	}
	s.openSegments(of, s.standing())
}

// openSegments opens the segments of a connection. It stands on a place of it once
// that was read; on the first segment when that is not known.
func (s *screen) openSegments(of int, at place) {
	var p *segmentsPage
	fits := func(q page) bool {
		found, ok := q.(*segmentsPage)
		if ok = ok && found.of == of; ok {
			p = found
			p.seek(at)
		}
		return ok
	}
	if s.raise(fits) {
		return
	}
	l := &segments.List{Words: &segments.WordsIn[s.words.Language], Zone: s.opts.Zone, Reveal: s.look.Reveal}
	p = &segmentsPage{language: s.words.Language, list: l, grid: table.NewGrid(s.trace, l, s.opts.Zone), all: replay.NewSegments()}
	p.rereading = rereading{of: of, kind: fmt.Sprintf("segments %d", of), read: p.readOn(s)}
	p.seek(at)
	s.openPage(p)
}

// keys.ReadOn reads segments, and at the end where the messages are.
func (p *segmentsPage) readOn(s *screen) func(context.Context, *trace.Connection, bool, func(int64, int64, func())) (func(), error) {
	return func(ctx context.Context, c *trace.Connection, _ bool, tell func(int64, int64, func())) (func(), error) {
		var steps []replay.Step
		err := p.all.Read(ctx, s.opts.Again, &c.Info, func(some []replay.Step, done, all int64) {
			steps = some
			tell(done, all, func() { p.take(some) })
		})
		http := segments.HTTPFramesOf(s.trace, p.of)
		return func() {
			p.list.Http = http
			p.take(steps)
			if p.wanted.offset > 0 && p.wanted.frame > 0 && err == nil {
				p.seek(place{frame: p.wanted.frame}) // the byte is in none of them
			}
			p.updateDetail(s)
		}, err
	}
}

// take shows segments that were read.
func (p *segmentsPage) take(steps []replay.Step) {
	if len(steps) < len(p.list.Steps) {
		return
	}
	for i := len(p.list.Steps); i < len(steps); i++ {
		p.list.Digits = max(p.list.Digits, segments.Digits(&steps[i]))
	}
	p.list.Steps = steps
	p.find()
	p.grid.Settle()
}

// seek makes the page stand on a place as soon as that was read.
func (p *segmentsPage) seek(at place) {
	p.wanted, p.sought = at, 0
	p.find()
}

// find looks for the wanted place in what was read.
func (p *segmentsPage) find() {
	if p.wanted == (place{}) {
		return
	}
	for ; p.sought < len(p.list.Steps); p.sought++ {
		s := &p.list.Steps[p.sought]
		byOffset := p.wanted.offset > 0 && s.Offset >= 0 && s.Offset <= p.wanted.offset && p.wanted.offset < s.Offset+int64(s.Captured)
		if byOffset || p.wanted.offset == 0 && s.Frame >= p.wanted.frame {
			p.wanted = place{}
			p.grid.Follow = false
			p.grid.SelectNumber(p.sought)
			return
		}
	}
}

// findText implements finder: it looks beside the event loop for the next segment
// with a text.
func (p *segmentsPage) findText(s *screen, text string, step int) {
	l, shown := *p.list, s.wanted
	l.Origins = nil
	numbers := table.NumbersFrom(p.grid, step)
	s.message = fmt.Sprintf(s.words.Searching, shown)
	s.jobs.start("search", func(ctx context.Context) func() {
		number := table.Search(ctx, s.trace, &l, numbers, text)
		return func() {
			s.message = fmt.Sprintf(s.words.NotFound, shown)
			if number != table.NoRow {
				s.message = fmt.Sprintf(s.words.Found, shown)
				p.wanted, p.grid.Follow = place{}, false
				p.grid.SelectNumber(number)
				p.updateDetail(s)
			}
		}
	}, func(err error) { s.message = err.Error() })
}
