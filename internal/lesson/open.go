package lesson

import (
	"context"
	"errors"
	"fmt"
	"os"

	"wiretalk/capture"
	"wiretalk/internal/ladder"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
)

// Opened is a lesson's capture that has been read. Close it.
type Opened struct {
	Capture
	Trace *trace.Trace
	Input *capture.Input
	file  string // in which it lies meanwhile
}

// Open reads a bundled capture, from a temporary file.
func (c *Capture) Open(ctx context.Context) (opened *Opened, err error) {
	data, err := c.Bytes()
	if err != nil {
		return nil, err
	}
	file, err := os.CreateTemp("", "wiretalk-lesson-*.pcap")
	if err != nil {
		return nil, fmt.Errorf("opening a bundled capture: %w", err)
	}
	o := &Opened{Capture: *c, file: file.Name()}
	defer func() {
		if err != nil {
			err = errors.Join(err, o.Close())
		}
	}()
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, fmt.Errorf("opening a bundled capture: %w", err)
	}
	if o.Input, err = capture.Open([]string{o.file}, capture.Options{}); err != nil {
		return nil, err
	}
	o.Trace = trace.New(o.Input)
	var problem error
	_, err = pipeline.Run(ctx, o.Input, pipeline.Config{Trace: o.Trace, Shards: 1, Problem: func(e error) { problem = e }})
	if err = errors.Join(err, problem); err != nil {
		return nil, err
	}
	return o, nil
}

// Close removes what Open made.
func (o *Opened) Close() error {
	var err error
	if o.Input != nil {
		err = o.Input.Close()
	}
	return errors.Join(err, os.Remove(o.file))
}

// Steps are the segments of a connection.
func (o *Opened) Steps(ctx context.Context, stream int) (*trace.Connection, []replay.Step, error) {
	c := o.Trace.Connection(stream)
	steps, err := replay.Steps(ctx, o.Input, &c.Info, nil)
	return &c, steps, err
}

// Ladder is a connection with every segment in a row of its own.
func (o *Opened) Ladder(ctx context.Context, stream int) (*ladder.Ladder, error) {
	c, steps, err := o.Steps(ctx, stream)
	if err != nil {
		return nil, err
	}
	open := make(map[int]bool)
	for i := range steps {
		open[i] = true
	}
	return ladder.Build(ctx, &c.Info, steps, ladder.Messages(ctx, o.Trace, c), open, nil)
}
