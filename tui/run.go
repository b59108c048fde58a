package tui

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"wiretalk/capture"
	"wiretalk/capture/store"
	"wiretalk/internal/crash"
	"wiretalk/internal/lesson"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
)

// redrawEvery is the least time between two drawings of a trace that grows.
const redrawEvery = time.Second / 30

// progressEvery is the time after which it is shown how far a job is.
const progressEvery = time.Second / 10

// Options change what Run shows. The zero value is the default.
type Options struct {
	Title   string              // such as the names of the files
	Live    *LiveInfo           // of a live capture, in place of the title; nil otherwise
	Lang    string              // "en" or "zh", or a locale that begins so; English otherwise
	Zone    *time.Location      // for times of day; local time when nil
	Again   capture.Rereader    // reads packets again by frame number; nil when they cannot be
	Gone    func() store.Gone   // says what cannot be read again of what was captured; nil when all can be
	lesson  *lesson.Lesson      // to begin with; nil for the tables
	Filter  string              // which rows are shown to begin with, in the display filter's language; empty for all
	Memory  Memory              // keeps what was written and chosen for the next session; nil for none
	Theme   string              // one of ThemeNames; when empty that which suits the terminal
	Keys    map[string][]string // in place of the usual ones, by names of ActionNames
	Mouse   bool                // take clicks and the wheel from the beginning
	Reveal  bool                // show secrets from the beginning
	Version string              // of the program, for what is saved
	Writer  string              // the user whose rights are left to save with, since root's were given up; empty when they were not
	Screen  tcell.Screen        // instead of the terminal, for tests; Run initialises it
}

// Signalled is the error of a screen that a signal ended.
type Signalled struct{ Signal os.Signal }

func (e *Signalled) Error() string { return e.Signal.String() }

// Run shows the trace on the terminal until the user quits. The trace may
// grow meanwhile. The terminal is as before when Run returns. The error is a
// *Signalled, or says that the terminal could not be used or was lost.
func Run(t *trace.Trace, o Options) error {
	ctx, quit := context.WithCancel(context.Background())
	defer quit()
	signalled := make(chan os.Signal, 1)
	signal.Notify(signalled, endings()...)
	defer signal.Stop(signalled)
	var ended atomic.Pointer[Signalled]
	go func() {
		defer crash.Guard()
		select {
		case by := <-signalled:
			ended.Store(&Signalled{by})
			quit()
		case <-ctx.Done():
		}
	}()

	if o.Zone == nil {
		o.Zone = time.Local
	}
	work := newJobs(ctx)
	s := newScreen(t, o, work, quit)
	if o.lesson != nil {
		s.openLessons(o.lesson)
	}
	canvas, err := openCanvas(o.Screen)
	if err != nil {
		return fmt.Errorf("showing the screen on this terminal (-T text prints instead): %w", err)
	}
	app := tview.NewApplication().SetScreen(canvas).EnablePaste(true).SetRoot(steady{s}, true)
	app.SetInputCapture(func(event *tcell.EventKey) *tcell.EventKey {
		if event.Key() == tcell.KeyCtrlC {
			if !s.giveUp() {
				quit()
			}
			return nil
		}
		return event
	})

	s.mouse.on, s.mouse.enable = o.Mouse, func(on bool) { app.EnableMouse(on) }
	app.EnableMouse(o.Mouse)

	var lost error // used on the event loop
	p := &pump{app: app, screen: s, jobs: work, done: make(chan struct{})}
	forget := crash.Before(func() {
		if shown := p.shown.Load(); shown != nil {
			(*shown).Fini()
		}
	})
	defer forget()
	defer onQuit()()
	var unlisten func()
	s.suspend, unlisten = suspending(work, func(meanwhile func()) {
		p.aside(ctx, meanwhile, func(err error) {
			lost = err
			quit()
		})
	})
	defer unlisten()
	app.SetBeforeDrawFunc(func(canvas tcell.Screen) bool {
		if p.shown.CompareAndSwap(nil, &canvas) {
			cells.InASCII(canvas)
		}
		return false
	})
	app.SetAfterDrawFunc(func(tcell.Screen) { p.start(ctx) })
	if err := app.Run(); err != nil {
		// The loop ended by itself, so the pump may wait for it for ever.
		if by := ended.Load(); by != nil {
			return by
		}
		return fmt.Errorf("the terminal is not there any more: %w", err)
	}
	quit()
	<-p.done
	work.running.Wait()
	switch by := ended.Load(); {
	case by != nil:
		return by
	case lost != nil:
		return fmt.Errorf("the terminal is not there any more: %w", lost)
	}
	return nil
}

// openCanvas initialises the terminal, or what stands for it.
func openCanvas(given tcell.Screen) (tcell.Screen, error) {
	canvas := given
	if canvas == nil {
		var err error
		if canvas, err = newCanvas(); err != nil {
			return nil, err
		}
	}
	if err := canvas.Init(); err != nil {
		return nil, err
	}
	return opened{canvas}, nil
}

// opened is a screen that is initialised: tview would do so, and not say what
// came of it.
type opened struct{ tcell.Screen }

func (opened) Init() error { return nil }

// endings are the signals that end the screen. SIGHUP is left alone where
// whoever started the program wants that (nohup).
func endings() []os.Signal {
	list := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		list = append(list, syscall.SIGHUP)
	}
	return list
}
