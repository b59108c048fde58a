package tcpreasm

import (
	"slices"
	"sort"
)

// chunk is a run of bytes that waits for earlier ones. lost bytes follow
// data that the capture cut off.
type chunk struct {
	seq  uint32
	data []byte // a copy, out of the tracker's pool
	lost uint32
	at   Position // of data[0]
	ack  uint32   // acknowledgement of the segment that brought it
	acks bool     // ack is valid

	outside bool // its receiver dropped it, unless the capture lacks something
}

func (k *chunk) end() uint32 { return k.seq + uint32(len(k.data)) + k.lost }

// trimFront drops the chunk's first n numbers.
func (k *chunk) trimFront(n uint32) {
	k.seq += n
	if have := uint32(len(k.data)); n > have {
		k.lost -= n - have
		n = have
	}
	k.data = k.data[n:]
	if k.at.Offset >= 0 {
		k.at.Offset += int64(n)
	}
}

// trimEnd keeps the chunk's numbers before seq.
func (k *chunk) trimEnd(seq uint32) {
	keep := seq - k.seq
	if have := uint32(len(k.data)); keep <= have {
		k.data, k.lost = k.data[:keep], 0
	} else {
		k.lost = keep - have
	}
}

// held is what waits for earlier bytes, in order of sequence numbers and
// without overlaps: of bytes that came twice the first are kept.
type held struct {
	chunks []chunk // the last part of room
	room   []chunk
	bytes  int
}

// add inserts the parts of k that are not held yet, copied by pool.
func (h *held) add(k chunk, pool *pool) {
	i := len(h.chunks)
	if i > 0 && after(h.chunks[i-1].end(), k.seq) {
		i = sort.Search(i, func(i int) bool { return after(h.chunks[i].end(), k.seq) })
	}
	for k.seq != k.end() {
		if i == len(h.chunks) || atOrBefore(k.end(), h.chunks[i].seq) {
			h.insert(i, k, pool)
			return
		}
		h.chunks[i].outside = h.chunks[i].outside && k.outside
		there, thereEnd := h.chunks[i].seq, h.chunks[i].end()
		if before(k.seq, there) {
			part := k
			part.trimEnd(there)
			h.insert(i, part, pool)
			i++
		}
		if atOrAfter(thereEnd, k.end()) {
			return
		}
		k.trimFront(thereEnd - k.seq)
		i++
	}
}

func (h *held) insert(i int, k chunk, pool *pool) {
	k.data = pool.copy(k.data)
	h.bytes += len(k.data)
	h.makeRoom(pool)
	h.chunks = slices.Insert(h.chunks, i, k)
}

// makeRoom sees to it that one chunk more has a place: that of chunks popped
// before, when they left at least as much as is held.
func (h *held) makeRoom(pool *pool) {
	if len(h.chunks) < cap(h.chunks) {
		return
	}
	room := h.room
	if 2*len(h.chunks) >= len(room) {
		room = pool.room(max(2*len(room), 8))
	}
	n := copy(room, h.chunks)
	clear(room[n:])
	if len(room) != len(h.room) {
		pool.keepRoom(h.room)
	}
	h.chunks, h.room = room[:n], room
}

// exactlyHeld is the size up to which runs are held in no more memory than
// they need: very many small ones may be.
const exactlyHeld = 256

// pop takes the first chunk out. Its data must be given back to the pool.
func (h *held) pop(pool *pool) chunk {
	k := h.chunks[0]
	h.chunks[0] = chunk{}
	h.chunks = h.chunks[1:]
	h.bytes -= len(k.data)
	if len(h.chunks) == 0 {
		h.reset(pool)
	}
	return k
}

// reset gives the room back, once nothing is held.
func (h *held) reset(pool *pool) {
	pool.keepRoom(h.room)
	*h = held{}
}

// dropOutside drops what lay outside the receiver's window and behind the numbers
// before acked, which it acknowledged.
func (h *held) dropOutside(acked uint32, pool *pool) {
	h.chunks = slices.DeleteFunc(h.chunks, func(k chunk) bool {
		drop := k.outside && atOrAfter(k.seq, acked)
		if drop {
			h.bytes -= len(k.data)
			pool.release(k.data)
		}
		return drop
	})
	if len(h.chunks) == 0 {
		h.reset(pool)
	}
}

// cutAt drops what is held from seq on.
func (h *held) cutAt(seq uint32, pool *pool) {
	for n := len(h.chunks); n > 0 && after(h.chunks[n-1].end(), seq); n-- {
		k := &h.chunks[n-1]
		if before(k.seq, seq) {
			h.bytes -= len(k.data)
			k.trimEnd(seq)
			h.bytes += len(k.data)
			return
		}
		h.bytes -= len(k.data)
		pool.release(k.data)
		*k = chunk{}
		h.chunks = h.chunks[:n-1]
	}
	if len(h.chunks) == 0 {
		h.reset(pool)
	}
}
