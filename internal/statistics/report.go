package statistics

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Top is how many single exchanges and connections a report names.
const Top = 50

// Report is what a trace holds, counted.
type Report struct {
	All                                                Group
	Hosts, Paths, Statuses, Methods, Types             []*Group
	Clients, Servers                                   []*Group
	Slowest                                            []Ranked // exchanges by duration, in nanoseconds
	Largest, Lossiest                                  []Ranked // connections by payload bytes, and by segments sent again
	First, Last                                        int64    // when the first exchange began and the last ended, nanoseconds since 1970 UTC
	Connections, Refused, Unanswered, Resets, NotWhole int
}

// Ranked is an exchange or a connection with what it is ranked by.
type Ranked struct {
	Number int
	Value  int64
}

// checkEvery is how many rows are counted between two looks at whether the
// report is still wanted.
const checkEvery = 4096

// Count makes a report of the exchanges that keep lets through, all when it is
// nil, and of the connections. progress, if not nil, is told now and then how
// many of how many rows are counted. The error is ctx's.
func Count(ctx context.Context, t *trace.Trace, keep func(*trace.Exchange) bool, progress func(done, of int)) (*Report, error) {
	c := counting{trace: t, tables: make([]groups, tables)}
	for i := range c.tables {
		c.tables[i] = make(groups)
	}
	exchanges, connections := t.Exchanges(), t.Connections()
	for i := range exchanges + connections {
		if i%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if progress != nil {
				progress(i, exchanges+connections)
			}
		}
		if i >= exchanges {
			if row := t.Connection(i - exchanges); !row.Gone {
				c.connection(row)
			}
			continue
		}
		if x := t.Exchange(i); !x.Gone && (keep == nil || keep(&x)) {
			c.exchange(&x)
		}
	}
	return c.report(), nil
}

// The tables by their places in counting.tables.
const (
	hosts = iota
	paths
	statuses
	methods
	types
	clients
	servers
	tables
)

// counting is a report that is being made.
type counting struct {
	trace  *trace.Trace
	tables []groups
	r      Report

	stream         int // of which the ends are
	client, server string
}

func (c *counting) exchange(x *trace.Exchange) {
	c.r.All.add(x)
	c.ends(x.Stream)
	host := x.Host
	if host == "" {
		host = c.server
	}
	for table, key := range [...]string{
		hosts: host, paths: host + pathOf(x.Target), statuses: statusOf(x), methods: x.Method,
		types: x.ContentType, clients: c.client, servers: c.server,
	} {
		if key != "" {
			c.tables[table].of(key).add(x)
		}
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
	if c.client != "" && c.stream == stream {
		return
	}
	of := c.trace.Connection(stream)
	c.stream = stream
	c.client = of.Ends[tcpreasm.Client].Addr().String()
	c.server = of.Ends[tcpreasm.Server].String()
}

// pathOf is a target's path, without its query.
func pathOf(target string) string {
	if !strings.HasPrefix(target, "/") {
		u, err := url.Parse(target)
		if err != nil || u.Host == "" {
			return ""
		}
		target = u.EscapedPath()
	}
	path, _, _ := strings.Cut(target, "?")
	return path
}

func statusOf(x *trace.Exchange) string {
	if x.Status == 0 {
		return ""
	}
	return strconv.Itoa(x.Status)
}

func (c *counting) connection(x trace.Connection) {
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
	for table, to := range [...]*[]*Group{
		hosts: &c.r.Hosts, paths: &c.r.Paths, statuses: &c.r.Statuses, methods: &c.r.Methods,
		types: &c.r.Types, clients: &c.r.Clients, servers: &c.r.Servers,
	} {
		*to = c.tables[table].table()
	}
	return &c.r
}
