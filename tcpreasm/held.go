package tcpreasm

import "slices"

// chunk is a run of bytes that waits for earlier ones. lost bytes follow
// data that the capture cut off.
type chunk struct {
	seq  uint32
	data []byte // a copy, out of the tracker's pool
	lost uint32
	at   Position // of data[0]
	ack  uint32   // acknowledgement of the segment that brought it
	acks bool     // ack is valid
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
	chunks []chunk
	bytes  int
}

// add inserts the parts of k that are not held yet, copied by pool.
func (h *held) add(k chunk, pool *pool) {
	i := len(h.chunks)
	for i > 0 && after(h.chunks[i-1].end(), k.seq) {
		i--
	}
	for k.seq != k.end() {
		if i == len(h.chunks) || atOrBefore(k.end(), h.chunks[i].seq) {
			h.insert(i, k, pool)
			return
		}
		there := h.chunks[i]
		if before(k.seq, there.seq) {
			part := k
			part.trimEnd(there.seq)
			h.insert(i, part, pool)
			i++
		}
		if atOrAfter(there.end(), k.end()) {
			return
		}
		k.trimFront(there.end() - k.seq)
		i++
	}
}

func (h *held) insert(i int, k chunk, pool *pool) {
	k.data = pool.copy(k.data)
	h.bytes += len(k.data)
	h.chunks = slices.Insert(h.chunks, i, k)
}

// pop takes the first chunk out. Its data must be given back to the pool.
func (h *held) pop() chunk {
	k := h.chunks[0]
	h.chunks = slices.Delete(h.chunks, 0, 1)
	h.bytes -= len(k.data)
	return k
}

// pool lends memory for held bytes and counts what is lent.
type pool struct {
	free  [][]byte
	bytes int
}

const (
	pooledSize = 2048 // holds a wire-sized payload
	pooledMost = 1024 // buffers kept for later
)

func (p *pool) copy(b []byte) []byte {
	p.bytes += len(b)
	if len(b) > pooledSize {
		return append([]byte(nil), b...)
	}
	var buffer []byte
	if n := len(p.free); n > 0 {
		buffer, p.free = p.free[n-1], p.free[:n-1]
	} else {
		buffer = make([]byte, 0, pooledSize)
	}
	return append(buffer, b...)
}

// release takes back what copy returned.
func (p *pool) release(b []byte) {
	p.bytes -= len(b)
	if cap(b) == pooledSize && len(p.free) < pooledMost {
		p.free = append(p.free, b[:0])
	}
}
