package bpf

import "golang.org/x/net/bpf"

// encapsulation tests for a header that carries other packets, and moves the
// layout behind it for everything further on in the filter.
func (g *generator) encapsulation(n encapNode) *cond {
	switch n.at.word {
	case "vlan":
		return g.vlan(n)
	case "mpls":
		return g.mpls(n)
	case "pppoed":
		return g.hasType(n.at, typePPPoED)
	}
	return g.pppoe(n)
}

func (n *encapNode) atMost(limit uint32) {
	if n.n > limit {
		refuse(n.at, "its number is %d and can be %d at most", n.n, limit)
	}
}

func (g *generator) vlan(n encapNode) *cond {
	n.atMost(0xfff)
	switch {
	case g.labels > 0:
		refuse(n.at, "a VLAN tag is not looked for under MPLS")
	case g.link != linkEthernet && !g.wireless():
		refuse(n.at, "there are no VLAN tags in link type %s", linkNames[g.link])
	}
	c := either(g.hasType(n.at, typeVLAN), g.hasType(n.at, typeVLANQinQ), g.hasType(n.at, typeVLANOld))
	if n.has {
		c = all(c, g.values.masked(g.load(g.network(0), 2), n.n, 0xfff))
	}
	if g.options.Live && g.linkType.base == nil && g.linkType.k == 12 {
		return g.strippedVLAN(n, c)
	}
	g.payload = g.payload.at(4)
	g.linkType = g.linkType.at(4)
	return c
}

// strippedVLAN is for the kernel, which takes the outer tag out of a packet
// before the filter sees it. What follows lies by 4 further only where it did
// not: slotVLAN holds which.
func (g *generator) strippedVLAN(n encapNode, inline *cond) *cond {
	c := equal(g.values.extension(bpf.ExtVLANTagPresent), 1)
	if n.has {
		c = all(c, g.values.masked(g.values.extension(bpf.ExtVLANTag), n.n, 0xfff))
	}
	moved := g.values.slot(slotVLAN)
	g.use(moved)
	g.payload.base, g.linkType.base = moved, moved
	return either(c, inline)
}

func (g *generator) mpls(n encapNode) *cond {
	n.atMost(0xfffff)
	var c *cond
	switch {
	case g.labels > 0:
		c = g.values.masked(g.load(g.payload.at(g.net-2), 1), 0, 1)
	case g.link == linkEthernet:
		c = g.hasType(n.at, typeMPLS)
	case g.link == linkPPP:
		c = g.hasType(n.at, pppMPLS)
	default:
		refuse(n.at, "MPLS is not looked for in link type %s", linkNames[g.link])
	}
	if n.has {
		c = all(c, g.values.masked(g.load(g.network(0), 4), n.n<<12, 0xfffff000))
	}
	g.net += 4
	g.netNoSNAP += 4
	g.labels++
	return c
}

func (g *generator) pppoe(n encapNode) *cond {
	n.atMost(0xffff)
	c := g.hasType(n.at, typePPPoES)
	if n.has {
		c = all(c, g.values.masked(g.load(g.network(0), 4), n.n, 0xffff))
	}
	g.link = linkPPP
	g.header = g.network(6) // behind the PPPoE header, which has 6 bytes
	g.linkType = g.header
	g.payload = g.header.at(2)
	g.net, g.netNoSNAP = 0, 0
	return c
}

// Packet types of Linux.
const outgoing = 4

func (g *generator) direction(n directionNode) *cond {
	var kind *value
	switch {
	case g.link == linkSLL:
		kind = g.load(g.header, 2)
	case g.link == linkSLL2:
		kind = g.load(g.header.at(10), 1)
	case g.options.Live || g.options.NoFile:
		kind = g.values.extension(bpf.ExtType)
	default:
		refuse(n.at, "a file of link type %s does not say which way packets went", linkNames[g.link])
	}
	c := equal(kind, outgoing)
	if !n.out {
		c = not(c)
	}
	return c
}

func (g *generator) ifindex(n ifindexNode) *cond {
	switch {
	case g.link == linkSLL2:
		return equal(g.load(g.header.at(4), 4), n.n)
	case g.options.Live || g.options.NoFile:
		return equal(g.values.extension(bpf.ExtInterfaceIndex), n.n)
	}
	refuse(n.at, "a file of link type %s does not say by which interface packets came", linkNames[g.link])
	return nil
}
