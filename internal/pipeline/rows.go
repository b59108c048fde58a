package pipeline

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// change is an exchange that is new in the trace or has changed.
type change struct {
	place *place
	row   trace.Exchange
}

// place is where an exchange stands in the trace. It is the merger's.
type place struct{ row *trace.Exchange }

// touch is the state of a connection after the piece.
type touch struct {
	conn     *conn
	info     tcpreasm.Info
	protocol httpdecode.Protocol
	summary  Summary
	until    int64 // how far it was followed, once nothing more comes; see trace.Connection
	done     bool  // nothing more comes
}

// touch notes that a connection must be reported at the end of the batch.
func (s *shard) touch(c *conn) {
	if !c.isTouched {
		c.isTouched = true
		s.touched = append(s.touched, c)
	}
}

// reportTouched reports the connections that this batch touched; those that
// it closed are reported already.
func (s *shard) reportTouched() {
	for _, c := range s.touched {
		c.isTouched = false
		if c.tcp != nil {
			s.out.touched = append(s.out.touched, c.state())
		}
	}
	clear(s.touched)
	s.touched = s.touched[:0]
}

func (c *conn) state() touch {
	return touch{conn: c, info: c.tcp.Info, protocol: c.protocol(), summary: c.summary}
}

// openRows holds the rows of a connection's exchanges that have begun and
// are not done. An exchange's Tag is the number of its row, counted from 1.
type openRows struct {
	rows []openRow
	free []int64 // numbers of rows not in use
}

type openRow struct {
	place *place
	row   trace.Exchange
	piece int64 // the shard's piece that has its last change, counted from 1, and
	at    int   // where in that
}

// of returns the row of an exchange, a new one if it has none.
func (o *openRows) of(x *httpdecode.Exchange) *openRow {
	if x.Tag == 0 {
		if n := len(o.free); n > 0 {
			x.Tag, o.free = o.free[n-1], o.free[:n-1]
		} else {
			o.rows = append(o.rows, openRow{})
			x.Tag = int64(len(o.rows))
		}
		o.rows[x.Tag-1] = openRow{place: new(place), row: trace.Exchange{Index: x.Index}}
	}
	return &o.rows[x.Tag-1]
}

// drop forgets the row of an exchange.
func (o *openRows) drop(x *httpdecode.Exchange) {
	o.rows[x.Tag-1] = openRow{}
	o.free = append(o.free, x.Tag)
	x.Tag = 0
}

func (c *conn) rowOf(x *httpdecode.Exchange) *openRow {
	if c.rows == nil {
		c.rows = new(openRows)
	}
	return c.rows.of(x)
}

// rowChanged reports an exchange of which more is known: once in a piece, which
// is shown as a whole. Most exchanges are complete in the piece in which they begin.
func (c *conn) rowChanged(x *httpdecode.Exchange) {
	r := c.rowOf(x)
	c.describe(&r.row, x)
	s := c.shard
	if r.piece == s.pieces {
		s.out.changes[r.at].row = r.row
		return
	}
	r.piece, r.at = s.pieces, len(s.out.changes)
	s.out.changes = append(s.out.changes, change{r.place, r.row})
	s.find(finding{event: event{s.now, c}, change: len(s.out.changes)})
	s.giveIfFull()
}

// rowDone reports an exchange that is complete.
func (c *conn) rowDone(x *httpdecode.Exchange) {
	r := c.rowOf(x)
	r.row.Done = true
	r.row.Request.Body, r.row.Response.Body = x.Request.Body.Clone(), x.Response.Body.Clone()
	c.rowChanged(x)
	c.rows.drop(x)
}

// Moved is called by the HTTP decoder when a response proves not to belong to
// the exchange in which it was begun.
func (c *conn) Moved(from, to *httpdecode.Exchange) {
	if c.shard.cfg.Trace == nil {
		return
	}
	r := c.rowOf(from)
	r.row.Response, r.row.Status, r.row.ContentType = trace.Message{}, 0, ""
	c.rowChanged(from)
	c.rowChanged(to)
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
	row.Pipelined, row.Pairing, row.Certainty, row.Notes = x.Pipelined, x.Pairing, x.Certainty, x.Notes
	describeMessage(&row.Request, &x.Request)
	describeMessage(&row.Response, &x.Response)
}

func describeMessage(row *trace.Message, m *httpdecode.Message) {
	if !m.Seen {
		if len(row.Interim) < len(m.Interim) {
			row.Interim = trace.InterimResponses(m.Interim)
		}
		return
	}
	head, body, interim, trailers := row.Head, row.Body, row.Interim, row.Trailers
	if len(interim) < len(m.Interim) {
		interim = trace.InterimResponses(m.Interim)
	}
	if trailers == "" && len(m.Trailers) > 0 {
		trailers = trace.TrailerLines(m.Trailers)
	}
	*row = trace.Message{
		Seen: true, Complete: m.Complete, FirstFrame: m.First.Frame, Frame: m.Frame, ContentFrame: m.Content.Frame,
		First: m.First.Time, Last: m.Last.Time, HeaderBytes: m.HeaderBytes, BodyBytes: m.BodyBytes,
		MissingBytes: m.MissingBytes, Framing: m.Framing, Head: head, Body: body, Interim: interim, Trailers: trailers,
	}
	if row.Head.Length() == 0 && m.HeaderBytes > 0 {
		row.Head = m.Head.Clone()
	}
}

// interner keeps one copy of each of the few words that most rows share.
type interner map[string]string

const (
	maxInterned     = 8192
	maxInternedSize = 256 // bytes; who sends longer ones may send many
)

func (n *interner) intern(b []byte) string {
	if len(b) > maxInternedSize {
		return string(b)
	}
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
