//go:build !libpcap

package live_test

import (
	"testing"

	"wiretalk/capture"
	"wiretalk/capture/live"
)

// TestReadBatchAllocatesNothing: neither with packets nor while it waits.
func TestReadBatchAllocatesNothing(t *testing.T) {
	n := newNetns(t)
	c := n.open(live.Options{Filter: expression("udp port 9")}, "lo")
	flood(t, n, "127.0.0.1:9", 5000, 1000)
	var b capture.Batch
	packets, batches := 0, 0
	read := func() {
		if err := c.ReadBatch(&b); err != nil {
			t.Fatal(err)
		}
		packets += len(b.Packets)
		batches++
	}
	read()
	packets = 0
	if n := testing.AllocsPerRun(8, read); n != 0 {
		t.Errorf("%v allocations a batch", n)
	}
	if packets == 0 {
		t.Errorf("%d batches without a packet", batches)
	}
}
