package statistics

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/httpdecode"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// What ended a download in its middle is told; a connection that never carried an
// exchange is no exchange that failed.
func TestWhatFailedInCaptures(t *testing.T) {
	for _, c := range []struct {
		name string
		want []Ranked
	}{
		{"reset", []Ranked{{0, Reset}, {1, Reset}}},
		{"early-close", []Ranked{{0, CutShort}, {1, CutShort}}},
		{"refused", nil},
		{"unanswered", nil},
		{"keep-alive", nil},
	} {
		in, err := capture.Open([]string{"../../testdata/pcaps/" + c.name + ".pcap"}, capture.Options{})
		if err != nil {
			t.Fatal(err)
		}
		tr := trace.New(in)
		if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: tr}); err != nil {
			t.Fatal(err)
		}
		in.Close()
		r, err := Count(context.Background(), tr, nil, nil)
		if got := fmt.Sprint(r.Failed); err != nil || got != fmt.Sprint(c.want) {
			t.Errorf("%s: %s, want %v (%v)", c.name, got, c.want, err)
		}
	}
}

// A request without a response is unanswered only where the capture shows that
// there was none.
func TestHowExchangesFail(t *testing.T) {
	moment := func(frame int64) tcpreasm.Moment { return tcpreasm.Moment{Frame: frame, Time: frame * 1e9} }
	for _, c := range []struct {
		name   string
		change func(*trace.Connection, *trace.Exchange)
		want   int64
	}{
		{"the client gave up", func(*trace.Connection, *trace.Exchange) {}, Unanswered},
		{"the capture lacks bytes of the server", func(c *trace.Connection, _ *trace.Exchange) { c.MissingBytes[tcpreasm.Server] = 238 }, NotCaptured},
		{"it lacks all of them", func(c *trace.Connection, _ *trace.Exchange) { c.Packets[tcpreasm.Server] = 0 }, NotCaptured},
		{"bytes belong to no response", func(c *trace.Connection, _ *trace.Exchange) { c.Skipped[tcpreasm.Server] = 9 }, Unclear},
		{"more may come", func(_ *trace.Connection, x *trace.Exchange) { x.Done = false }, 0},
		{"5xx", func(_ *trace.Connection, x *trace.Exchange) {
			x.Status, x.Response = 500, trace.Message{Seen: true, Complete: true}
		}, Broken},
		{"4xx", func(_ *trace.Connection, x *trace.Exchange) {
			x.Status, x.Response = 404, trace.Message{Seen: true, Complete: true}
		}, Rejected},
		{"4xx cut by a FIN", func(c *trace.Connection, x *trace.Exchange) {
			x.Status, x.Response.Seen, x.Notes, c.Fin[tcpreasm.Server] = 404, true, httpdecode.NoteTruncated, moment(4)
		}, CutShort},
		{"cut by a RST", func(c *trace.Connection, x *trace.Exchange) {
			x.Status, x.Response.Seen, x.Notes, c.Rst[tcpreasm.Client] = 200, true, httpdecode.NoteTruncated, moment(4)
		}, Reset},
		{"the capture ended before", func(c *trace.Connection, x *trace.Exchange) {
			x.Status, x.Response.Seen, x.Notes, c.Fin = 200, true, httpdecode.NoteTruncated, [2]tcpreasm.Moment{}
		}, 0},
		{"the capture lacks the rest", func(c *trace.Connection, x *trace.Exchange) {
			x.Status, x.Response.Seen, x.Response.MissingBytes, x.Notes, c.Rst[tcpreasm.Server] = 200, true, 7, httpdecode.NoteTruncated|httpdecode.NoteGap, moment(4)
		}, 0},
		{"a request cut by a RST", func(c *trace.Connection, x *trace.Exchange) {
			x.Request.Complete, x.Notes, c.Rst[tcpreasm.Server] = false, httpdecode.NoteTruncated, moment(4)
		}, Reset},
	} {
		tr := trace.New(strings.NewReader(""))
		tr.Update(func(w *trace.Writer) {
			on := trace.Connection{Info: tcpreasm.Info{Packets: [2]int64{5, 5}, End: 9e9}, Done: true}
			on.Fin[tcpreasm.Client] = moment(3)
			x := trace.Exchange{Method: "GET", Done: true, Request: trace.Message{Seen: true, Complete: true, First: 1e9, Last: 1e9, FirstFrame: 1, Frame: 1}}
			c.change(&on, &x)
			w.AddExchange(w.AddConnection(on), x)
		})
		r, err := Count(context.Background(), tr, nil, nil)
		got := int64(0)
		if len(r.Failed) > 0 {
			got = r.Failed[0].Value
		}
		if a := &r.All; err != nil || got != c.want || (a.Silent == 1) != (got == Unanswered) || (a.Lost == 1) != (got == NotCaptured) || (a.Unclear == 1) != (got == Unclear) {
			t.Errorf("%s: %d, want %d: %+v", c.name, got, c.want, a)
		}
	}
}

// Few durations are told exactly; those of a report that are kept are limited.
func TestQuantilesOfFew(t *testing.T) {
	room := MaxKept + 10
	first, second := Histogram{room: &room}, Histogram{room: &room}
	for i := range int64(MaxKept) {
		first.Add((i*7919%MaxKept + 1) * 1e6) // 1 to MaxKept, not in order
	}
	for q, want := range map[float64]int64{0: 1e6, 0.5: MaxKept / 2 * 1e6, 0.99: MaxKept * 99 / 100 * 1e6, 1: MaxKept * 1e6} {
		if got := first.Quantile(q); got != want || !first.Exact() {
			t.Errorf("quantile %v: %d, want %d", q, got, want)
		}
	}
	for range 11 {
		second.Add(5)
	}
	if second.Exact() || room != 10 || second.Count() != 11 || second.Quantile(0.5) != 5 {
		t.Errorf("room %d, %d counted, %d", room, second.Count(), second.Quantile(0.5))
	}
	first.Add(1)
	if first.Exact() || room != MaxKept+10 || first.Count() != MaxKept+1 {
		t.Errorf("room %d, %d counted", room, first.Count())
	}
}
