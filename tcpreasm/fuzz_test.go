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
const encodedSegment = 14

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
	s.Options = b[13:14]
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
		tr := New(w, Limits{Connections: 5, Lingering: 2, HeldPerConnection: 900, HeldSegments: 6, Held: 3000})
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
