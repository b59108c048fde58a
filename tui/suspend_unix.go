//go:build unix

package tui

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"wiretalk/internal/crash"
)

// notStopped is when a process that was told to stop and still runs is taken
// for one that cannot: the system stops none that nobody could wake.
const notStopped = time.Second

// stopper gives the terminal back while the program is stopped.
type stopper struct {
	signals chan os.Signal
	asked   chan struct{} // by a key
	waiting atomic.Bool   // for SIGCONT
	goesOn  chan struct{} // it came
}

// suspending gives what stops the program and all that it was started with, as
// a terminal does for Ctrl-Z. From now on SIGTSTP that others send does so too,
// for this program alone, and after a SIGCONT that followed what no program hears
// of (SIGSTOP) the screen is taken anew: a shell had the terminal meanwhile. unlisten
// ends that.
//
// aside is called on the event loop, by way of the pump, which therefore stops
// no loop whose screen is away.
func suspending(j *jobs, aside func(meanwhile func())) (suspend, unlisten func()) {
	s := &stopper{signals: make(chan os.Signal, 2), asked: make(chan struct{}, 1), goesOn: make(chan struct{}, 1)}
	signal.Notify(s.signals, syscall.SIGTSTP, syscall.SIGCONT)
	done := make(chan struct{})
	go func() {
		defer crash.Guard()
		for {
			meanwhile := func() {}
			select {
			case <-done:
				return
			case <-s.asked:
				meanwhile = func() { s.stop(0) }
			case sent := <-s.signals:
				switch {
				case sent == syscall.SIGTSTP:
					meanwhile = func() { s.stop(os.Getpid()) }
				case s.waiting.CompareAndSwap(true, false):
					s.goesOn <- struct{}{}
					continue
				}
			}
			j.tell(j.ctx, func() { aside(meanwhile) })
		}
	}()
	suspend = func() {
		select {
		case s.asked <- struct{}{}:
		default:
		}
	}
	return suspend, func() {
		signal.Stop(s.signals)
		close(done)
	}
}

// stop stops a process, or with 0 the process group, and returns when it goes on.
// The signal is SIGTTOU, which like SIGTSTP stops none that nobody could wake: Go
// cannot take back that it once listened to SIGTSTP. It may take effect on
// another thread, so the one that comes with going on is waited for.
func (s *stopper) stop(whom int) {
	s.waiting.Store(true)
	if syscall.Kill(whom, syscall.SIGTTOU) == nil {
		select {
		case <-s.goesOn:
			return
		case <-time.After(notStopped):
		}
	}
	if !s.waiting.CompareAndSwap(true, false) {
		<-s.goesOn
	}
}
