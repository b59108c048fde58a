package pipeline

import (
	"cmp"
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

	out     *output // of the batch in work
	frame   int64   // of the segment in work
	touched []*conn // in this batch
	idle    []*httpdecode.Conn
}

func newShard(number int, cfg *Config) *shard {
	s := &shard{cfg: cfg, number: number, in: make(chan *batch, 2)}
	limits := cfg.Limits.Share(cfg.Shards)
	s.tracker = tcpreasm.New((*handler)(s), limits)
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
	s.out.reset()
	segments := b.segments[s.number]
	for i := range segments {
		s.frame = segments[i].Frame
		c := s.tracker.Segment(&segments[i])
		if s.cfg.Trace != nil {
			s.touch(c.Context.(*conn))
		}
	}
	s.frame = b.lastFrame
	late := len(s.out.records)
	s.tracker.Advance(b.lastTime)
	slices.SortStableFunc(s.out.records[late:], func(x, y record) int {
		return cmp.Compare(x.conn.firstFrame, y.conn.firstFrame)
	})
	if b.final {
		s.tracker.Close()
	}
	s.reportTouched()
}

// handler receives what the shard's tracker finds.
type handler shard

func (h *handler) Opened(t *tcpreasm.Conn) {
	s := (*shard)(h)
	c := &conn{shard: s, tcp: t, firstFrame: t.FirstFrame}
	if n := len(s.idle); n > 0 {
		c.http, s.idle = s.idle[n-1], s.idle[:n-1]
		c.http.Reset(c)
	} else {
		c.http = httpdecode.NewConn(c, httpdecode.Options{NoExtents: s.cfg.Trace == nil})
	}
	t.Context = c
	s.out.opened = append(s.out.opened, c)
}

func (h *handler) Data(t *tcpreasm.Conn, from tcpreasm.Side, b []byte, at tcpreasm.Position) {
	t.Context.(*conn).http.Data(direction(t, from), b, httpdecode.Position(at))
}

func (h *handler) Gap(t *tcpreasm.Conn, from tcpreasm.Side, n int64, at tcpreasm.Position) {
	t.Context.(*conn).http.Gap(direction(t, from), n, httpdecode.Position(at))
}

func (h *handler) Finished(t *tcpreasm.Conn, from tcpreasm.Side, at tcpreasm.Position) {
	t.Context.(*conn).http.End(direction(t, from), httpdecode.Position(at))
}

func (h *handler) Closed(t *tcpreasm.Conn) {
	s := (*shard)(h)
	c := t.Context.(*conn)
	c.http.Close(httpdecode.Position{Frame: t.LastFrame, Time: t.End, Offset: -1})
	c.summary.Protocol = c.http.Protocol()
	if s.cfg.Records != nil {
		from := len(s.out.text)
		text, hole := s.cfg.Records.Connection(s.out.text, &t.Info, c.summary)
		s.record(c, from, text, hole)
	}
	if s.cfg.Trace != nil {
		c.closed = true
		s.touch(c)
		s.out.touched = append(s.out.touched, c.state())
	}
	const most = 1024
	if len(s.idle) < most {
		s.idle = append(s.idle, c.http)
	}
	c.http, c.tcp = nil, nil
}

// direction is the HTTP direction of what one end sends. It stays what it
// was when the ends of a connection change places.
func direction(t *tcpreasm.Conn, from tcpreasm.Side) httpdecode.Direction {
	if t.TurnedRound {
		from = from.Peer()
	}
	if from == tcpreasm.Client {
		return httpdecode.ToServer
	}
	return httpdecode.ToClient
}

// record notes a record just rendered onto the output's text.
func (s *shard) record(c *conn, from int, text []byte, hole int) {
	s.out.text = text
	if len(text) > from {
		s.out.records = append(s.out.records, record{frame: s.frame, conn: c, from: from, to: len(text), hole: hole})
	}
}
