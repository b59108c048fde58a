package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"golang.org/x/term"

	"wiretalk/internal/config"
	"wiretalk/internal/pipeline"
	"wiretalk/tcpreasm"
)

// lastWords is how long a pipe is still read after an interrupt: the program
// that writes to it was interrupted too, by the same key, and hands over what it
// held back. Tests lengthen it.
var lastWords = 250 * time.Millisecond

// blockSize is how many bytes of the capture are read at once. Several blocks,
// with some times as much for their segments, are on their way through the
// pipeline; larger ones take more memory and no less time.
const blockSize = 128 << 10

var errInterrupted = errors.New("interrupted: what was found up to there is printed")

// show reads the capture and shows it in the way that was asked for.
func show(f *flags, out, diagnostics *os.File) int {
	screen := f.format == "" && f.saveTo == "" && !f.health && f.writeTo != "-" && term.IsTerminal(int(out.Fd()))
	input, err := f.open(screen || f.readsBodies() || f.drawsLadders(), out)
	if err != nil {
		complain(diagnostics, err)
		return exitRead
	}
	defer input.Close()
	var settings *config.Config
	if screen { // the rights that capturing took are given up by now
		if settings, err = f.settings(); err != nil {
			complain(diagnostics, err)
			return exitUsage
		}
	}
	to := pipeline.Config{Shards: f.shards, Packets: f.packets}
	if slices.Contains(f.files, "-") {
		to.Limits.Closed = tcpreasm.Days.Closed // a pipe may have no end
	}
	ctx, stop := untilInterrupted(input)
	defer stop()
	if screen {
		return openScreen(ctx, f, input, settings, to, diagnostics)
	}
	input.sayBegun(diagnostics)
	if f.drawsLadders() {
		return printLadders(ctx, f, input, to, out, diagnostics)
	}
	if f.writeTo == "-" {
		return writePackets(ctx, input, diagnostics)
	}
	if f.health {
		return printHealth(ctx, f, input, to, out, diagnostics)
	}
	return printRecords(ctx, f, input, to, out, diagnostics)
}

// untilInterrupted gives a context that ends when the user interrupts the
// program, or leaves the terminal. A live capture then comes to its end, and so
// does not end the context. A second interrupt ends the program at once.
func untilInterrupted(input *source) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		ends = append(ends, syscall.SIGHUP)
	}
	signalled, unregister := signal.NotifyContext(context.Background(), ends...)
	context.AfterFunc(signalled, func() {
		unregister()
		if input.end() {
			return
		}
		if input.isPipe() {
			time.Sleep(lastWords)
		}
		cancel(errInterrupted)
	})
	return ctx, unregister
}
