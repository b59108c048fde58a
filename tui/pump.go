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
		select {
		case <-ctx.Done():
			p.app.Stop()
			return
		case outcome := <-p.jobs.outcomes:
			p.app.QueueUpdateDraw(outcome)
		case <-tick.C:
			// On a live capture time goes on where nothing else does, and while a job is
			// under way it says how far it is.
			v, now := p.screen.trace.Version(), time.Now()
			if v != seen || p.screen.live.info != nil && now.Sub(drawn) >= meterEvery ||
				p.jobs.underWay.Load() > 0 && now.Sub(drawn) >= progressEvery {
				seen, drawn = v, now
				p.app.QueueUpdateDraw(p.screen.refresh)
			}
		}
	}
}
