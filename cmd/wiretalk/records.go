package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
)

// printRecords prints records as they are found.
func printRecords(ctx context.Context, f *flags, input *capture.Input, config pipeline.Config, out, diagnostics *os.File) int {
	progress := newProgress(out, diagnostics)
	config.Output = out
	config.Records = report.Text{}
	if f.segment {
		config.Segments = report.Text{}
	}
	if f.format == formatJSON {
		config.Records = report.JSON{}
		if f.segment {
			config.Segments = report.JSON{}
		}
	}
	config.Progress = progress.show
	config.Problem = progress.complain
	result, err := pipeline.Run(ctx, input, config)
	progress.clear()
	switch {
	case isClosedPipe(err):
		return exitDone
	case err != nil && !errors.Is(err, errInterrupted):
		err = fmt.Errorf("writing records: %w", err)
	}
	for _, limit := range limitsReached(&result) {
		complain(diagnostics, limit)
	}
	if err != nil {
		complain(diagnostics, err)
	}
	if err != nil || result.Problems > 0 {
		return exitRead
	}
	return exitDone
}
