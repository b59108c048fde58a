package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"wiretalk/capture"
	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
	"wiretalk/internal/har"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
)

// printRecords prints records as they are found, and saves bodies if that was
// asked for.
func printRecords(ctx context.Context, f *flags, input *source, config pipeline.Config, out, diagnostics *os.File) int {
	progress := newProgress(out, diagnostics)
	again := &rereading{capture: input}
	config.Progress = progress.show
	config.Problem = progress.complain
	config.Bodies = f.readsBodies()
	f.sift(&config, again)
	document := f.record(&config, again, out)
	saver, err := f.startSaving(&config, input, progress.complain)
	if err != nil {
		complain(diagnostics, err)
		return exitRead
	}
	result, err := pipeline.Run(ctx, input.Source, config)
	if document != nil && (err == nil || errors.Is(err, errInterrupted)) {
		err = errors.Join(err, document.Close())
	}
	var unsaved error
	if saver != nil {
		unsaved = saver.Close() // which was said
	}
	progress.clear()
	input.sayCounts(result.Packets, diagnostics)
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
	if again.problem() != nil {
		complain(diagnostics, again.problem())
	}
	if err != nil || result.Problems > 0 || unsaved != nil || again.problem() != nil {
		return exitRead
	}
	return exitDone
}

// record sets what renders records. A document is to be closed when all were
// written; it is nil for formats that are none.
func (f *flags) record(config *pipeline.Config, again *rereading, out io.Writer) (document *har.Document) {
	config.Output = out
	switch f.format {
	case formatJSON:
		records := report.JSON{Explain: f.remarks()}
		if f.digest {
			records.Digest = func(m *httpdecode.Message) (bodies.Sum, error) { return bodies.Digest(again, m) }
		}
		config.Records = records
		if f.segment {
			config.Segments = records
		}
	case formatHAR:
		document = har.NewDocument(out, version())
		config.Records, config.Output = &har.Recorder{Capture: again}, document
	default:
		config.Records = report.Text{Explain: f.remarks()}
		if f.segment {
			config.Segments = report.Text{}
		}
	}
	return document
}

// remarks is the language of the remarks that --explain asks for.
func (f *flags) remarks() report.Language {
	switch {
	case !f.explain:
		return report.NoRemarks
	case strings.HasPrefix(f.language("", os.Getenv), "zh"):
		return report.Chinese
	}
	return report.English
}

// startSaving sets what saves bodies; saver is nil if nobody asked for it.
func (f *flags) startSaving(config *pipeline.Config, input capture.Source, problem func(error)) (saver *bodies.Saver, err error) {
	if f.saveTo == "" {
		return nil, nil
	}
	if saver, err = bodies.NewSaver(f.saveTo, input, problem); err == nil {
		config.Exchange = saver.Exchange
	}
	return saver, err
}
