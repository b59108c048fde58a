package tcpreasm

import (
	"encoding/binary"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// encodedSegment is how many bytes of fuzz input make one segment.
const encodedSegment = 15

// bases are the numbers that the fuzzer's segments lie near.
var bases = [...]uint32{100, 0xfffffff8, 1 << 30, 1<<31 + 100}

// decodeSegment makes a segment of fuzz input: which of eight connections and
// which end of it, flags, numbers near one of the bases, payload cut or not,
// whole or in pieces.
func decodeSegment(b []byte, s *Segment) {
	end := func(host byte, port uint16) netip.AddrPort {
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, host}), port)
	}
	client, server := end(1, 40000+uint16(b[0]&7)), end(2, 80)
	s.Src, s.Dst = client, server
	if b[0]&8 != 0 {
		s.Src, s.Dst = server, client
	}
	s.Frame++
	s.Time += int64(b[0]>>4) << (b[1] >> 4) * 1e6
	s.Flags = Flags(b[2])
	s.Seq = bases[b[1]&3] + uint32(int32(int16(binary.LittleEndian.Uint16(b[3:]))))
	s.Ack = bases[b[1]>>2&3] + uint32(int32(int16(binary.LittleEndian.Uint16(b[5:]))))
	s.Window = binary.LittleEndian.Uint16(b[7:])
	s.Length = int(b[9]) << (b[10] & 3)
	s.Payload = letters(s.Seq, s.Length)[:s.Length-min(s.Length, int(b[10]>>4))]
	s.Offset, s.Pieces = int64(b[11])-1, nil
	if b[10]&4 != 0 {
		s.Pieces = []Piece{{Offset: 10, Length: int(b[11])}, {Offset: -1, Length: int(b[12]) - 8}, {Offset: 7, Length: s.Length}}
	}
	s.ID = uint16(b[12] >> 4)
	if b[14]&0x80 != 0 { // what is sent again differs
		for i := range s.Payload {
			s.Payload[i] ^= b[14] & 1
		}
	}
	s.Options = fuzzOptions(b[13], b[14], s)
}

// fuzzOptions makes options: odd bytes, timestamps, or blocks near the
// acknowledgement.
func fuzzOptions(kind, n byte, s *Segment) []byte {
	switch kind & 3 {
	case 1:
		option := []byte{optNop, optNop, optTimestamps, 10}
		return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(option, uint32(n)), uint32(kind))
	case 2:
		option := []byte{optNop, optNop, optSACK, 18}
		for _, at := range []uint32{uint32(n & 0x3f), uint32(kind), uint32(n), uint32(n) + uint32(kind)} {
			option = binary.BigEndian.AppendUint32(option, s.Ack+at)
		}
		return option
	}
	return []byte{kind, n}
}

// encodeSegment is the opposite, as far as that goes, for seeds.
func encodeSegment(s *Segment, gap int64) []byte {
	b := make([]byte, encodedSegment)
	client := s.Src
	if s.Dst.Port() > s.Src.Port() {
		b[0], client = 8, s.Dst
	}
	b[0] |= byte(client.Port()) & 7
	if gap > 0 {
		b[0] |= byte(min(gap/1e6+1, 15)) << 4
	}
	nearest := func(n uint32) (base byte, offset uint16) {
		for i := range bases {
			if d := int32(n - bases[i]); d == int32(int16(d)) {
				return byte(i), uint16(d)
			}
		}
		return 0, 0
	}
	seqBase, seq := nearest(s.Seq)
	ackBase, ack := nearest(s.Ack)
	b[1], b[2] = seqBase|ackBase<<2, byte(s.Flags)
	binary.LittleEndian.PutUint16(b[3:], seq)
	binary.LittleEndian.PutUint16(b[5:], ack)
	binary.LittleEndian.PutUint16(b[7:], s.Window)
	b[9] = byte(min(s.Length, 255))
	return b
}

// FuzzTracker gives any segments to a tracker with small limits.
func FuzzTracker(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		var seed []byte
		last := int64(0)
		for raw := range strings.Lines(string(text)) {
			line, err := parseLine(strings.TrimRight(raw, "\n"), &Limits{})
			if err != nil {
				f.Fatal(err)
			}
			if line.segment != nil && !line.advance {
				seed = append(seed, encodeSegment(line.segment, line.segment.Time-last)...)
				last = line.segment.Time
			}
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		w := &watcher{t: t}
		tr := New(w, Limits{Connections: 5, Lingering: 2, HeldPerConnection: 900, HeldSegments: 6, Held: 3000, InFlight: 2000})
		var s Segment
		for ; len(input) >= encodedSegment; input = input[encodedSegment:] {
			decodeSegment(input, &s)
			w.turn = input[12]&3 == 3
			checkConn(t, tr.Segment(&s))
			checkTracker(t, tr, w)
			if input[12]&12 == 12 {
				tr.Advance(s.Time)
			}
		}
		closeAndCheck(t, tr, w)
	})
}
