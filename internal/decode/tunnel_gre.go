package decode

import "github.com/google/gopacket/layers"

// GRE protocol types that are not Ethertypes.
const (
	greERSPAN3   = 0x22eb
	greWCCP      = 0x883e
	greWlanFirst = 0x8200 // Aruba's access points send 802.11 frames in one type
	greWlanLast  = 0x83ff // for each of their tunnels
)

func greProtocol(protocol uint16, sequenced bool) layer {
	switch {
	case protocol == uint16(layers.EthernetTypeERSPAN) && sequenced:
		return erspan2
	case protocol == uint16(layers.EthernetTypeERSPAN):
		return ethernet // type I has no header of its own
	case protocol == greERSPAN3:
		return erspan3
	case protocol == greWCCP:
		return wccp
	case protocol >= greWlanFirst && protocol <= greWlanLast:
		return wlan
	}
	return etherType(protocol)
}

// gre is RFC 2784 with RFC 2890's key and sequence number and RFC 1701's
// routing, or version 1 of RFC 2637 (PPTP). NVGRE (RFC 7637) is a use of it.
func gre(_ *Decoder, p *packet) layer {
	const hasChecksum, hasRouting, hasKey, hasSequence = 0x8000, 0x4000, 0x2000, 0x1000
	const hasAck, versionMask = 0x0080, 0x0007
	if p.lacks(4) {
		return nil
	}
	flags, protocol := p.u16(0), p.u16(2)
	version := flags & versionMask
	if version > 1 {
		return nil
	}
	header := 4
	if flags&(hasChecksum|hasRouting) != 0 {
		header += 4
	}
	if flags&hasKey != 0 {
		header += 4
	}
	if flags&hasSequence != 0 {
		header += 4
	}
	if version == 1 && flags&hasAck != 0 {
		header += 4
	}
	if !p.skip(header) {
		return nil
	}
	if flags&hasRouting != 0 && !p.skipGRERoutes() {
		return nil
	}
	return greProtocol(protocol, flags&hasSequence != 0)
}

// skipGRERoutes takes the source route entries off, each with its length in
// its last header byte, up to an empty one (RFC 1701).
func (p *packet) skipGRERoutes() bool {
	for {
		if p.lacks(4) {
			return false
		}
		family, length := p.u16(0), int(p.data[3])
		if !p.skip(4 + length) {
			return false
		}
		if family == 0 && length == 0 {
			return true
		}
	}
}

// erspan2 is type II of draft-foschiano-erspan-03 §4.2.
func erspan2(_ *Decoder, p *packet) layer {
	if !p.skip(8) {
		return nil
	}
	return ethernet
}

// erspan3 is type III, §4.3 there.
func erspan3(_ *Decoder, p *packet) layer {
	const hasSubheader = 0x0001
	const frameTypeShift, frameTypeMask, frameIP = 10, 0x1f, 2
	if p.lacks(12) {
		return nil
	}
	flags := p.u16(10)
	p.skip(12)
	if flags&hasSubheader != 0 && !p.skip(8) {
		return nil
	}
	if flags>>frameTypeShift&frameTypeMask == frameIP {
		return ip
	}
	return ethernet
}

// wccp is a packet that a router redirected; version 2 puts four bytes before
// it.
func wccp(_ *Decoder, p *packet) layer {
	const plainHeader = 0x45
	if len(p.data) == 0 {
		return nil
	}
	if p.data[0] != plainHeader && !p.skip(4) {
		return nil
	}
	return ip
}
