package tui

import (
	"time"

	"wiretalk/internal/trace"
)

// pace says when something that takes long is to be made anew while a trace
// grows: not so often that a processor does little else.
type pace struct {
	version uint64 // of the trace that was looked at last
	done    bool   // it was whole
	began   time.Time
	next    time.Time
}

const (
	paceEvery = 2 * time.Second
	paceShare = 10 // of the time one part at most is spent on it
)

// due says whether the trace is to be looked at again, and takes it that it is.
// It always is once when the trace is whole.
func (p *pace) due(t *trace.Trace, now time.Time) bool {
	version, done := t.Version(), t.Progress().Done
	if version == p.version || now.Before(p.next) && (!done || p.done) {
		return false
	}
	p.version, p.done, p.began = version, done, now
	return true
}

// took takes it that what was due is made.
func (p *pace) took(now time.Time) { p.next = now.Add(max(paceEvery, paceShare*now.Sub(p.began))) }
