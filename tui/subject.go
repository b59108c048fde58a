package tui

import (
	"context"
	"fmt"

	"wiretalk/internal/trace"
)

// subject is what the detail shows: a row, and how much of it there was. Two
// that are equal look the same.
type subject struct {
	view   view
	number int // of the exchange or connection; negative for none
	done   bool
	bytes  int64
	what   string // such as its method and target
}

var nothing = subject{number: -1}

func (s subject) title(w *words) string {
	switch {
	case s.number < 0:
		return "—"
	case s.view == connectionsView:
		return fmt.Sprintf(w.connection, s.number)
	}
	return "#" + count(int64(s.number+1)) + " " + s.what
}

// same says whether two are about the same row.
func (s subject) same(t subject) bool { return s.view == t.view && s.number == t.number }

// updateDetail makes the detail show the selected row, when it is in sight.
func (s *screen) updateDetail() {
	row, ok := s.grid().current()
	switch {
	case s.pane == hidden:
		s.jobs.stop("detail")
		s.showing = nothing
	case !ok:
		s.jobs.stop("detail")
		s.present(nothing, nil)
	case s.view == connectionsView:
		c := s.trace.Connection(row)
		s.jobs.stop("detail")
		s.present(subject{view: connectionsView, number: row}, connectionLines(s.words, &c, s.opts.Zone))
	default:
		s.showExchange(s.grid().list.(exchangeList).exchange(row))
	}
}

// present shows lines, from their top when they are about another row.
func (s *screen) present(about subject, lines []line) {
	if !s.showing.same(about) {
		s.detail.top = 0
	}
	s.showing = about
	s.detail.setLines(lines)
}

// showExchange shows at once what the trace knows, and the messages when they
// have been read from the capture. While an exchange grows, reading goes to
// its end before it begins anew, or a busy one would never be shown.
func (s *screen) showExchange(x trace.Exchange) {
	about := subject{view: exchangesView, number: x.Number, done: x.Done, what: clean(x.Method + " " + x.Target)}
	about.bytes = x.Request.HeaderBytes + x.Request.BodyBytes + x.Response.HeaderBytes + x.Response.BodyBytes
	if s.showing == about || s.showing.same(about) && s.jobs.busy("detail") {
		return
	}
	c := s.trace.Connection(x.Stream)
	w, zone := s.words, s.opts.Zone
	if !s.showing.same(about) {
		s.present(about, exchangeLines(w, &x, &c, nil, nil, zone))
	}
	s.jobs.start("detail", func(ctx context.Context) func() {
		lines := exchangeLines(w, &x, &c, load(ctx, s.trace, &x.Request), load(ctx, s.trace, &x.Response), zone)
		return func() {
			s.jobs.stop("detail")
			s.present(about, lines)
			s.updateDetail()
		}
	}, func(err error) {
		s.jobs.stop("detail")
		s.present(about, []line{say(bad, err.Error())})
	})
}
