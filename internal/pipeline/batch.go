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

	lastFrame int64
	lastTime  int64 // the latest time of a packet so far, in nanoseconds since 1970
	final     bool  // nothing follows
}

func newBatch(shards int) *batch {
	return &batch{segments: make([][]tcpreasm.Segment, shards), outputs: make([]output, shards)}
}

// output is what one shard found in one batch.
type output struct {
	opened  []*conn
	records []record
	text    []byte // of the records
	changes []change
	touched []touch
}

// record is one rendered record: text[from:to], with the stream number of
// conn to be put in at hole.
type record struct {
	frame          int64 // that caused it
	conn           *conn
	from, to, hole int
}

func (o *output) reset() {
	clear(o.opened)
	clear(o.records)
	clear(o.changes)
	clear(o.touched)
	o.opened, o.records, o.text = o.opened[:0], o.records[:0], o.text[:0]
	o.changes, o.touched = o.changes[:0], o.touched[:0]
}
