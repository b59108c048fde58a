package capture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"testing"
)

func FuzzPcap(f *testing.F) {
	for _, o := range orders {
		for _, magic := range []uint32{0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34} {
			w := newPcap(o, magic, 1).packet(1, 2, 60, "abcdefghijkl").packet(3, 4, 5, "12345")
			f.Add(w.b, uint16(50))
			w.setLengths(24, MaxPacket, 0)
			f.Add(w.b, uint16(1))
		}
	}
	f.Add(newPcapVersion(binary.LittleEndian, 0xa1b2c3d4, 2, 3, 1).packet(1, 2, 60, "abc").b, uint16(7))
	f.Fuzz(fuzzRead)
}

func FuzzPcapng(f *testing.F) {
	for _, o := range orders {
		var w pcapngWriter
		w.section(o).iface(1, 6, tsresol(0xff)...).enhanced(0, 1, 60, "abcdef").simple(6, "abcdef").old(0, 2, 4, "four")
		f.Add(w.b, uint16(50))
		w.block(4, "names").block(0xbad, "custom").section(o).iface(276, 0).simple(3, "abc")
		f.Add(w.b, uint16(1))
	}
	f.Fuzz(fuzzRead)
}

// fuzzRead: whatever the bytes and the size of the blocks, reading ends, in
// memory that the input's size bounds; packets lie where they say; and
// another size of blocks gives the same.
func fuzzRead(t *testing.T, file []byte, blockSize uint16) {
	size := int(blockSize) + 1
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := fuzzPackets(t, file, size)
	runtime.ReadMemStats(&after)
	// Batches of one packet's room each allocate a block anew at worst.
	if n, most := after.TotalAlloc-before.TotalAlloc, uint64(64*len(file)+4*size+8<<20); n > most {
		t.Errorf("%d bytes in blocks of %d allocated %d", len(file), size, n)
	}
	for i, frame := range fuzzPackets(t, file, DefaultBlockSize) {
		if i >= len(got) || got[i] != frame {
			t.Fatalf("blocks of %d lack or change frame %+v", size, frame)
		}
	}
}

type fuzzPacket struct {
	frame, time, offset int64
	captured, length    int
	link                LinkType
	iface               int32
}

func fuzzPackets(t *testing.T, file []byte, size int) (packets []fuzzPacket) {
	in := memoryInput(bytes.NewReader(file), size)
	var b Batch
	for {
		err := in.ReadBatch(&b)
		for i := range b.Packets {
			p := &b.Packets[i]
			if !bytes.Equal(p.Data, file[p.Offset:][:len(p.Data)]) || p.Length < len(p.Data) {
				t.Fatalf("frame %d is not what lies at %d", p.Frame, p.Offset)
			}
			packets = append(packets, fuzzPacket{p.Frame, p.Time, p.Offset, len(p.Data), p.Length, p.Link, p.Iface})
		}
		if err == io.EOF {
			return packets
		}
		if err == nil && len(b.Packets) == 0 {
			t.Fatal("nothing, and no error")
		}
		if e := (*Error)(nil); err != nil && (!errors.As(err, &e) || e.Offset < 0 || e.Offset > int64(len(file))) {
			t.Fatalf("error %v", err)
		}
	}
}

// FuzzCompressed goes through the decompressors, which have tests of their
// own: what is looked for here is a panic or an endless loop in using them.
func FuzzCompressed(f *testing.F) {
	for _, compress := range []func([]byte) []byte{gzipped, zstded} {
		b := compress(twoPackets("first", "second"))
		f.Add(b)
		f.Add(b[:len(b)-3])
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		r, _, done, err := decompress(file[:min(len(file), magicLength)], bytes.NewReader(file))
		if err != nil {
			return
		}
		defer done()
		// A bomb of zeros is no fault: a program can stop reading at any time.
		in := memoryInput(io.LimitReader(r, 1<<20), 1000)
		var b Batch
		for in.ReadBatch(&b) != io.EOF {
		}
	})
}
