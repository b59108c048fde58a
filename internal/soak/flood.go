package main

import (
	"fmt"
	"math/rand/v2"
	"net/netip"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

const (
	floodedEvery = 20   // SYNs of the flood for each segment of a real connection
	realAtOnce   = 500  // real connections
	floodGap     = 10e3 // nanoseconds between packets: a hundred thousand in a second
)

// flood makes the segments of a SYN flood, of which the server answers every
// second, with real connections in between. The flood's addresses are all
// different.
type flood struct {
	random *rand.Rand
	syns   int64 // sent so far
	want   int64
	answer bool // the server's answer to the last SYN is due
	since  int  // segments of the flood since the last real one

	real  []visitor
	begun int64 // real connections
	frame int64
}

// visitor is a real connection, or the next one in its place.
type visitor struct {
	number int64
	step   int
}

func newFlood(n int64, seed uint64) *flood {
	f := &flood{random: rand.New(rand.NewPCG(seed, 1)), want: n, real: make([]visitor, realAtOnce)}
	for i := range f.real {
		f.begin(&f.real[i])
	}
	return f
}

func (f *flood) begin(v *visitor) {
	*v = visitor{number: f.begun}
	f.begun++
}

var floodServer = netip.MustParseAddrPort("10.0.0.2:80")

// realNet is where the real clients are; the flood comes from elsewhere.
var realNet = netip.MustParsePrefix("172.16.0.0/12")

// next makes the next segment; false when the flood and the real connections
// are at their end.
func (f *flood) next(s *tcpreasm.Segment) bool {
	f.frame++
	*s = tcpreasm.Segment{Frame: f.frame, Time: 1e18 + f.frame*floodGap, Offset: -1, Window: 65_000}
	switch {
	case f.answer:
		f.answer = false
		s.Src, s.Dst = floodServer, f.attacker()
		s.Flags, s.Seq, s.Ack = tcpreasm.SYN|tcpreasm.ACK, uint32(f.syns), uint32(f.syns)+1
	case f.since < floodedEvery && f.syns < f.want:
		f.since++
		f.syns++
		f.answer = f.syns%2 == 0
		s.Src, s.Dst = f.attacker(), floodServer
		s.Flags, s.Seq = tcpreasm.SYN, uint32(f.syns)
	default:
		f.since = 0
		return f.visit(s)
	}
	return true
}

// attacker is the address of the last SYN.
func (f *flood) attacker() netip.AddrPort {
	n := uint32(f.syns)
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{100 + byte(n>>24), byte(n >> 16), byte(n >> 8), byte(n)}), uint16(1024+n%60_000))
}

// visit makes the next segment of some real connection.
func (f *flood) visit(s *tcpreasm.Segment) bool {
	if len(f.real) == 0 {
		return false
	}
	i := f.random.IntN(len(f.real))
	v := &f.real[i]
	v.say(s)
	if v.step++; v.step < realSteps {
		return true
	}
	if f.syns < f.want {
		f.begin(v)
		return true
	}
	f.real[i] = f.real[len(f.real)-1]
	f.real = f.real[:len(f.real)-1]
	return true
}

const realSteps = 9

const (
	realRequest  = "GET /real HTTP/1.1\r\nHost: example.org\r\n\r\n"
	realResponse = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"
)

// say makes the visitor's next segment: a handshake, a request, a response in
// two segments, and the close.
func (v *visitor) say(s *tcpreasm.Segment) {
	const ack, fin, syn = tcpreasm.ACK, tcpreasm.FIN, tcpreasm.SYN
	first, half := uint32(v.number), uint32(len(realResponse)/2)
	asked, answered := first+1+uint32(len(realRequest)), uint32(1+len(realResponse))
	client := v.client()
	set := func(fromServer bool, flags tcpreasm.Flags, seq, acknowledged uint32, payload string) {
		s.Src, s.Dst = client, floodServer
		if fromServer {
			s.Src, s.Dst = floodServer, client
		}
		s.Flags, s.Seq, s.Ack = flags, seq, acknowledged
		s.Payload, s.Length = []byte(payload), len(payload)
	}
	switch v.step {
	case 0:
		set(false, syn, first, 0, "")
	case 1:
		set(true, syn|ack, 0, first+1, "")
	case 2:
		set(false, ack, first+1, 1, "")
	case 3:
		set(false, ack, first+1, 1, realRequest)
	case 4:
		set(true, ack, 1, asked, realResponse[:half])
	case 5:
		set(true, ack, 1+half, asked, realResponse[half:])
	case 6:
		set(false, ack|fin, asked, answered, "")
	case 7:
		set(true, ack|fin, answered, asked+1, "")
	case 8:
		set(false, ack, asked+1, answered+1, "")
	}
}

func (v *visitor) client() netip.AddrPort {
	n := uint32(v.number)
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{172, 16 | byte(n>>16&15), byte(n >> 8), byte(n)}), uint16(1024+n>>20))
}

// isReal says whether a connection belongs to no attacker.
func isReal(c *tcpreasm.Info) bool { return realNet.Contains(c.Ends[tcpreasm.Client].Addr()) }

// whole says what is wrong with what was found of a real connection.
func whole(c *tcpreasm.Info, exchanges int) error {
	switch {
	case !c.Handshake.Complete():
		return fmt.Errorf("real connection %v: the handshake was found as %+v", c.Ends, c.Handshake)
	case c.StreamBytes != [2]int64{int64(len(realRequest)), int64(len(realResponse))} || c.MissingBytes != [2]int64{}:
		return fmt.Errorf("real connection %v: %d bytes and %d missing", c.Ends, c.StreamBytes, c.MissingBytes)
	case c.Close != tcpreasm.Fin || c.ClosedBy != tcpreasm.ByClient:
		return fmt.Errorf("real connection %v: closed by %v with %v", c.Ends, c.ClosedBy, c.Close)
	case exchanges != 1:
		return fmt.Errorf("real connection %v: %d whole exchanges", c.Ends, exchanges)
	}
	return nil
}

// isWhole says whether an exchange is complete and with the right answer.
func isWhole(x *httpdecode.Exchange) bool {
	return x.Request.Complete && x.Response.Complete && x.Response.Status == 200
}
