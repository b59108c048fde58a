package decode

import "github.com/google/gopacket/layers"

func pppProtocol(protocol uint16) layer {
	switch layers.PPPType(protocol) {
	case layers.PPPTypeIPv4, layers.PPPTypeIPv6:
		return ip
	case layers.PPPTypeMPLSUnicast, layers.PPPTypeMPLSMulticast:
		return mpls
	}
	return nil
}

// ppp is RFC 1661 §2, with or without the HDLC framing of RFC 1662, and with
// or without compression of address, control and protocol fields. Cisco's
// HDLC shares the link type; its address byte tells it apart (RFC 1547 §4.3.1).
func ppp(_ *Decoder, p *packet) layer {
	const allStations, unnumbered = 0xff, 0x03
	const ciscoUnicast, ciscoMulticast = 0x0f, 0x8f
	if p.lacks(2) {
		return nil
	}
	switch address := p.data[0]; {
	case address == allStations && p.data[1] == unnumbered:
		p.skip(2)
	case (address == ciscoUnicast || address == ciscoMulticast) && p.data[1] == 0:
		return ciscoHDLC
	}
	if p.lacks(2) {
		return nil
	}
	if p.data[0]&1 != 0 { // the last byte of a protocol number is odd
		protocol := uint16(p.data[0])
		p.skip(1)
		return pppProtocol(protocol)
	}
	protocol := p.u16(0)
	p.skip(2)
	return pppProtocol(protocol)
}

// pppoe is the session stage of RFC 2516.
func pppoe(_ *Decoder, p *packet) layer {
	const version1Type1, session = 0x11, 0
	if p.lacks(6) || p.data[0] != version1Type1 || p.data[1] != session {
		return nil
	}
	length := int(p.u16(4))
	p.skip(6)
	p.trim(length)
	return ppp
}

// l2tp is RFC 2661 §3.1; control messages lead nowhere.
func l2tp(_ *Decoder, p *packet) layer {
	const control, hasLength, hasSequence, hasOffset = 0x8000, 0x4000, 0x0800, 0x0200
	const versionMask, version2 = 0x000f, 2
	if p.lacks(2) {
		return nil
	}
	flags := p.u16(0)
	if flags&versionMask != version2 || flags&control != 0 {
		return nil
	}
	header := 2 + 4
	if flags&hasLength != 0 {
		header += 2
	}
	if flags&hasSequence != 0 {
		header += 4
	}
	if flags&hasOffset != 0 {
		if p.lacks(header + 2) {
			return nil
		}
		header += 2 + int(p.u16(header))
	}
	if !p.skip(header) {
		return nil
	}
	return ppp
}
