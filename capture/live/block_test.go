package live

import (
	"encoding/binary"
	"testing"

	"wiretalk/capture"
)

// kernelPacket is a packet as a block's maker writes it.
type kernelPacket struct {
	sec, nsec uint32
	data      []byte
	length    uint32 // 0: len(data)
	status    uint32
	tci, tpid uint16
	address   [20]byte
}

// kernelBlock writes a block as tpacket_rcv of the Linux kernel does.
func kernelBlock(size int, packets ...kernelPacket) []byte {
	b := make([]byte, size)
	put32 := func(at, v int) { binary.NativeEndian.PutUint32(b[at:], uint32(v)) }
	const first, mac = 48, 82 // net lies at 96
	put32(blockStatus, statusUser)
	put32(blockCount, len(packets))
	put32(blockFirst, first)
	at := first
	for i, p := range packets {
		if p.length == 0 {
			p.length = uint32(len(p.data))
		}
		step := (mac + len(p.data) + 15) &^ 15
		if i < len(packets)-1 {
			put32(at+packetNext, step)
		}
		put32(at+packetSec, int(p.sec))
		put32(at+packetNsec, int(p.nsec))
		put32(at+packetSnapLen, len(p.data))
		put32(at+packetLen, int(p.length))
		put32(at+packetStatus, int(statusUser|p.status))
		binary.NativeEndian.PutUint16(b[at+packetMAC:], mac)
		put32(at+packetVLANTCI, int(p.tci))
		binary.NativeEndian.PutUint16(b[at+packetVLANTPID:], p.tpid)
		copy(b[at+packetAddress:], p.address[:])
		copy(b[at+mac:], p.data)
		at += step
	}
	return b
}

// walk returns what a cursor finds, as far as it comes.
func walk(block []byte) (frames []frame, err error) {
	c := newCursor(block)
	for {
		var f frame
		ok, err := c.next(&f)
		if !ok {
			return frames, err
		}
		frames = append(frames, f)
	}
}

func TestBlock(t *testing.T) {
	block := kernelBlock(4096,
		kernelPacket{sec: 4_000_000_000, nsec: 999_999_999, data: []byte("first")},
		kernelPacket{sec: 2, data: []byte("cut"), length: 1500},
		kernelPacket{sec: 3, data: nil, length: 60},
		kernelPacket{sec: 4, data: []byte("tagged"), status: statusVLANValid | statusVLANTPIDValid, tci: 0x2005, tpid: 0x88a8},
		kernelPacket{sec: 5, data: []byte("an old kernel's"), status: statusVLANValid, tci: 7},
	)
	got, err := walk(block)
	if err != nil || len(got) != 5 {
		t.Fatalf("%d packets, %v", len(got), err)
	}
	if f := got[0]; string(f.data) != "first" || f.time != 4_000_000_000_999_999_999 || f.length != 5 || f.tagged {
		t.Errorf("first: %+v", f)
	}
	if f := got[1]; string(f.data) != "cut" || f.length != 1500 {
		t.Errorf("second: %+v", f)
	}
	if f := got[2]; len(f.data) != 0 || f.length != 60 {
		t.Errorf("third: %+v", f)
	}
	if f := got[3]; !f.tagged || f.tci != 0x2005 || f.tpid != 0x88a8 {
		t.Errorf("fourth: %+v", f)
	}
	if f := got[4]; !f.tagged || f.tci != 7 || f.tpid != 0x8100 {
		t.Errorf("fifth: %+v", f)
	}
}

// TestBlockThatLies: a place or length that leads out of the block ends the
// walk, and the packets before it are kept.
func TestBlockThatLies(t *testing.T) {
	good := func() []byte {
		return kernelBlock(512, kernelPacket{data: []byte("one")}, kernelPacket{data: []byte("two")})
	}
	second := 48 + 96
	for _, test := range []struct {
		name  string
		lie   func(b []byte)
		found int
		err   error
	}{
		{"the truth", func([]byte) {}, 2, nil},
		{"no packets", func(b []byte) { binary.NativeEndian.PutUint32(b[blockCount:], 0) }, 0, nil},
		{"more packets than there are", func(b []byte) { binary.NativeEndian.PutUint32(b[blockCount:], 0xffffffff) }, 2, errBlock},
		{"first packet outside", func(b []byte) { binary.NativeEndian.PutUint32(b[blockFirst:], 513) }, 0, errBlock},
		{"first packet at the end", func(b []byte) { binary.NativeEndian.PutUint32(b[blockFirst:], 512-67) }, 0, errBlock},
		{"bytes outside", func(b []byte) { binary.NativeEndian.PutUint32(b[second+packetSnapLen:], 512) }, 1, errBlock},
		{"very many bytes", func(b []byte) { binary.NativeEndian.PutUint32(b[second+packetSnapLen:], 0xffffffff) }, 1, errBlock},
		{"bytes in the header", func(b []byte) { binary.NativeEndian.PutUint16(b[second+packetMAC:], 10) }, 1, errBlock},
		{"a step that stays", func(b []byte) { binary.NativeEndian.PutUint32(b[48+packetNext:], 0) }, 1, errBlock},
		{"a step that goes out", func(b []byte) { binary.NativeEndian.PutUint32(b[48+packetNext:], 0xfffffff0) }, 1, errBlock},
	} {
		block := good()
		test.lie(block)
		got, err := walk(block)
		if len(got) != test.found || err != test.err {
			t.Errorf("%s: %d packets, %v; want %d, %v", test.name, len(got), err, test.found, test.err)
		}
	}
	for n := range 200 {
		walk(good()[:n])
	}
}

func FuzzBlock(f *testing.F) {
	f.Add(kernelBlock(512, kernelPacket{data: []byte("one")}, kernelPacket{data: []byte("two"), status: statusVLANValid, tci: 1}), true, 0)
	f.Add(kernelBlock(256, kernelPacket{data: make([]byte, 60)}), false, 20)
	f.Add([]byte{}, false, 0)
	f.Fuzz(func(t *testing.T, block []byte, cooked bool, snap int) {
		s := shape{link: capture.LinkEthernet, snap: max(snap, 0)}
		if cooked {
			s.link, s.cooked = capture.LinkSLL2, true
		}
		var b capture.Batch
		b.Reset(4096)
		frames, _ := walk(block)
		if len(frames) > len(block)/packetHeader {
			t.Fatalf("%d packets in %d bytes", len(frames), len(block))
		}
		for i := range frames {
			if len(frames[i].data) > frames[i].length || frames[i].time < 0 {
				t.Fatalf("%+v", frames[i])
			}
			if !s.deliver(&b, &frames[i], 1) {
				b.Reset(4096)
			}
		}
	})
}
