package tui

import (
	"wiretalk/internal/trace"
	"wiretalk/tui/table"
	"wiretalk/tui/waterfall"
)

// What is shown is held as it is while capturing goes on, so that it can be read:
// the tables, what is counted of them, the rows of the waterfall, the segments of a
// connection that goes on. What is opened meanwhile is as it is then, and stays so.

// holder is a page with rows of its own that are held.
type holder interface{ hold(s *screen, on bool) }

// hold keeps what is shown as it is while capturing goes on, or lets it follow that
// again.
func (s *screen) hold(on bool) {
	if on == s.held || on && s.trace.Progress().Done {
		return
	}
	s.held = on
	for v, g := range s.grids {
		if on {
			g.Hold(view(v) == s.view && s.top() == nil)
		} else {
			g.GoOn()
		}
	}
	s.holdPages()
}

// holdPages holds the pages if what is shown is held, or lets them go on.
func (s *screen) holdPages() {
	for _, p := range s.pages {
		if p, ok := p.(holder); ok {
			p.hold(s, s.held)
		}
	}
}

// fallStill is the waterfall as it was when it was held.
type fallStill struct {
	end  int               // number of the first exchange that came later
	rows map[int]stillFall // by their exchanges, those that were seen
}

// stillFall is a row as it was.
type stillFall struct {
	waterfall.Fall
	of trace.Exchange
}

// hold implements holder.
func (p *waterfallPage) hold(s *screen, on bool) {
	switch {
	case !on:
		p.list.still = nil
	case p.list.still == nil:
		p.list.still = &fallStill{s.grids[exchangesView].Still.End, map[int]stillFall{}}
	}
}

// row is a row as it was when it was seen first since then; its label is to be
// written yet. False when it is gone.
func (w *fallStill) row(r *trace.Reader, number int) (f stillFall, ok bool) {
	if f, ok = w.rows[number]; ok {
		return f, true
	}
	x := r.Exchange(number)
	if x == nil {
		return f, false
	}
	f = stillFall{waterfall.Of(r, x, ""), *x}
	if len(w.rows) < table.MaxStill {
		w.rows[number] = f
	}
	return f, true
}

// upTo are the first n of rows.
type upTo struct {
	trace.Rows
	n int
}

func (u upTo) Len() int { return u.n }

func (u upTo) At(i int) int {
	if i >= u.n {
		return table.NoRow
	}
	return u.Rows.At(i)
}

func (u upTo) Below(number int) int { return min(u.Rows.Below(number), u.n) }
