package tcpreasm

import (
	"encoding/binary"
	"math/bits"
	"net/netip"
)

// words is an endpoint's address as two numbers, an IPv4 address in its
// IPv6-mapped form.
func words(e netip.AddrPort) (hi, lo uint64) {
	a := e.Addr().As16()
	return binary.BigEndian.Uint64(a[:8]), binary.BigEndian.Uint64(a[8:])
}

func hashEndpoint(e netip.AddrPort) uint64 {
	hi, lo := words(e)
	return mix(hi, lo^uint64(e.Port())<<17)
}

// mix makes one number of two.
func mix(a, b uint64) uint64 {
	h, l := bits.Mul64(a^0x9e3779b97f4a7c15, b^0xd6e8feb86659fd93)
	return h ^ l
}

// flow names a pair of endpoints whichever of them sends.
type flow struct {
	lowHi, lowLo, highHi, highLo uint64
	lowPort, highPort            uint16
}

// flowOf returns the flow of a segment, and whether its sender is the flow's
// higher endpoint.
func flowOf(s *Segment) (f flow, senderIsHigh bool) {
	srcHi, srcLo := words(s.Src)
	dstHi, dstLo := words(s.Dst)
	src, dst := s.Src.Port(), s.Dst.Port()
	switch {
	case srcHi != dstHi:
		senderIsHigh = srcHi > dstHi
	case srcLo != dstLo:
		senderIsHigh = srcLo > dstLo
	default:
		senderIsHigh = src > dst
	}
	if senderIsHigh {
		return flow{dstHi, dstLo, srcHi, srcLo, dst, src}, true
	}
	return flow{srcHi, srcLo, dstHi, dstLo, src, dst}, false
}
