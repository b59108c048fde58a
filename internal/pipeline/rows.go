package pipeline

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// change is an exchange that is new in the trace or has changed.
type change struct {
	frame int64
	conn  *conn
	row   trace.Exchange
}

// touch is the state of a connection after the batch.
type touch struct {
	conn     *conn
	info     tcpreasm.Info
	protocol httpdecode.Protocol
}

// pendingRow is the row of an exchange that is not done.
type pendingRow struct {
	index int
	row   trace.Exchange
}

// touch notes that a connection must be reported at the end of the batch.
func (s *shard) touch(c *conn) {
	if !c.isTouched {
		c.isTouched = true
		s.touched = append(s.touched, c)
	}
}

func (s *shard) reportTouched() {
	for _, c := range s.touched {
		c.isTouched = false
		if !c.closed {
			s.out.touched = append(s.out.touched, c.state())
		}
	}
	clear(s.touched)
	s.touched = s.touched[:0]
}

func (c *conn) state() touch {
	return touch{c, c.tcp.Info, c.http.Protocol()}
}

// rowBegan reports an exchange whose request or response has begun.
func (c *conn) rowBegan(x *httpdecode.Exchange, d httpdecode.Direction) {
	p := c.pendingRow(x.Index)
	c.describe(&p.row, x)
	c.shard.out.changes = append(c.shard.out.changes, change{c.shard.frame, c, p.row})
}

// rowDone reports an exchange that is complete.
func (c *conn) rowDone(x *httpdecode.Exchange) {
	p := c.pendingRow(x.Index)
	row := p.row
	*p = c.pending[len(c.pending)-1]
	c.pending[len(c.pending)-1] = pendingRow{}
	c.pending = c.pending[:len(c.pending)-1]
	c.describe(&row, x)
	row.Done = true
	row.Request.Head, row.Request.Body = x.Request.Head.Clone(), x.Request.Body.Clone()
	row.Response.Head, row.Response.Body = x.Response.Head.Clone(), x.Response.Body.Clone()
	c.shard.out.changes = append(c.shard.out.changes, change{c.shard.frame, c, row})
}

func (c *conn) pendingRow(index int) *pendingRow {
	for i := range c.pending {
		if c.pending[i].index == index {
			return &c.pending[i]
		}
	}
	c.pending = append(c.pending, pendingRow{index: index, row: trace.Exchange{Index: index}})
	return &c.pending[len(c.pending)-1]
}

// describe fills a row from what is known of an exchange so far.
func (c *conn) describe(row *trace.Exchange, x *httpdecode.Exchange) {
	words := &c.shard.strings
	if q := &x.Request; q.Seen && row.Method == "" {
		row.Method = words.intern(q.Method)
		row.Target = string(q.Target)
		row.Host = words.intern(httpdecode.Host(x))
	}
	if p := &x.Response; p.Seen && row.Status == 0 {
		row.Status = p.Status
		row.ContentType = words.intern(p.MediaType())
	}
	row.Pipelined, row.Notes = x.Pipelined, x.Notes
	describeMessage(&row.Request, &x.Request)
	describeMessage(&row.Response, &x.Response)
}

func describeMessage(row *trace.Message, m *httpdecode.Message) {
	if !m.Seen {
		return
	}
	head, body := row.Head, row.Body
	*row = trace.Message{
		Seen: true, Complete: m.Complete, FirstFrame: m.First.Frame, Frame: m.Frame,
		First: m.First.Time, Last: m.Last.Time, HeaderBytes: m.HeaderBytes, BodyBytes: m.BodyBytes,
		MissingBytes: m.MissingBytes, Framing: m.Framing, Head: head, Body: body,
	}
	if row.Head.Length() == 0 && m.HeaderBytes > 0 {
		row.Head = m.Head.Clone()
	}
}

// interner keeps one copy of each of the few words that most rows share.
type interner map[string]string

const maxInterned = 8192

func (n *interner) intern(b []byte) string {
	if s, ok := (*n)[string(b)]; ok {
		return s
	}
	s := string(b)
	if *n == nil {
		*n = make(interner)
	}
	if len(*n) < maxInterned {
		(*n)[s] = s
	}
	return s
}
