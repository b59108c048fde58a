package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"wiretalk/capture"
	"wiretalk/internal/config"
	"wiretalk/internal/crash"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/tui"
)

// behind, if it is not nil, is put behind the source by tests.
var behind func(capture.Source) capture.Source

// openScreen shows the trace while it grows. What could not be read is said
// when the screen is gone.
func openScreen(ctx context.Context, f *flags, input *source, settings *config.Config, to pipeline.Config, diagnostics *os.File) int {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	found := trace.New(input)
	options := tui.Options{
		Title: f.title(), Lang: f.language(settings.Language, os.Getenv), Again: input,
		Theme: settings.Theme, Keys: settings.Keys, Mouse: settings.Mouse, Reveal: settings.Secrets, Version: version(), Filter: f.display,
	}
	if c := input.live; c != nil {
		found = trace.Bounded(input, trace.Days)
		options.Gone, options.Writer = input.spool.Gone, input.writer
		options.Live = &tui.LiveInfo{Interfaces: f.interfaces, Filter: f.expr, Kept: f.writeTo != "", Counts: c.Counts, Stop: c.Stop}
	}
	kept := f.memory(settings)
	options.Memory = kept
	defer kept.state.Save()
	var problems []error
	var result pipeline.Result
	to.Trace = found
	to.Problem = func(err error) { problems = append(problems, err) }
	packets := input.Source
	if behind != nil {
		packets = behind(packets)
	}
	done := make(chan struct{})
	go func() {
		defer crash.Guard()
		defer close(done)
		result, _ = pipeline.Run(ctx, packets, to)
	}()
	err := tui.Run(found, options)
	stop()
	<-done
	input.sayCounts(result.Packets, diagnostics)
	for _, problem := range append(problems, limitsReached(&result)...) {
		complain(diagnostics, problem)
	}
	if status := left(err, diagnostics); status != exitDone {
		return status
	}
	if result.Problems > 0 {
		return exitRead
	}
	return exitDone
}

// left is the exit status after a screen that ended with this error. A signal
// is not complained of, but whoever sent it finds it there, as shells have it.
func left(err error, diagnostics io.Writer) int {
	if by := (*tui.Signalled)(nil); errors.As(err, &by) {
		if number, ok := by.Signal.(syscall.Signal); ok {
			return exitSignal + int(number)
		}
	}
	if err != nil {
		complain(diagnostics, err)
		return exitRead
	}
	return exitDone
}

// title names what is looked at: the captures, and the filter that keeps part
// of them out.
func (f *flags) title() string {
	files := strings.Join(f.files, " ")
	if n := len(f.files); n > 1 {
		files = fmt.Sprintf("%s (+%d)", f.files[0], n-1)
	}
	if f.expr == "" {
		return files
	}
	return files + ": " + f.expr
}

// language is the one asked for, that of the configuration, or that of the locale: POSIX has LC_ALL
// before LC_MESSAGES before LANG.
func (f *flags) language(configured string, getenv func(string) string) string {
	for _, lang := range []string{f.lang, configured, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")} {
		if lang != "" {
			return lang
		}
	}
	return ""
}
