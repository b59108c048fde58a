package tcpreasm

// air has the memory for all flights of a tracker.
type air struct {
	pool   pool
	copies [][]byte // the first is not used
	unused []int32  // places in copies
	free   []*flight
	room   int // segments that fit into the free ones
}

// maxRoom is how many segments' memory is kept for flights to come.
const maxRoom = 1 << 15

func (a *air) flight() *flight {
	n := len(a.free)
	if n == 0 {
		return new(flight)
	}
	f := a.free[n-1]
	a.free = a.free[:n-1]
	a.room -= len(f.room)
	return f
}

// copy keeps the bytes of a segment.
func (a *air) copy(x *inFlight, b []byte) {
	if n := len(a.unused); n > 0 {
		x.copied, a.unused = a.unused[n-1], a.unused[:n-1]
	} else {
		x.copied = int32(max(len(a.copies), 1))
		a.copies = append(a.copies, make([][]byte, int(x.copied)+1-len(a.copies))...)
	}
	a.copies[x.copied] = a.pool.copy(b)
}

// inFlightSize is what a segment in flight takes besides a copy of its bytes.
const inFlightSize = 48

// release gives the memory for a segment back.
func (a *air) release(x *inFlight) {
	a.pool.bytes -= inFlightSize
	if x.copied == 0 {
		return
	}
	a.pool.release(a.copies[x.copied])
	a.copies[x.copied] = nil
	a.unused = append(a.unused, x.copied)
	x.copied = 0
}

// ground ends both flights.
func (t *Tracker) ground(c *Conn) {
	for side := range c.ends {
		e := &c.ends[side]
		if e.flight == nil {
			continue
		}
		for i := range e.flight.segments {
			t.air.release(&e.flight.segments[i])
		}
		t.landed(e)
	}
}

// landed takes back an end's flight.
func (t *Tracker) landed(e *endpoint) {
	f := e.flight
	e.flight = nil
	*f = flight{segments: f.room[:0], room: f.room}
	if a := &t.air; a.room+len(f.room) <= maxRoom {
		a.room += len(f.room)
		a.free = append(a.free, f)
	}
}
