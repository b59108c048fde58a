package bpf

import "encoding/binary"

// bySide joins the conditions on source and destination as dir says.
func bySide(at token, dir direction, side func(src bool) *cond) *cond {
	switch dir {
	case dirSrc:
		return side(true)
	case dirDst:
		return side(false)
	case dirAnd:
		return all(side(true), side(false))
	case dirDefault, dirOr:
		return either(side(true), side(false))
	}
	refuse(at, "addr1 to addr4, ra and ta go with addresses of 802.11 only")
	return nil
}

// host4 tests addresses of IPv4 and, unless a protocol says otherwise, in ARP
// and RARP.
func (g *generator) host4(n idNode, addr, mask uint32) *cond {
	test := func(t, src, dst uint32) *cond {
		return bySide(n.id, n.qual.dir, func(isSrc bool) *cond {
			at := dst
			if isSrc {
				at = src
			}
			is := g.hasType(n.id, t)
			return all(is, g.values.masked(g.load(g.network(at), 4), addr, mask))
		})
	}
	switch n.qual.proto {
	case protoIP:
		return test(typeIP, 12, 16)
	case protoARP:
		return test(typeARP, 14, 24)
	case protoRARP:
		return test(typeRARP, 14, 24)
	case protoDefault:
		c := test(typeIP, 12, 16)
		if g.labels == 0 {
			c = either(c, test(typeARP, 14, 24), test(typeRARP, 14, 24))
		}
		return c
	case protoDECnet:
		refuse(n.id, "DECnet addresses are not supported")
	}
	refuse(n.id, "an IPv4 address goes with ip, arp and rarp only")
	return nil
}

func (g *generator) host6(n idNode, addr [16]byte, length int) *cond {
	if n.qual.proto != protoDefault && n.qual.proto != protoIP6 {
		refuse(n.id, "an IPv6 address goes with ip6 only")
	}
	return bySide(n.id, n.qual.dir, func(isSrc bool) *cond {
		at := uint32(24)
		if isSrc {
			at = 8
		}
		c := g.hasType(n.id, typeIP6)
		for i := range 4 {
			mask := ^uint32(0) << (32 - min(max(length-32*i, 0), 32))
			word := binary.BigEndian.Uint32(addr[4*i:])
			c = all(c, g.values.masked(g.load(g.network(at+uint32(4*i)), 4), word, mask))
		}
		return c
	})
}

// mac tests the addresses of the link layer.
func (g *generator) mac(at token, addr []byte, dir direction) *cond {
	switch {
	case g.wireless():
		return g.frameAddress(at, dir, func(k uint32) *cond {
			return g.bytes(g.header.at(k), addr)
		})
	case g.link != linkEthernet:
		refuse(at, "Ethernet addresses are not in packets of link type %s", linkNames[g.link])
	}
	return bySide(at, dir, func(src bool) *cond {
		if src {
			return g.bytes(g.header.at(6), addr)
		}
		return g.bytes(g.header, addr)
	})
}

func (g *generator) broadcast(n castNode) *cond {
	switch n.proto {
	case protoDefault, protoLink:
		return g.mac(n.at, []byte{255, 255, 255, 255, 255, 255}, dirDst)
	case protoIP:
		is := g.hasType(n.at, typeIP)
		hosts := ^g.options.Netmask
		dst := g.load(g.network(16), 4)
		return all(is, either(g.values.masked(dst, 0, hosts), g.values.masked(dst, hosts, hosts)))
	}
	refuse(n.at, `"broadcast" goes with ether and ip only`)
	return nil
}

func (g *generator) multicast(n castNode) *cond {
	switch n.proto {
	case protoIP:
		is := g.hasType(n.at, typeIP)
		return all(is, atLeast(g.load(g.network(16), 1), 224))
	case protoIP6:
		is := g.hasType(n.at, typeIP6)
		return all(is, equal(g.load(g.network(24), 1), 255))
	case protoDefault, protoLink:
		group := func(k uint32) *cond { return anyBitOf(g.load(g.header.at(k), 1), 1) }
		switch {
		case g.link == linkEthernet:
			return group(0)
		case g.wireless():
			return g.frameAddress(n.at, dirDst, group)
		}
		refuse(n.at, "there are no multicast addresses in link type %s", linkNames[g.link])
	}
	refuse(n.at, `"multicast" goes with ether, ip and ip6 only`)
	return nil
}
