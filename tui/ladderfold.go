package tui

import (
	"wiretalk/internal/ladder"
	"wiretalk/tui/ladderview"
)

// span2 are steps, both included.
type span2 struct{ first, last int }

// paneOf is what the pane shows.
type paneOf struct {
	cursor, rows int
	words        *ladderview.Words
}

// unfold opens the fold at the cursor, or folds again what was opened.
func (p *ladderPage) unfold() {
	if p.cursor >= len(p.model.Rows) {
		return
	}
	r := p.model.Rows[p.cursor]
	if r.Kind == ladder.Fold {
		p.opened = append(p.opened, span2{r.Step, r.Last})
		p.model.Unfold(p.cursor)
		p.paned = paneOf{}
		return
	}
	for i := len(p.opened) - 1; i >= 0; i-- {
		o := p.opened[i]
		if o.first > r.Step || o.last < r.Last {
			continue
		}
		p.model.Refold(o.first, o.last)
		var rest []span2
		for _, other := range p.opened {
			if other.first < o.first || other.last > o.last {
				rest = append(rest, other)
			}
		}
		p.opened = rest
		p.goToFrame(p.model.Steps[o.first].Frame)
		p.paned = paneOf{}
		return
	}
}
