package main

import (
	"context"
	"os"
	"strings"

	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/tui"
)

// openScreen shows the trace while it grows. What could not be read is said
// when the screen is gone.
func openScreen(ctx context.Context, f *flags, input *source, config pipeline.Config, diagnostics *os.File) int {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	found := trace.New(input)
	options := tui.Options{Title: f.title(), Lang: f.language(os.Getenv), Again: input, Filter: f.display}
	if c := input.live; c != nil {
		found = trace.Bounded(input, trace.Days)
		options.Gone = input.spool.Gone
		options.Live = &tui.LiveInfo{Interfaces: f.interfaces, Filter: f.expr, Counts: c.Counts, Stop: c.Stop}
	}
	var problems []error
	var result pipeline.Result
	config.Trace = found
	config.Problem = func(err error) { problems = append(problems, err) }
	done := make(chan struct{})
	go func() {
		defer close(done)
		result, _ = pipeline.Run(ctx, input.Source, config)
	}()
	err := tui.Run(found, options)
	stop()
	<-done
	input.sayCounts(result.Packets, diagnostics)
	for _, problem := range append(problems, limitsReached(&result)...) {
		complain(diagnostics, problem)
	}
	if err != nil {
		complain(diagnostics, err)
	}
	if err != nil || result.Problems > 0 {
		return exitRead
	}
	return exitDone
}

// title names what is looked at: the captures, and the filter that keeps part
// of them out.
func (f *flags) title() string {
	files := strings.Join(f.files, " ")
	if f.expr == "" {
		return files
	}
	return files + ": " + f.expr
}

// language is the one asked for, or that of the locale: POSIX has LC_ALL
// before LC_MESSAGES before LANG.
func (f *flags) language(getenv func(string) string) string {
	for _, lang := range []string{f.lang, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")} {
		if lang != "" {
			return lang
		}
	}
	return ""
}
