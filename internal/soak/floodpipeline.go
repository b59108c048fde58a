package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"wiretalk/httpdecode"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// floodMemory bounds the memory of the whole program that is resident while
// the flood goes through the pipeline: the heap of the tracker, and what the
// pipeline has under way.
const floodMemory = floodHeap + 64<<20

// floodPipeline is the part that sends n SYNs through the pipeline, for JSON
// records that nobody reads.
func floodPipeline(n int64, seed uint64, p *progressLine) (t table, err error) {
	f := newFlood(n, seed)
	src, records, output := &packets{flood: f}, &heldRecords{}, &counter{}
	memory := &heap{bound: floodMemory}
	forgetPeak()
	p.total = n + n/2 + n/floodedEvery // packets, about
	batches := 0
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	result, err := pipeline.Run(ctx, src, pipeline.Config{
		Shards: 2, Records: records, Output: output,
		Progress: func(done trace.Progress) {
			if batches++; batches%64 == 0 {
				if err := memory.sample(); err != nil {
					cancel(err)
				}
				p.at(done.Packets, memory.now)
			}
		},
	})
	if err == nil {
		err = records.err
	}
	if err == nil && records.found != f.begun {
		err = fmt.Errorf("records of %d real connections, of %d", records.found, f.begun)
	}
	peak, failed := peakMemory()
	if peak > floodMemory {
		failed = errors.Join(failed, fmt.Errorf("%d bytes of memory were resident, more than the bound of %d", peak, floodMemory))
	}
	t.add("packets", "%d", result.Packets)
	t.took(p.took(), result.Packets)
	t.add("connections", "%d", result.TCP.ConnectionsObserved)
	t.add("half-open, evicted", "%d", result.TCP.ConnectionsEvicted)
	t.add("records", "%d MiB", output.bytes>>20)
	t.add("real connections, found whole", "%d, %d", f.begun, records.found)
	t.add("heap in use, most", "%d MiB of %d", memory.peak>>20, memory.bound>>20)
	t.add("resident memory, most", "%d MiB of %d", peak>>20, floodMemory>>20)
	return t, errors.Join(err, failed)
}

// counter is an output that only counts.
type counter struct{ bytes int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.bytes += int64(len(b))
	return io.Discard.Write(b)
}

// heldRecords renders JSON, and holds the real connections against what was
// sent. Its methods are called on several goroutines at once.
type heldRecords struct {
	report.JSON

	mu    sync.Mutex
	found int64
	err   error // the first
}

func (h *heldRecords) Connection(dst []byte, c *tcpreasm.Info, s pipeline.Summary) ([]byte, int) {
	if isReal(c) {
		h.note(1, whole(c, s.Exchanges))
	}
	return h.JSON.Connection(dst, c, s)
}

func (h *heldRecords) Exchange(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) ([]byte, int) {
	if !isWhole(x) {
		h.note(0, fmt.Errorf("connection %v: the exchange is not whole", c.Ends))
	}
	return h.JSON.Exchange(dst, c, x)
}

func (h *heldRecords) note(found int64, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.found += found
	if h.err == nil {
		h.err = err
	}
}
