package main

import (
	"context"
	"errors"
	"fmt"

	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
	"wiretalk/internal/trace"
	"wiretalk/internal/traffic"
	"wiretalk/tcpreasm"
)

const (
	samples  = 40   // of the heap without garbage, while live traffic passes
	warmUp   = 16   // of these, before it must be flat
	flatness = 1.05 // how many times as much as in the first half of the rest it may be in the second

	smallLive = 1_000_000 // below so many exchanges the limits are small, so that they are reached
)

// liveDays is the part that captures n exchanges live, for JSON records and a
// trace with limits: over connections that come and go and others that never
// close, with WebSockets, SYNs that nobody answers, and DNS. Once all limits are
// reached, memory must not grow.
func liveDays(n int64, seed uint64, p *progressLine) (t table, err error) {
	limits, tcp, names, step := trace.Days, tcpreasm.Limits{}, 30, int64(1e6)
	if n < smallLive {
		names, step = 1, 3e6 // names have one limit only, which would not be reached; times must be
		limits.Bytes = 8 << 20
		tcp = tcpreasm.Limits{Connections: 4096, Lingering: 512}
	}
	src := traffic.New(traffic.Options{
		Seed: seed, Step: step, Talkers: 2000, Forever: 200, Sockets: 200, HalfOpen: 20, Names: names,
	})
	defer src.Close()
	tr, output := trace.Bounded(src, limits), &counter{}
	forgetPeak()
	var heaps []uint64
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	tcp.HalfOpen, tcp.Idle, tcp.Closed = tcpreasm.Days.HalfOpen, tcpreasm.Days.Idle, tcpreasm.Days.Closed
	result, err := pipeline.Run(ctx, src, pipeline.Config{
		Shards: 2, Records: report.JSON{}, Output: output, Trace: tr, Limits: tcp,
		Progress: func(done trace.Progress) {
			found := int64(tr.Exchanges())
			for int64(len(heaps)) < found*samples/n && len(heaps) < samples {
				heaps = append(heaps, inUse())
				p.at(found, heaps[len(heaps)-1])
			}
			if len(heaps) == samples {
				cancel(errEnough)
			}
		},
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	exchanges, connections := tr.LetGo()
	peak, failed := peakMemory()
	before, after := mean(heaps[warmUp:(warmUp+samples)/2]), mean(heaps[(warmUp+samples)/2:])
	if after > flatness*before {
		failed = errors.Join(failed, fmt.Errorf("after all limits were reached memory grew from %.0f to %.0f bytes", before, after))
	}
	if exchanges == 0 || connections == 0 {
		failed = errors.Join(failed, errors.New("the limits were not reached: nothing was let go"))
	}
	t.add("packets", "%d", result.Packets)
	t.took(p.took(), result.Packets)
	t.add("time of the packets", "%.1f hours", float64(result.Packets*step)/3600e9)
	t.add("exchanges, of these let go", "%d, %d", tr.Exchanges(), exchanges)
	t.add("connections, of these let go", "%d, %d", tr.Connections(), connections)
	t.add("forgotten for their silence", "%d", result.TCP.ConnectionsIdle)
	t.add("records", "%d MiB", output.bytes>>20)
	t.add("heap without garbage", "%.1f MiB, then %.1f MiB", before/(1<<20), after/(1<<20))
	t.add("resident memory, most", "%d MiB", peak>>20)
	return t, errors.Join(err, failed)
}

var errEnough = errors.New("enough")

func mean(list []uint64) float64 {
	sum := 0.0
	for _, n := range list {
		sum += float64(n)
	}
	return sum / float64(len(list))
}
