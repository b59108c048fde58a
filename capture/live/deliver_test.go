package live

import (
	"bytes"
	"encoding/hex"
	"testing"

	"wiretalk/capture"
)

func unhex(s string) []byte {
	b, err := hex.DecodeString(string(bytes.ReplaceAll([]byte(s), []byte(" "), nil)))
	if err != nil {
		panic(err)
	}
	return b
}

// TestDeliver: packets as they are on the wire, from what the kernel gives.
func TestDeliver(t *testing.T) {
	const (
		macs = "020000000002 020000000001"
		sll  = "1100 0800 07000000 0100 00 06 020000000001 0000" // a little-endian machine's sockaddr_ll
	)
	ethernet := shape{link: capture.LinkEthernet}
	cooked := shape{link: capture.LinkSLL2, cooked: true}
	cut := func(s shape, n int) shape { s.snap = n; return s }
	for _, test := range []struct {
		name   string
		shape  shape
		frame  frame
		data   string
		length int
	}{
		{"Ethernet", ethernet, frame{data: unhex(macs + "0800 45"), length: 100}, macs + "0800 45", 100},
		{"a tag put back", ethernet, frame{data: unhex(macs + "0800 45"), length: 100, tagged: true, tpid: 0x8100, tci: 0x600a},
			macs + "8100 600a 0800 45", 104},
		{"a service tag", ethernet, frame{data: unhex(macs + "8100 000a 0800 45"), length: 100, tagged: true, tpid: 0x88a8, tci: 5},
			macs + "88a8 0005 8100 000a 0800 45", 104},
		{"cut before the tag", ethernet, frame{data: unhex("020000000002"), length: 100, tagged: true, tpid: 0x8100}, "020000000002", 100},
		{"the tag does not lengthen a cut packet", cut(ethernet, 15), frame{data: unhex(macs + "0800 45"), length: 100, tagged: true, tpid: 0x8100, tci: 10},
			macs + "8100 00", 104},
		{"raw IP has no tag", shape{link: capture.LinkRaw}, frame{data: unhex("4500"), length: 2, tagged: true, tpid: 0x8100}, "4500", 2},
		{"cooked", cooked, frame{data: unhex("45"), length: 80, address: unhex(sll)},
			"0800 0000 00000007 0001 00 06 020000000001 0000 45", 100},
		{"cooked, tagged", cooked, frame{data: unhex("45"), length: 80, address: unhex(sll), tagged: true, tpid: 0x8100, tci: 10},
			"8100 0000 00000007 0001 00 06 020000000001 0000 000a 0800 45", 104},
		{"cooked, cut in the header", cut(cooked, 4), frame{data: unhex("45"), length: 80, address: unhex(sll)}, "0800 0000", 100},
	} {
		var b capture.Batch
		b.Reset(1000)
		// Memory that was used before shows what is left unwritten.
		used := b.Space(1000)
		for i := range used {
			used[i] = 0xee
		}
		b.Reset(1000)
		test.frame.time = 77
		if !test.shape.deliver(&b, &test.frame, 12) {
			t.Fatalf("%s: no room", test.name)
		}
		p := b.Packets[0]
		if want := unhex(test.data); !bytes.Equal(p.Data, want) || p.Length != test.length {
			t.Errorf("%s:\n got %x of %d\nwant %x of %d", test.name, p.Data, p.Length, want, test.length)
		}
		if p.Frame != 12 || p.Time != 77 || p.Offset != -1 || p.Link != test.shape.link {
			t.Errorf("%s: %+v", test.name, p)
		}
	}
}

// TestFullBatch: what does not fit waits, but a batch is never left empty for it.
func TestFullBatch(t *testing.T) {
	s := shape{link: capture.LinkEthernet}
	var b capture.Batch
	b.Reset(1000)
	big := frame{data: make([]byte, 2000), length: 2000}
	if !s.deliver(&b, &big, 1) {
		t.Error("an empty batch refused a packet")
	}
	b = capture.Batch{}
	b.Reset(1000)
	small := frame{data: make([]byte, 400), length: 400}
	if !s.deliver(&b, &small, 1) || !s.deliver(&b, &small, 2) || s.deliver(&b, &small, 3) {
		t.Errorf("%d packets of 400 bytes fit into 1000", len(b.Packets))
	}
}

func BenchmarkBlock(b *testing.B) {
	for _, size := range []int{60, 1514} {
		const blockSize = 256 << 10
		b.Run(map[int]string{60: "small", 1514: "full"}[size], func(b *testing.B) {
			var packets []kernelPacket
			for range blockSize/(size+112) - 2 {
				packets = append(packets, kernelPacket{data: make([]byte, size)})
			}
			block := kernelBlock(blockSize, packets...)
			s := shape{link: capture.LinkEthernet}
			var batch capture.Batch
			var f frame
			b.ReportAllocs()
			b.SetBytes(int64(len(packets) * size))
			for b.Loop() {
				batch.Reset(capture.DefaultBlockSize)
				c := newCursor(block)
				for n := int64(1); ; n++ {
					if ok, _ := c.next(&f); !ok {
						break
					}
					s.deliver(&batch, &f, n)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(packets)), "ns/packet")
		})
	}
}

func TestDeliverAllocatesNothing(t *testing.T) {
	block := kernelBlock(4096, kernelPacket{data: make([]byte, 60)}, kernelPacket{data: make([]byte, 1000), status: statusVLANValid})
	s := shape{link: capture.LinkSLL2, cooked: true}
	var b capture.Batch
	var f frame
	if n := testing.AllocsPerRun(100, func() {
		b.Reset(capture.DefaultBlockSize)
		for c := newCursor(block); ; {
			if ok, _ := c.next(&f); !ok {
				break
			}
			s.deliver(&b, &f, 1)
		}
	}); n != 0 {
		t.Errorf("%v allocations a batch", n)
	}
}
