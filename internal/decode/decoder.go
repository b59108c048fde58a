package decode

import (
	"net/netip"

	"wiretalk/tcpreasm"
)

// maxLayers bounds the headers of one packet. No header names more than one
// that follows, so this also bounds the work.
const maxLayers = 64

// Decoder turns packets into segments. It holds the IP fragments that wait
// for others, so one decoder must see all packets of a capture. It is not
// safe for concurrent use.
type Decoder struct {
	packet    packet
	fragments fragments
	stats     Stats
	traced    bool    // remember the frames of fragments
	joined    []int64 // of the last segment
	datagrams func(src, dst netip.AddrPort, payload []byte)
}

// Stats counts what a decoder met besides whole packets.
type Stats struct {
	Fragments   int64 // IP fragments seen
	Reassembled int64 // datagrams put together from them
	Overlaps    int64 // fragments with bytes that had come before; the first to come are kept
	TimedOut    int64 // datagrams given up for their age
	Evicted     int64 // datagrams given up to stay within the limits on memory
	Refused     int64 // fragments that cannot be part of a datagram, or too many for one
	TooDeep     int64 // packets with more headers than are followed

	// HeadersCut counts packets of which the capture kept too little to see their
	// headers up to TCP's end, though what was kept may lead there; FirstCut is the
	// frame of the first.
	HeadersCut, FirstCut int64
}

// New makes a decoder.
func New() *Decoder { return &Decoder{fragments: newFragments()} }

// Datagrams makes Decode call see with the payload of each UDP datagram that
// is no tunnel, as far as it was captured. The payload is borrowed for the time of
// the call.
func (d *Decoder) Datagrams(see func(src, dst netip.AddrPort, payload []byte)) { d.datagrams = see }

// TraceFragments makes Decode remember which frames a segment was put together
// from, for Fragments.
func (d *Decoder) TraceFragments() { d.traced = true }

// Fragments are the frames of the IP fragments that the last segment was put
// together from, also those that told nothing new; empty when it came in one
// packet. They are good until the next call of Decode.
func (d *Decoder) Fragments() []int64 { return d.joined }

// Stats returns the counts so far.
func (d *Decoder) Stats() Stats { return d.stats }

// Decode looks for a TCP segment in a packet whose bytes begin with a header
// of the given link type (a LINKTYPE_ number), and fills seg. On entry
// seg.Frame, seg.Time and seg.Offset (the place of data[0]) are those of the
// packet; length is its length on the wire, more than len(data) when the
// capture cut it. It returns false when no TCP segment is complete with this
// packet, and then leaves seg alone. Options and Payload point into data, or,
// for a segment out of fragments, to memory that is not used again.
//
// In a tunnel the innermost segment and addresses count. Of a packet with
// several segments (an 802.11 A-MSDU) the first is returned. What an ICMP
// error quotes is no segment.
func (d *Decoder) Decode(link uint16, data []byte, length int, seg *tcpreasm.Segment) bool {
	p := &d.packet
	p.data = data
	p.length = max(length, len(data))
	p.at = 0
	p.origin = origin{offset: seg.Offset}
	p.seg = seg
	p.found, p.short = false, false
	d.joined = d.joined[:0]

	next := linkLayer(link)
	for depth := 0; next != nil; depth++ {
		if depth == maxLayers {
			d.stats.TooDeep++
			break
		}
		next = next(d, p)
	}
	if p.short && p.cut() {
		if d.stats.HeadersCut++; d.stats.HeadersCut == 1 {
			d.stats.FirstCut = seg.Frame
		}
	}
	return p.found
}
