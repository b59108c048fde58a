package capture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// blockSizes are hostile, usual and in between.
var blockSizes = []int{1, 7, 64, 1000, DefaultBlockSize}

func TestPcapVariants(t *testing.T) {
	type written struct {
		magic, link  uint32
		major, minor uint16
		records      func(*pcapWriter)
	}
	plain := func(w *pcapWriter) { w.packet(1, 2, 3, "abc").packet(1<<31, 5, 60, "defg") }
	packets := func(unit int64, link LinkType) []Packet {
		return []Packet{
			{Data: []byte("abc"), Frame: 1, Time: 1e9 + 2*unit, Offset: 40, Length: 3, Link: link},
			{Data: []byte("defg"), Frame: 2, Time: 1<<31*1e9 + 5*unit, Offset: 59, Length: 60, Link: link},
		}
	}
	modified := packets(1000, LinkEthernet)
	modified[0].Offset += 8
	modified[1].Offset += 16
	short := packets(1000, LinkEthernet)
	short[1].Length = 4

	for name, test := range map[string]struct {
		written
		want []Packet
	}{
		"microseconds":                  {written{0xa1b2c3d4, 1, 2, 4, plain}, packets(1000, LinkEthernet)},
		"nanoseconds":                   {written{0xa1b23c4d, 1, 2, 4, plain}, packets(1, LinkEthernet)},
		"link type above 255":           {written{0xa1b2c3d4, 276, 2, 4, plain}, packets(1000, LinkSLL2)},
		"unknown link type":             {written{0xa1b2c3d4, 60000, 2, 4, plain}, packets(1000, 60000)},
		"frame check sequence and flag": {written{0xa1b2c3d4, 0x2c000001, 2, 4, plain}, packets(1000, LinkEthernet)},
		"modified by Kuznetzov": {written{0xa1b2cd34, 1, 2, 4, func(w *pcapWriter) {
			w.packet(1, 2, 3, "\x00\x00\x00\x01\x08\x00\x00\x00abc")
			w.setLengths(24, 3, 3)
			at := len(w.b)
			w.packet(1<<31, 5, 60, "\x00\x00\x00\x01\x08\x00\x00\x00defg")
			w.setLengths(at, 4, 60)
		}}, modified},
		"version 2.2 has the lengths the other way": {written{0xa1b2c3d4, 1, 2, 2, func(w *pcapWriter) {
			plain(w)
			w.setLengths(24, 3, 3)
			w.setLengths(43, 60, 4)
		}}, packets(1000, LinkEthernet)},
		"version 2.3 has them either way": {written{0xa1b2c3d4, 1, 2, 3, func(w *pcapWriter) {
			plain(w)
			w.setLengths(43, 60, 4)
		}}, packets(1000, LinkEthernet)},
		"length on the wire below what was captured": {written{0xa1b2c3d4, 1, 2, 4, func(w *pcapWriter) {
			plain(w)
			w.setLengths(43, 4, 1)
		}}, short},
		"no packets": {written{0xa1b2c3d4, 1, 2, 4, func(*pcapWriter) {}}, nil},
	} {
		for orderName, o := range orders {
			w := newPcapVersion(o, test.magic, test.major, test.minor, test.link)
			test.records(w)
			for _, size := range blockSizes {
				got, errs := readBytes(t, w.b, size)
				if diff := cmp.Diff(test.want, got); diff != "" || errs != nil {
					t.Errorf("%s, %s endian, blocks of %d: errors %v, packets -want +got:\n%s", name, orderName, size, errs, diff)
				}
			}
		}
	}
}

// setLengths overwrites the two lengths of the record at offset.
func (w *pcapWriter) setLengths(offset int, first, second uint32) {
	w.PutUint32(w.b[offset+8:], first)
	w.PutUint32(w.b[offset+12:], second)
}

func TestPcapDamage(t *testing.T) {
	good := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(1, 2, 3, "abc")
	huge := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(1, 2, 3, "abc").packet(0, 0, 0, "later")
	huge.setLengths(43, MaxPacket+1, 60)
	claims := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(1, 2, 3, "abc").packet(0, 0, 0, "later")
	claims.setLengths(43, MaxPacket, 60)
	for name, test := range map[string]struct {
		file   []byte
		frames int
		offset int64
		err    error
		text   string
	}{
		"packet too long":               {huge.b, 1, 43, ErrDamaged, "memory: offset 43: packet says it has 268435457 bytes, more than the 268435456"},
		"longest packet, but file ends": {claims.b, 1, 43, io.ErrUnexpectedEOF, "memory: offset 43: file ends inside a packet (has 21 of 268435472 bytes)"},
		"header ends":                   {good.b[:20], 0, 0, io.ErrUnexpectedEOF, "file ends inside the file header (has 20 of 24 bytes)"},
		"version":                       {newPcapVersion(binary.LittleEndian, 0xa1b2c3d4, 3, 1, 1).b, 0, 0, ErrDamaged, "version 3.1 of pcap"},
	} {
		for _, size := range blockSizes {
			packets, errs := readBytes(t, test.file, size)
			e := theError(t, errs)
			if len(packets) != test.frames || e.Offset != test.offset || !errors.Is(e, test.err) || !strings.Contains(e.Error(), test.text) {
				t.Errorf("%s, blocks of %d: %d packets, %v", name, size, len(packets), e)
			}
		}
	}
}

// Every place where a file can end gives all packets before it, and says
// where the one it cut begins.
func TestTruncation(t *testing.T) {
	var ng pcapngWriter
	ng.section(binary.BigEndian)
	starts := []int{0, len(ng.b)}
	ng.iface(1, 0, tsresol(9)...)
	starts = append(starts, len(ng.b))
	ng.enhanced(0, 1, 3, "abc")
	starts = append(starts, len(ng.b))
	ng.block(4, "names that nobody needs")
	starts = append(starts, len(ng.b))
	ng.simple(9, "ninebytes")
	starts = append(starts, len(ng.b))

	for name, test := range map[string]struct {
		file   []byte
		starts []int
		frames []int // that lie before each start
	}{
		"pcap": {newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(1, 2, 3, "abc").packet(1, 3, 60, "").packet(1, 4, 4, "defg").b,
			[]int{0, 24, 43, 59, 79}, []int{0, 0, 1, 2, 3}},
		"pcapng": {ng.b, starts, []int{0, 0, 0, 1, 1, 2}},
	} {
		last := 0
		for end := range test.file {
			if end == test.starts[last+1] {
				last++
			}
			for _, size := range blockSizes {
				packets, errs := readBytes(t, test.file[:end], size)
				if len(packets) != test.frames[last] {
					t.Errorf("%s cut at %d, blocks of %d: %d packets, want %d", name, end, size, len(packets), test.frames[last])
				}
				if end == test.starts[last] && end > 0 {
					if errs != nil {
						t.Errorf("%s cut at %d, blocks of %d, between records: %v", name, end, size, errs)
					}
					continue
				}
				e := theError(t, errs)
				if e.Offset != int64(test.starts[last]) || !(errors.Is(e, io.ErrUnexpectedEOF) || end < 4 && errors.Is(e, ErrNotCapture)) {
					t.Errorf("%s cut at %d, blocks of %d: %v, want offset %d", name, end, size, e, test.starts[last])
				}
			}
		}
	}
}

// A packet larger than the block makes it grow, and the block shrinks again.
func TestPacketLargerThanBlock(t *testing.T) {
	large := strings.Repeat("offload ", 1<<16)
	w := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(1, 0, 3, "abc").packet(2, 0, 1<<19, large)
	for range 100 {
		w.packet(3, 0, 100, large[:100])
	}
	in := memoryInput(bytes.NewReader(w.b), 1000)
	var b Batch
	frames, grown := 0, false
	for {
		err := in.ReadBatch(&b)
		for _, p := range b.Packets {
			if frames++; frames == 2 {
				grown = cap(b.block) >= 1<<19
				if string(p.Data) != large {
					t.Error("the large packet came out otherwise")
				}
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if frames != 102 || !grown || cap(b.block) > 1<<15 {
		t.Errorf("%d frames, grown %v, block has %d bytes in the end", frames, grown, cap(b.block))
	}
}

// What a file claims costs no memory: the block doubles at most.
func TestClaimedLengthAllocatesNothing(t *testing.T) {
	w := newPcap(binary.LittleEndian, 0xa1b2c3d4, 1).packet(0, 0, 0, strings.Repeat("x", 5000))
	w.setLengths(24, MaxPacket, MaxPacket)
	in := memoryInput(bytes.NewReader(w.b), 1000)
	var b Batch
	in.ReadBatch(&b)
	if cap(b.block) > 16384 {
		t.Errorf("a file of %d bytes made a block of %d", len(w.b), cap(b.block))
	}
}

// Files joined with cat have a file header where a packet's should be, which would
// make a packet of no bytes in the year 2055.
func TestPcapFilesJoinedWithCat(t *testing.T) {
	for name, second := range map[string][]byte{
		"of the same kind":        onePacket("b"),
		"of the other byte order": newPcap(binary.BigEndian, 0xa1b2c3d4, 1).packet(1, 0, 1, "b").b,
		"with nanoseconds":        newPcap(binary.LittleEndian, 0xa1b23c4d, 1).packet(1, 0, 1, "b").b,
	} {
		first := onePacket("a")
		packets, errs := readBytes(t, append(bytes.Clone(first), second...), 512)
		e := theError(t, errs)
		if len(packets) != 1 || e.Offset != int64(len(first)) || !strings.Contains(e.Error(), "another pcap file begins here") {
			t.Errorf("%s: %d packets, %v", name, len(packets), e)
		}
	}
}
