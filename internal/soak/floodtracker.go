package main

import (
	"fmt"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// floodHeap bounds the heap of a flooded tracker with default limits: 2 KiB
// for each connection with its place in the table, the rest of it, and as much
// garbage as that.
const floodHeap = 2 * (262_144*2<<10 + 64<<20)

// visitors is the Handler that holds the real connections of a flood against
// what was sent.
type visitors struct {
	budget httpdecode.Budget
	found  int64
	err    error
}

// visited is what was found of a real connection so far.
type visited struct {
	http  *httpdecode.Conn
	whole int // exchanges
}

func (k *visitors) Opened(c *tcpreasm.Conn) {
	if isReal(&c.Info) {
		w := new(visited)
		w.http = httpdecode.NewConn(w, httpdecode.Options{NoExtents: true, Budget: &k.budget})
		c.Context = w
	}
}

func (k *visitors) Data(c *tcpreasm.Conn, from tcpreasm.Side, b []byte, at tcpreasm.Position) {
	c.Context.(*visited).http.Data(httpdecode.Direction(from), b, httpdecode.Position(at))
}

func (k *visitors) Gap(c *tcpreasm.Conn, from tcpreasm.Side, n int64, at tcpreasm.Position) {
	k.fail(fmt.Errorf("real connection %v: %d bytes of the %v are missing", c.Ends, n, from))
}

func (k *visitors) Finished(c *tcpreasm.Conn, from tcpreasm.Side, at tcpreasm.Position) {
	c.Context.(*visited).http.End(httpdecode.Direction(from), httpdecode.Position(at))
}

func (k *visitors) Closed(c *tcpreasm.Conn) {
	if w, ok := c.Context.(*visited); ok {
		k.found++
		k.fail(whole(&c.Info, w.whole))
	}
}

func (k *visitors) fail(err error) {
	if k.err == nil {
		k.err = err
	}
}

func (*visited) Head(*httpdecode.Exchange, httpdecode.Direction) {}

func (*visited) Body(*httpdecode.Exchange, httpdecode.Direction, []byte, int64, httpdecode.Position) {
}

func (w *visited) Done(x *httpdecode.Exchange) {
	if isWhole(x) {
		w.whole++
	}
}

// floodTracker is the part that floods a tracker with n SYNs.
func floodTracker(n int64, seed uint64, p *progressLine) (t table, err error) {
	f, k := newFlood(n, seed), &visitors{budget: httpdecode.Budget{Limit: 64 << 20}}
	tracker := tcpreasm.New(k, tcpreasm.Limits{})
	memory := &heap{bound: floodHeap}
	var s tcpreasm.Segment
	var clock int64
	for f.next(&s) && err == nil {
		if s.Time-clock >= tickEvery {
			clock = s.Time
			tracker.Advance(clock)
		}
		tracker.Segment(&s)
		if f.frame%sampleEvery == 0 {
			err = memory.sample()
			p.at(f.syns, memory.now)
		}
		if err == nil {
			err = k.err
		}
	}
	live := inUse()
	tracker.Close()
	if err == nil {
		err = k.err
	}
	if err == nil && k.found != f.begun {
		err = fmt.Errorf("%d real connections were found, of %d", k.found, f.begun)
	}
	stats := tracker.Stats()
	t.add("SYNs, segments in all", "%d, %d", f.syns, f.frame-1)
	t.took(p.took(), f.frame-1)
	t.add("half-open, evicted", "%d", stats.ConnectionsEvicted)
	t.add("real connections, found whole", "%d, %d", f.begun, k.found)
	t.add("heap in use, most", "%d MiB of %d", memory.peak>>20, memory.bound>>20)
	t.add("heap without garbage, at the end", "%d MiB", live>>20)
	return t, err
}
