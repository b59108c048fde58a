package tcpreasm

import (
	"net/netip"
	"testing"
)

// discard is a Handler that keeps nothing.
type discard struct{}

func (discard) Opened(*Conn)                       {}
func (discard) Data(*Conn, Side, []byte, Position) {}
func (discard) Gap(*Conn, Side, int64, Position)   {}
func (discard) Finished(*Conn, Side, Position)     {}
func (discard) Closed(*Conn)                       {}

const benchConnections = 1000

// benchPairs are the segments of 1,000 connections of one round: bytes from
// the client and their acknowledgement.
func benchPairs(payload int) []Segment {
	server := netip.MustParseAddrPort("192.0.2.2:80")
	b := letters(0, payload)
	var all []Segment
	for i := range benchConnections {
		client := netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}), 40000)
		all = append(all,
			Segment{Src: client, Dst: server, Flags: PSH | ACK, Seq: 101, Ack: 301, Window: 65535, Payload: b, Length: payload},
			Segment{Src: server, Dst: client, Flags: ACK, Seq: 301, Ack: 101 + uint32(payload), Window: 65535})
	}
	return all
}

// BenchmarkSteady is bytes and acknowledgements on connections that stay open.
func BenchmarkSteady(b *testing.B) {
	const payload = 1000
	segments := benchPairs(payload)
	tr := New(discard{}, Limits{})
	round := func(i int) {
		s := &segments[i%len(segments)]
		s.Frame, s.Time = int64(i), int64(i)*1000
		tr.Segment(s)
		if s.Length > 0 {
			s.Seq += payload
		} else {
			s.Ack += payload
		}
	}
	for i := range segments {
		round(i)
	}
	b.SetBytes(payload / 2)
	b.ReportAllocs()
	i := len(segments)
	for b.Loop() {
		round(i)
		i++
	}
}

// BenchmarkChurn is whole connections: seven segments from SYN to the last
// ACK, a thousand at once.
func BenchmarkChurn(b *testing.B) {
	pairs := benchPairs(0)
	tr := New(discard{}, Limits{Lingering: benchConnections})
	steps := []Segment{
		{Flags: SYN, Seq: 100}, {Flags: SYN | ACK, Seq: 300, Ack: 101}, {Flags: ACK, Seq: 101, Ack: 301},
		{Flags: FIN | ACK, Seq: 101, Ack: 301}, {Flags: ACK, Seq: 301, Ack: 102},
		{Flags: FIN | ACK, Seq: 301, Ack: 102}, {Flags: ACK, Seq: 102, Ack: 302},
	}
	fromServer := []int{0, 1, 0, 0, 1, 1, 0}
	round := func(i int) {
		connection, step := i%benchConnections, i/benchConnections%len(steps)
		s := steps[step]
		ends := &pairs[2*connection+fromServer[step]]
		s.Src, s.Dst, s.Frame, s.Time, s.Window = ends.Src, ends.Dst, int64(i), int64(i)*1000, 65535
		tr.Segment(&s)
	}
	i := 0
	for ; i < 2*benchConnections*len(steps); i++ {
		round(i)
	}
	b.ReportAllocs()
	for b.Loop() {
		round(i)
		i++
	}
}

// BenchmarkLossy is a connection where each tenth segment comes after the
// nine that follow it.
func BenchmarkLossy(b *testing.B) {
	const payload = 1000
	s := benchPairs(payload)[0]
	tr := New(discard{}, Limits{})
	base := s.Seq
	round := func(i int) {
		s.Frame, s.Time = int64(i), int64(i)*1000
		s.Seq = base + uint32(i/10*10+(i+1)%10)*payload
		tr.Segment(&s)
	}
	for i := range 1000 {
		round(i)
	}
	b.SetBytes(payload)
	b.ReportAllocs()
	i := 1000
	for b.Loop() {
		round(i)
		i++
	}
}

// BenchmarkManyHeld is the worst that one direction can do: as many runs wait
// as may, and each that comes goes before all others.
func BenchmarkManyHeld(b *testing.B) {
	s := benchPairs(1)[0]
	tr := New(discard{}, Limits{})
	tr.Segment(&s)
	first := s.Seq + 1
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Frame++
		s.Seq = first + 1<<20 - 2*uint32(i%4096)
		tr.Segment(&s)
		if i%4096 == 4095 {
			b.StopTimer()
			tr.Close()
			s.Seq = first - 1
			tr.Segment(&s)
			b.StartTimer()
		}
	}
}
