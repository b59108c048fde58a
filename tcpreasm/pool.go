package tcpreasm

// pool lends memory for bytes that must be kept for a while, and counts what
// is lent.
type pool struct {
	classes [len(pooledSizes)][][]byte // free buffers of each size
	rooms   [][]chunk                  // free places for runs
	places  int                        // in rooms
	exact   int                        // runs up to this size get no more than they need
	bytes   int                        // lent, with what it costs to keep a run in order
}

// pooledSizes are the bytes of buffers: for a payload of Ethernet's size, of
// a jumbo frame's or several, and of the most that offloading makes of them.
var pooledSizes = [...]int{2 << 10, 16 << 10, 64 << 10}

const (
	pooledMost  = 1 << 20 // bytes kept for later of each size
	runOverhead = 96      // bytes that a run needs besides its payload
)

// classOf is the size of buffer that holds n bytes; -1 for none.
func (p *pool) classOf(n int) int {
	if n <= p.exact {
		return -1
	}
	for class, size := range pooledSizes {
		if n <= size {
			return class
		}
	}
	return -1
}

// copy lends a copy of b. It may be cut at its end but not at its front
// before it is given back.
func (p *pool) copy(b []byte) []byte {
	var buffer []byte
	if class := p.classOf(len(b)); class < 0 {
		buffer = make([]byte, 0, len(b))
	} else if free := p.classes[class]; len(free) > 0 {
		buffer, p.classes[class] = free[len(free)-1], free[:len(free)-1]
	} else {
		buffer = make([]byte, 0, pooledSizes[class])
	}
	p.bytes += cap(buffer) + runOverhead
	return append(buffer, b...)
}

// release takes back what copy returned.
func (p *pool) release(b []byte) {
	p.bytes -= cap(b) + runOverhead
	for class, size := range pooledSizes {
		if cap(b) == size && len(p.classes[class]) < pooledMost/size {
			p.classes[class] = append(p.classes[class], b[:0])
		}
	}
}

// maxPlaces is how many free places for runs are kept for later.
const maxPlaces = 1 << 14

// room lends places for at least n runs.
func (p *pool) room(n int) []chunk {
	if last := len(p.rooms) - 1; last >= 0 && len(p.rooms[last]) >= n {
		room := p.rooms[last]
		p.rooms[last], p.rooms = nil, p.rooms[:last]
		p.places -= len(room)
		return room
	}
	return make([]chunk, n)
}

// keepRoom takes back what room lent.
func (p *pool) keepRoom(room []chunk) {
	if len(room) == 0 || p.places+len(room) > maxPlaces {
		return
	}
	clear(room)
	p.rooms = append(p.rooms, room)
	p.places += len(room)
}
