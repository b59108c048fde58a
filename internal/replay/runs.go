package replay

import (
	"encoding/binary"
	"sort"
	"sync"

	"wiretalk/tcpreasm"
)

// MaxRuns is how many runs of a connection are held: those of some 20 GB.
const MaxRuns = 1 << 24

// Run is bytes that one end sent and that lie together in one packet, or that are
// missing from the capture.
type Run struct {
	From    tcpreasm.Side
	Missing bool
	Length  int64 // bytes
	At      int64 // place of the first among those its end sent, missing ones counted
	Frame   int64 // in which they passed; of missing ones, the frame that shows that they are missing
	Time    int64 // in nanoseconds since 1970 UTC; 0 when the capture does not say
	Offset  int64 // place of the first in the capture; negative when it cannot be read again
}

// blockRuns is how many runs are written together. To find one, those before
// it in the block are gone through.
const blockRuns = 64

// runs are runs in the order in which they were handed on, written in a few
// bytes each. One may add while others look.
type runs struct {
	mu     sync.RWMutex
	blocks []block
	n      int
	last   mark // behind the last run
}

// mark is what stands between two runs.
type mark struct {
	frame, time int64
	offset      int64    // where the run before ends in the capture
	at          [2]int64 // bytes that each end has sent
}

type block struct {
	before mark
	code   []byte // for each run: its length and kind, and distances from the mark before it
}

// The kinds of runs, in the low bits of their length.
const (
	fromServer = 1 << iota
	isMissing
	isUnplaced // it cannot be read again
	kindBits   = 3
)

func (r *runs) add(run *Run) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.n%blockRuns == 0 {
		if n := len(r.blocks); n > 0 {
			full := &r.blocks[n-1]
			full.code = append(make([]byte, 0, len(full.code)), full.code...)
		}
		r.blocks = append(r.blocks, block{before: r.last, code: make([]byte, 0, 12*blockRuns)})
	}
	r.n++
	b, m := &r.blocks[len(r.blocks)-1], &r.last
	kind := uint64(run.From)
	if run.Missing {
		kind |= isMissing
	}
	if run.Offset < 0 {
		kind |= isUnplaced
	}
	b.code = binary.AppendUvarint(b.code, uint64(run.Length)<<kindBits|kind)
	b.code = binary.AppendVarint(b.code, run.Frame-m.frame)
	b.code = binary.AppendVarint(b.code, run.Time-m.time)
	if run.Offset >= 0 {
		b.code = binary.AppendVarint(b.code, run.Offset-m.offset)
		m.offset = run.Offset + run.Length
	}
	m.frame, m.time = run.Frame, run.Time
	m.at[run.From] += run.Length
}

// next reads the run that code begins with, and moves the mark behind it.
func (m *mark) next(code []byte) (run Run, rest []byte) {
	head, n := binary.Uvarint(code)
	frame, k := binary.Varint(code[n:])
	n += k
	time, k := binary.Varint(code[n:])
	n += k
	run = Run{From: tcpreasm.Side(head & fromServer), Missing: head&isMissing != 0, Length: int64(head >> kindBits), Offset: -1}
	if head&isUnplaced == 0 {
		offset, k := binary.Varint(code[n:])
		n += k
		run.Offset = m.offset + offset
		m.offset = run.Offset + run.Length
	}
	m.frame += frame
	m.time += time
	run.Frame, run.Time, run.At = m.frame, m.time, m.at[run.From]
	m.at[run.From] += run.Length
	return run, code[n:]
}

// Len is how many runs have been read.
func (r *runs) Len() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.n
}

// Sent is how many bytes of each end have been read so far, missing ones counted.
func (r *runs) Sent() [2]int64 {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.last.at
}

// Memory is how many bytes the list takes up.
func (r *runs) Memory() (n int64) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for i := range r.blocks {
		n += int64(cap(r.blocks[i].code)) + 64
	}
	return n
}

// Run is run i of those that have been read, from 0; false when there is none.
func (r *runs) Run(i int) (run Run, ok bool) {
	r.From(i, func(_ int, it Run) bool {
		run, ok = it, true
		return false
	})
	return run, ok
}

// From goes through the runs from i on until look returns false. It must not
// be called by look, nor may look wait for whoever reads.
func (r *runs) From(i int, look func(i int, run Run) bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if i < 0 {
		return
	}
	for b := i / blockRuns; b < len(r.blocks); b++ {
		m := r.blocks[b].before
		at := b * blockRuns
		for code := r.blocks[b].code; len(code) > 0; at++ {
			var run Run
			if run, code = m.next(code); at >= i && !look(at, run) {
				return
			}
		}
	}
}

// Back goes through the runs from i on backwards until look returns false; what holds
// for From holds for it.
func (r *runs) Back(i int, look func(i int, run Run) bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var list [blockRuns]Run
	for b := min(i, r.n-1) / blockRuns; i >= 0 && b >= 0 && b < len(r.blocks); b-- {
		m, n := r.blocks[b].before, 0
		for code := r.blocks[b].code; len(code) > 0 && n < len(list); n++ {
			list[n], code = m.next(code)
		}
		for n = min(n-1, i-b*blockRuns); n >= 0; n-- {
			if !look(b*blockRuns+n, list[n]) {
				return
			}
		}
	}
}

// Holding is the run that holds byte at of those that one end sent; false when
// it has not been read.
func (r *runs) Holding(from tcpreasm.Side, at int64) (found int, ok bool) {
	r.mu.RLock()
	b := sort.Search(len(r.blocks), func(i int) bool { return r.blocks[i].before.at[from] > at }) - 1
	r.mu.RUnlock()
	if b < 0 || at < 0 {
		return 0, false
	}
	r.From(b*blockRuns, func(i int, run Run) bool {
		found, ok = i, run.From == from && at >= run.At && at < run.At+run.Length
		return !ok && (run.From != from || run.At <= at)
	})
	return found, ok
}
