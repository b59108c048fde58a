package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"wiretalk/capture"
	"wiretalk/internal/ladder"
	"wiretalk/internal/meaning"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
)

// drawsLadders says whether connections are drawn instead of records printed.
func (f *flags) drawsLadders() bool {
	return f.format == formatLadder || f.format == formatLadderMarkdown || f.format == formatLadderSVG
}

// languageIndex is the language of what is explained.
func (f *flags) languageIndex() int {
	if strings.HasPrefix(f.language("", os.Getenv), "zh") {
		return meaning.Chinese
	}
	return meaning.English
}

// printLadders reads the capture for its connections, then the segments of
// each that passes, and draws them.
func printLadders(ctx context.Context, f *flags, source capture.Source, config pipeline.Config, out, diagnostics *os.File) int {
	progress := newProgress(out, diagnostics)
	config.Progress, config.Problem = progress.show, progress.complain
	config.Trace = trace.New(source)
	result, err := pipeline.Run(ctx, source, config)
	progress.clear()
	if err != nil {
		complain(diagnostics, err)
		return exitRead
	}
	for _, limit := range limitsReached(&result) {
		complain(diagnostics, limit)
	}
	d := drawing{flags: f, source: source, trace: config.Trace, out: bufio.NewWriter(out)}
	d.options = ladder.Options{Language: f.languageIndex(), Width: widthOf(out, os.Getenv), Sentences: true, All: f.explain}
	err = d.connections(ctx)
	err = errors.Join(err, d.out.Flush())
	switch {
	case isClosedPipe(err):
		return exitDone
	case errors.As(err, new(choiceError)):
		complain(diagnostics, err)
		return exitUsage
	case err != nil:
		complain(diagnostics, err)
		return exitRead
	case result.Problems > 0:
		return exitRead
	}
	return exitDone
}

// drawing draws the connections of a trace.
type drawing struct {
	*flags
	source  capture.Source
	trace   *trace.Trace
	out     *bufio.Writer
	options ladder.Options
}

// choiceError says that one connection is to be chosen.
type choiceError string

func (e choiceError) Error() string { return string(e) }

func (d *drawing) connections(ctx context.Context) error {
	drawn := 0
	if d.format == formatLadderSVG {
		only, err := d.only()
		if err != nil {
			return err
		}
		return d.connection(ctx, only)
	}
	for stream := range d.trace.Connections() {
		if ctx.Err() != nil {
			return errInterrupted
		}
		if !d.passing.MatchConnection(d.trace, d.source, stream) {
			continue
		}
		if drawn++; drawn > 1 {
			io.WriteString(d.out, "\n")
		}
		if err := d.connection(ctx, stream); err != nil {
			return err
		}
		if err := d.out.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// only is the one connection that passes.
func (d *drawing) only() (stream int, err error) {
	var passed []string
	count := 0
	for i := range d.trace.Connections() {
		if d.passing.MatchConnection(d.trace, d.source, i) {
			if count++; count <= 8 {
				passed = append(passed, strconv.Itoa(i))
			}
			stream = i
		}
	}
	switch {
	case count == 1:
		return stream, nil
	case count == 0 && d.trace.Connections() > 0:
		return 0, choiceError("-T ladder-svg: no connection passes the display filter")
	case count == 0:
		return 0, choiceError("-T ladder-svg: there is no TCP connection in the capture")
	case count > len(passed):
		passed = append(passed, "…")
	}
	return 0, choiceError(fmt.Sprintf("-T ladder-svg: a picture shows one connection, and there are %d (%s); choose one, as in: -Y 'tcp.stream == %s'",
		count, strings.Join(passed, ", "), passed[0]))
}

// connection draws one connection.
func (d *drawing) connection(ctx context.Context, stream int) error {
	c := d.trace.Connection(stream)
	again, ok := d.source.(capture.Rereader)
	if !ok {
		return capture.ErrNotKept
	}
	steps, err := replay.Steps(ctx, again, &c.Info, nil)
	switch {
	case ctx.Err() != nil:
		return errInterrupted
	case len(steps) == 0 && err != nil:
		return fmt.Errorf("reading the segments of connection %d again: %w", stream, err)
	}
	l := ladder.Build(&c.Info, steps, ladder.Messages(d.trace, &c), nil)
	o := d.options
	o.Title = fmt.Sprintf("tcp.stream == %d", stream)
	var failed error
	switch d.format {
	case formatLadderMarkdown:
		failed = l.Markdown(d.out, o)
	case formatLadderSVG:
		failed = l.SVG(d.out, o)
	default:
		failed = l.Text(d.out, o)
	}
	if failed != nil {
		return failed
	}
	return err
}

const (
	usualWidth = 80  // columns
	mostWidth  = 500 // a ladder is no wider
)

// widthOf is how many columns there are to draw in.
func widthOf(out *os.File, getenv func(string) string) int {
	if width, _, err := term.GetSize(int(out.Fd())); err == nil && width > 0 {
		return min(width, mostWidth)
	}
	if width, err := strconv.Atoi(getenv("COLUMNS")); err == nil && width > 0 {
		return min(width, mostWidth)
	}
	return usualWidth
}
