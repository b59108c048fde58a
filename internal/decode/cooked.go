package decode

import (
	"encoding/binary"
	"math/bits"
)

// linkLayer returns the layer for a LINKTYPE_ number of
// https://www.tcpdump.org/linktypes.html.
func linkLayer(link uint16) layer {
	switch link {
	case 0, 108:
		return loopback
	case 1:
		return ethernet
	case 6:
		return tokenRing
	case 9, 50:
		return ppp
	case 10:
		return fddi
	case 51:
		return pppoe
	case 12, 14, 101:
		return ip
	case 100:
		return llc // ATM, RFC 2684
	case 104:
		return ciscoHDLC
	case 105:
		return wlan
	case 107:
		return frameRelay
	case 109:
		return openBSDEnc
	case 113:
		return sll
	case 117:
		return openBSDPflog
	case 119, 163:
		return prism
	case 122:
		return fibreChannel
	case 127:
		return radiotap
	case 138:
		return appleFireWire
	case 192:
		return ppi
	case 204:
		return pppWithDirection
	case 226:
		return solarisIPNet
	case 228, 229:
		return ip
	case 239:
		return nflog
	case 258:
		return pktap
	case 276:
		return sll2
	}
	return nil
}

// Knows says whether packets of a link type (a LINKTYPE_ number) are looked into.
func Knows(link uint16) bool { return linkLayer(link) != nil }

// loopback is the address family of the capturing host (NULL) or in network
// byte order (LOOP). A family is a small number, so its order shows.
func loopback(_ *Decoder, p *packet) layer {
	if p.lacks(4) {
		return nil
	}
	family := binary.BigEndian.Uint32(p.data)
	if family > 0xffff {
		family = bits.ReverseBytes32(family)
	}
	p.skip(4)
	switch family {
	case 2, // AF_INET everywhere
		10, 23, 24, 28, 30: // AF_INET6 of Linux, Windows, NetBSD and OpenBSD, FreeBSD, Darwin
		return ip
	}
	if family > maxLength8023 && family <= 0xffff {
		return etherType(uint16(family))
	}
	return nil
}

// ARPHRD_ numbers of Linux for devices whose protocol field is no Ethertype.
const (
	deviceNetlink = 824
	protocolLLC   = 4 // Linux' stand-in for an Ethertype before an LLC header
)

// sll is the header of Linux' "any" device.
func sll(_ *Decoder, p *packet) layer {
	if p.lacks(16) {
		return nil
	}
	device, protocol := p.u16(2), p.u16(14)
	p.skip(16)
	return cookedProtocol(device, protocol)
}

// sll2 is its second version.
func sll2(_ *Decoder, p *packet) layer {
	if p.lacks(20) {
		return nil
	}
	device, protocol := p.u16(8), p.u16(0)
	p.skip(20)
	return cookedProtocol(device, protocol)
}

func cookedProtocol(device, protocol uint16) layer {
	switch {
	case device == deviceNetlink:
		return nil
	case protocol == protocolLLC:
		return llc
	}
	return etherType(protocol)
}

// ciscoHDLC is an address, a control byte and an Ethertype.
func ciscoHDLC(_ *Decoder, p *packet) layer {
	if p.lacks(4) {
		return nil
	}
	t := p.u16(2)
	p.skip(4)
	return etherType(t)
}
