package capture

import (
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPcapngBlocks(t *testing.T) {
	for orderName, o := range orders {
		other := orders["big"]
		if o == other {
			other = orders["little"]
		}
		var w pcapngWriter
		w.section(o).
			enhancedAfterInterface(1, 6).
			simple(3, "abc").
			iface(113, 4, tsresol(9)...).
			enhanced(1, 5, 60, "five!").
			old(1, 6, 6, "sixsix").
			block(4, "name resolution").
			block(5, "interface statistics").
			block(10, "decryption secrets").
			block(0x80000042, strings.Repeat("a local block ", 500)).
			section(other).
			iface(276, 4).
			simple(9, "nine").
			simple(3, "abc").
			enhanced(0, 1e6, 3, "abc")
		want := []Packet{
			{Data: []byte("first"), Frame: 1, Time: 1000, Length: 5, Link: 1, Iface: 0},
			{Data: []byte("abc"), Frame: 2, Time: 0, Length: 3, Link: 1, Iface: 0},
			{Data: []byte("five!"), Frame: 3, Time: 5, Length: 60, Link: 113, Iface: 1},
			{Data: []byte("sixsix"), Frame: 4, Time: 6, Length: 6, Link: 113, Iface: 1},
			{Data: []byte("nine"), Frame: 5, Time: 0, Length: 9, Link: 276, Iface: 2},
			{Data: []byte("abc"), Frame: 6, Time: 0, Length: 3, Link: 276, Iface: 2},
			{Data: []byte("abc"), Frame: 7, Time: 1e9, Length: 3, Link: 276, Iface: 2},
		}
		for _, size := range blockSizes {
			got, errs := readBytes(t, w.b, size)
			for i := range got {
				if at := got[i].Offset; string(w.b[at:int(at)+len(got[i].Data)]) != string(got[i].Data) {
					t.Errorf("frame %d does not lie at its offset %d", got[i].Frame, at)
				}
				got[i].Offset = 0
			}
			if diff := cmp.Diff(want, got); diff != "" || errs != nil {
				t.Errorf("%s endian, blocks of %d: errors %v, packets -want +got:\n%s", orderName, size, errs, diff)
			}
		}
	}
}

func (w *pcapngWriter) enhancedAfterInterface(link uint16, resolution byte) *pcapngWriter {
	return w.iface(link, 0, tsresol(resolution)...).enhanced(0, 1, 5, "first")
}

// Wireshark gives frame numbers to some blocks that hold no packet.
func TestPcapngFramesThatAreNoPackets(t *testing.T) {
	for kind, frame := range map[uint32]int64{
		4: 2, 5: 2, 10: 2, 0x77: 2, 0x208: 2, // passed over
		9: 3, 0xbad: 3, 0x40000bad: 3, 0x204: 3, 0x216: 3, 0x221: 3, // counted
	} {
		var w pcapngWriter
		w.section(binary.LittleEndian).iface(1, 0).enhanced(0, 0, 1, "a").block(kind, "contents").enhanced(0, 0, 1, "b")
		got, errs := readBytes(t, w.b, 64)
		if len(got) != 2 || errs != nil || got[1].Frame != frame {
			t.Errorf("block %#x: packets %v, errors %v, want the second to be frame %d", kind, got, errs, frame)
		}
	}
}

func TestPcapngSimplePacketLength(t *testing.T) {
	for _, test := range []struct {
		name            string
		length, snaplen uint32
		data, want      string
	}{
		{"no snapshot length", 5, 0, "fives", "fives"},
		{"padding left out", 5, 100, "fives\x00\x00\x00", "fives"},
		{"cut by the snapshot length", 1500, 6, "sixsix", "sixsix"},
		{"never beyond the block", 1500, 0, "fourfour", "fourfour"},
		{"empty", 0, 0, "", ""},
	} {
		var w pcapngWriter
		w.section(binary.LittleEndian).iface(1, test.snaplen).simple(test.length, test.data)
		got, errs := readBytes(t, w.b, 64)
		if len(got) != 1 || errs != nil || string(got[0].Data) != test.want || got[0].Length != int(test.length) {
			t.Errorf("%s: packets %v, errors %v, want %q", test.name, got, errs, test.want)
		}
	}
}

// sectionBlock is the length of the writer's section header block.
const sectionBlock = 28

func TestPcapngDamage(t *testing.T) {
	for _, test := range []struct {
		name  string
		after func(w *pcapngWriter) // what follows one good packet
		text  string
	}{
		{"no such interface", func(w *pcapngWriter) { w.enhanced(1, 0, 1, "b") }, "packet of interface 1, and the section has described only 1"},
		{"largest interface number", func(w *pcapngWriter) { w.enhanced(math.MaxUint32, 0, 1, "b") }, "packet of interface 4294967295"},
		{"interface of the section before", func(w *pcapngWriter) { w.section(binary.LittleEndian).simple(1, "a") }, "packet of interface 0, and the section has described only 0"},
		{"packet longer than its block", func(w *pcapngWriter) {
			w.block(blockEnhanced, uint32(0), uint64(0), uint32(9), uint32(9), "eightchr")
		}, "packet says it has 9 bytes, more than the 8 of its block"},
		{"packet block too short", func(w *pcapngWriter) { w.block(blockEnhanced, uint32(0)) }, "packet block has only 4 bytes"},
		{"simple packet block too short", func(w *pcapngWriter) { w.block(blockSimple) }, "simple packet block has only 0 bytes"},
		{"interface description too short", func(w *pcapngWriter) { w.block(blockInterface, uint32(1)) }, "interface description has only 4 bytes"},
		{"option beyond the block", func(w *pcapngWriter) { w.iface(1, 0, uint16(2), uint16(60), "eth0") }, "option of 60 bytes where only 4 are left"},
		{"section header too short", func(w *pcapngWriter) { w.block(blockSection, uint32(byteOrderMagic)) }, "section header has only 4 bytes"},
		{"no byte-order magic", func(w *pcapngWriter) { w.block(blockSection, uint64(0), uint64(0)) }, "no byte-order magic"},
		{"section version", func(w *pcapngWriter) { w.block(blockSection, uint32(byteOrderMagic), uint16(2), uint16(1), uint64(0)) }, "version 2.1 of pcapng"},
		{"length below the least", func(w *pcapngWriter) { w.b = append(w.b, "\x06\x00\x00\x00\x08\x00\x00\x00\x08\x00\x00\x00"...) }, "has 8 bytes, which no block can have"},
		{"length not in words", func(w *pcapngWriter) { w.b = append(w.b, "\x06\x00\x00\x00\x0d\x00\x00\x00\x00\x0d\x00\x00\x00"...) }, "has 13 bytes, which no block can have"},
		{"length above the most", func(w *pcapngWriter) { w.b = append(w.b, "\x06\x00\x00\x00\xfc\xff\xff\xff\x00\x00\x00\x00"...) }, "has 4294967292 bytes, more than the"},
		{"lengths differ", func(w *pcapngWriter) { w.enhanced(0, 0, 1, "b").b[len(w.b)-4] = 0x20 }, "36 bytes at its start and 32 at its end"},
	} {
		var w pcapngWriter
		w.section(binary.LittleEndian).iface(1, 0).enhanced(0, 0, 1, "a")
		start := int64(len(w.b))
		test.after(&w)
		if strings.HasPrefix(test.name, "interface of the section before") {
			start += sectionBlock
		}
		for _, size := range blockSizes {
			got, errs := readBytes(t, w.b, size)
			e := theError(t, errs)
			if len(got) != 1 || e.Offset != start || !errors.Is(e, ErrDamaged) || !strings.Contains(e.Error(), test.text) {
				t.Errorf("%s, blocks of %d: %d packets, %v; want offset %d, %q", test.name, size, len(got), e, start, test.text)
			}
		}
	}
}

// A block that is only passed over has its lengths checked too, and may be
// larger than any that is held.
func TestPcapngPassedBlock(t *testing.T) {
	var w pcapngWriter
	w.section(binary.LittleEndian).iface(1, 0).block(0x77, "abcd").b[len(w.b)-4] = 12
	_, errs := readBytes(t, w.b, 64)
	if e := theError(t, errs); !strings.Contains(e.Error(), "16 bytes at its start and 12 at its end") {
		t.Error(e)
	}
	w = pcapngWriter{}
	w.section(binary.LittleEndian)
	start := len(w.b)
	w.b = append(w.b, "\x77\x00\x00\x00\xfc\xff\xff\xff\x00\x00\x00\x00"...)
	_, errs = readBytes(t, w.b, 64)
	if e := theError(t, errs); e.Offset != int64(start) || !strings.Contains(e.Error(), "file ends inside a block (has 12 of 4294967292 bytes)") {
		t.Error(e)
	}
}

func TestClock(t *testing.T) {
	for _, test := range []struct {
		name       string
		resolution byte
		offset     int64
		ticks      uint64
		want       int64
	}{
		{"seconds", 0, 0, 7, 7e9},
		{"milliseconds", 3, 0, 1700000000123, 1700000000123e6},
		{"microseconds", 6, 0, 1700000000123456, 1700000000123456e3},
		{"nanoseconds", 9, 0, 1700000000123456789, 1700000000123456789},
		{"picoseconds", 12, 0, 1700000123456789, 1700000123456},
		{"10^-28", 28, 0, math.MaxUint64, 1},
		{"10^-29 is below all", 29, 0, math.MaxUint64, 0},
		{"10^-127", 127, 0, math.MaxUint64, 0},
		{"2^0", 0x80, 0, 7, 7e9},
		{"2^-1", 0x81, 0, 3, 15e8},
		{"2^-10", 0x80 | 10, 0, 1024*5 + 512, 55e8},
		{"2^-20", 0x80 | 20, 0, 1700000000 << 20, 1700000000e9},
		{"2^-32", 0x80 | 32, 0, 1700000000<<32 | 1<<31, 17000000005e8},
		{"2^-63", 0x80 | 63, 0, math.MaxUint64, 1999999999},
		{"2^-64", 0x80 | 64, 0, 1 << 63, 5e8},
		{"2^-65", 0x80 | 65, 0, 1 << 63, 25e7},
		{"2^-127", 0xff, 0, math.MaxUint64, 0},
		{"offset", 6, 1700000000, 5, 1700000000000005000},
		{"offset before 1970", 6, -5, 1e6, -4e9},
		{"too late stops", 0, 0, math.MaxUint64, math.MaxInt64},
		{"too late by the offset stops", 0, math.MaxInt64, 1, math.MaxInt64},
		{"offset too early stops", 9, math.MinInt64, 5, math.MinInt64 + 5},
	} {
		c := newClock(test.resolution, test.offset)
		if got := c.nanoseconds(test.ticks); got != test.want {
			t.Errorf("%s: %d ticks are %d, want %d", test.name, test.ticks, got, test.want)
		}
	}
}

func TestPcapngTimeOptions(t *testing.T) {
	for orderName, o := range orders {
		for _, test := range []struct {
			name    string
			options []any
			want    int64
		}{
			{"none", nil, 5000},
			{"both", append([]any{uint16(optionTsoffset), uint16(8), uint64(100)}, tsresol(9)...), 100e9 + 5},
			{"behind others", append([]any{uint16(2), uint16(5), "wlan0"}, tsresol(3)...), 5e6},
			{"after the end of options", []any{uint16(optionEnd), uint16(0), uint16(optionTsresol), uint16(1), "\x09"}, 5000},
			{"of the wrong size", []any{uint16(optionTsresol), uint16(2), "\x09\x09", uint16(optionTsoffset), uint16(4), uint32(1)}, 5000},
		} {
			var w pcapngWriter
			w.section(o).iface(1, 0, test.options...).enhanced(0, 5, 1, "a")
			got, errs := readBytes(t, w.b, 64)
			if len(got) != 1 || errs != nil || got[0].Time != test.want {
				t.Errorf("%s, %s endian: packets %v, errors %v, want time %d", test.name, orderName, got, errs, test.want)
			}
		}
	}
}
