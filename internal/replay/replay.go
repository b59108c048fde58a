package replay

import (
	"context"
	"errors"
	"io"
	"net/netip"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

// MaxSteps is how many segments of a connection are held.
const MaxSteps = 1 << 20

// ErrTooMany says that a connection has more than MaxSteps segments.
var ErrTooMany = errors.New("the connection has more segments than are shown: these are the first")

// Steps reads a connection's segments again. c is what the trace has of it,
// which says where to look. An error may come with those that were read before
// it: of the capture, ErrTooMany, or ctx's. progress, if not nil, is told
// now and then how many of how many frames have been looked at.
func Steps(ctx context.Context, src capture.Rereader, c *tcpreasm.Info, progress func(done, of int64)) ([]Step, error) {
	f := follower{of: c}
	f.tracker = tcpreasm.New(&f, tcpreasm.Limits{})
	if again, ok := src.(io.ReaderAt); ok {
		f.tracker.Capture(again)
	}
	err := f.read(ctx, src, progress)
	f.tracker.Close()
	f.settle()
	return f.steps, err
}

// follower follows one connection.
type follower struct {
	of      *tcpreasm.Info
	tracker *tcpreasm.Tracker
	steps   []Step
	opened  int // connections
}

func (f *follower) read(ctx context.Context, src capture.Rereader, progress func(done, of int64)) error {
	again, err := src.Again(f.of.FirstFrame, f.of.LastFrame)
	if err != nil {
		return err
	}
	defer again.Close()
	decoder := decode.New()
	var b capture.Batch
	var seg tcpreasm.Segment
	for {
		err := again.ReadBatch(&b)
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range b.Packets {
			p := &b.Packets[i]
			seg.Frame, seg.Time, seg.Offset, seg.Pieces = p.Frame, p.Time, p.Offset, nil
			// What comes before may be the first fragments of the first segment.
			if !decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) || p.Frame < f.of.FirstFrame || !f.isOurs(seg.Src, seg.Dst) {
				continue
			}
			if len(f.steps) == MaxSteps {
				return ErrTooMany
			}
			if f.take(&seg); f.opened > 1 {
				return nil // its ports are used again
			}
		}
		if progress != nil && len(b.Packets) > 0 {
			at := b.Packets[len(b.Packets)-1].Frame
			progress(max(0, at-f.of.FirstFrame), f.of.LastFrame-f.of.FirstFrame)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (f *follower) isOurs(src, dst netip.AddrPort) bool {
	ends := &f.of.Ends
	return src == ends[0] && dst == ends[1] || src == ends[1] && dst == ends[0]
}

// take passes a segment on to the tracker.
func (f *follower) take(seg *tcpreasm.Segment) {
	c := f.tracker.Segment(seg)
	if f.opened > 1 {
		return
	}
	f.steps = append(f.steps, Step{})
	f.steps[len(f.steps)-1].fill(seg, f.tracker.Observation(), c)
	if c.Ends[tcpreasm.Client] != f.of.Ends[tcpreasm.Client] {
		f.steps[len(f.steps)-1].turnRound()
	}
}

// settle gives each step the changes that it caused.
func (f *follower) settle() {
	step := 0
	for _, change := range f.of.Changes.List() {
		for step < len(f.steps) && f.steps[step].Frame < change.Frame {
			step++
		}
		if step < len(f.steps) && f.steps[step].Frame == change.Frame {
			f.steps[step].Changes = append(f.steps[step].Changes, change)
		}
	}
}

// The follower is the tracker's handler, and wants to know no more than how
// many connections there are.

func (f *follower) Opened(*tcpreasm.Conn) { f.opened++ }

func (f *follower) Data(*tcpreasm.Conn, tcpreasm.Side, []byte, tcpreasm.Position) {}

func (f *follower) Gap(*tcpreasm.Conn, tcpreasm.Side, int64, tcpreasm.Position) {}

func (f *follower) Finished(*tcpreasm.Conn, tcpreasm.Side, tcpreasm.Position) {}

func (f *follower) Closed(*tcpreasm.Conn) {}
