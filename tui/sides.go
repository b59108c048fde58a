package tui

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
)

// besideWidth is how wide the screen is at least when request and response stand side
// by side.
const besideWidth = 120

// sides is the detail of an exchange whose request and response stand side by side.
// The request is in the screen's detail, the response here.
type sides struct {
	on     bool
	right  bool // keys act on the response
	second cells.Pager
	laid   *detail.View // that both were made of; nil when the detail is of something else
}

// besides says whether request and response stand side by side.
func (s *screen) besides() bool {
	_, _, width, _ := s.GetInnerRect()
	return s.sides.laid != nil && s.sides.laid.Look.Focus == detail.Everything && width >= besideWidth
}

// lay shows an exchange as the width of the screen asks for. v is not changed
// elsewhere from then on.
func (s *screen) lay(v *detail.View) {
	s.sides.laid = v
	if s.sides.on = s.besides(); !s.sides.on {
		s.sides.right = false
		s.sides.second.SetLines(nil)
		s.detail.SetLines(v.Lines())
		return
	}
	left, right := v.Sides()
	s.detail.SetLines(left)
	s.sides.second.SetLines(right)
}

// active is the text that keys act on.
func (s *screen) active() *cells.Pager {
	if s.sides.on && s.sides.right {
		return &s.sides.second
	}
	return &s.detail
}

// inactive is the text on the other side.
func (s *screen) inactive() *cells.Pager {
	if s.sides.right {
		return &s.detail
	}
	return &s.sides.second
}

// otherSide changes between request and response; false when the keys go on to the
// table from here.
func (s *screen) otherSide() bool {
	if !s.sides.on || !s.inDetail && s.pane != full {
		s.sides.right = false
		return false
	}
	s.sides.right = !s.sides.right
	return s.sides.right || s.pane == full
}

func (s *screen) drawDetail(canvas tcell.Screen, x, y, width, height int) {
	if s.sides.on != s.besides() { // the screen became wider, or narrower
		s.lay(s.sides.laid)
	}
	active, title := s.inDetail || s.pane == full, s.showing.title(s.words)
	switch {
	case s.folds != nil:
		cells.DrawRule(canvas, s.theme, title, s.folds.place(), active, x, y, width)
		s.folds.draw(canvas, s.theme, active, x+1, y+1, width-2, height-1)
	case s.sides.on:
		left := (width - 1) / 2
		cells.DrawPager(canvas, s.theme, &s.detail, title, active && !s.sides.right, x, y, left, height)
		cells.DrawPager(canvas, s.theme, &s.sides.second, s.words.Response, active && s.sides.right, x+left+1, y, width-left-1, height)
		canvas.Put(x+left, y, "┬", s.theme.Rule)
		for i := 1; i < height; i++ {
			canvas.Put(x+left, y+i, "│", s.theme.Rule)
		}
		s.mouse.add(zone{x, y, left, height, s.clickedSide(false), s.wheeledSide(&s.detail)})
		s.mouse.add(zone{x + left + 1, y, width - left - 1, height, s.clickedSide(true), s.wheeledSide(&s.sides.second)})
	default:
		cells.DrawPager(canvas, s.theme, &s.detail, title, active, x, y, width, height)
	}
}

// clickedSide makes the keys act on a side.
func (s *screen) clickedSide(right bool) func(int, bool) {
	return func(row int, twice bool) {
		s.sides.right = right
		s.clickedDetail(row, twice)
	}
}

func (s *screen) wheeledSide(p *cells.Pager) func(int) {
	return func(rows int) {
		p.Move(rows)
		if rows > 0 && p == &s.sides.second {
			s.wantMore()
		}
	}
}
