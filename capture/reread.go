package capture

import (
	"io"
	"os"
	"sort"
)

// Reread is a Source of the packets in r, a whole capture, that were numbered
// before: the first has the number after frames, and the byte of r with number
// n has the address base+n, which addresses reads from. The end of the Source is
// behind frame last, if not before.
func Reread(name string, r io.Reader, base, frames, last int64, addresses io.ReaderAt) Source {
	a := &reread{ReaderAt: addresses, numbers: numbering{frames: frames}, last: last}
	a.stream = newStream(name, r, &a.numbers)
	a.stream.base = base
	return a
}

type reread struct {
	io.ReaderAt
	stream  *stream
	numbers numbering
	last    int64 // frame
	ended   error
	closed  bool
}

func (a *reread) ReadBatch(b *Batch) error {
	b.Packets, b.Now = b.Packets[:0], 0
	switch {
	case a.closed:
		return os.ErrClosed
	case a.ended != nil:
		return a.ended
	case a.numbers.frames >= a.last:
		return io.EOF
	}
	a.ended = a.stream.fill(b, DefaultBlockSize)
	b.Packets = b.Packets[:sort.Search(len(b.Packets), func(i int) bool { return b.Packets[i].Frame > a.last })]
	return a.ended
}

func (a *reread) Close() error {
	a.closed = true
	return nil
}
