package decode

// Tunnels whose header names what follows by a number of its own.

// nextProtocol is the registry that RFC 8300 §2.2 began.
func nextProtocol(n byte) layer {
	switch n {
	case 1, 2:
		return ip
	case 3:
		return ethernet
	case 4:
		return nsh
	case 5:
		return mpls
	}
	return nil
}

// vxlanGPE is draft-ietf-nvo3-vxlan-gpe §3.
func vxlanGPE(_ *Decoder, p *packet) layer {
	const hasNext = 0x04
	if p.lacks(8) {
		return nil
	}
	flags, next := p.data[0], p.data[3]
	p.skip(8)
	if flags&hasNext == 0 {
		return ethernet
	}
	return nextProtocol(next)
}

// nsh is RFC 8300 §2.2. Its length counts 4-byte words.
func nsh(_ *Decoder, p *packet) layer {
	const lengthMask = 0x3f
	if p.lacks(8) {
		return nil
	}
	header, next := int(p.data[1]&lengthMask)*4, p.data[3]
	if header < 8 || !p.skip(header) {
		return nil
	}
	return nextProtocol(next)
}

// tzsp is how MikroTik's and other makers' devices send what they see to who
// captures. Its tags are a type, a length and a value; two types have no more than
// themselves.
func tzsp(_ *Decoder, p *packet) layer {
	const version, received, toSend = 1, 0, 1
	const tagPadding, tagEnd = 0, 1
	const overEthernet, over80211 = 1, 18
	if p.lacks(4) || p.data[0] != version || p.data[1] != received && p.data[1] != toSend {
		return nil
	}
	kind := p.u16(2)
	p.skip(4)
	for {
		if p.lacks(1) {
			return nil
		}
		tag := p.data[0]
		p.skip(1)
		if tag == tagEnd {
			break
		}
		if tag != tagPadding && (p.lacks(1) || !p.skip(1+int(p.data[0]))) {
			return nil
		}
	}
	switch kind {
	case overEthernet:
		return ethernet
	case over80211:
		return wlan
	}
	return nil
}
