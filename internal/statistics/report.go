package statistics

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Top is how many single exchanges and connections a report names.
const Top = 50

// Report is what a trace holds, counted.
type Report struct {
	All                                                Group
	Groups                                             [Tables][]*Group
	Slowest                                            []Ranked // exchanges by duration, in nanoseconds
	Failed                                             []Ranked // exchanges that failed, by how; see Broken
	Times                                              Timeline
	Largest, Lossiest                                  []Ranked // connections by payload bytes, and by segments sent again
	First, Last                                        int64    // when the first exchange began and the last ended, nanoseconds since 1970 UTC
	Connections, Refused, Unanswered, Resets, NotWhole int      // the latter are connections that lack bytes

	OfExchanges, OfConnections int // how many there are, counted or not
}

// Selection says what is counted.
type Selection struct {
	Exchanges []int // by number, in their order

	// Connection says whether a connection is counted of which no exchange is. It
	// is called in a View of the trace.
	Connection func(*trace.Connection) bool
}

// Ranked is an exchange or a connection with what it is ranked by.
type Ranked struct {
	Number int
	Value  int64
}

// atOnce is how many rows are counted while nobody may change the trace.
const atOnce = 1024

// Count makes a report of what is selected, of everything when that is nil.
// Connections are counted with their exchanges. progress, if not nil, is told now and then how
// many of how many rows were looked at. The error is ctx's.
func Count(ctx context.Context, t *trace.Trace, of *Selection, progress func(done, of int)) (*Report, error) {
	c := counting{stream: -1, of: of, with: map[int]bool{}, room: maxKept}
	for i := range c.tables {
		c.tables[i] = groups{by: map[string]*Group{}, room: &c.room}
	}
	exchanges, connections := 0, 0
	t.View(func(r *trace.Reader) { exchanges, connections = r.Exchanges().Len(), r.Connections().Len() })
	c.r.OfExchanges, c.r.OfConnections = exchanges, connections
	selected := func(r *trace.Reader) trace.Rows { return r.Exchanges() }
	if of != nil {
		selected, exchanges = func(*trace.Reader) trace.Rows { return numbers(of.Exchanges) }, len(of.Exchanges)
	}
	all := exchanges + connections
	c.each(ctx, t, selected, exchanges, func(number int) {
		if x := c.trace.Exchange(number); x != nil {
			c.exchange(x)
		}
	}, func(done int) { tell(progress, done, all) })
	c.each(ctx, t, func(r *trace.Reader) trace.Rows { return r.Connections() }, connections, func(number int) {
		if x := c.trace.Connection(number); x != nil && (of == nil || c.with[x.Stream] || of.Connection(x)) {
			c.connection(x)
		}
	}, func(done int) { tell(progress, exchanges+done, all) })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return c.report(), nil
}

func tell(progress func(done, of int), done, of int) {
	if progress != nil {
		progress(done, of)
	}
}

// each calls count with the numbers of the first n rows, some in each View so
// that the trace can grow between them. Rows may leave meanwhile.
func (c *counting) each(ctx context.Context, t *trace.Trace, rows func(*trace.Reader) trace.Rows, n int, count func(number int), done func(int)) {
	next := 0 // number of a row
	for i := 0; i < n && ctx.Err() == nil; {
		done(i)
		t.View(func(r *trace.Reader) {
			c.trace = r
			these := rows(r)
			at := these.Below(next)
			for end := at + min(atOnce, n-i); at < end; at++ {
				number := these.At(at)
				if i++; number < next { // there are no more
					i = n
					return
				}
				count(number)
				next = number + 1
			}
		})
	}
}

// numbers are rows that are listed.
type numbers []int

func (l numbers) Len() int { return len(l) }

func (l numbers) At(i int) int {
	if i < 0 || i >= len(l) {
		return -1
	}
	return l[i]
}

func (l numbers) Below(number int) int {
	i, _ := slices.BinarySearch(l, number)
	return i
}

// counting is a report that is being made.
type counting struct {
	trace  *trace.Reader
	tables [Tables]groups
	r      Report
	room   int // for durations that tables keep

	of   *Selection
	with map[int]bool // connections of which an exchange is counted, where not all are

	stream         int // of which the ends are
	client, server string
	path           []byte // of the last exchange, behind its host
}

func (c *counting) exchange(x *trace.Exchange) {
	failed := failureOf(c.trace, x)
	c.r.All.add(x, failed)
	c.ends(x.Stream)
	if c.of != nil {
		c.with[x.Stream] = true
	}
	host := x.Host
	if host == "" {
		host = c.server
	}
	for table, key := range [...]string{
		Hosts: host, Paths: "", Statuses: x.StatusText(), Methods: x.Method, Types: x.ContentType, Clients: c.client, Servers: c.server,
	} {
		switch t := Table(table); {
		case key != "":
			c.tables[t].of([]byte(key)).add(x, failed)
		case t == Statuses || t == Methods || t == Types:
			c.tables[t].ofNone().add(x, failed)
		}
	}
	if path := pathOf(x.Target); path == "" {
		c.tables[Paths].ofNone().add(x, failed)
	} else {
		c.path = append(append(c.path[:0], host...), path...)
		g := c.tables[Paths].of(c.path)
		g.add(x, failed)
		if g.host == "" && g.Key != "" {
			g.host = g.Key[:len(host)]
		}
	}
	if failed != 0 {
		c.r.Failed = ranked(c.r.Failed, Ranked{x.Number, failed})
	}
	if x.Request.Seen {
		c.r.Times.Add(x.Request.First)
	}
	if d := x.Duration(); d >= 0 {
		c.r.Slowest = ranked(c.r.Slowest, Ranked{x.Number, d})
	}
	for _, m := range [...]*trace.Message{&x.Request, &x.Response} {
		if !m.Seen || m.First == 0 {
			continue
		}
		if c.r.First == 0 || m.First < c.r.First {
			c.r.First = m.First
		}
		c.r.Last = max(c.r.Last, m.Last)
	}
}

// ends notes the addresses of an exchange's connection.
func (c *counting) ends(stream int) {
	if c.stream == stream {
		return
	}
	of := c.trace.Connection(stream)
	if c.stream = stream; of == nil {
		c.client, c.server = "", ""
		return
	}
	c.client = of.Ends[tcpreasm.Client].Addr().String()
	c.server = of.Ends[tcpreasm.Server].String()
}

// pathOf is a target's path, without its query; empty where a target has none.
func pathOf(target string) string {
	if scheme, rest, ok := strings.Cut(target, "://"); ok && scheme != "" && !strings.Contains(scheme, "/") {
		i := strings.IndexAny(rest, "/?")
		if i < 0 {
			return ""
		}
		target = rest[i:]
	}
	path, _, _ := strings.Cut(target, "?")
	if !strings.HasPrefix(path, "/") {
		return ""
	}
	return path
}

func (c *counting) connection(x *trace.Connection) {
	r := &c.r
	r.Connections++
	switch x.Close {
	case tcpreasm.Refused:
		r.Refused++
	case tcpreasm.Unanswered:
		r.Unanswered++
	case tcpreasm.Reset:
		r.Resets++
	}
	if x.MissingBytes != [2]int64{} {
		r.NotWhole++
	}
	if n := x.Bytes[tcpreasm.Client] + x.Bytes[tcpreasm.Server]; n > 0 {
		r.Largest = ranked(r.Largest, Ranked{x.Stream, n})
	}
	lost := int64(0)
	for s := range x.Analysis {
		a := &x.Analysis[s]
		lost += int64(a.Retransmission) + int64(a.FastRetransmission) + int64(a.SpuriousRetransmission)
	}
	if lost > 0 {
		r.Lossiest = ranked(r.Lossiest, Ranked{x.Stream, lost})
	}
}

// ranked adds r to a list that has the largest first, and keeps Top of them.
func ranked(list []Ranked, r Ranked) []Ranked {
	if len(list) == Top && list[Top-1].Value >= r.Value {
		return list
	}
	i, _ := slices.BinarySearchFunc(list, r, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Number, b.Number))
	})
	if len(list) == Top {
		list = list[:Top-1]
	}
	return slices.Insert(list, i, r)
}

func (c *counting) report() *Report {
	for i := range c.tables {
		c.r.Groups[i] = c.tables[i].table()
	}
	return &c.r
}
