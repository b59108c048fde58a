package decode

import (
	"encoding/binary"
	"math/bits"
)

// Headers that a host puts before a packet when it captures within itself: in a
// firewall, a tunnel, or on all of its devices.

// maxHeader is more than any such header has; it keeps a length that is too large
// for an int from becoming a small one.
const maxHeader = 1 << 20

// openBSDEnc precedes what IPsec has unpacked: address family, security parameters
// index and flags, each a number of the host's.
func openBSDEnc(_ *Decoder, p *packet) layer {
	if !p.skip(12) {
		return nil
	}
	return ip
}

// openBSDPflog is the header of pf's log, of which the first byte is the length
// without the padding to a multiple of four bytes.
func openBSDPflog(_ *Decoder, p *packet) layer {
	if p.lacks(1) {
		return nil
	}
	header := (int(p.data[0]) + 3) &^ 3
	if header == 0 || !p.skip(header) {
		return nil
	}
	return ip
}

// pppWithDirection begins with a byte that says which way the packet went.
func pppWithDirection(_ *Decoder, p *packet) layer {
	if !p.skip(1) {
		return nil
	}
	return ppp
}

// solarisIPNet is the header of an IP device of Solaris and illumos.
func solarisIPNet(_ *Decoder, p *packet) layer {
	if !p.skip(24) {
		return nil
	}
	return ip
}

// pktap is Darwin's header for several interfaces, which says how long it is and
// which link type follows.
func pktap(_ *Decoder, p *packet) layer {
	const packetFollows = 1
	if p.lacks(12) {
		return nil
	}
	header, kind, link := binary.LittleEndian.Uint32(p.data), binary.LittleEndian.Uint32(p.data[4:]), binary.LittleEndian.Uint32(p.data[8:])
	if header < 12 || kind != packetFollows || !p.skip(int(min(header, maxHeader))) {
		return nil
	}
	return linkLayer(uint16(min(link, 0xffff)))
}

// nflog is a packet from Linux's netfilter log: a family, a version and a group,
// then attributes, one of which is the packet. The numbers of attributes are the
// host's; the first one's length, which is small, shows in what order.
func nflog(_ *Decoder, p *packet) layer {
	const attributeHeader, typeMask, typePayload = 4, 0x7fff, 9
	if !p.skip(4) {
		return nil
	}
	for {
		if p.lacks(attributeHeader) {
			return nil
		}
		length, kind := binary.LittleEndian.Uint16(p.data), binary.LittleEndian.Uint16(p.data[2:])
		if kind&typeMask > 0xff {
			length, kind = bits.ReverseBytes16(length), bits.ReverseBytes16(kind)
		}
		if length < attributeHeader {
			return nil
		}
		if kind&typeMask == typePayload {
			p.trim(int(length))
			p.skip(attributeHeader)
			return ip
		}
		if !p.skip((int(length) + 3) &^ 3) {
			return nil
		}
	}
}
