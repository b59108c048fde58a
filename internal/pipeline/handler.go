package pipeline

import (
	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// handler receives what the shard's tracker finds.
type handler shard

func (h *handler) Opened(t *tcpreasm.Conn) {
	c := (*shard)(h).takeConn()
	*c = conn{shard: (*shard)(h), tcp: t, firstFrame: t.FirstFrame}
	t.Context = c
	f := finding{event: event{h.now, c}}
	if h.cfg.Trace != nil {
		h.out.opened = append(h.out.opened, t.Info)
		f.opened = len(h.out.opened)
	}
	(*shard)(h).find(f)
}

func (h *handler) Data(t *tcpreasm.Conn, from tcpreasm.Side, b []byte, at tcpreasm.Position) {
	if d := t.Context.(*conn).decoder(); d != nil {
		if offset, ok := t.Acknowledged(from); ok {
			d.Acknowledged(direction(t, from), offset)
		}
		d.Data(direction(t, from), b, httpdecode.Position(at))
	}
}

func (h *handler) Gap(t *tcpreasm.Conn, from tcpreasm.Side, n int64, at tcpreasm.Position) {
	if d := t.Context.(*conn).decoder(); d != nil {
		d.Gap(direction(t, from), n, httpdecode.Position(at))
	}
}

func (h *handler) Finished(t *tcpreasm.Conn, from tcpreasm.Side, at tcpreasm.Position) {
	c := t.Context.(*conn)
	if d := c.decoder(); d != nil {
		d.End(direction(t, from), httpdecode.Position(at))
		c.beyond.end(direction(t, from), httpdecode.Position(at))
	}
	if c.finished++; c.finished == 2 {
		c.letGo(httpdecode.Position(at))
	}
}

func (h *handler) Closed(t *tcpreasm.Conn) {
	s, c := (*shard)(h), t.Context.(*conn)
	c.letGo(httpdecode.Position{Frame: t.LastFrame, Time: t.End, Offset: -1})
	s.resolve(c)
	if v := c.siftConnection(); s.cfg.Records != nil && !v.out {
		page := s.out.pages.current()
		text, hole := s.cfg.Records.Connection(page, &t.Info, c.summary)
		s.record(c, len(page), text, hole, v)
	}
	if s.cfg.Trace != nil {
		last := c.state()
		last.until, last.done = max(s.time, t.End), true
		s.out.touched = append(s.out.touched, last)
	}
	c.tcp = nil
	s.out.closed = append(s.out.closed, c)
	s.giveIfFull()
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
