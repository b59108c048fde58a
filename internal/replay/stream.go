package replay

import (
	"context"
	"sync"

	"wiretalk/capture"
	"wiretalk/tcpreasm"
)

// Stream is what both ends of a connection sent, in the order in which it was
// handed on: each byte once, what was sent again left out, and what is missing
// from the capture named. It knows where the bytes lie and does not hold them.
// While one reads, others may look at what has been read.
type Stream struct {
	runs
	reading sync.Mutex // one reads at a time
	follow  follower
	ended   bool // nothing is waited for any more
	opened  int  // connections
}

// NewStream is that of a connection of which nothing has been read.
func NewStream() *Stream {
	s := new(Stream)
	s.follow = follow(s)
	return s
}

// Read reads on where the last call stopped, as far as c says that the
// connection goes. Bytes that wait for earlier ones come when those did, or when done
// says that no more of the connection can come. progress is told after each
// batch how many of how many frames have been looked at. The error is the
// capture's, ErrTooMany, or ctx's. Of calls at once one waits for the other.
func (s *Stream) Read(ctx context.Context, src capture.Rereader, c *tcpreasm.Info, done bool, progress func(done, of int64)) error {
	s.reading.Lock()
	defer s.reading.Unlock()
	if s.ended {
		return nil
	}
	err := s.follow.read(ctx, src, c, s.take, progress)
	if err == nil && (done || s.follow.over) {
		s.ended = true
		s.follow.tracker.Close()
	}
	return err
}

func (s *Stream) take(seg *tcpreasm.Segment) error {
	if s.Len() >= MaxRuns {
		return ErrTooMany
	}
	s.follow.tracker.Segment(seg)
	s.follow.over = s.opened > 1
	return nil
}

func (s *Stream) side(c *tcpreasm.Conn, from tcpreasm.Side) tcpreasm.Side {
	if s.follow.isTurned(c) {
		return from.Peer()
	}
	return from
}

// Opened implements tcpreasm.Handler.
func (s *Stream) Opened(*tcpreasm.Conn) { s.opened++ }

// Data implements tcpreasm.Handler.
func (s *Stream) Data(c *tcpreasm.Conn, from tcpreasm.Side, b []byte, at tcpreasm.Position) {
	if s.opened == 1 {
		s.add(&Run{From: s.side(c, from), Length: int64(len(b)), Frame: at.Frame, Time: at.Time, Offset: at.Offset})
	}
}

// Gap implements tcpreasm.Handler.
func (s *Stream) Gap(c *tcpreasm.Conn, from tcpreasm.Side, n int64, at tcpreasm.Position) {
	if s.opened == 1 {
		s.add(&Run{From: s.side(c, from), Missing: true, Length: n, Frame: at.Frame, Time: at.Time, Offset: -1})
	}
}

// Finished implements tcpreasm.Handler.
func (s *Stream) Finished(*tcpreasm.Conn, tcpreasm.Side, tcpreasm.Position) {}

// Closed implements tcpreasm.Handler.
func (s *Stream) Closed(*tcpreasm.Conn) {}
