package capture

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"sort"
	"sync"
)

// maxOpen is how many files that have been read stay open for reading again;
// others are opened for each reading.
const maxOpen = 64

// places says where the bytes of each address lie.
type places struct {
	mu   sync.Mutex
	list []place // by base
	open int     // files in list that are held open

	marks []bookmark // in the order of the input; the first of each place is its beginning
}

// place is one input's addresses, from base to the next place's base.
type place struct {
	base  int64
	r     io.ReaderAt // nil: open the file again, or cannot be read again
	start int64       // where in r the address base lies
	name  string
	info  fs.FileInfo // to know the file again; nil when it cannot be opened again
}

func (l *places) add(p place) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, p)
}

// retire is told that f, the file of the last place, has been read to its
// end.
func (l *places) retire(f *os.File) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open < maxOpen {
		l.open++
		return
	}
	f.Close()
	l.list[len(l.list)-1].r = nil
}

// find gives the place of an address, and the address where it ends; the
// last place's end is not known and given as 0.
func (l *places) find(address int64) (p place, end int64, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := sort.Search(len(l.list), func(i int) bool { return l.list[i].base > address })
	if i == 0 {
		return place{}, 0, false
	}
	if i < len(l.list) {
		end = l.list[i].base
	}
	return l.list[i-1], end, true
}

// close closes the files held open.
func (l *places) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range l.list {
		if f, ok := p.r.(*os.File); ok && f != os.Stdin {
			f.Close()
		}
	}
}

// readAt reads from the place alone.
func (p *place) readAt(b []byte, address int64) (int, error) {
	if p.r != nil {
		return p.r.ReadAt(b, p.start+address-p.base)
	}
	if p.info == nil {
		return 0, ErrNotKept
	}
	f, err := os.Open(p.name)
	if err != nil {
		return 0, fmt.Errorf("reading %s again: %w", p.name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, fmt.Errorf("reading %s again: %w", p.name, err)
	}
	if !os.SameFile(info, p.info) {
		return 0, fmt.Errorf("reading %s again: another file has taken its name since it was read; open it anew", p.name)
	}
	return f.ReadAt(b, p.start+address-p.base)
}

// readAt is io.ReaderAt over all places.
func (l *places) readAt(b []byte, address int64) (n int, err error) {
	for n < len(b) {
		p, end, ok := l.find(address + int64(n))
		if !ok {
			return n, ErrNotKept
		}
		piece := b[n:]
		if end > 0 {
			piece = piece[:min(int64(len(piece)), end-address-int64(n))]
		}
		m, err := p.readAt(piece, address+int64(n))
		n += m
		if m < len(piece) {
			return n, err
		}
	}
	return n, nil
}
