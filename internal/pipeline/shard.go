package pipeline

import (
	"slices"

	"wiretalk/httpdecode"
	"wiretalk/internal/names"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
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
	frames  *websocket.Workspace // nil before the first WebSocket
	names   *names.Table         // nil before the first DNS message

	found chan *piece // to the merger
	spare chan *piece // back from it

	out       *piece // in work
	pieces    int64  // how many there were, with that
	now       moment
	time      int64          // of the packet or tick in work
	advancing bool           // what is found is not in order yet
	touched   []*conn        // in this batch
	row       trace.Exchange // that is asked about

	idle      []*httpdecode.Conn
	idleConns []*conn
}

func newShard(number int, cfg *Config) *shard {
	s := &shard{
		cfg: cfg, number: number, in: make(chan *batch, 2),
		found: make(chan *piece, piecesAhead), spare: make(chan *piece, piecesAhead),
	}
	for range piecesAhead {
		s.spare <- new(piece)
	}
	s.take()
	s.heads.Limit = int64(maxHeads / cfg.Shards)
	s.tracker = tcpreasm.New((*handler)(s), cfg.Limits.Share(cfg.Shards))
	return s
}

func (s *shard) run() {
	for b := range s.in {
		s.work(b)
	}
}

func (s *shard) work(b *batch) {
	ticks, datagrams := b.ticks, b.datagrams
	segments := b.segments[s.number]
	for i := range segments {
		for len(ticks) > 0 && ticks[0].frame <= segments[i].Frame {
			datagrams = s.hear(datagrams, ticks[0].frame)
			s.advance(ticks[0])
			ticks = ticks[1:]
		}
		datagrams = s.hear(datagrams, segments[i].Frame)
		s.now, s.time = packetAt(segments[i].Frame), segments[i].Time
		c := s.tracker.Segment(&segments[i])
		if s.cfg.Segments != nil {
			s.segment(c, &segments[i])
		}
		if s.cfg.Trace != nil {
			s.touch(c.Context.(*conn))
			s.cfg.giveWay(i)
		}
	}
	for _, t := range ticks {
		datagrams = s.hear(datagrams, t.frame)
		s.advance(t)
	}
	s.hear(datagrams, b.lastFrame)
	if b.final {
		s.now, s.time = tickBefore(b.lastFrame+1), b.now
		s.tracker.Close()
	}
	s.reportTouched()
	s.out.last = true
	s.give()
	s.take()
}

// segment prints a segment.
func (s *shard) segment(t *tcpreasm.Conn, segment *tcpreasm.Segment) {
	c := t.Context.(*conn)
	v := c.siftPart(segment.Frame, segment.Frame)
	if v.out {
		return
	}
	page := s.out.pages.current()
	text, hole := s.cfg.Segments.Segment(page, t, segment, s.tracker.Observation())
	s.record(c, len(page), text, hole, v)
}

// give hands what was found to the merger.
func (s *shard) give() { s.found <- s.out }

// take waits for a piece to put findings in.
func (s *shard) take() {
	s.out = <-s.spare
	s.pieces++
	s.keepConns(s.out.closed)
	s.out.reset()
}

// advance sets the clock. The tracker forgets connections in an order of its
// own.
func (s *shard) advance(t tick) {
	s.now, s.time = tickBefore(t.frame), t.time
	from := len(s.out.findings)
	s.advancing = true
	s.tracker.Advance(t.time)
	s.advancing = false
	slices.SortStableFunc(s.out.findings[from:], func(x, y finding) int { return x.compare(&y.event) })
	s.giveIfFull()
}

// find notes what was found.
func (s *shard) find(f finding) { s.out.findings = append(s.out.findings, f) }

// record notes a record just rendered behind the first bytes of a page.
func (s *shard) record(c *conn, from int, page []byte, hole int, v sifted) {
	s.out.pages.put(page)
	if len(page) > from {
		s.find(finding{event: event{s.now, c}, text: page[from:], hole: hole - from, later: v.later})
		s.giveIfFull()
	}
}

// giveIfFull begins another piece when there is much in this one.
func (s *shard) giveIfFull() {
	if s.out.isFull() && !s.advancing {
		s.give()
		s.take()
	}
}

// What is kept to be used again. A decoder may have grown with what it read.
const (
	maxIdleConns    = 1024
	maxIdleDecoders = 64
)

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
	s.idleConns = append(s.idleConns, closed[:min(len(closed), maxIdleConns-len(s.idleConns))]...)
}

func (s *shard) takeDecoder(c *conn) *httpdecode.Conn {
	n := len(s.idle)
	if n == 0 {
		return httpdecode.NewConn(c, httpdecode.Options{NoExtents: s.cfg.Trace == nil && !s.cfg.Bodies, Budget: &s.heads})
	}
	d := s.idle[n-1]
	s.idle = s.idle[:n-1]
	d.Reset(c)
	return d
}

func (s *shard) keepDecoder(d *httpdecode.Conn) {
	if len(s.idle) < maxIdleDecoders {
		s.idle = append(s.idle, d)
	}
}
