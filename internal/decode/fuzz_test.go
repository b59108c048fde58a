package decode

import (
	"bytes"
	"testing"

	"wiretalk/tcpreasm"
)

// FuzzDecode feeds a decoder with the same bytes as one packet, cut, and as
// two that follow each other, and holds what it says against the bytes.
func FuzzDecode(f *testing.F) {
	for _, c := range encapsulations() {
		f.Add(c.link, c.data, uint16(len(c.data)/2))
	}
	for _, family := range families {
		f.Add(uint16(rawIP), family.wrap(1, tcpBytes(), cutting{0, 48}), uint16(4))
		f.Add(uint16(rawIP), family.wrap(1, tcpBytes(), cutting{48, 59}), uint16(4))
	}
	f.Fuzz(func(t *testing.T, link uint16, data []byte, at uint16) {
		n := min(int(at), len(data))
		d := New()
		for _, packet := range []struct {
			data   []byte
			length int
		}{{data, len(data)}, {data[:n], len(data)}, {data[n:], len(data)}, {data, 0}} {
			const place = 5000
			seg := tcpreasm.Segment{Offset: place}
			if !d.Decode(link, packet.data, packet.length, &seg) {
				continue
			}
			if seg.Length < len(seg.Payload) {
				t.Fatalf("length %d, payload of %d bytes", seg.Length, len(seg.Payload))
			}
			if seg.Pieces == nil && len(seg.Payload) > 0 && !bytes.HasPrefix(packet.data[seg.Offset-place:], seg.Payload) {
				t.Fatalf("payload does not lie at %d", seg.Offset-place)
			}
			sum := 0
			for _, piece := range seg.Pieces {
				sum += piece.Length
			}
			if seg.Pieces != nil && sum != len(seg.Payload) {
				t.Fatalf("pieces of %d bytes, payload of %d", sum, len(seg.Payload))
			}
		}
	})
}
