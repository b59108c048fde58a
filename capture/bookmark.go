package capture

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
)

// bookmarkEvery is how many bytes lie at least between two places where
// reading can begin again: some milliseconds' reading, and in a capture of 20 GB
// some thousand bookmarks.
const bookmarkEvery = 4 << 20

// bookmark is a place between two records, with all that is needed to read on
// from there.
type bookmark struct {
	place   int       // index in places
	address int64     // of the next record; negative where it cannot be read again
	numbers numbering // before it
	format  format    // nil at the beginning of an input
}

// mark notes where the current stream stands, if that is far enough from the
// last bookmark.
func (in *Input) mark() {
	s := in.current
	if s.base < 0 || s.format == nil {
		return
	}
	address := s.base + s.got - int64(len(s.carry))
	l := &in.places
	l.mu.Lock()
	defer l.mu.Unlock()
	if last := l.marks[len(l.marks)-1]; address-last.address >= in.markEvery {
		l.marks = append(l.marks, bookmark{len(l.list) - 1, address, in.numbers, s.format.clone(nil)})
	}
}

// begin notes the beginning of an input, whose place is the last.
func (l *places) begin(numbers numbering) {
	l.mu.Lock()
	defer l.mu.Unlock()
	last := len(l.list) - 1
	address := l.list[last].base
	if r := &l.list[last]; r.r == nil && r.info == nil {
		address = -1
	}
	l.marks = append(l.marks, bookmark{place: last, address: address, numbers: numbers})
}

// Again reads packets first to last, by frame number, a second time, while the
// first reading may be going on. It begins at most some megabytes before first,
// so packets before it come as well; the end of the Source is behind last, or
// where the first reading stands. What cannot be read again is an error.
func (in *Input) Again(first, last int64) (Source, error) {
	l := &in.places
	l.mu.Lock()
	defer l.mu.Unlock()
	i := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].numbers.frames >= first }) - 1
	if i < 0 {
		return nil, fmt.Errorf("frame %d was not read yet", first)
	}
	return &again{in: in, at: l.marks[i], last: last}, nil
}

// again is a Source that reads what an Input has read.
type again struct {
	in      *Input
	at      bookmark // where the next stream begins
	last    int64    // frame
	current *stream
	numbers numbering
	closed  bool
}

func (a *again) ReadBatch(b *Batch) error {
	b.Packets, b.Now = b.Packets[:0], 0
	for len(b.Packets) == 0 {
		switch {
		case a.closed:
			return os.ErrClosed
		case a.numbers.frames >= a.last:
			return io.EOF
		case a.current == nil:
			if err := a.open(); err != nil {
				return err
			}
		}
		err := a.current.fill(b, a.in.blockSize)
		n := sort.Search(len(b.Packets), func(i int) bool { return b.Packets[i].Frame > a.last })
		b.Packets = b.Packets[:n]
		if err == nil {
			continue
		}
		// What is damaged was said at the first reading.
		a.current = nil
		var damage *Error
		if err != io.EOF && !(errors.As(err, &damage) && !isSystem(err)) {
			return err
		}
		if err := a.turn(); err != nil {
			return err
		}
	}
	return nil
}

// open opens the stream in which the bookmark lies.
func (a *again) open() error {
	l := &a.in.places
	l.mu.Lock()
	p := l.list[a.at.place]
	end := int64(-1)
	if a.at.place+1 < len(l.list) {
		end = l.list[a.at.place+1].base
	}
	l.mu.Unlock()
	if a.at.address < 0 {
		return fmt.Errorf("reading again what followed frame %d: %w", a.at.numbers.frames, ErrNotKept)
	}
	a.numbers = a.at.numbers
	s := newStream(p.name, &stretch{p, a.at.address, end}, &a.numbers)
	s.base = a.at.address
	if a.at.format != nil {
		s.format = a.at.format.clone(&a.numbers)
	}
	a.current = s
	return nil
}

// turn goes to the next input.
func (a *again) turn() error {
	l := &a.in.places
	l.mu.Lock()
	defer l.mu.Unlock()
	next := a.at.place + 1
	i := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].place >= next })
	if i == len(l.marks) {
		return io.EOF
	}
	a.at = l.marks[i]
	return nil
}

func (a *again) ReadAt(p []byte, off int64) (int, error) { return a.in.ReadAt(p, off) }

// Close ends the reading again; the Input stays open.
func (a *again) Close() error {
	a.closed = true
	return nil
}

// stretch reads a place from an address on, up to the place's end or as far
// as it has come.
type stretch struct {
	place   place
	address int64
	end     int64 // negative when it is not known
}

func (r *stretch) Read(p []byte) (int, error) {
	if r.end >= 0 {
		p = p[:min(int64(len(p)), r.end-r.address)]
		if len(p) == 0 {
			return 0, io.EOF
		}
	}
	n, err := r.place.readAt(p, r.address)
	r.address += int64(n)
	if n > 0 {
		err = nil
	}
	return n, err
}

// Rereader reads packets by their frame numbers a second time; see
// Input.Again.
type Rereader interface {
	Again(first, last int64) (Source, error)
}

var _ Rereader = (*Input)(nil)
