package pipeline

import (
	"slices"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// shard follows the connections whose hash falls to it.
type shard struct {
	cfg     *Config
	number  int
	in      chan *batch
	tracker *tcpreasm.Tracker
	strings interner
	heads   httpdecode.Budget

	out     *output // of the batch in work
	now     moment
	touched []*conn // in this batch
	idle    []*httpdecode.Conn

	idleConns []*conn
}

func newShard(number int, cfg *Config) *shard {
	s := &shard{cfg: cfg, number: number, in: make(chan *batch, 2)}
	s.heads.Limit = int64(maxHeads / cfg.Shards)
	s.tracker = tcpreasm.New((*handler)(s), cfg.Limits.Share(cfg.Shards))
	return s
}

func (s *shard) run() {
	for b := range s.in {
		s.work(b)
		b.pending.Done()
	}
}

func (s *shard) work(b *batch) {
	s.out = &b.outputs[s.number]
	s.keepConns(s.out.closed)
	s.out.reset()
	ticks := b.ticks
	segments := b.segments[s.number]
	for i := range segments {
		for len(ticks) > 0 && ticks[0].frame <= segments[i].Frame {
			s.advance(ticks[0])
			ticks = ticks[1:]
		}
		s.now = packetAt(segments[i].Frame)
		c := s.tracker.Segment(&segments[i])
		if s.cfg.Trace != nil {
			s.touch(c.Context.(*conn))
		}
	}
	for _, t := range ticks {
		s.advance(t)
	}
	if b.final {
		s.now = tickBefore(b.lastFrame + 1)
		s.tracker.Close()
	}
	s.reportTouched()
}

// advance sets the clock. The tracker forgets connections in an order of its
// own.
func (s *shard) advance(t tick) {
	s.now = tickBefore(t.frame)
	records, changes := len(s.out.records), len(s.out.changes)
	s.tracker.Advance(t.time)
	slices.SortStableFunc(s.out.records[records:], func(x, y record) int { return x.compare(&y.event) })
	slices.SortStableFunc(s.out.changes[changes:], func(x, y change) int { return x.compare(&y.event) })
}

// record notes a record just rendered behind the first bytes of a page.
func (s *shard) record(c *conn, from int, page []byte, hole int) {
	s.out.pages.put(page)
	if len(page) > from {
		s.out.records = append(s.out.records, record{event{s.now, c}, page[from:], hole - from})
	}
}

// maxIdle is how many decoders, and how many connections, are kept to be used
// again.
const maxIdle = 1024

func (s *shard) takeConn() *conn {
	n := len(s.idleConns)
	if n == 0 {
		return new(conn)
	}
	c := s.idleConns[n-1]
	s.idleConns = s.idleConns[:n-1]
	return c
}

// keepConns takes the connections that closed in a batch which came back.
func (s *shard) keepConns(closed []*conn) {
	s.idleConns = append(s.idleConns, closed[:min(len(closed), maxIdle-len(s.idleConns))]...)
}

func (s *shard) takeDecoder(c *conn) *httpdecode.Conn {
	n := len(s.idle)
	if n == 0 {
		return httpdecode.NewConn(c, httpdecode.Options{NoExtents: s.cfg.Trace == nil, Budget: &s.heads})
	}
	d := s.idle[n-1]
	s.idle = s.idle[:n-1]
	d.Reset(c)
	return d
}

func (s *shard) keepDecoder(d *httpdecode.Conn) {
	if len(s.idle) < maxIdle {
		s.idle = append(s.idle, d)
	}
}
