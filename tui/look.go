package tui

import "wiretalk/tui/detail"

// keys.TurnBody shows the next body of the selected exchange alone, or all of it.
func (s *screen) turnBody() {
	if row, ok := s.grid().Current(); ok && s.view == exchangesView {
		x := s.trace.Exchange(row)
		s.look.Focus = s.look.Of(&x).Next(&x)
	}
}

// bodyAlone says whether of the selected exchange a body alone is shown, in which no
// field has a meaning.
func (s *screen) bodyAlone() bool {
	row, ok := s.grid().Current()
	if !ok || s.view != exchangesView || s.pane == hidden {
		return false
	}
	x := s.trace.Exchange(row)
	return s.look.Of(&x).Focus != detail.Everything
}

// skipUncoded goes on where no body of the exchange has codings, so that there is nothing
// else to be seen of its bytes as sent.
func (s *screen) skipUncoded() {
	if s.look.Form != detail.Coded {
		return
	}
	v := s.viewed
	row, ok := s.grid().Current()
	if v == nil || !ok || s.view != exchangesView || v.X.Number != row || !v.Coded() {
		s.look.Form = detail.LaidOut
	}
}

// wantMore lets more of a body be read when the end of what there is of it is
// in sight.
func (s *screen) wantMore() {
	if p := s.active(); s.more && p.Top+p.Page >= len(p.Wrapped) && (!s.sides.on || s.sides.right) {
		s.look.Lines = min(s.look.Lines*detail.MoreLines, detail.MostLines)
	}
}
