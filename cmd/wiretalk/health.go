package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"wiretalk/internal/health"
	"wiretalk/internal/meaning"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
)

// printHealth says what the capture is worth, once it was read to its end.
func printHealth(ctx context.Context, f *flags, input *source, config pipeline.Config, out, diagnostics *os.File) int {
	progress := newProgress(out, diagnostics)
	config.Progress, config.Problem = progress.show, progress.complain
	config.Trace = trace.New(input)
	if input.live != nil {
		config.Trace = trace.Bounded(input, trace.Days)
	}
	result, err := pipeline.Run(ctx, input.Source, config)
	progress.clear()
	input.sayCounts(result.Packets, diagnostics)
	if err != nil {
		complain(diagnostics, err)
	}
	source := health.Source{Stopped: errors.Is(err, errInterrupted)}
	if input.live != nil {
		source.Counts = input.live.Counts()
	}
	found, failed := health.Of(context.Background(), config.Trace, source, nil)
	if failed == nil {
		failed = found.Write(out, f.healthLanguage())
	}
	switch {
	case isClosedPipe(failed):
		return exitDone
	case failed != nil:
		complain(diagnostics, failed)
	}
	if err != nil || failed != nil || result.Problems > 0 {
		return exitRead
	}
	return exitDone
}

// healthLanguage is that of package meaning.
func (f *flags) healthLanguage() int {
	if strings.HasPrefix(f.language("", os.Getenv), "zh") {
		return meaning.Chinese
	}
	return meaning.English
}
