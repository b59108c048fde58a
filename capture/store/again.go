package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sort"

	"wiretalk/capture"
)

// runEvery is how many bytes of a piece lie at least between two places where
// reading can begin. Tests have them closer.
var runEvery int64 = 4 << 20

// blockFront is what an enhanced packet block has before its data, in bytes.
const blockFront = 28

// run is where packets begin whose frames follow each other, up to the next
// run of the piece.
type run struct {
	at    int64 // in the piece, of the first one's block
	frame int64
}

// index notes the packet that was just laid out, if a run begins with it. The
// piece had so many bytes before, and the packet's data begins at data.
func (s *Spool) index(p *capture.Packet, before, data int64) {
	c := s.current
	// What was laid out with it describes an interface, which whoever begins
	// further on would not have read.
	met := data-before > blockFront
	if n := len(c.runs); n > 0 {
		follows := p.Frame == c.frame+1 && before-c.runs[n-1].at < runEvery
		if c.odd || !met && follows {
			return
		}
	}
	c.odd = met
	s.indexing.Lock()
	defer s.indexing.Unlock()
	c.runs = append(c.runs, run{before, p.Frame})
}

// keep sets which pieces there are.
func (s *Spool) keep(list []*piece) {
	s.indexing.Lock()
	defer s.indexing.Unlock()
	s.kept.Store(&list)
}

// unwritten forgets the runs of a piece that were laid out and not written.
func (s *Spool) unwritten(c *piece) {
	s.indexing.Lock()
	defer s.indexing.Unlock()
	whole := c.whole.Load()
	c.runs = c.runs[:sort.Search(len(c.runs), func(i int) bool { return c.runs[i].at >= whole })]
}

// reach notes how far the packets have come.
func (s *Spool) reach(packets []capture.Packet) {
	if len(packets) == 0 {
		return
	}
	s.indexing.Lock()
	defer s.indexing.Unlock()
	s.reached = packets[len(packets)-1].Frame
}

// Again reads packets first to last, by frame number, a second time, while more
// may be written. It begins at most some megabytes before first, so packets before
// it come as well; the end of the Source is behind last, or where writing stood
// at the call. The error wraps ErrLetGo where the spool holds first no
// more, and so does that of a ReadBatch that comes too late. Where packets in between
// could not be kept ReadBatch says so once, as a *capture.Error, and goes on
// behind them.
func (s *Spool) Again(first, last int64) (capture.Source, error) {
	s.indexing.Lock()
	defer s.indexing.Unlock()
	pieces := *s.kept.Load()
	switch {
	case s.closed.Load():
		return nil, os.ErrClosed
	case first > s.reached:
		return nil, fmt.Errorf("frame %d was not read yet", first)
	case first <= s.Gone().Frame:
		return nil, fmt.Errorf("frame %d: %w", first, ErrLetGo)
	}
	a := &rereading{spool: s, next: first, last: min(last, s.reached)}
	for i, p := range pieces {
		if len(p.runs) == 0 || p.runs[0].frame > last || i+1 < len(pieces) && begins(pieces[i+1], first) {
			continue
		}
		whole := p.whole.Load() // what is laid out behind it is being written
		for j, r := range p.runs {
			end := whole
			if j+1 < len(p.runs) {
				if p.runs[j+1].frame <= first {
					continue
				}
				end = min(end, p.runs[j+1].at)
			}
			if r.at < end {
				a.stretches = append(a.stretches, stretch{p, r, end})
			}
		}
	}
	return a, nil
}

// begins says whether a piece begins with the frame, or before it.
func begins(p *piece, frame int64) bool { return len(p.runs) > 0 && p.runs[0].frame <= frame }

// stretch is a run with its end.
type stretch struct {
	piece *piece
	run
	end int64
}

// rereading is a Source of packets that a Spool holds.
type rereading struct {
	spool      *Spool
	stretches  []stretch // that follow current
	current    capture.Source
	next, last int64 // frames: the next that is wanted, and the last
	closed     bool
}

func (a *rereading) ReadBatch(b *capture.Batch) error {
	b.Packets, b.Now = b.Packets[:0], 0
	for len(b.Packets) == 0 {
		switch {
		case a.closed:
			return os.ErrClosed
		case a.next > a.last:
			return io.EOF
		case a.current == nil:
			if err := a.open(); err != nil {
				return err
			}
		}
		err := a.current.ReadBatch(b)
		if n := len(b.Packets); n > 0 {
			a.next = max(a.next, b.Packets[n-1].Frame+1)
		}
		switch {
		case err == io.EOF:
			a.current = nil
		case errors.Is(err, os.ErrClosed) && !a.spool.closed.Load():
			return fmt.Errorf("frame %d: %w", a.next, ErrLetGo)
		case err != nil:
			a.current = nil
			return err
		}
	}
	return nil
}

// open goes to the next stretch, and says which packets are missing before it.
func (a *rereading) open() error {
	follows := a.last + 1
	if len(a.stretches) > 0 {
		follows = min(follows, a.stretches[0].frame)
	}
	if a.next < follows {
		from := a.next
		a.next = follows
		return &capture.Error{File: a.spool.dir, Offset: -1, Err: capture.ErrNotKept,
			Reason: fmt.Sprintf("frames %d to %d could not be kept for reading again", from, follows-1)}
	}
	s := a.stretches[0]
	a.stretches = a.stretches[1:]
	// What describes the interfaces, and then the stretch, as if nothing were between.
	r := io.MultiReader(io.NewSectionReader(s.piece.file, 0, s.piece.head), io.NewSectionReader(s.piece.file, s.at, s.end-s.at))
	a.current = capture.Reread(a.spool.dir, r, s.piece.base+s.at-s.piece.head, s.frame-1, a.last, a.spool)
	return nil
}

// ReadAt implements io.ReaderAt, as the Spool does.
func (a *rereading) ReadAt(p []byte, off int64) (int, error) { return a.spool.ReadAt(p, off) }

// Close ends the reading again; the Spool stays open.
func (a *rereading) Close() error {
	a.closed = true
	return nil
}

var _ capture.Rereader = (*Spool)(nil)
