package capture

// Live is a Source that waits for packets as they come.
//
// Its ReadBatch returns at least every half second, without packets and
// without an error when there were none: Batch.Now then moves time on.
type Live interface {
	Source

	// Counts may be called from any goroutine at any time.
	Counts() Counts
}

// Counts are what a live source has been through since it was opened.
type Counts struct {
	Received int64 // packets that passed the filter in the kernel, the dropped ones included
	Dropped  int64 // of these, packets that the buffer had no room for: they are lost
}
