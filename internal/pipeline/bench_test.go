package pipeline_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
)

// BenchmarkLoss is the whole way of a small file with losses, opening and
// the goroutines' start included.
func BenchmarkLoss(b *testing.B) {
	name := filepath.Join(root(b), "testdata", "pcaps", "loss.pcap")
	info, err := os.Stat(name)
	if err != nil {
		b.Fatal(err)
	}
	for _, shards := range []int{1, 2} {
		b.Run(fmt.Sprintf("shards=%d", shards), func(b *testing.B) {
			b.SetBytes(info.Size())
			b.ReportAllocs()
			for b.Loop() {
				in, err := capture.Open([]string{name}, capture.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := drive(in, shards); err != nil {
					b.Fatal(err)
				}
				in.Close()
			}
		})
	}
}

// BenchmarkPacket is the cost of one packet of small exchanges on a hundred
// connections, records included.
func BenchmarkPacket(b *testing.B) {
	for _, shards := range []int{1, 2} {
		b.Run(fmt.Sprintf("shards=%d", shards), func(b *testing.B) {
			b.SetBytes(int64(2*headers+len(request)+len(response)) / 2)
			b.ReportAllocs()
			if _, err := drive(newTalk(100, b.N), shards); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkBatch is the cost of one packet when so many come at once, from a
// source that may wait for ever and from a live one, which does not.
func BenchmarkBatch(b *testing.B) {
	for _, packets := range []int{1, 8, 64, 512} {
		for _, live := range []bool{false, true} {
			b.Run(fmt.Sprintf("packets=%d/live=%v", packets, live), func(b *testing.B) {
				b.ReportAllocs()
				var src capture.Source
				talk := newTalk(100, b.N)
				talk.batch = packets
				if src = talk; live {
					src = liveTalk{talk}
				}
				if _, err := drive(src, 2); err != nil {
					b.Fatal(err)
				}
			})
		}
	}
}

type liveTalk struct{ *talk }

func (liveTalk) Counts() capture.Counts { return capture.Counts{} }

func drive(src capture.Source, shards int) (pipeline.Result, error) {
	return pipeline.Run(context.Background(), src, pipeline.Config{Shards: shards, Records: report.JSON{}, Output: io.Discard})
}

// Once connections are open and buffers have grown, a packet costs no
// allocation: what is left is a few for each batch of a thousand packets.
func TestPacketsDoNotAllocate(t *testing.T) {
	for _, shards := range []int{1, 2} {
		few, many := allocations(t, shards, 50_000), allocations(t, shards, 250_000)
		if perPacket := (float64(many) - float64(few)) / 200_000; perPacket > 0.01 {
			t.Errorf("%d shards: %.4f allocations a packet", shards, perPacket)
		}
	}
}

func allocations(t *testing.T, shards, packets int) uint64 {
	src := newTalk(100, packets)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := drive(src, shards); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}
