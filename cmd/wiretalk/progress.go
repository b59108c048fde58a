package main

import (
	"fmt"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
)

// progressAfter is how long work takes that shows progress. Tests shorten it.
var progressAfter = time.Second

const (
	progressEvery = 200 * time.Millisecond
	clearLine     = "\r\x1b[K"
)

// progress keeps a line on the terminal that says how far reading has come.
type progress struct {
	out      *os.File // nil: not shown
	problems *os.File
	mu       sync.Mutex
	started  time.Time
	shown    time.Time // when the line was last drawn; zero while there is none
}

// newProgress shows progress if diagnostics is a terminal and records go
// elsewhere.
func newProgress(records, diagnostics *os.File) *progress {
	p := &progress{problems: diagnostics, started: time.Now()}
	if term.IsTerminal(int(diagnostics.Fd())) && !term.IsTerminal(int(records.Fd())) {
		p.out = diagnostics
	}
	return p
}

func (p *progress) show(at trace.Progress) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Sub(p.started) < progressAfter || now.Sub(p.shown) < progressEvery {
		return
	}
	p.shown = now
	seconds := now.Sub(p.started).Seconds()
	megabytes := float64(at.Read) / 1e6
	line := phrase.Sprintf("%d {packet|packets}, %.0f MB, %.0f MB/s", at.Packets, megabytes, megabytes/seconds)
	if at.Total > 0 {
		line = fmt.Sprintf("%3d %%  ", 100*at.Read/at.Total) + line
	}
	fmt.Fprint(p.out, clearLine, line)
}

// complain prints a problem without mixing it with the line.
func (p *progress) complain(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
	complain(p.problems, err)
}

func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
}

func (p *progress) wipe() {
	if !p.shown.IsZero() {
		fmt.Fprint(p.out, clearLine)
		p.shown = time.Time{}
	}
}
