package tui

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wiretalk/capture"
	"wiretalk/capture/store"
	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
)

const (
	readAgainEvery = time.Second            // at least, while a connection goes on
	readAgainRest  = 8                      // times as long as reading took it rests, so that it costs little
	tellEvery      = 100 * time.Millisecond // how far reading has come
)

// rereading is the reading of one connection from the capture again, for a page.
// It begins when the page is opened, goes on while the connection does, and stops when
// the user says so. What was read stays.
type rereading struct {
	of   int    // the connection
	kind string // of its job

	// read reads on; it runs beside the event loop. What tell is given it calls on the
	// event loop, now and then.
	read func(ctx context.Context, c *trace.Connection, done bool, tell func(done, all int64, show func())) (show func(), err error)

	busy      bool
	stopped   bool  // by the user, or by an error
	upTo      int64 // frame
	ended     bool  // nothing more can come
	done, all int64 // frames of this go
	err       error
	since     time.Time
	rested    time.Time // before that it is not gone on
}

// goOn reads on when there is more to read and it is time for it.
func (r *rereading) goOn(s *screen) {
	if r.busy || r.stopped || r.ended {
		return
	}
	c := s.trace.Connection(r.of)
	finished := s.trace.Progress().Done
	done := c.Done || finished
	switch {
	case c.Gone || s.opts.Again == nil:
		r.err, r.stopped = capture.ErrNotKept, true
		return
	case s.held && r.upTo > 0, c.LastFrame <= r.upTo && !done, !finished && time.Now().Before(r.rested):
		return
	}
	r.busy, r.done, r.all, r.err, r.since = true, 0, c.LastFrame-max(c.FirstFrame, r.upTo), nil, time.Now()
	s.jobs.start(r.kind, func(ctx context.Context) func() {
		told := time.Now()
		show, err := r.read(ctx, &c, done, func(at, all int64, show func()) {
			if now := time.Now(); now.Sub(told) >= tellEvery {
				told = now
				s.jobs.meanwhile(ctx, func() {
					r.done, r.all = at, all
					show()
				})
			}
		})
		return func() {
			show()
			r.finish(s, c.LastFrame, done, err)
		}
	}, func(err error) { r.finish(s, r.upTo, false, err) })
}

func (r *rereading) finish(s *screen, upTo int64, done bool, err error) {
	s.jobs.stop(r.kind)
	r.busy, r.err = false, err
	r.rested = time.Now().Add(max(readAgainEvery, readAgainRest*time.Since(r.since)))
	if r.stopped = err != nil; err == nil {
		r.upTo, r.ended = upTo, done
	}
}

// stop ends a reading that is under way; false when there is none.
func (r *rereading) stop(s *screen) bool {
	if !r.busy {
		return false
	}
	s.jobs.stop(r.kind)
	r.busy, r.stopped = false, true
	return true
}

// pause ends it until goOn is called.
func (r *rereading) pause(s *screen) {
	if r.busy {
		s.jobs.stop(r.kind)
		r.busy = false
	}
}

// resume goes on after stop or an error.
func (r *rereading) resume(s *screen) {
	r.stopped, r.rested = false, time.Time{}
	r.goOn(s)
}

// status says how far it is, and why no further; empty when all was read.
func (r *rereading) status(w *rereadingWords) string {
	switch {
	case r.busy && r.all > 0 && r.done > 0:
		return fmt.Sprintf(w.reading, min(r.done*100/r.all, 100))
	case r.busy:
		return w.begins
	case r.err != nil:
		return w.why(r.err)
	case r.stopped:
		return w.stopped
	}
	return ""
}

// why says in plain words why a connection cannot be read again, or not all of it.
func (w *rereadingWords) why(err error) string {
	switch {
	case errors.Is(err, capture.ErrNotKept):
		return w.notKept
	case errors.Is(err, store.ErrLetGo):
		return w.letGo
	case errors.Is(err, replay.ErrTooMany):
		return fmt.Sprintf(w.tooMany, phrase.Count(replay.MaxSteps))
	}
	return cells.Clean(err.Error())
}

// meanwhile calls f on the event loop while a job goes on, unless it is stopped.
func (j *jobs) meanwhile(ctx context.Context, f func()) {
	select {
	case j.outcomes <- func() {
		if ctx.Err() == nil {
			f()
		}
	}:
	case <-ctx.Done():
	}
}

// rereadingWords are the words for it in one language.
type rereadingWords struct{ reading, begins, stopped, notKept, letGo, tooMany string }

var rereadingWordsIn = [...]rereadingWords{
	{
		reading: "reading, %d %%, Esc stops", begins: "reading…", stopped: "stopped here, R reads on",
		notKept: "the packets cannot be read again: they are not kept",
		letGo:   "a part was let go to make room for newer packets", tooMany: "the first %s; there are more",
	},
	{
		reading: "正在读取，%d%%，Esc 停止", begins: "正在读取…", stopped: "停在此处，按 R 继续读取",
		notKept: "这些分组无法再次读取：未保留",
		letGo:   "一部分已不再保留，为较新的分组腾出了空间", tooMany: "前 %s 个；后面还有",
	},
}
