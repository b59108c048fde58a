package statistics

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"wiretalk/internal/filter"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// However durations are spread, a quantile is at most an eighth off the real
// one, and the bars hold all of them.
func TestHistogram(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		var h Histogram
		var all []int64
		for range 1 + random.IntN(300) {
			d := random.Int64() >> random.IntN(63)
			h.Add(d)
			all = append(all, d)
		}
		slices.Sort(all)
		for _, q := range []float64{0, 0.01, 0.5, 0.9, 0.99, 1} {
			want := all[max(0, int(float64(len(all))*q+0.999999)-1)]
			if got := h.Quantile(q); float64(got) < float64(want)*7/8-1 || float64(got) > float64(want)*9/8+1 {
				t.Fatalf("quantile %v of %d is %d, want %d", q, len(all), got, want)
			}
		}
		n := 0
		for i, b := range h.Bars() {
			if n += b.Count; b.From >= b.To || i > 0 && h.Bars()[i-1].To != b.From {
				t.Fatalf("bars %v", h.Bars())
			}
		}
		if n != len(all) || h.Count() != n || h.Most() != all[n-1] {
			t.Fatalf("%d in the bars, %d counted, of %d", n, h.Count(), len(all))
		}
	}
}

// Each bucket begins where the one before ends, and counts what lies in it.
func TestBuckets(t *testing.T) {
	end := int64(0)
	for i := range buckets {
		from, to := bounds(i)
		if from != end || to <= from || bucket(from) != i || bucket(to-1) != i {
			t.Fatalf("bucket %d is %d to %d, after %d", i, from, to, end)
		}
		end = to
	}
	if bucket(1<<63-1) != buckets-1 {
		t.Errorf("the longest is in %d of %d", bucket(1<<63-1), buckets)
	}
}

// conversation is a trace of exchanges, each "host target status ms".
func conversation(lines ...string) *trace.Trace {
	t := trace.New(strings.NewReader(""))
	t.Update(func(w *trace.Writer) {
		c := trace.Connection{Info: tcpreasm.Info{
			Ends:  [2]netip.AddrPort{netip.MustParseAddrPort("10.0.0.1:4000"), netip.MustParseAddrPort("10.0.0.2:80")},
			Bytes: [2]int64{100, 900}, Packets: [2]int64{9, 9}, Close: tcpreasm.Reset, End: 20e9,
			Rst: [2]tcpreasm.Moment{tcpreasm.Server: {Frame: 1000, Time: 20e9}},
		}}
		c.Analysis[tcpreasm.Server].Retransmission = 3
		on := w.AddConnection(c)
		for _, line := range lines {
			var x trace.Exchange
			var ms int64
			fmt.Sscan(line, &x.Host, &x.Target, &x.Status, &ms)
			x.Method, x.ContentType, x.Done = "GET", "text/html", true
			x.Request = trace.Message{Seen: true, Complete: true, First: 1e9, Last: 1e9, HeaderBytes: 10}
			if ms != 0 {
				x.Response = trace.Message{Seen: true, Complete: true, First: 1e9, Last: 1e9 + ms*1e6, HeaderBytes: 20, BodyBytes: 70}
			}
			w.AddExchange(on, x)
		}
	})
	return t
}

// 000 and 099 are status codes, if odd ones.
func TestOddStatuses(t *testing.T) {
	r, err := Count(context.Background(), conversation("a.example / 0 5", "a.example / 99 5", "a.example / 0 0"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	filters := map[string]string{}
	for _, g := range r.Groups[Statuses] {
		filters[g.Key] = Statuses.Filter(g)
	}
	want := map[string]string{"000": "http.response.code == 0", "099": "http.response.code == 99", "—": "http && !http.response.code"}
	if !maps.Equal(filters, want) {
		t.Errorf("%q, want %q", filters, want)
	}
}

// show writes a table as "key exchanges/errors/silent".
func show(table []*Group) string {
	var parts []string
	for _, g := range table {
		parts = append(parts, fmt.Sprintf("%s %d/%d/%d", g.Key, g.Exchanges, g.Errors, g.Silent))
	}
	return strings.Join(parts, ", ")
}

func TestCount(t *testing.T) {
	r, err := Count(context.Background(), conversation(
		"a.example /x?1 200 5", "a.example /x?2 503 900", "b.example /y 404 7", "b.example http://b.example/y?q 200 1", "a.example / 0 0",
	), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, got, want string }{
		{"hosts", show(r.Groups[Hosts]), "a.example 3/1/1, b.example 2/1/0"},
		{"paths", show(r.Groups[Paths]), "a.example/x 2/1/0, b.example/y 2/1/0, a.example/ 1/0/1"},
		{"statuses", show(r.Groups[Statuses]), "200 2/0/0, 404 1/1/0, 503 1/1/0, — 1/0/1"},
		{"methods", show(r.Groups[Methods]), "GET 5/2/1"},
		{"clients", show(r.Groups[Clients]), "10.0.0.1 5/2/1"},
		{"servers", show(r.Groups[Servers]), "10.0.0.2:80 5/2/1"},
		{"all", show([]*Group{&r.All}), " 5/2/1"},
		{"slowest", fmt.Sprint(r.Slowest), "[{1 900000000} {2 7000000} {0 5000000} {3 1000000}]"},
		{"failed", fmt.Sprint(r.Failed), fmt.Sprint([]Ranked{{1, Broken}, {4, Unanswered}, {2, Rejected}})},
		{"times", fmt.Sprint(r.Times.Counts, r.Times.From(), r.Times.Width), "[5] 1000000000 1000000"},
		{"largest", fmt.Sprint(r.Largest), "[{0 1000}]"},
		{"lossiest", fmt.Sprint(r.Lossiest), "[{0 3}]"},
		{"sizes", fmt.Sprint(r.All.Sent, r.All.Received, r.All.Failures, r.Connections, r.Resets), "50 360 1 1 1"},
		{"span", fmt.Sprint(r.First, r.Last), "1000000000 1900000000"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, c.got, c.want)
		}
	}
}

// What was not asked in the capture, or about no path, is a row of the paths too, so
// that these add up.
func TestPathsOfNone(t *testing.T) {
	tr := conversation("a.example /x 200 5", "a.example * 200 5")
	tr.Update(func(w *trace.Writer) {
		c := w.AddConnection(trace.Connection{Done: true})
		w.AddExchange(c, trace.Exchange{Status: 200, Done: true, Response: trace.Message{Seen: true}})
	})
	r, err := Count(context.Background(), tr, nil, nil)
	if err != nil || show(r.Groups[Paths]) != "— 2/0/0, a.example/x 1/0/0" {
		t.Errorf("%s, %v", show(r.Groups[Paths]), err)
	}
}

// However many hosts there are, the table is limited, and all are counted.
func TestGroupsAreLimited(t *testing.T) {
	var lines []string
	for i := range MaxGroups + 100 {
		lines = append(lines, fmt.Sprintf("h%d.example / 200 %d", i, i))
	}
	r, err := Count(context.Background(), conversation(lines...), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	rest := r.Groups[Hosts][len(r.Groups[Hosts])-1]
	if len(r.Groups[Hosts]) != MaxGroups+1 || rest.Key != "" || rest.Exchanges != 100 {
		t.Errorf("%d hosts, the last %+v", len(r.Groups[Hosts]), rest.Exchanges)
	}
	if len(r.Slowest) != Top || r.Slowest[0].Number != MaxGroups+99 {
		t.Errorf("the slowest are %v", r.Slowest[:3])
	}
}

// What groups have in common takes bounded memory, however long a path is.
func TestKeysAreLimited(t *testing.T) {
	tr := conversation("h.example / 200 1", "h.example /"+strings.Repeat("a", MaxKey)+" 200 1", "h.example /"+strings.Repeat("b", 60*MaxKey)+" 200 1")
	r, err := Count(context.Background(), tr, nil, nil)
	if err != nil || show(r.Groups[Paths]) != "h.example/ 1/0/0,  2/0/0" {
		t.Errorf("%.200s, %v", show(r.Groups[Paths]), err)
	}
}

// While rows come and the oldest leave, each is counted once at most, and what
// came later is not waited for.
func TestCountOfATraceThatMoves(t *testing.T) {
	tr := trace.Bounded(strings.NewReader(""), trace.Limits{Exchanges: 3000})
	add := func(n int) {
		tr.Update(func(w *trace.Writer) {
			c := w.AddConnection(trace.Connection{Done: true})
			for range n {
				w.AddExchange(c, trace.Exchange{Method: "GET", Target: "/", Done: true})
			}
		})
	}
	add(5000)
	r, err := Count(context.Background(), tr, nil, func(done, of int) {
		if add(500); done > of {
			t.Errorf("%d of %d", done, of)
		}
	})
	if err != nil || r.All.Exchanges == 0 || r.All.Exchanges > r.OfExchanges {
		t.Errorf("%d of %d, %v", r.All.Exchanges, r.OfExchanges, err)
	}
}

// Only what is kept is counted, and a report that is no longer wanted is not
// made.
func TestCountKeepsAndEnds(t *testing.T) {
	tr := conversation("a.example / 200 5", "b.example / 200 5")
	none := func(*trace.Connection) bool { return false }
	r, err := Count(context.Background(), tr, &Selection{Exchanges: []int{1, 7}, Connection: none}, nil)
	if err != nil || show(r.Groups[Hosts]) != "b.example 1/0/0" || r.Connections != 1 || r.OfExchanges != 2 || r.OfConnections != 1 {
		t.Errorf("%s, %+v, %v", show(r.Groups[Hosts]), r, err)
	}
	if r, err = Count(context.Background(), tr, &Selection{Connection: none}, nil); err != nil || r.All.Exchanges+r.Connections != 0 || r.OfExchanges != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err = Count(context.Background(), tr, &Selection{Connection: func(c *trace.Connection) bool { return c.Close == tcpreasm.Reset }}, nil); err != nil || r.Connections != 1 || r.Resets != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Count(ctx, tr, nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A group's filter lets its exchanges through and no others.
func TestFilters(t *testing.T) {
	tr := conversation("a.example /x?1 200 5", "a.example /y 503 900", "b.example /y 404 7", `o"dd\\\x01é /"/\\ 200 3`, "a.example http://a.example/x 200 1",
		"10.0.0.2:80 /x 200 1", "a.example.evil /x 200 5", "a.example http://a.example?q=/x 200 1")
	tr.Update(func(w *trace.Writer) {
		bare := w.AddConnection(trace.Connection{Info: tcpreasm.Info{Ends: [2]netip.AddrPort{netip.MustParseAddrPort("[2001:db8::1]:4000"), netip.MustParseAddrPort("10.0.0.2:80")}}})
		w.AddExchange(bare, trace.Exchange{Method: "GET", Target: "/x", Status: 200, Request: trace.Message{Seen: true}})
		w.AddExchange(bare, trace.Exchange{Method: "PUT", Target: "*", Request: trace.Message{Seen: true}})
	})
	r, err := Count(context.Background(), tr, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for table := range Tables {
		for _, g := range r.Groups[table] {
			expression := table.Filter(g)
			f, err := filter.Compile(expression, filter.Options{})
			if err != nil {
				t.Fatalf("%q: %s: %v", g.Key, expression, err)
			}
			var passed []int
			tr.View(func(r *trace.Reader) {
				for i := range r.Exchanges().Len() {
					x := r.Exchange(i)
					c := r.Connection(x.Stream)
					if f.Match(&filter.Record{Stream: x.Stream, Connection: &c.Info, Protocol: c.Protocol, Beyond: &c.Beyond, Exchange: x}) {
						passed = append(passed, i)
					}
				}
			})
			again, _ := Count(context.Background(), tr, &Selection{Exchanges: passed, Connection: func(*trace.Connection) bool { return false }}, nil)
			if again.All.Exchanges != g.Exchanges || len(again.Groups[table]) != 1 || again.Groups[table][0].Key != g.Key {
				t.Errorf("%q: %s lets %d of %d through: %s", g.Key, expression, again.All.Exchanges, g.Exchanges, show(again.Groups[table]))
			}
		}
	}
}

// However far apart and in whatever order times come, a timeline holds all,
// in few stretches.
func TestTimeline(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		var l Timeline
		span := int64(1) << random.IntN(62)
		n := 1 + random.IntN(500)
		least, most := int64(1<<62), int64(0)
		for range n {
			at := 1 + random.Int64N(span)
			l.Add(at)
			least, most = min(least, at), max(most, at)
		}
		sum := 0
		for _, c := range l.Counts {
			sum += c
		}
		columns := 0
		for _, c := range l.Columns(40) {
			columns += c
		}
		if sum != n || columns != n || len(l.Counts) > maxStretches || l.From() > least || l.From()+l.Width*int64(len(l.Counts)) <= most {
			t.Fatalf("%d of %d in %d stretches of %d from %d for %d to %d", sum, n, len(l.Counts), l.Width, l.From(), least, most)
		}
	}
}
