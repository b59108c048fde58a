package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/term"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
	"wiretalk/internal/trace"
	"wiretalk/tui"
)

// show reads the capture and shows it in the way that was asked for.
func show(ctx context.Context, f *flags, out, diagnostics *os.File) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	screen := f.format == "" && term.IsTerminal(int(out.Fd()))
	input, err := capture.Open(f.files, capture.Options{Spool: screen})
	if err != nil {
		fmt.Fprintf(diagnostics, "wiretalk: %v\n", err)
		return exitRead
	}
	defer input.Close()
	config := pipeline.Config{Shards: f.shards, Packets: f.packets}
	if screen {
		return openScreen(ctx, f, input, config, diagnostics)
	}
	return printRecords(ctx, f, input, config, out, diagnostics)
}

// printRecords prints records as they are found.
func printRecords(ctx context.Context, f *flags, input *capture.Input, config pipeline.Config, out, diagnostics *os.File) int {
	progress := newProgress(out, diagnostics)
	config.Output = out
	config.Records = report.Text{}
	if f.format == formatJSON {
		config.Records = report.JSON{}
	}
	config.Progress = progress.show
	config.Problem = func(err error) { progress.say("wiretalk: %v\n", err) }
	result, err := pipeline.Run(ctx, input, config)
	progress.clear()
	switch {
	case errors.Is(err, syscall.EPIPE):
		return exitDone
	case err != nil && !errors.Is(err, context.Canceled):
		fmt.Fprintf(diagnostics, "wiretalk: writing records: %v\n", err)
		return exitRead
	}
	for _, line := range limitsReached(&result) {
		fmt.Fprintf(diagnostics, "wiretalk: %s\n", line)
	}
	if result.Problems > 0 || err != nil {
		return exitRead
	}
	return exitDone
}

// openScreen shows the trace while it grows.
func openScreen(ctx context.Context, f *flags, input *capture.Input, config pipeline.Config, diagnostics *os.File) int {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	found := trace.New(input)
	var problems problems
	config.Trace = found
	config.Problem = problems.add
	read := make(chan struct{})
	go func() {
		defer close(read)
		pipeline.Run(ctx, input, config)
	}()
	err := tui.Run(found, tui.Options{Title: strings.Join(f.files, " ")})
	stop()
	input.Close()
	if err != nil {
		fmt.Fprintf(diagnostics, "wiretalk: opening the screen: %v\n", err)
		return exitRead
	}
	return problems.report(diagnostics)
}

// problems collects what could not be read, to be said when the screen is
// gone.
type problems struct {
	mu   sync.Mutex
	list []error
}

func (p *problems) add(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.list = append(p.list, err)
}

func (p *problems) report(diagnostics *os.File) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, err := range p.list {
		fmt.Fprintf(diagnostics, "wiretalk: %v\n", err)
	}
	if len(p.list) > 0 {
		return exitRead
	}
	return exitDone
}

// limitsReached says in sentences which bounds on memory were reached, and so
// what the records may lack.
func limitsReached(r *pipeline.Result) []string {
	var lines []string
	say := func(n int64, format string) {
		if n > 0 {
			lines = append(lines, fmt.Sprintf(format, n))
		}
	}
	say(r.TCP.HoldLimitReached, "%d times more bytes waited for a missing segment than are held: the hole was reported as missing bytes")
	say(r.TCP.ConnectionsEvicted, "%d open connections were reported before their end: more were open at once than are tracked")
	return lines
}
