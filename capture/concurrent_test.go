package capture

import (
	"io"
	"sync"
	"testing"
)

// ReadAt, progress and Close run beside ReadBatch; the race detector judges.
func TestBesideReadBatch(t *testing.T) {
	var files [][]byte
	for i := range 30 {
		file := twoPackets("first", "second")
		switch i % 3 {
		case 1:
			file = gzipped(file)
		case 2:
			file = zstded(file)
		}
		files = append(files, file)
	}
	names := save(t, files...)
	for closeAfter := range 40 {
		in := open(t, Options{Spool: true, BlockSize: 100}, names...)
		offsets := make(chan int64, 2*len(files))
		var wg sync.WaitGroup
		wg.Go(func() {
			buf := make([]byte, 5)
			for off := range offsets {
				if _, err := in.ReadAt(buf, off); err == nil && string(buf) != "first" && string(buf) != "secon" {
					t.Errorf("read %q at %d", buf, off)
				}
				if in.BytesRead() > in.Size() {
					t.Errorf("%d of %d bytes read", in.BytesRead(), in.Size())
				}
			}
		})
		var b Batch
		for i := 0; in.ReadBatch(&b) == nil; i++ {
			for _, p := range b.Packets {
				offsets <- p.Offset
			}
			if i == closeAfter {
				wg.Go(func() { in.Close() })
			}
		}
		close(offsets)
		wg.Wait()
		if err := in.ReadBatch(&b); err != io.EOF && !in.closed.Load() {
			t.Error(err)
		}
	}
}
