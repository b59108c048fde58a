package decode

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/gopacket/layers"

	"wiretalk/tcpreasm"
)

// cutting is one fragment of tcpBytes(): its bytes from start to end.
type cutting struct{ start, end int }

type familyCase struct {
	name string
	wrap func(id int, whole []byte, c cutting) []byte
}

var families = []familyCase{
	{"IPv4", func(id int, whole []byte, c cutting) []byte {
		data := over4(layers.IPProtocolTCP, whole[c.start:c.end])
		binary.BigEndian.PutUint16(data[4:], uint16(id))
		binary.BigEndian.PutUint16(data[6:], uint16(c.start/8))
		if c.end < len(whole) {
			data[6] |= 0x20
		}
		return data
	}},
	{"IPv6", func(id int, whole []byte, c cutting) []byte {
		header := make([]byte, 8)
		header[0] = byte(layers.IPProtocolTCP)
		binary.BigEndian.PutUint16(header[2:], uint16(c.start))
		if c.end < len(whole) {
			header[3] |= 1
		}
		binary.BigEndian.PutUint32(header[4:], uint32(id))
		return over6(layers.IPProtocolIPv6Fragment, join(header, whole[c.start:c.end]))
	}},
}

func (f familyCase) headers() int {
	if f.name == "IPv4" {
		return 20
	}
	return 48
}

// The request is 59 bytes: a header of 32 and a payload of 27.
func TestFragments(t *testing.T) {
	a, b, c, d := cutting{0, 16}, cutting{16, 32}, cutting{32, 48}, cutting{48, 59}
	for _, test := range []struct {
		rule     string
		fragment []cutting
		stats    Stats
	}{
		{"in order", []cutting{a, b, c, d}, Stats{Fragments: 4, Reassembled: 1}},
		{"in reverse", []cutting{d, c, b, a}, Stats{Fragments: 4, Reassembled: 1}},
		{"last one first", []cutting{d, a, b, c}, Stats{Fragments: 4, Reassembled: 1}},
		{"twice the same", []cutting{a, a, c, c, d, b}, Stats{Fragments: 6, Reassembled: 1, Overlaps: 2}},
		{"one that spans others", []cutting{b, {0, 48}, d}, Stats{Fragments: 3, Reassembled: 1, Overlaps: 1}},
		{"overlap at both ends", []cutting{a, c, {8, 40}, d}, Stats{Fragments: 4, Reassembled: 1, Overlaps: 1}},
		{"payload in one of them", []cutting{{0, 32}, {32, 59}}, Stats{Fragments: 2, Reassembled: 1}},
	} {
		for _, f := range families {
			t.Run(f.name+" "+test.rule, func(t *testing.T) {
				decoder := New()
				whole := tcpBytes()
				capture := map[int64]byte{}
				for i, cut := range test.fragment {
					data := f.wrap(7, whole, cut)
					place := int64(1000 * (i + 1))
					for j, octet := range data {
						capture[place+int64(j)] = octet
					}
					seg := tcpreasm.Segment{Frame: int64(i + 1), Offset: place}
					found := decoder.Decode(rawIP, data, len(data), &seg)
					clear(data)
					if last := i == len(test.fragment)-1; found != last {
						t.Fatalf("fragment %d: found %v", i, found)
					} else if last {
						checkPieced(t, seg, capture)
					}
				}
				if diff := cmp.Diff(test.stats, decoder.Stats()); diff != "" {
					t.Error(diff)
				}
				if decoder.fragments.held != 0 || len(decoder.fragments.waiting) != 0 || decoder.fragments.oldest.Len() != 0 {
					t.Errorf("still held: %+v", decoder.fragments)
				}
			})
		}
	}
}

// checkPieced holds a segment's payload against the bytes at its pieces.
func checkPieced(t *testing.T, seg tcpreasm.Segment, capture map[int64]byte) {
	t.Helper()
	var read []byte
	for _, piece := range seg.Pieces {
		for i := range piece.Length {
			read = append(read, capture[piece.Offset+int64(i)])
		}
	}
	if string(seg.Payload) != request || string(read) != request || seg.Length != len(request) || len(seg.Options) != 12 {
		t.Errorf("payload %q, at its pieces %v lies %q", seg.Payload, seg.Pieces, read)
	}
	if seg.Offset != seg.Pieces[0].Offset {
		t.Errorf("offset %d", seg.Offset)
	}
}

func TestFirstBytesWinAnOverlap(t *testing.T) {
	for _, f := range families {
		t.Run(f.name, func(t *testing.T) {
			whole := tcpBytes()
			other := append([]byte(nil), whole...)
			for i := 32; i < len(other); i++ {
				other[i] = 'X'
			}
			d := New()
			var seg tcpreasm.Segment
			var found bool
			for _, data := range [][]byte{
				f.wrap(1, whole, cutting{0, 40}), f.wrap(1, other, cutting{32, 48}), f.wrap(1, whole, cutting{40, 59}),
			} {
				found = d.Decode(rawIP, data, len(data), &seg)
			}
			if want := request[:8] + "XXXXXXXX" + request[16:]; !found || string(seg.Payload) != want {
				t.Errorf("payload %q, want %q", seg.Payload, want)
			}
		})
	}
}

func TestFragmentsOfFragmentedTunnel(t *testing.T) {
	d := New()
	whole := tcpBytes()
	capture := map[int64]byte{}
	place := int64(1000)
	found := false
	var seg tcpreasm.Segment
	for _, inner := range []cutting{{0, 40}, {40, 59}} {
		tunnelled := families[1].wrap(5, whole, inner)
		half := len(tunnelled) / 2 &^ 7
		for _, outer := range []cutting{{half, len(tunnelled)}, {0, half}} {
			data := families[0].wrap(inner.start, tunnelled, outer)
			data[9] = byte(layers.IPProtocolIPv6)
			for j, octet := range data {
				capture[place+int64(j)] = octet
			}
			seg = tcpreasm.Segment{Offset: place}
			found = d.Decode(rawIP, data, len(data), &seg)
			place += 1000
		}
	}
	if !found || seg.Src != client6 {
		t.Fatalf("found %v, %+v", found, seg)
	}
	checkPieced(t, seg, capture)
}

func TestFragmentsThatCannotBe(t *testing.T) {
	whole := tcpBytes()
	longer := append(append([]byte(nil), whole...), 1, 2, 3)
	for _, f := range families {
		for rule, data := range map[string][]byte{
			"another end":          f.wrap(1, longer, cutting{48, 62}),
			"beyond the end":       f.wrap(1, append(longer, make([]byte, 20)...), cutting{56, 72}),
			"an end before others": f.wrap(1, whole[:40], cutting{32, 40}),
		} {
			t.Run(f.name+" "+rule, func(t *testing.T) {
				d := New()
				var seg tcpreasm.Segment
				last := f.wrap(1, whole, cutting{48, 59})
				first := f.wrap(1, whole, cutting{0, 48})
				d.Decode(rawIP, last, len(last), &seg)
				d.Decode(rawIP, data, len(data), &seg)
				if d.Stats().Refused != 1 {
					t.Errorf("stats %+v", d.Stats())
				}
				if !d.Decode(rawIP, first, len(first), &seg) || string(seg.Payload) != request {
					t.Errorf("payload %q", seg.Payload)
				}
			})
		}
		t.Run(f.name+" larger than a datagram", func(t *testing.T) {
			d := New()
			huge := make([]byte, 65600)
			data := f.wrap(1, huge, cutting{65528, 65592})
			if d.Decode(rawIP, data, len(data), &tcpreasm.Segment{}) || d.Stats().Refused != 1 {
				t.Errorf("stats %+v", d.Stats())
			}
		})
	}
}

// What the capture cut, or what a receiver would drop, is not joined; a first
// fragment then shows its segment alone.
func TestFragmentThatCannotBeJoinedGoesOnAlone(t *testing.T) {
	whole := tcpBytes()
	for _, f := range families {
		first, last := f.wrap(1, whole, cutting{0, 48}), f.wrap(1, whole, cutting{48, 59})
		d := New()
		seg := tcpreasm.Segment{Offset: 100}
		if !d.Decode(rawIP, first[:len(first)-6], len(first), &seg) || seg.Length != 16 || len(seg.Payload) != 10 ||
			seg.Offset != int64(100+f.headers()+32) || seg.Pieces != nil {
			t.Errorf("%s: %+v", f.name, seg)
		}
		if d.Decode(rawIP, last, len(last), &seg) {
			t.Errorf("%s: a segment out of what was left", f.name)
		}
	}
	first := families[0].wrap(1, whole, cutting{0, 48})
	first[10] = 1
	var seg tcpreasm.Segment
	if d := New(); !d.Decode(rawIP, first, len(first), &seg) || len(d.fragments.waiting) != 0 {
		t.Error("a fragment with a wrong checksum waits for others")
	}
}

func TestFragmentsTimeOutByPacketTime(t *testing.T) {
	whole := tcpBytes()
	for _, test := range []struct {
		after int64
		found bool
	}{{fragmentTimeout, true}, {fragmentTimeout + 1, false}, {-5, true}} {
		d := New()
		first, last := families[0].wrap(1, whole, cutting{0, 48}), families[0].wrap(1, whole, cutting{48, 59})
		d.Decode(rawIP, first, len(first), &tcpreasm.Segment{Time: 10})
		found := d.Decode(rawIP, last, len(last), &tcpreasm.Segment{Time: 10 + test.after})
		if found != test.found || (d.Stats().TimedOut == 0) != test.found {
			t.Errorf("after %d ns: found %v, stats %+v", test.after, found, d.Stats())
		}
	}
}

func TestFragmentMemoryIsBounded(t *testing.T) {
	t.Run("datagrams", func(t *testing.T) {
		d := New()
		for id := range 2 * maxDatagrams {
			data := families[1].wrap(id, tcpBytes(), cutting{0, 48})
			d.Decode(rawIP, data, len(data), &tcpreasm.Segment{})
		}
		if len(d.fragments.waiting) != maxDatagrams || d.Stats().Evicted != maxDatagrams {
			t.Errorf("%d wait, stats %+v", len(d.fragments.waiting), d.Stats())
		}
	})
	t.Run("bytes", func(t *testing.T) {
		d := New()
		whole := make([]byte, 60000)
		for id := range 300 {
			data := families[0].wrap(id, whole, cutting{0, 56000})
			d.Decode(rawIP, data, len(data), &tcpreasm.Segment{})
			if d.fragments.held > maxFragmentBytes {
				t.Fatalf("%d bytes held", d.fragments.held)
			}
		}
		if d.Stats().Evicted == 0 {
			t.Error("nothing was evicted")
		}
	})
	t.Run("runs", func(t *testing.T) {
		d := New()
		whole := make([]byte, 60000)
		for i := range 2 * maxRuns {
			data := families[0].wrap(1, whole, cutting{i * 16, i*16 + 8})
			d.Decode(rawIP, data, len(data), &tcpreasm.Segment{})
		}
		if d.Stats().Refused != maxRuns {
			t.Errorf("stats %+v", d.Stats())
		}
	})
}

// Whatever the order, sizes and overlaps of fragments with the same bytes,
// the datagram comes out once and whole, and nothing is left.
func TestRandomFragments(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	whole := tcpBytes()
	for round := range 2000 {
		d := New()
		f := families[round%2]
		covered := make([]bool, len(whole))
		missing := len(whole)
		for missing > 0 {
			start := random.IntN(len(whole)) &^ 7
			end := min(start+8*(1+random.IntN(4)), len(whole))
			for i := start; i < end; i++ {
				if !covered[i] {
					covered[i] = true
					missing--
				}
			}
			data := f.wrap(1, whole, cutting{start, end})
			var seg tcpreasm.Segment
			found := d.Decode(rawIP, data, len(data), &seg)
			if found != (missing == 0) || found && string(seg.Payload) != request {
				t.Fatalf("round %d: found %v with %d bytes missing, payload %q", round, found, missing, seg.Payload)
			}
		}
		if d.fragments.held != 0 {
			t.Fatalf("round %d: %d bytes still held", round, d.fragments.held)
		}
	}
}
