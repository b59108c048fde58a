package pipeline

import (
	"sync"

	"wiretalk/capture"
	"wiretalk/tcpreasm"
)

// batch is a run of packets on its way through the pipeline, with what the
// shards found in it.
type batch struct {
	packets  capture.Batch
	segments [][]tcpreasm.Segment // for each shard
	outputs  []output             // of each shard
	pending  sync.WaitGroup       // shards that have not worked on it yet

	ticks     []tick
	read      int64 // packets so far
	lastFrame int64
	final     bool // nothing follows
}

// tick sets the clock of all shards before the packet with that frame, so
// that what a shard forgets for its age depends neither on the packets that
// fall to it nor on where batches end.
type tick struct{ frame, time int64 }

func newBatch(shards int) *batch {
	return &batch{segments: make([][]tcpreasm.Segment, shards), outputs: make([]output, shards)}
}

// output is what one shard found in one batch.
type output struct {
	opened  []*conn
	closed  []*conn
	records []record
	pages   pages // where the records' text lies
	changes []change
	touched []touch
}

// record is one rendered record, with the stream number of its connection to
// be put in at hole.
type record struct {
	event
	text []byte
	hole int
}

func (o *output) reset() {
	clear(o.opened)
	clear(o.closed)
	clear(o.records)
	clear(o.changes)
	clear(o.touched)
	o.pages.reset()
	o.opened, o.closed, o.records = o.opened[:0], o.closed[:0], o.records[:0]
	o.changes, o.touched = o.changes[:0], o.touched[:0]
}
