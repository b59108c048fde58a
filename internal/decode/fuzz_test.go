package decode

import (
	"bytes"
	"path/filepath"
	"testing"

	"wiretalk/capture"
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
	for _, folder := range []string{"../../testdata/pcaps", "../../testdata/tcp", "../../../shared/pcaps"} { // the last is not everywhere
		addCaptures(f, folder)
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

// addCaptures adds the first packets of each capture in a folder to the
// seeds.
func addCaptures(f *testing.F, folder string) {
	paths, err := filepath.Glob(filepath.Join(folder, "*cap*"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		input, err := capture.Open([]string{path}, capture.Options{})
		if err != nil {
			continue // damaged, for other tests
		}
		var b capture.Batch
		_ = input.ReadBatch(&b) // with an error there are the packets before it
		for _, p := range b.Packets[:min(len(b.Packets), 4)] {
			f.Add(uint16(p.Link), bytes.Clone(p.Data), uint16(len(p.Data)/2))
		}
		input.Close()
	}
}
