package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"sync"
	"sync/atomic"
	"syscall"

	"wiretalk/capture"
)

// ErrLetGo is what reading the spool gives where it holds the packets no more.
var ErrLetGo = errors.New("this part of the spool was let go to make room for newer packets: a larger spool keeps more")

const (
	// DefaultSpool is how many bytes a Spool keeps.
	DefaultSpool = 4 << 30

	pieces   = 64       // in which a spool is kept: the oldest goes as a whole
	minPiece = 64 << 10 // bytes

	// tryAgain is after how many nanoseconds of the packets' time writing is
	// tried again, when there was nothing to let go for it.
	tryAgain = 10e9

	blockHeaders = 36 // bytes around a packet, and what makes it a multiple of four
)

// SpoolOptions of NewSpool; the zero value is good.
type SpoolOptions struct {
	Limit   int64  // bytes kept at most; 0 is DefaultSpool
	Dir     string // where; empty is os.TempDir()
	Section capture.Section
}

// Spool keeps the newest packets of a source in temporary files: what the files
// have together never exceeds its limit. Each is a whole pcapng file at any time.
// They have no names, so that nothing stays behind however the program ends (where a
// system cannot do that, they are removed by Close).
//
// When the disk is full, the oldest file is let go and the limit lowered to
// what there was room for. While there is no older file, packets are not kept.
//
// One goroutine writes, through Keep; all other methods may be called from
// any, and do not wait for the disk to write.
type Spool struct {
	limit, each int64
	dir         string
	create      func() (spoolFile, error)

	// The writer's.
	writer  *capture.Writer
	section capture.Section
	from    capture.Describer
	current *piece // nil before the first packet and after an error
	next    int64  // address of the next piece
	retryAt int64  // time of packets; 0 is now
	said    bool
	lost    int64 // packets of this batch

	kept atomic.Pointer[[]*piece] // oldest first, by base
	gone atomic.Pointer[Gone]

	indexing sync.Mutex // guards kept's changes, the runs of pieces, and reached; never held while a file is used
	reached  int64      // frame of the last packet that was passed to write

	closing sync.Mutex // guards closed against a piece made meanwhile
	closed  atomic.Bool
}

// Gone is what a spool cannot give back.
type Gone struct {
	Frame  int64 // packets up to this one were let go; 0 for none
	Time   int64 // of that packet, in nanoseconds since 1970 UTC
	Unkept int64 // packets that could not be written
}

// spoolFile is what is needed of an *os.File.
type spoolFile interface {
	io.Writer
	io.ReaderAt
	io.Closer
	Truncate(size int64) error
}

// piece is one file of the spool, with the addresses from base on.
type piece struct {
	file  spoolFile
	base  int64
	whole atomic.Int64 // bytes written, always whole blocks

	frame, time int64 // of the last packet laid out; frame 0: none

	head int64 // bytes before the first packet: what describes the interfaces
	odd  bool  // an interface was described behind it
	runs []run // of the packets, in their order; see Again
}

// Write implements io.Writer for the capture.Writer.
func (p *piece) Write(b []byte) (int, error) {
	n, err := p.file.Write(b)
	if err != nil {
		return n, err
	}
	p.whole.Add(int64(n))
	return n, nil
}

// NewSpool makes no file yet.
func NewSpool(o SpoolOptions) *Spool {
	s := &Spool{limit: o.Limit, dir: o.Dir, section: o.Section}
	if s.limit <= 0 {
		s.limit = DefaultSpool
	}
	s.limit = max(s.limit, 2*minPiece)
	if s.dir == "" {
		s.dir = os.TempDir()
	}
	s.each = max(s.limit/pieces, minPiece)
	s.create = func() (spoolFile, error) { return createUnnamed(s.dir) }
	s.kept.Store(&[]*piece{})
	s.gone.Store(&Gone{})
	return s
}

// Gone says what cannot be given back by now.
func (s *Spool) Gone() Gone { return *s.gone.Load() }

// size is how many bytes the spool holds.
func (s *Spool) size() (n int64) {
	for _, p := range *s.kept.Load() {
		n += p.whole.Load()
	}
	return n
}

// write keeps packets and sets their Offset, which is -1 for those that could
// not be kept. An error is returned once, for good.
func (s *Spool) write(packets []capture.Packet, now int64) error {
	err := s.writeAll(packets, now)
	s.reach(packets)
	if s.lost > 0 {
		gone := *s.gone.Load()
		gone.Unkept += s.lost
		s.gone.Store(&gone)
		s.lost = 0
	}
	if err == nil || s.said {
		return nil
	}
	s.said = true
	return &capture.Error{File: s.dir, Offset: -1, Err: err,
		Reason: fmt.Sprintf("packets cannot be kept there for reading again (%s): some bodies will be missing; "+
			"make room there, or set TMPDIR to a larger place", plain(err))}
}

func (s *Spool) writeAll(packets []capture.Packet, now int64) error {
	if now < s.retryAt {
		s.lose(packets)
		return nil
	}
	for i := range packets {
		if err := s.add(&packets[i]); err != nil {
			s.fail(packets[:i], err, now)
			s.lose(packets[i:])
			return err
		}
	}
	if s.current == nil {
		return nil
	}
	if err := s.writer.Flush(); err != nil {
		s.fail(packets, err, now)
		return err
	}
	return nil
}

func (s *Spool) add(p *capture.Packet) error {
	need := int64(len(p.Data)) + minPiece/2 // what goes before it in a new piece included
	if need > s.limit {
		s.lose([]capture.Packet{*p})
		p.Offset = -1
		return nil
	}
	if c := s.current; c != nil && c.frame > 0 && (s.writer.Size()+int64(len(p.Data))+blockHeaders > s.each || c.odd && p.Frame != c.frame+1) {
		if err := s.writer.Flush(); err != nil {
			return err
		}
		s.current = nil
	}
	if s.current == nil {
		if err := s.begin(need); err != nil {
			return err
		}
	}
	before := s.writer.Size()
	at, err := s.writer.Add(p)
	if err != nil {
		return err
	}
	p.Offset = s.current.base + at
	s.index(p, before, at)
	s.current.frame, s.current.time = p.Frame, p.Time
	return nil
}

// begin makes a new piece, and lets go of what would be too much with it.
func (s *Spool) begin(need int64) error {
	for len(*s.kept.Load()) > 0 && s.size()+max(s.each, need) > s.limit {
		s.letGo()
	}
	s.closing.Lock()
	defer s.closing.Unlock()
	if s.closed.Load() {
		return os.ErrClosed
	}
	f, err := s.create()
	if err != nil {
		return err
	}
	c := &piece{file: f, base: s.next}
	if kept := *s.kept.Load(); len(kept) > 0 {
		last := kept[len(kept)-1]
		c.base = last.base + last.whole.Load()
	}
	if s.writer == nil {
		s.writer = capture.NewWriter(c, s.section, s.from)
	} else {
		s.writer.Reset(c)
	}
	c.head = s.writer.Size()
	s.keep(append(append([]*piece(nil), *s.kept.Load()...), c))
	s.current = c
	return nil
}

// letGo drops the oldest piece.
func (s *Spool) letGo() {
	kept := *s.kept.Load()
	oldest := kept[0]
	s.next = oldest.base + oldest.whole.Load()
	gone := *s.gone.Load()
	if oldest.frame > 0 {
		gone.Frame, gone.Time = oldest.frame, oldest.time
	}
	s.gone.Store(&gone)
	s.keep(append([]*piece(nil), kept[1:]...))
	oldest.file.Close()
}

// fail gives up the current piece where its last whole write ended. Of the
// packets, which are the batch's so far, some were only laid out.
func (s *Spool) fail(packets []capture.Packet, err error, now int64) {
	if c := s.current; c != nil {
		for i := range packets {
			if packets[i].Offset >= c.base+c.whole.Load() {
				s.lose(packets[i : i+1])
			}
		}
		c.file.Truncate(c.whole.Load())
		s.unwritten(c)
		s.current = nil
		if c.whole.Load() == 0 {
			kept := *s.kept.Load()
			s.keep(append([]*piece(nil), kept[:len(kept)-1]...))
			s.next = c.base
			c.file.Close()
		}
	}
	if isFull(err) && len(*s.kept.Load()) > 1 {
		s.limit = max(s.size(), 2*minPiece)
		s.each = max(min(s.each, s.limit/8), minPiece)
		s.letGo()
		return
	}
	s.retryAt = now + tryAgain
}

func (s *Spool) lose(packets []capture.Packet) {
	for i := range packets {
		packets[i].Offset = -1
	}
	s.lost += int64(len(packets))
}

// isFull tells a full disk, or quota.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// ReadAt implements io.ReaderAt over the addresses of Packet.Offset. It wraps
// ErrLetGo where the spool holds the packets no more.
func (s *Spool) ReadAt(b []byte, address int64) (n int, err error) {
	for n < len(b) {
		at := address + int64(n)
		kept := *s.kept.Load()
		i := sort.Search(len(kept), func(i int) bool { return kept[i].base > at }) - 1
		switch {
		case s.closed.Load():
			return n, os.ErrClosed
		case at < 0:
			return n, capture.ErrNotKept
		case i < 0:
			return n, ErrLetGo
		}
		part := b[n:]
		if i+1 < len(kept) {
			part = part[:min(int64(len(part)), kept[i+1].base-at)]
		}
		m, err := kept[i].file.ReadAt(part, at-kept[i].base)
		n += m
		switch {
		case errors.Is(err, os.ErrClosed) && !s.closed.Load():
			return n, ErrLetGo
		case m < len(part):
			return n, err
		}
	}
	return n, nil
}

// Close lets go of everything.
func (s *Spool) Close() error {
	s.closing.Lock()
	defer s.closing.Unlock()
	if s.closed.Swap(true) {
		return nil
	}
	for _, p := range *s.kept.Load() {
		p.file.Close()
	}
	return nil
}
