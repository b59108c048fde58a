package decode

import "github.com/google/gopacket/layers"

// mpls is a label stack (RFC 3032). It does not say what it carries, so the
// first half-byte must (RFC 4928 §3): an IP version, or a pseudowire.
func mpls(_ *Decoder, p *packet) layer {
	const bottom = 0x01
	for {
		if p.lacks(4) {
			return nil
		}
		last := p.data[2]&bottom != 0
		p.skip(4)
		if last {
			break
		}
	}
	if p.lacks(1) {
		return nil
	}
	switch p.data[0] >> 4 {
	case 4, 6:
		return ip
	case 0:
		if looksLikeEthernet(p.data, 4) { // behind a control word (RFC 4448 §4.6)
			p.skip(4)
			return ethernet
		}
	}
	if looksLikeEthernet(p.data, 0) {
		return ethernet
	}
	return nil
}

// looksLikeEthernet says whether an Ethernet header at i would name something
// that we can follow.
func looksLikeEthernet(data []byte, i int) bool {
	const groupAddress = 0x01
	if len(data) < i+14 || data[i+6]&groupAddress != 0 {
		return false
	}
	t := uint16(data[i+12])<<8 | uint16(data[i+13])
	return etherType(t) != nil && layers.EthernetType(t) != layers.EthernetTypePPP
}
