package pipeline

import (
	"wiretalk/capture"
	"wiretalk/tcpreasm"
)

// batch is a run of packets on its way through the pipeline.
type batch struct {
	packets  capture.Batch
	segments [][]tcpreasm.Segment // for each shard

	ticks     []tick
	datagrams []datagram // of DNS
	read      int64      // packets so far
	wire      int64      // bytes of these on the wire
	lastFrame int64
	now       int64 // time of the last packet, or a live source's word
	problem   error // with which reading goes on; nil for none
	final     bool  // nothing follows
}

// tick sets the clock of all shards before the packet with that frame, so
// that what a shard forgets for its age depends neither on the packets that
// fall to it nor on where batches end.
type tick struct{ frame, time int64 }

func newBatch(shards int) *batch { return &batch{segments: make([][]tcpreasm.Segment, shards)} }
