package tui

import (
	"fmt"

	"wiretalk/internal/trace"
	"wiretalk/tui/detail"
	"wiretalk/tui/lists"
	"wiretalk/tui/segments"
)

// standsOn is a page that stands on a place of its connection.
type standsOn interface{ standing() place }

// standing is the place of a connection that is looked at: the first frame of an
// exchange or message, in its detail the byte at the top. It is zero where the whole
// connection is.
func (s *screen) standing() (at place) {
	if p := s.top(); p != nil {
		if on, ok := p.(standsOn); ok {
			return on.standing()
		}
		return at
	}
	row, ok := s.grid().Current()
	switch {
	case !ok || s.view == connectionsView:
		return at
	case s.view == messagesView:
		l := s.grid().List.(lists.Messages)
		s.trace.View(func(r *trace.Reader) {
			if rows := l.Numbers(r); rows.At(rows.Below(row)) == row {
				at.frame = l.Message(r, row).First.Frame
			}
		})
		return at
	}
	x := s.trace.Exchange(row)
	if s.inDetail || s.pane == full {
		if at, ok := s.standingInDetail(&x); ok {
			return at
		}
	}
	return beginning(&x)
}

// beginning is the first frame of an exchange.
func beginning(x *trace.Exchange) (at place) {
	for _, m := range [...]*trace.Message{&x.Request, &x.Response} {
		if m.Seen && (at.frame == 0 || m.FirstFrame < at.frame) {
			at.frame = m.FirstFrame
		}
	}
	return at
}

// standingInDetail is the byte of a body that is at the top of the detail, or the
// message that is; false when the detail is of something else.
func (s *screen) standingInDetail(x *trace.Exchange) (at place, ok bool) {
	v := s.viewed
	if v == nil || v.X.Number != x.Number || s.showing.number != x.Number || s.showing.view != exchangesView {
		return at, false
	}
	l := s.active().LineAtTop()
	for i, m := range [...]*trace.Message{&x.Request, &x.Response} {
		b := v.Bodies[i]
		if v.Look.Focus != detail.Everything && b.Content != nil { // what is said of a body alone belongs to it
			l = max(l, b.From)
		}
		known := int64(0)
		switch {
		case b.Content == nil || !m.Seen || s.sides.on && s.sides.right != (i == 1):
			continue
		case s.folds != nil && s.folds.content == b.Content:
			known = s.folds.standing()
		case l < b.From || l >= b.From+len(b.Content.Lines):
			continue
		default:
			known = b.Content.Places[l-b.From]
		}
		at.frame = max(m.ContentFrame, m.FirstFrame)
		switch {
		case known > 0:
			if offset, ok := detail.PlaceOf(&m.Body, known-1); ok {
				at.offset = offset
			}
		case b.Content.Codings != "" && b.Content.Undecoded == nil:
			s.message = fmt.Sprintf(detail.ContentWordsIn[s.words.Language].Decoded, s.keys.Now("r"))
		default:
			s.message = segments.WordsIn[s.words.Language].BodyLaidOut
		}
		return at, true
	}
	if (v.ResponseFrom > 0 && l >= v.ResponseFrom || s.sides.right) && x.Response.Seen {
		return place{frame: x.Response.FirstFrame}, true
	}
	return beginning(x), true
}
