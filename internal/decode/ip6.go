package decode

import (
	"encoding/binary"
	"net/netip"

	"github.com/google/gopacket/layers"
)

// Next header values that gopacket does not name.
const (
	nextMobility = 135 // RFC 6275
	nextHIP      = 139 // RFC 7401
	nextShim6    = 140 // RFC 5533
	nextEthernet = 143 // RFC 8986
)

// ip6 is RFC 8200. A payload length of 0 is left by segmentation offload or
// stands before a jumbo payload: then the payload is what passed.
func ip6(d *Decoder, p *packet) layer {
	h := p.data
	if len(h) < 40 {
		p.short = len(h) <= 6 || leads(h[6])
		return nil
	}
	if h[0]>>4 != 6 {
		return nil
	}
	length := int(binary.BigEndian.Uint16(h[4:]))
	p.src = netip.AddrFrom16([16]byte(h[8:24]))
	p.dst = netip.AddrFrom16([16]byte(h[24:40]))
	p.id = 0
	p.skip(40)
	if length != 0 {
		p.trim(length)
	}
	next := h[6]
	if next == uint8(layers.IPProtocolTCP) {
		return tcp(d, p)
	}
	return ipProtocol(next)
}

func ip6Extension(next uint8) layer {
	switch next {
	case uint8(layers.IPProtocolIPv6HopByHop), uint8(layers.IPProtocolIPv6Destination),
		nextMobility, nextHIP, nextShim6:
		return ip6Options
	case uint8(layers.IPProtocolIPv6Routing):
		return ip6Routing
	case uint8(layers.IPProtocolIPv6Fragment):
		return ip6Fragment
	case nextEthernet:
		return ethernet
	}
	return nil
}

// ip6Options is any extension header of which nothing but its length matters
// (RFC 6564 §4).
func ip6Options(_ *Decoder, p *packet) layer {
	if p.lacks(8) {
		return nil
	}
	next := p.data[0]
	if !p.skip(8 + int(p.data[1])*8) {
		return nil
	}
	return ipProtocol(next)
}

// ip6Routing is RFC 8200 §4.4. While segments are left, the connection goes
// to the end of the route and not to the header's destination (§8.1).
func ip6Routing(_ *Decoder, p *packet) layer {
	const sourceRoute, mobileRoute, segmentRoute = 0, 2, 4
	if p.lacks(8) {
		return nil
	}
	header := p.data
	next, kind, left := header[0], header[2], header[3]
	length := 8 + int(header[1])*8
	if !p.skip(length) {
		return nil
	}
	if left != 0 && length >= 8+16 {
		switch kind {
		case sourceRoute, mobileRoute:
			end := length - (length-8)%16
			p.dst = netip.AddrFrom16([16]byte(header[end-16 : end]))
		case segmentRoute: // listed from the end (RFC 8754 §2)
			p.dst = netip.AddrFrom16([16]byte(header[8:24]))
		}
	}
	return ipProtocol(next)
}

// ip6Fragment is RFC 8200 §4.5. One that is the whole datagram waits for
// nothing (RFC 6946).
func ip6Fragment(d *Decoder, p *packet) layer {
	const offsetMask, moreFragments = 0xfff8, 0x0001
	h := p.data
	if !p.skip(8) {
		return nil
	}
	flags := binary.BigEndian.Uint16(h[2:])
	start, more := int(flags&offsetMask), flags&moreFragments != 0
	if start == 0 && !more {
		return ipProtocol(h[0])
	}
	return d.reassemble(p, fragment{
		key:    fragmentKey{src: p.src, dst: p.dst, id: binary.BigEndian.Uint32(h[4:])},
		start:  start,
		more:   more,
		next:   h[0],
		intact: true,
	})
}

// authentication is the AH of RFC 4302, for either version of IP. Its length
// counts 4-byte words, less two.
func authentication(_ *Decoder, p *packet) layer {
	if p.lacks(12) {
		return nil
	}
	next := p.data[0]
	if !p.skip(8 + int(p.data[1])*4) {
		return nil
	}
	return ipProtocol(next)
}
