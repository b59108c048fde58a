package capture

import (
	"encoding/binary"
	"io"
	"strings"
	"testing"
)

// benchFiles are captures of a few megabytes with packets of usual sizes.
func benchFiles() map[string][]byte {
	data := strings.Repeat("x", 1514)
	sizes := []int{66, 1514, 1514, 66, 583, 1514, 60, 1514}
	pcap := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1)
	var ng pcapngWriter
	ng.section(binary.LittleEndian).iface(1, 0, tsresol(9)...)
	for i := range 16000 {
		n := sizes[i%len(sizes)]
		pcap.packet(uint32(i), 0, uint32(n), data[:n])
		ng.enhanced(0, uint64(i), uint32(n), data[:n])
	}
	return map[string][]byte{"pcap": pcap.b, "pcapng": ng.b}
}

func BenchmarkReadBatch(b *testing.B) {
	files := benchFiles()
	for _, name := range []string{"pcap", "pcapng"} {
		file := files[name]
		b.Run(name, func(b *testing.B) { benchmarkRead(b, save(b, file)[0]) })
		b.Run(name+".zst", func(b *testing.B) { benchmarkRead(b, save(b, zstded(file))[0]) })
		b.Run(name+".gz", func(b *testing.B) { benchmarkRead(b, save(b, gzipped(file))[0]) })
	}
}

// benchmarkRead counts one batch as one operation; opening the file anew at
// its end is not counted.
func benchmarkRead(b *testing.B, name string) {
	var batch Batch
	var bytes, packets int64
	in := open(b, Options{}, name)
	in.ReadBatch(&batch)
	b.ReportAllocs()
	for b.Loop() {
		for in.ReadBatch(&batch) == io.EOF {
			b.StopTimer()
			in.Close()
			in = open(b, Options{}, name)
			in.ReadBatch(&batch)
			b.StartTimer()
		}
		packets += int64(len(batch.Packets))
		bytes += int64(cap(batch.block))
	}
	b.SetBytes(bytes / int64(b.N))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(max(packets, 1)), "ns/packet")
}

// The packet path allocates nothing once its batch has grown.
func TestReadBatchAllocatesNothing(t *testing.T) {
	for name, file := range benchFiles() {
		in := open(t, Options{BlockSize: 64 << 10}, save(t, file)...)
		var b Batch
		for range 3 {
			in.ReadBatch(&b)
		}
		if n := testing.AllocsPerRun(100, func() {
			if err := in.ReadBatch(&b); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations a batch", name, n)
		}
	}
}
