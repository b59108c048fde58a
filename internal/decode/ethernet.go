package decode

import "github.com/google/gopacket/layers"

// Ethertypes that gopacket does not name.
const (
	etherTypeOldQinQ   = 0x9100
	etherTypeCiscoMeta = 0x8909 // Cisco MetaData with a security group tag
	etherTypeVNTag     = 0x8926 // IEEE 802.1BR's predecessor
	etherTypeBackbone  = 0x88e7 // IEEE 802.1ah service instance tag
	etherTypeNSH       = 0x894f // network service header
)

// maxLength8023 is the highest value of an Ethernet header's last field that
// is a length, not an Ethertype (IEEE 802.3 §3.2.6).
const maxLength8023 = 1500

func etherType(t uint16) layer {
	switch layers.EthernetType(t) {
	case layers.EthernetTypeIPv4, layers.EthernetTypeIPv6:
		return ip
	case layers.EthernetTypeDot1Q, layers.EthernetTypeQinQ, etherTypeOldQinQ:
		return vlan
	case layers.EthernetTypeMPLSUnicast, layers.EthernetTypeMPLSMulticast:
		return mpls
	case layers.EthernetTypePPPoESession:
		return pppoe
	case layers.EthernetTypePPP:
		return ppp
	case etherTypeVNTag:
		return vnTag
	case etherTypeCiscoMeta:
		return ciscoMeta
	case etherTypeBackbone:
		return backboneTag
	case etherTypeNSH:
		return nsh
	case layers.EthernetTypeTransparentEthernetBridging:
		return ethernet
	}
	return nil
}

// etherTypeOrLength returns what follows a field that holds either.
func etherTypeOrLength(p *packet, t uint16) layer {
	if t > maxLength8023 {
		return etherType(t)
	}
	p.trim(int(t))
	return llc
}

// ethernet is IEEE 802.3 §3.1.1, without preamble and check sequence.
func ethernet(d *Decoder, p *packet) layer {
	if p.lacks(14) {
		return nil
	}
	t := p.u16(12)
	p.skip(14)
	if t == uint16(layers.EthernetTypeIPv4) {
		return ip4(d, p)
	}
	return etherTypeOrLength(p, t)
}

// llc is IEEE 802.2 with the SNAP extension of IEEE 802 §9.5.
func llc(_ *Decoder, p *packet) layer {
	const snapSAP, ipSAP, unnumbered = 0xaa, 0x06, 0x03
	if p.lacks(3) || p.data[2] != unnumbered {
		return nil
	}
	switch {
	case p.data[0] == ipSAP && p.data[1] == ipSAP:
		p.skip(3)
		return ip
	case p.data[0] == snapSAP && p.data[1] == snapSAP && !p.lacks(8):
		p.skip(3)
		return snap
	}
	return nil
}

// snap is the extension's own five bytes.
func snap(_ *Decoder, p *packet) layer {
	if p.lacks(5) {
		return nil
	}
	vendor := uint32(p.u16(0))<<8 | uint32(p.data[2])
	t := p.u16(3)
	p.skip(5)
	switch vendor {
	case 0x000000, 0x0000f8: // Ethertypes; bridged from Ethernet
		return etherType(t)
	}
	return nil
}

// vlan is a tag of IEEE 802.1Q.
func vlan(_ *Decoder, p *packet) layer {
	if p.lacks(4) {
		return nil
	}
	t := p.u16(2)
	p.skip(4)
	return etherTypeOrLength(p, t)
}

func vnTag(_ *Decoder, p *packet) layer {
	if p.lacks(6) {
		return nil
	}
	t := p.u16(4)
	p.skip(6)
	return etherTypeOrLength(p, t)
}

func ciscoMeta(_ *Decoder, p *packet) layer {
	if p.lacks(8) {
		return nil
	}
	t := p.u16(6)
	p.skip(8)
	return etherTypeOrLength(p, t)
}

// backboneTag precedes a customer's whole Ethernet frame.
func backboneTag(_ *Decoder, p *packet) layer {
	if !p.skip(4) {
		return nil
	}
	return ethernet
}
