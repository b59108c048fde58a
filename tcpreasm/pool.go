package tcpreasm

// pool lends memory for held bytes and counts what is lent.
type pool struct {
	free  [][]byte
	bytes int // lent, with what it costs to keep a run in order
}

const (
	pooledSize  = 2048 // bytes of a buffer, which holds a wire-sized payload
	pooledMost  = 1024 // buffers kept for later
	smallSize   = 256  // payloads up to this size would waste a buffer
	runOverhead = 96   // bytes that a held run needs besides its payload
)

// copy lends a copy of b. It may be cut at its end but not at its front
// before it is given back.
func (p *pool) copy(b []byte) []byte {
	var buffer []byte
	switch n := len(p.free); {
	case len(b) <= smallSize || len(b) > pooledSize:
		buffer = make([]byte, 0, len(b))
	case n > 0:
		buffer, p.free = p.free[n-1], p.free[:n-1]
	default:
		buffer = make([]byte, 0, pooledSize)
	}
	p.bytes += cap(buffer) + runOverhead
	return append(buffer, b...)
}

// release takes back what copy returned.
func (p *pool) release(b []byte) {
	p.bytes -= cap(b) + runOverhead
	if cap(b) == pooledSize && len(p.free) < pooledMost {
		p.free = append(p.free, b[:0])
	}
}
