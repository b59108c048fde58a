package lists

import (
	"strings"

	"wiretalk/internal/delay"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
)

// Account is where an exchange's time went, as far as the trace knows without its
// connection's segments.
func Account(r *trace.Reader, x *trace.Exchange) delay.Account { return delay.In(r, x).Account(nil) }

// Waited is for how long an exchange has had no response since it began, or none that
// is whole, in nanoseconds; negative when it has one, what ended the wait is not known, or
// it goes on.
func Waited(r *trace.Reader, x *trace.Exchange) int64 {
	a := delay.In(r, x)
	if cut := a.Cut(); cut != nil && x.Duration() >= 0 {
		return x.Duration() + cut.Rest()
	}
	s := a.Silence()
	if s == nil || s.Ending == delay.StillWaiting {
		return -1
	}
	return s.Over.Time - x.Request.First
}

// MoreThan writes a duration that would have been longer, in at most seven cells.
func MoreThan(ns int64) string {
	text := ">" + phrase.Took(ns)
	if cells.Width(text) > 7 {
		text = strings.Replace(text, " ", "", 1)
	}
	return text
}
