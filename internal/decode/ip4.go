package decode

import (
	"encoding/binary"
	"net/netip"

	"github.com/google/gopacket/layers"
)

func ipProtocol(protocol uint8) layer {
	switch layers.IPProtocol(protocol) {
	case layers.IPProtocolTCP:
		return tcp
	case layers.IPProtocolUDP:
		return udp
	case layers.IPProtocolIPv4, layers.IPProtocolIPv6:
		return ip
	case layers.IPProtocolGRE:
		return gre
	case layers.IPProtocolAH:
		return authentication
	case layers.IPProtocolEtherIP:
		return etherIP
	case layers.IPProtocolMPLSInIP:
		return mpls
	}
	return ip6Extension(protocol)
}

// leads says whether a protocol of IP can lead to TCP. What UDP carries could,
// but seldom does.
func leads(protocol uint8) bool {
	return protocol != uint8(layers.IPProtocolUDP) && ipProtocol(protocol) != nil
}

// ip is either version: as Wireshark does, the version field is believed
// rather than what the layer before says.
func ip(d *Decoder, p *packet) layer {
	if p.lacks(1) {
		return nil
	}
	switch p.data[0] >> 4 {
	case 4:
		return ip4(d, p)
	case 6:
		return ip6(d, p)
	}
	return nil
}

// ip4 is RFC 791. A total length of 0 is left by segmentation offload: then
// the segment takes up what passed.
func ip4(d *Decoder, p *packet) layer {
	const moreFragments, offsetMask = 0x2000, 0x1fff
	h := p.data
	if len(h) < 20 {
		p.short = len(h) <= 9 || leads(h[9])
		return nil
	}
	header := int(h[0]&0x0f) * 4
	if h[0]>>4 != 4 || header < 20 {
		return nil
	}
	if header > len(h) {
		p.short = leads(h[9])
		return nil
	}
	total := int(binary.BigEndian.Uint16(h[2:]))
	if total == 0 {
		total = p.length
	}
	if total < header {
		return nil
	}
	p.src = netip.AddrFrom4([4]byte(h[12:16]))
	p.dst = netip.AddrFrom4([4]byte(h[16:20]))
	p.id = binary.BigEndian.Uint16(h[4:])
	if header > 20 {
		p.sourceRoute4(h[20:header])
	}
	p.trim(total)
	p.skip(header)

	protocol := h[9]
	flags := binary.BigEndian.Uint16(h[6:])
	if flags&(moreFragments|offsetMask) != 0 {
		return d.reassemble(p, fragment{
			key: fragmentKey{
				src: p.src, dst: p.dst,
				id:       uint32(p.id),
				protocol: protocol,
			},
			start:  int(flags&offsetMask) * 8,
			more:   flags&moreFragments != 0,
			next:   protocol,
			intact: checksum4Good(h[:header]),
		})
	}
	if protocol == uint8(layers.IPProtocolTCP) {
		return tcp(d, p)
	}
	return ipProtocol(protocol)
}

// sourceRoute4 makes the end of a source route the destination: that is
// where the connection goes (RFC 791 §3.1, RFC 9293 §3.9.2.1).
func (p *packet) sourceRoute4(options []byte) {
	const endOfList, noOperation, looseRoute, strictRoute = 0, 1, 131, 137
	for len(options) > 0 && options[0] != endOfList {
		if options[0] == noOperation {
			options = options[1:]
			continue
		}
		if len(options) < 2 || options[1] < 2 || int(options[1]) > len(options) {
			return
		}
		option := options[:options[1]]
		options = options[len(option):]
		if option[0] != looseRoute && option[0] != strictRoute {
			continue
		}
		if len(option) >= 7 && int(option[2]) <= len(option)-3 { // the pointer: some of it lies ahead
			p.dst = netip.AddrFrom4([4]byte(option[len(option)-4:]))
		}
		return
	}
}

// checksum4Good says whether a receiver would take the header. A checksum of
// 0 is left to the network card by some senders.
func checksum4Good(header []byte) bool {
	if header[10] == 0 && header[11] == 0 {
		return true
	}
	var sum uint32
	for i := 0; i < len(header); i += 2 {
		sum += uint32(header[i])<<8 | uint32(header[i+1])
	}
	sum = sum>>16 + sum&0xffff
	sum += sum >> 16
	return uint16(sum) == 0xffff
}
