package decode

import "net/netip"

// udpPort returns what rides on UDP under a port's number.
func udpPort(port uint16) layer {
	switch port {
	case 1701:
		return l2tp
	case 2152:
		return gtpUser
	case 3544:
		return teredo
	case 4341:
		return lisp
	case 4789, 8472: // assigned; Linux's choice before that
		return vxlan
	case 4790:
		return vxlanGPE
	case 6081:
		return geneve
	case 6635:
		return mpls // RFC 7510
	case 37008:
		return tzsp
	}
	return nil
}

// udp is RFC 768. The port of a tunnel is the destination's; the source's is
// often only there to spread the load.
func udp(d *Decoder, p *packet) layer {
	if len(p.data) < 8 { // a tunnel is rare there, so that is no lack
		return nil
	}
	from, to, length := p.u16(0), p.u16(2), int(p.u16(4))
	p.skip(8)
	if length >= 8 {
		p.trim(length - 8)
	}
	if next := udpPort(to); next != nil {
		return next
	}
	if next := udpPort(from); next != nil {
		return next
	}
	if d.datagrams != nil {
		d.datagrams(netip.AddrPortFrom(p.src, from), netip.AddrPortFrom(p.dst, to), p.data)
	}
	return nil
}

// vxlan is RFC 7348 §5.
func vxlan(_ *Decoder, p *packet) layer {
	const hasNetwork = 0x08
	if p.lacks(8) || p.data[0]&hasNetwork == 0 {
		return nil
	}
	p.skip(8)
	return ethernet
}

// geneve is RFC 8926 §3.4. The length of its options counts 4-byte words.
func geneve(_ *Decoder, p *packet) layer {
	if p.lacks(8) || p.data[0]>>6 != 0 {
		return nil
	}
	protocol := p.u16(2)
	if !p.skip(8 + int(p.data[0]&0x3f)*4) {
		return nil
	}
	return etherType(protocol)
}

// gtpUser is 3GPP TS 29.281 §5, the user plane of mobile networks.
func gtpUser(_ *Decoder, p *packet) layer {
	const versionAndType, version1 = 0xf0, 0x30
	const hasNext, hasOptional = 0x04, 0x07
	const userData = 255
	if p.lacks(8) || p.data[0]&versionAndType != version1 || p.data[1] != userData {
		return nil
	}
	flags := p.data[0]
	length := int(p.u16(2))
	p.skip(8)
	p.trim(length)
	if flags&hasOptional == 0 {
		return ip
	}
	if p.lacks(4) {
		return nil
	}
	next := p.data[3]
	p.skip(4)
	for flags&hasNext != 0 && next != 0 {
		if len(p.data) == 0 {
			return nil
		}
		size := int(p.data[0]) * 4 // of an extension header, its own next type in the last byte
		if size == 0 || size > len(p.data) {
			return nil
		}
		next = p.data[size-1]
		p.skip(size)
	}
	return ip
}

// teredo is RFC 4380 §5.1.1: IPv6, after an authentication and an origin
// indication that may both be absent.
func teredo(_ *Decoder, p *packet) layer {
	const authenticationMark, originMark = 0x0001, 0x0000
	if p.lacks(8) {
		return nil
	}
	if p.u16(0) == authenticationMark {
		if !p.skip(4 + int(p.data[2]) + int(p.data[3]) + 8 + 1) {
			return nil
		}
	}
	if len(p.data) >= 8 && p.u16(0) == originMark {
		p.skip(8)
	}
	return ip6
}

// lisp is the data plane of RFC 9300 §5.1.
func lisp(_ *Decoder, p *packet) layer {
	if !p.skip(8) {
		return nil
	}
	return ip
}

// etherIP is RFC 3378.
func etherIP(_ *Decoder, p *packet) layer {
	if !p.skip(2) {
		return nil
	}
	return ethernet
}
