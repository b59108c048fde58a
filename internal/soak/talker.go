package main

import (
	"math/rand/v2"
	"net/netip"

	"wiretalk/tcpreasm"
)

// talker is both ends of a flow, which open one connection after the other.
type talker struct {
	flow  int64
	ends  [2]netip.AddrPort
	next  [2]uint32 // number of the next byte of each end
	phase phase
	left  int // segments before the close

	late    late // a segment that others overtake
	delayed bool
}

// late is what is needed to make a segment again.
type late struct {
	from     int
	flags    tcpreasm.Flags
	seq, ack uint32
	length   int
}

// phase is what a talker says next.
type phase uint8

const (
	sendSyn phase = iota
	sendSynAck
	sendAck
	converse
	clientFin
	serverFin
	lastAck
)

// move gives the talker other addresses or ports.
func (t *talker) move(r *rand.Rand) {
	for e := range t.ends {
		address := netip.AddrFrom4([4]byte{10, byte(r.IntN(4)), byte(r.IntN(256)), byte(e)})
		if t.flow%4 == 1 {
			a := [16]byte{0: 0x20, 1: 1, 14: byte(r.IntN(256)), 15: byte(e)}
			address = netip.AddrFrom16(a)
		}
		t.ends[e] = netip.AddrPortFrom(address, uint16(r.IntN(1<<16)))
	}
	if t.flow%1024 == 2 {
		t.ends[1] = t.ends[0] // a flow with itself
	}
}

// say makes the talker's next segment.
func (t *talker) say(s *tcpreasm.Segment, r *rand.Rand) {
	const ack = tcpreasm.ACK
	if t.delayed && r.IntN(4) == 0 {
		t.delayed = false
		t.send(s, t.late)
		return
	}
	switch t.phase {
	case sendSyn:
		t.open(r)
		t.send(s, late{0, tcpreasm.SYN, t.next[0] - 1, 0, 0})
	case sendSynAck:
		t.send(s, late{1, tcpreasm.SYN | ack, t.next[1] - 1, t.next[0], 0})
	case sendAck:
		t.send(s, late{0, ack, t.next[0], t.next[1], 0})
	case converse:
		t.converse(s, r)
		if t.left--; t.left > 0 {
			return
		}
	case clientFin:
		t.send(s, late{0, tcpreasm.FIN | ack, t.next[0], t.next[1], 0})
	case serverFin:
		t.send(s, late{1, tcpreasm.FIN | ack, t.next[1], t.next[0] + 1, 0})
	case lastAck:
		t.send(s, late{0, ack, t.next[0] + 1, t.next[1] + 1, 0})
		t.phase = sendSyn
		return
	}
	t.phase++
}

// open begins a connection, on other ports or on the same.
func (t *talker) open(r *rand.Rand) {
	if r.IntN(3) > 0 {
		t.move(r)
	}
	for e := range t.next {
		t.next[e] = r.Uint32()
		if r.IntN(4) == 0 {
			t.next[e] = -r.Uint32N(20_000) // soon to wrap
		}
	}
	t.left = 1 + r.IntN(200)
	t.delayed = false
}

// converse says something: what comes next, mostly.
func (t *talker) converse(s *tcpreasm.Segment, r *rand.Rand) {
	from := r.IntN(2)
	l := late{from, tcpreasm.ACK, t.next[from], t.next[1-from], 0}
	if r.IntN(3) > 0 {
		l.length = 1 + r.IntN(1460)
	}
	if r.IntN(200) == 0 {
		l.length = r.IntN(32 << 10) // segments that an offload put together
	}
	switch r.IntN(40) {
	case 0, 1: // lost, and the next is there
		t.next[from] += uint32(l.length)
		l.seq = t.next[from]
		t.next[from] += uint32(l.length)
	case 2, 3: // overtaken
		t.late, t.delayed = l, true
		t.next[from] += uint32(l.length)
		l.seq = t.next[from]
		t.next[from] += uint32(l.length)
	case 4, 5: // sent again, in other pieces
		l.seq -= uint32(r.IntN(5000))
		if after := int32(l.seq + uint32(l.length) - t.next[from]); after > 0 {
			t.next[from] += uint32(after)
		}
	case 6: // an acknowledgement that does not know of the last bytes
		l.ack -= uint32(r.IntN(5000))
		t.next[from] += uint32(l.length)
	case 7: // a keep-alive
		l.seq, l.length = l.seq-1, r.IntN(2)
	default:
		t.next[from] += uint32(l.length)
	}
	t.send(s, l)
}

// send fills in a segment.
func (t *talker) send(s *tcpreasm.Segment, l late) {
	s.Src, s.Dst = t.ends[l.from], t.ends[1-l.from]
	s.Flags, s.Seq, s.Ack, s.Window = l.flags, l.seq, l.ack, 65_000
	t.fill(s, l.from, l.seq, l.length)
}

// fill gives a segment the bytes that belong to its numbers.
func (t *talker) fill(s *tcpreasm.Segment, from int, seq uint32, n int) {
	if s.Flags.Has(tcpreasm.SYN) {
		seq++
	}
	s.Length, s.Payload = n, textAt(from, seq, n)
	s.Offset = offsetOf(t.flow, from, seq)
}
