package tcpreasm

import (
	"slices"
	"sort"
)

// flight is what one end sent and the other has not acknowledged. A
// connection has one only while there is such a thing.
type flight struct {
	segments   []inFlight // in the order of their ends; the last part of room
	room       []inFlight
	sacked     [MaxBlocks]Block
	blocks     int    // of sacked: what the other end has beyond the acknowledgement
	longest    uint32 // numbers of the longest segment there was
	duplicates int    // acknowledgements that repeat the last one
}

// inFlight is a segment that was not acknowledged.
type inFlight struct {
	seq, end  uint32 // numbers, SYN left out and FIN included
	value     uint32 // its TSval
	stamped   bool   // value is valid
	again     bool   // sent more than once
	ambiguous bool   // and no TSecr tells which was acknowledged
	at        Position
	length    int32 // bytes of payload that were captured
	copied    int32 // place of their copy in the air; 0 when they can be read again
}

// maxInFlight is how many segments of one direction are followed at once.
const maxInFlight = 4096

// search finds the first segment that ends after seq.
func (f *flight) search(seq uint32) int {
	n := len(f.segments)
	if n == 0 || atOrBefore(f.segments[n-1].end, seq) {
		return n
	}
	return sort.Search(n, func(i int) bool { return after(f.segments[i].end, seq) })
}

func (f *flight) insert(x inFlight) {
	f.makeRoom()
	f.longest = max(f.longest, x.end-x.seq)
	i := len(f.segments)
	for i > 0 && after(f.segments[i-1].end, x.end) {
		i--
	}
	f.segments = slices.Insert(f.segments, i, x)
}

// makeRoom sees to it that one segment more has a place: that of those
// acknowledged before, when they left at least as much as is in flight.
func (f *flight) makeRoom() {
	if len(f.segments) < cap(f.segments) {
		return
	}
	if 2*len(f.segments) >= len(f.room) {
		f.room = make([]inFlight, max(2*len(f.room), 4))
	}
	f.segments = f.room[:copy(f.room, f.segments)]
}

// repeat marks what x repeats as sent more than once.
func (f *flight) repeat(i int, x inFlight) {
	for ; i < len(f.segments) && !f.beyond(i, x.end); i++ {
		y := &f.segments[i]
		if atOrAfter(y.seq, x.end) {
			continue
		}
		y.again = true
		y.ambiguous = y.ambiguous || !y.stamped || !x.stamped || x.value == y.value
	}
}

// lacks says whether the other end has said that it has later bytes and not
// those at seq: by blocks (RFC 2018), or by three acknowledgements of no more
// (RFC 5681 §3.2).
func (f *flight) lacks(seq, acked uint32) bool {
	if f.duplicates >= 3 && seq == acked {
		return true
	}
	later := false
	for _, b := range f.sacked[:f.blocks] {
		if atOrAfter(seq, b.First) && before(seq, b.End) {
			return false
		}
		later = later || after(b.First, seq)
	}
	return later
}

// arrived is how many of the numbers from first to before end are in blocks.
func (f *flight) arrived(first, end uint32) (n uint32) {
	for i, b := range f.sacked[:f.blocks] {
		if i == 0 && f.blocks > 1 && atOrAfter(b.First, f.sacked[1].First) && atOrBefore(b.End, f.sacked[1].End) {
			continue // it says what was received twice (RFC 2883 §4)
		}
		if atOrAfter(b.First, first) && after(b.End, b.First) && atOrBefore(b.End, end) {
			n += b.End - b.First
		}
	}
	return min(n, end-first)
}

// beyond says whether segment i and all after it begin at end or later.
func (f *flight) beyond(i int, end uint32) bool { return atOrAfter(f.segments[i].end-f.longest, end) }
