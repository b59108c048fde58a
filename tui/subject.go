package tui

import (
	"context"
	"fmt"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/lists"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// subject is what the detail shows: a row, how much of it there was, and how
// it is shown. Two that are equal look the same.
type subject struct {
	view   view
	of     int // the connection of a message
	number int // of the exchange, connection or message; negative for none
	done   bool
	bytes  int64
	frame  int64  // the last of its connection, while there is no response
	over   bool   // so is that connection
	what   string // such as its method and target
	look   detail.Look
}

var nothing = subject{number: -1}

func (s subject) title(w *words.Screen) string {
	switch {
	case s.number < 0:
		return "—"
	case s.view == connectionsView:
		return fmt.Sprintf(w.Connection, s.number)
	case s.view == messagesView:
		return fmt.Sprintf(w.OneMessage, s.number+1)
	}
	return "#" + phrase.Count(int64(s.number+1)) + " " + s.what
}

// same says whether two are about the same row.
func (s subject) same(t subject) bool {
	return s.view == t.view && s.of == t.of && s.number == t.number
}

// updateDetail makes the detail show the selected row, when it is in sight.
func (s *screen) updateDetail() {
	row, ok := s.grid().Current()
	switch {
	case s.pane == hidden:
		s.jobs.stop("detail")
		s.showing = nothing
		s.look.ResetBodies()
	case !ok:
		s.jobs.stop("detail")
		s.present(nothing, nil)
	case s.view == connectionsView:
		c := s.trace.Connection(row)
		if c.Gone {
			return // what was shown of it stays
		}
		s.jobs.stop("detail")
		s.present(subject{view: connectionsView, number: row}, detail.Connection(s.words, &c, s.opts.Zone))
	case s.view == messagesView:
		s.jobs.stop("detail")
		l := s.grid().List.(lists.Messages)
		about := subject{view: messagesView, of: l.Of, number: row, look: s.look}
		if s.showing != about {
			var lines []cells.Line
			s.trace.View(func(r *trace.Reader) {
				if rows := l.Numbers(r); rows.At(rows.Below(row)) == row {
					lines = detail.Message(s.words, l.Message(r, row), s.look, s.opts.Zone)
				}
			})
			if lines != nil {
				s.present(about, lines)
			}
		}
	default:
		if x := s.trace.Exchange(row); !x.Gone {
			s.showExchange(x)
		}
	}
}

// present shows lines, from their top when they are about another row.
func (s *screen) present(about subject, lines []cells.Line) {
	s.about(about)
	s.folds, s.sides = nil, sides{}
	s.detail.SetLines(lines)
}

// about says what the detail shows now, which begins at its top when it is about
// another row.
func (s *screen) about(about subject) {
	if !s.showing.same(about) {
		s.detail.Top, s.folds, s.sides = 0, nil, sides{right: s.sides.right} // the user stays on a side
	}
	s.showing, s.more = about, false
}

// showExchange shows at once what the trace knows, and the messages when they
// have been read from the capture. While an exchange grows, reading goes to
// its end before it begins anew, or a busy one would never be shown.
func (s *screen) showExchange(x trace.Exchange) {
	v := detail.View{Words: s.words, Zone: s.opts.Zone, Look: s.look.Of(&x), X: x, C: s.trace.Connection(x.Stream)}
	about := subject{view: exchangesView, number: x.Number, done: x.Done, what: lists.Title(&x, s.look.Reveal)}
	about.bytes = x.Request.HeaderBytes + x.Request.BodyBytes + x.Response.HeaderBytes + x.Response.BodyBytes
	if !x.Response.Seen {
		about.frame = v.C.LastFrame // which may end the wait for it
		about.over = v.C.Done
	}
	if !s.showing.same(about) {
		s.look.Lines, v.Look.Lines = detail.FirstLines, detail.FirstLines
	}
	about.look = v.Look
	if s.showing == about || s.showing.same(about) && s.jobs.busy("detail") {
		return
	}
	s.trace.View(func(r *trace.Reader) { v.Account = lists.Account(r, &v.X) })
	if !s.showing.same(about) {
		first := v
		s.about(about)
		s.lay(&first)
		s.viewed = nil
	}
	s.jobs.start("detail", func(ctx context.Context) func() {
		v.Read(ctx, s.trace)
		return func() {
			s.jobs.stop("detail")
			s.about(about)
			s.lay(&v)
			s.viewed, s.folds = &v, foldsOf(&v, s.keys, s.folds)
			s.skipUncoded()
			s.more = v.More()
			s.seekOn()
			s.updateDetail()
		}
	}, func(err error) {
		s.jobs.stop("detail")
		s.present(about, []cells.Line{cells.Tell(theme.Bad, err.Error())})
	})
}
