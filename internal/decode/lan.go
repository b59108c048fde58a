package decode

// Networks of old, with IEEE 802.2 or a protocol number behind their headers.

// fddi is ANSI X3.139: frame control and two addresses. Only frames of data that
// is not synchronous have IEEE 802.2 behind them.
func fddi(_ *Decoder, p *packet) layer {
	const formatMask, asynchronousLLC = 0xf0, 0x50
	if p.lacks(13) || p.data[0]&formatMask != asynchronousLLC {
		return nil
	}
	p.skip(13)
	return llc
}

// tokenRing is IEEE 802.5: access control, frame control and two addresses. The
// first bit of the source says that it was routed by the source, and that the route
// follows.
func tokenRing(_ *Decoder, p *packet) layer {
	const formatMask, llcFrame = 0xc0, 0x40
	const routed, routeLength = 0x80, 0x1f
	if p.lacks(14) || p.data[1]&formatMask != llcFrame {
		return nil
	}
	hasRoute := p.data[8]&routed != 0
	p.skip(14)
	if hasRoute {
		if p.lacks(2) || !p.skip(int(p.data[0]&routeLength)) {
			return nil
		}
	}
	return llc
}

// fibreChannel is the network header of RFC 4338 §3.
func fibreChannel(_ *Decoder, p *packet) layer {
	if !p.skip(16) {
		return nil
	}
	return llc
}

// appleFireWire is IP over IEEE 1394 as Darwin captures it: two addresses of eight
// bytes and an Ethertype.
func appleFireWire(_ *Decoder, p *packet) layer {
	if p.lacks(18) {
		return nil
	}
	t := p.u16(16)
	p.skip(18)
	return etherType(t)
}

// frameRelay is RFC 2427 §3, or Cisco's way with an Ethertype behind the address.
// The last byte of an address is odd.
func frameRelay(_ *Decoder, p *packet) layer {
	const unnumbered, padding, longestAddress = 0x03, 0x00, 4
	const nlpidSNAP, nlpidIPv6, nlpidIPv4, nlpidPPP = 0x80, 0x8e, 0xcc, 0xcf
	for n := 1; ; n++ {
		if p.lacks(1) || n > longestAddress {
			return nil
		}
		last := p.data[0]&1 != 0
		p.skip(1)
		if last {
			break
		}
	}
	if p.lacks(2) {
		return nil
	}
	if p.data[0] != unnumbered {
		t := p.u16(0)
		p.skip(2)
		return etherType(t)
	}
	p.skip(1)
	if p.data[0] == padding {
		p.skip(1)
	}
	if p.lacks(1) {
		return nil
	}
	nlpid := p.data[0]
	p.skip(1)
	switch nlpid {
	case nlpidIPv4, nlpidIPv6:
		return ip
	case nlpidPPP:
		return ppp
	case nlpidSNAP:
		return snap
	}
	return nil
}
