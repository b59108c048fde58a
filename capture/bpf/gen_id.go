package bpf

import (
	"math/bits"
	"net/netip"
)

// id tests an address, port or protocol under its qualifiers.
func (g *generator) id(n idNode) *cond {
	switch n.id.kind {
	case tokNumber:
		return g.numberID(n)
	case tokIPv4:
		return g.dottedID(n)
	case tokIPv6:
		return g.ip6ID(n)
	case tokMAC:
		return g.macID(n)
	case tokARCnet:
		refuse(n.id, "ARCnet is not among the link types read here")
	}
	switch n.qual.kind {
	case kindPort, kindPortRange:
		return g.namedPorts(n)
	case kindProto:
		return g.protocolNumber(n.id, n.qual.proto, lookupProtocol(n.id, n.qual.proto))
	case kindNet:
		refuse(n.id, "networks have no names here; write the address")
	}
	return g.namedHost(n)
}

func (g *generator) numberID(n idNode) *cond {
	v := n.id.value
	switch n.qual.kind {
	case kindPort, kindPortRange:
		transport := portProtocol(n)
		if v > 65535 {
			refuse(n.id, "the largest port is 65535")
		}
		return g.ports(n, v, v, transport)
	case kindProto:
		return g.protocolNumber(n.id, n.qual.proto, v)
	case kindNet:
		width := (bits.Len32(v) + 7) / 8 * 8
		if v == 0 {
			return g.host4(n, 0, 0xffffffff)
		}
		return g.host4(n, v<<(32-width), ^uint32(0)<<(32-width))
	}
	return g.host4(n, v, 0xffffffff)
}

// dottedID is an IPv4 address, which may lack its last bytes.
func (g *generator) dottedID(n idNode) *cond {
	switch n.qual.kind {
	case kindPort, kindPortRange, kindProto:
		refuse(n.id, "an address is no port or protocol")
	}
	addr, width := parseDotted(n.id)
	mask := ^uint32(0) << (32 - width)
	switch n.mask.kind {
	case tokEnd:
		return g.host4(n, addr, mask)
	case tokNumber:
		if n.mask.value > 32 {
			refuse(n.mask, "a prefix of an IPv4 address has at most 32 bits")
		}
		mask = ^uint32(0) << (32 - n.mask.value)
	default:
		mask, _ = parseDotted(n.mask)
	}
	if addr&^mask != 0 {
		refuse(n.id, "it has bits outside its mask")
	}
	if n.qual.kind != kindNet {
		refuse(n.mask, `only "net" takes a mask`)
	}
	return g.host4(n, addr, mask)
}

// parseDotted returns the address with zeros for what is missing, and the
// number of bits that were given.
func parseDotted(t token) (addr uint32, width int) {
	part := uint32(0)
	for i := 0; i <= len(t.text); i++ {
		if i < len(t.text) && t.text[i] != '.' {
			if !isDigit(t.text[i]) {
				refuse(t, "the parts of an IPv4 address are decimal")
			}
			if part = part*10 + uint32(t.text[i]-'0'); part > 255 {
				refuse(t, "the parts of an IPv4 address are 0 to 255")
			}
			continue
		}
		addr = addr<<8 | part
		width += 8
		part = 0
	}
	return addr << (32 - width), width
}

func (g *generator) ip6ID(n idNode) *cond {
	addr, err := netip.ParseAddr(n.id.text)
	if err != nil {
		refuse(n.id, "it is no IPv6 address")
	}
	length := 128
	if n.mask.kind == tokNumber {
		if n.mask.value > 128 {
			refuse(n.mask, "a prefix of an IPv6 address has at most 128 bits")
		}
		length = int(n.mask.value)
	}
	prefix := netip.PrefixFrom(netip.AddrFrom16(addr.As16()), length)
	if prefix.Masked() != prefix {
		refuse(n.id, "it has bits outside its prefix")
	}
	switch n.qual.kind {
	case kindPort, kindPortRange, kindProto:
		refuse(n.id, "an address is no port or protocol")
	case kindNet:
	default:
		if length != 128 {
			refuse(n.mask, `only "net" takes a prefix`)
		}
	}
	return g.host6(n, addr.As16(), length)
}

func (g *generator) macID(n idNode) *cond {
	if n.qual.proto != protoLink || n.qual.kind != kindDefault && n.qual.kind != kindHost {
		refuse(n.id, `an Ethernet address goes with "ether host", "ether src" or "ether dst"`)
	}
	return g.mac(n.id, parseMAC(n.id), n.qual.dir)
}

// parseMAC reads the digits of an Ethernet address in any of its spellings.
func parseMAC(t token) []byte {
	var digits []byte
	single := lengthHex(t.text, 12) <= 2
	group := 0
	for i := 0; i <= len(t.text); i++ {
		if i < len(t.text) && isHex(t.text[i]) {
			digits = append(digits, hexValue(t.text[i]))
			group++
			continue
		}
		if single && group == 1 {
			last := digits[len(digits)-1]
			digits = append(digits[:len(digits)-1], 0, last)
		}
		group = 0
	}
	if len(digits) != 12 {
		refuse(t, "it is no Ethernet address")
	}
	addr := make([]byte, 6)
	for i := range addr {
		addr[i] = digits[2*i]<<4 | digits[2*i+1]
	}
	return addr
}

// namedHost looks a host up with the caller's resolver.
func (g *generator) namedHost(n idNode) *cond {
	if n.qual.proto == protoLink {
		refuse(n.id, "Ethernet addresses have no names here; write the address")
	}
	if g.options.Resolve == nil {
		refuse(n.id, "names of hosts are not looked up here; write the address")
	}
	addrs, err := g.options.Resolve(n.id.word)
	if err != nil {
		refuse(n.id, "looking up the host: %v", err)
	}
	var c *cond
	for _, addr := range addrs {
		switch addr = addr.Unmap(); {
		case addr.Is4() && n.qual.proto != protoIP6:
			b := addr.As4()
			v := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
			c = either(c, g.host4(n, v, 0xffffffff))
		case addr.Is6() && n.qual.proto != protoIP:
			c = either(c, g.host6(n, addr.As16(), 128))
		}
	}
	if c == nil {
		refuse(n.id, "the host has no address of this kind")
	}
	return c
}
