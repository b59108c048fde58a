package tui

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"wiretalk/internal/crash"
)

// pump is the one goroutine that hands work to tview's event loop, and the one
// that stops the loop. tview's QueueUpdate waits until the loop has done the
// work: from the loop itself that is a deadlock, and once the loop has stopped
// it is for ever. With one goroutine for both, neither can happen.
type pump struct {
	app    *tview.Application
	screen *screen
	jobs   *jobs
	once   sync.Once
	shown  atomic.Pointer[tcell.Screen]
	done   chan struct{} // closed when the loop has been stopped
}

// start starts the goroutine unless it runs; called once the loop draws,
// since a loop that has not begun cannot be stopped.
func (p *pump) start(ctx context.Context) {
	p.once.Do(func() {
		go func() {
			defer crash.Guard()
			p.run(ctx)
		}()
	})
}

func (p *pump) run(ctx context.Context) {
	defer close(p.done)
	tick := time.NewTicker(redrawEvery)
	defer tick.Stop()
	seen, drawn := uint64(0), time.Now()
	for {
		if ctx.Err() != nil { // nothing is handed to a loop that aside has stopped
			p.app.Stop()
			return
		}
		select {
		case <-ctx.Done():
		case outcome := <-p.jobs.outcomes:
			p.app.QueueUpdateDraw(outcome)
		case <-p.jobs.begun:
			tick.Reset(redrawEvery)
		case <-tick.C:
			// On a live capture time goes on where nothing else does, and while a job is
			// under way it says how far it is.
			done, v, now := p.screen.trace.Progress().Done, p.screen.trace.Version(), time.Now()
			working := p.jobs.underWay.Load() > 0
			switch {
			case v != seen || !done && p.screen.live.info != nil && now.Sub(drawn) >= meterEvery ||
				working && now.Sub(drawn) >= progressEvery:
				seen, drawn = v, now
				p.app.QueueUpdateDraw(steady{p.screen}.refresh)
			case done && !working:
				tick.Stop() // nothing moves any more but what a key begins
			}
		}
	}
}

// aside gives the terminal back while something else is done; called on the
// event loop, by way of run. ended ends the screen: that says so when the terminal
// is not there any more. A screen without a terminal must not be drawn again.
func (p *pump) aside(ctx context.Context, meanwhile func(), ended func(error)) {
	canvas := *p.shown.Load()
	if canvas.Suspend() != nil {
		return // it is away already
	}
	meanwhile()
	// What ends the program may have come together with what let it go on; then
	// others have the terminal, and taking it from them would stop the program again.
	sleep(ctx, endsSoon)
	if ctx.Err() == nil {
		err := canvas.Resume()
		if err == nil {
			return
		}
		ended(err)
	}
	p.app.Stop() // here, lest it be drawn before run gets to it
}

const endsSoon = 20 * time.Millisecond
