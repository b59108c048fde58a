package tui

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"wiretalk/internal/crash"
)

// jobs runs work that may take long beside the event loop. A job's outcome is
// a function that is then called on the event loop, unless the job was
// replaced or the screen closed meanwhile.
type jobs struct {
	ctx      context.Context
	outcomes chan func()   // read by pump
	begun    chan struct{} // told to pump: a job is under way now
	running  sync.WaitGroup
	underWay atomic.Int32                  // how many are
	cancel   map[string]context.CancelFunc // by kind; used on the event loop only
}

func newJobs(ctx context.Context) *jobs {
	return &jobs{ctx: ctx, outcomes: make(chan func()), begun: make(chan struct{}, 1), cancel: map[string]context.CancelFunc{}}
}

// start runs work and cancels the job of the same kind before it. A panic in
// work becomes a call of failed, since it would otherwise leave the terminal
// unusable.
func (j *jobs) start(kind string, work func(context.Context) func(), failed func(error)) {
	j.stop(kind)
	ctx, cancel := context.WithCancel(j.ctx)
	j.cancel[kind] = cancel
	j.running.Add(1)
	j.underWay.Add(1)
	select {
	case j.begun <- struct{}{}:
	default:
	}
	go func() {
		defer crash.Guard()
		defer j.running.Done()
		defer j.underWay.Add(-1)
		outcome := guarded(ctx, work, failed)
		select {
		case j.outcomes <- func() {
			if ctx.Err() == nil {
				outcome()
			}
			cancel()
		}:
		case <-ctx.Done():
		}
	}()
}

func guarded(ctx context.Context, work func(context.Context) func(), failed func(error)) (outcome func()) {
	defer func() {
		if p := recover(); p != nil {
			outcome = func() { failed(fmt.Errorf("internal error: %v", p)) }
		}
	}()
	return work(ctx)
}

// stop cancels the job of a kind, if there is one.
func (j *jobs) stop(kind string) {
	if cancel, ok := j.cancel[kind]; ok {
		cancel()
		delete(j.cancel, kind)
	}
}

// busy says whether a job of a kind is under way.
func (j *jobs) busy(kind string) bool {
	_, ok := j.cancel[kind]
	return ok
}

// tell calls a function on the event loop while a job goes on, for its
// progress; called by the job.
func (j *jobs) tell(ctx context.Context, word func()) {
	select {
	case j.outcomes <- func() {
		if ctx.Err() == nil {
			word()
		}
	}:
	case <-ctx.Done():
	}
}
