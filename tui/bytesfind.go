package tui

import (
	"context"
	"fmt"

	"wiretalk/tui/octets"
)

// findText implements finder: it looks beside the event loop, from what was found or
// the first row in sight on, to the end of what was read and then from its beginning.
func (p *bytesPage) findText(s *screen, text string, step int) {
	if len(p.rows) == 0 {
		return
	}
	l := p.layout()
	from, after, shown := p.rows[0].Run, p.rows[0].At, s.wanted
	if step > 0 {
		after-- // it may begin with the row
	}
	if p.found != nil && p.foundInSight() {
		from, after = p.found.Run, p.found.At
	}
	s.message = fmt.Sprintf(s.words.Searching, shown)
	s.jobs.start("search", func(ctx context.Context) func() {
		m, ok := l.Search(ctx, []byte(text), from, after, step)
		if !ok && ctx.Err() == nil {
			begin := 0
			if step < 0 {
				begin = p.bytes.Len() - 1
			}
			m, ok = l.Search(ctx, []byte(text), begin, -1, step)
		}
		at := octets.Spot{}
		if ok {
			at = l.RowOf(m.Run, m.At)
		}
		return func() {
			s.message = fmt.Sprintf(s.words.NotFound, shown)
			if ok {
				s.message = fmt.Sprintf(s.words.Found, shown)
				p.found = &m
				height := p.height
				p.jump(func(ctx context.Context, b *octets.Layout, _ octets.Spot) octets.Spot {
					if last := b.Last(ctx, height); last.Before(at) {
						return last
					}
					return at
				})
			}
		}
	}, func(err error) { s.message = err.Error() })
}

// foundInSight says whether the row that holds what was found is in sight.
func (p *bytesPage) foundInSight() bool {
	for i := range p.rows {
		if row := &p.rows[i]; row.Run == p.found.Run && p.holdsFound(row) && row.From == p.found.From {
			return true
		}
	}
	return false
}
