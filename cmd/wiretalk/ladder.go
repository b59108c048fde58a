package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

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

// printLadders reads the capture for its connections, or captures until it is
// ended, then reads the segments of each connection that passes again, and
// draws them.
func printLadders(ctx context.Context, f *flags, input *source, config pipeline.Config, out, diagnostics *os.File) int {
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
		return exitRead
	}
	for _, limit := range limitsReached(&result) {
		complain(diagnostics, limit)
	}
	d := drawing{flags: f, source: input, trace: config.Trace, out: bufio.NewWriter(out)}
	d.options = ladder.Options{Language: f.languageIndex(), Width: widthOf(out, os.Getenv), Sentences: true, All: f.explain, Relative: f.relative}
	err = d.connections(ctx)
	err = errors.Join(err, d.unread, d.out.Flush())
	if err == nil && d.drawn == 0 {
		complain(diagnostics, nothingDrawn(f.format, d.trace))
	}
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
	source  *source
	trace   *trace.Trace
	out     *bufio.Writer
	options ladder.Options
	drawn   int   // connections so far
	unread  error // the first that kept a part of a connection from being read again
}

// choiceError says that one connection is to be chosen.
type choiceError string

func (e choiceError) Error() string { return string(e) }

func (d *drawing) connections(ctx context.Context) error {
	if d.format == formatLadderSVG {
		only, err := d.only()
		if err != nil {
			return err
		}
		err = d.connection(ctx, only)
		return cmp.Or(err, d.nothing())
	}
	for stream := range d.trace.Connections() {
		if ctx.Err() != nil {
			return errInterrupted
		}
		if !d.passing.MatchConnection(d.trace, d.source, stream) {
			continue
		}
		if err := d.connection(ctx, stream); err != nil {
			return err
		}
		if err := d.out.Flush(); err != nil {
			return err
		}
	}
	return d.nothing()
}

// nothing is the error for frames of which no connection that passes has one.
func (d *drawing) nothing() error {
	if f := &d.flags.drawn; d.drawn == 0 && f.Frames != (ladder.Frames{}) && d.unread == nil {
		return choiceError(fmt.Sprintf("--frames %v: no connection that passes has a segment there", f))
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
	case count == 0:
		return 0, nothingDrawn(d.format, d.trace)
	case count > len(passed):
		passed = append(passed, "…")
	}
	return 0, choiceError(fmt.Sprintf("-T ladder-svg: a picture shows one connection, and there are %d (%s); choose one, as in: -Y 'tcp.stream == %s'",
		count, strings.Join(passed, ", "), passed[0]))
}

// connection draws one connection.
func (d *drawing) connection(ctx context.Context, stream int) error {
	c := d.trace.Connection(stream)
	steps, err := replay.Steps(ctx, d.source, &c.Info, nil)
	switch {
	case ctx.Err() != nil:
		return errInterrupted
	case len(steps) == 0 && err != nil:
		d.note(stream, err)
		return nil
	case len(steps) == 0:
		return nil
	}
	l, interrupted := ladder.Build(ctx, &c.Info, steps, ladder.Messages(ctx, d.trace, &c), nil, nil)
	if interrupted != nil {
		return errInterrupted
	}
	if l = l.Part(d.flags.drawn.Frames); l == nil {
		return nil
	}
	o := d.options
	o.Title = fmt.Sprintf("tcp.stream == %d", stream)
	if d.drawn++; d.drawn > 1 {
		io.WriteString(d.out, "\n")
	}
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
	if err != nil {
		d.note(stream, err)
	}
	return nil
}

// note keeps what went wrong with a connection while the others are drawn: a
// spool that had to let go of one holds those that came later.
func (d *drawing) note(stream int, err error) {
	if d.unread == nil {
		d.unread = fmt.Errorf("reading the segments of connection %d again: %w", stream, err)
	}
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
