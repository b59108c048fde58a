package replay

import (
	"context"
	"errors"
	"slices"
	"sync"

	"wiretalk/capture"
	"wiretalk/tcpreasm"
)

// MaxSteps is how many segments of a connection are held.
const MaxSteps = 1 << 20

// ErrTooMany says that a connection has more segments, or runs of bytes, than
// are held.
var ErrTooMany = errors.New("the connection has more segments than are shown: these are the first")

// Steps reads a connection's segments again. c is a copy of what the trace has
// of it, which says where to look; its changes and the steps' are settled, as
// all that follows is known. An error may come with those that were read before
// it: of the capture, ErrTooMany, or ctx's. progress, if not nil, is told
// now and then how many of how many frames have been looked at.
func Steps(ctx context.Context, src capture.Rereader, c *tcpreasm.Info, progress func(done, of int64)) ([]Step, error) {
	s := NewSegments()
	c.Changes.SettleFins()
	err := s.Read(ctx, src, c, func(_ []Step, done, of int64) {
		if progress != nil {
			progress(done, of)
		}
	})
	settleStates(c, s.steps)
	return s.steps, err
}

// settleStates makes the states after each segment agree with the changes that
// segments caused: some are understood only when what comes later is known.
func settleStates(c *tcpreasm.Info, steps []Step) {
	if c.Changes.Dropped() > 0 || len(steps) == 0 {
		return
	}
	states := steps[0].StatesBefore()
	for i := range steps {
		for _, change := range steps[i].Changes {
			states[change.Side] = change.To
		}
		steps[i].States = states
	}
}

// Segments are the segments of one connection as far as they have been read.
type Segments struct {
	reading sync.Mutex // one reads at a time
	follower
	steps  []Step
	change int    // how many of the connection's changes are behind
	room   []byte // for options, which the steps share
	opened int    // connections
}

// NewSegments are those of a connection of which nothing has been read.
func NewSegments() *Segments {
	s := new(Segments)
	s.follower = follow(s)
	return s
}

// Read reads on where the last call stopped, as far as c, what the trace has of the
// connection, says that it goes. After each batch progress is told what has been
// read, which is not changed later, and how many of how many frames have been
// looked at. Of calls at once one waits for the other.
func (s *Segments) Read(ctx context.Context, src capture.Rereader, c *tcpreasm.Info, progress func(steps []Step, done, of int64)) error {
	s.reading.Lock()
	defer s.reading.Unlock()
	if want := min(int(c.Packets[0]+c.Packets[1]), MaxSteps); s.steps == nil && want > 0 {
		s.steps = make([]Step, 0, want)
	}
	err := s.read(ctx, src, c, s.take, func(done, of int64) { progress(s.steps, done, of) })
	progress(s.steps, s.at-c.FirstFrame, c.LastFrame-c.FirstFrame)
	return err
}

// take passes a segment on to the tracker.
func (s *Segments) take(seg *tcpreasm.Segment) error {
	if len(s.steps) == MaxSteps {
		return ErrTooMany
	}
	c := s.tracker.Segment(seg)
	if s.over = s.opened > 1; s.over {
		return nil
	}
	s.steps = append(s.steps, Step{})
	step := &s.steps[len(s.steps)-1]
	step.fill(seg, s.tracker.Observation(), c)
	step.Options = s.keep(seg.Options)
	if s.isTurned(c) {
		step.turnRound()
	}
	s.settle(step)
	return nil
}

// keep copies a segment's options into room that many share.
func (s *Segments) keep(options []byte) []byte {
	const together = 32 << 10
	if len(options) == 0 {
		return nil
	}
	if len(s.room)+len(options) > cap(s.room) {
		s.room = make([]byte, 0, together)
	}
	s.room = append(s.room, options...)
	return s.room[len(s.room)-len(options) : len(s.room) : len(s.room)]
}

// settle gives a step the changes that it caused.
func (s *Segments) settle(step *Step) {
	list := s.of.Changes.List()
	for s.change < len(list) && list[s.change].Frame < step.Frame {
		s.change++
	}
	first := s.change
	for s.change < len(list) && list[s.change].Frame == step.Frame {
		s.change++
	}
	if s.change > first {
		step.Changes = slices.Clone(list[first:s.change])
	}
}

// As the tracker's handler it wants to know no more than how many connections
// there are.

// Opened implements tcpreasm.Handler.
func (s *Segments) Opened(*tcpreasm.Conn) { s.opened++ }

// Data implements tcpreasm.Handler.
func (s *Segments) Data(*tcpreasm.Conn, tcpreasm.Side, []byte, tcpreasm.Position) {}

// Gap implements tcpreasm.Handler.
func (s *Segments) Gap(*tcpreasm.Conn, tcpreasm.Side, int64, tcpreasm.Position) {}

// Finished implements tcpreasm.Handler.
func (s *Segments) Finished(*tcpreasm.Conn, tcpreasm.Side, tcpreasm.Position) {}

// Closed implements tcpreasm.Handler.
func (s *Segments) Closed(*tcpreasm.Conn) {}
