package bpf

// portProtocol is the transport that a port is qualified with; 0 for any.
func portProtocol(n idNode) uint32 {
	switch n.qual.proto {
	case protoDefault:
		return 0
	case protoTCP:
		return ipTCP
	case protoUDP:
		return ipUDP
	case protoSCTP:
		return ipSCTP
	}
	refuse(n.id, "a port goes with tcp, udp and sctp only")
	return 0
}

// namedPorts is a port by name, or a range by numbers or names.
func (g *generator) namedPorts(n idNode) *cond {
	transport := portProtocol(n)
	var low, high, only uint32
	if n.qual.kind == kindPort {
		low, only = lookupPort(n.id, n.id.word)
		high = low
	} else {
		low, high, only = lookupPortRange(n.id)
	}
	switch {
	case transport == 0:
		transport = only
	case only != 0 && only != transport:
		refuse(n.id, "the service does not use this transport")
	}
	return g.ports(n, low, high, transport)
}

// ports tests ports low to high of one transport, or of TCP, UDP and SCTP.
func (g *generator) ports(n idNode, low, high, transport uint32) *cond {
	low, high = min(low, high), max(low, high)
	transports := []uint32{transport}
	if transport == 0 {
		transports = []uint32{ipSCTP, ipTCP, ipUDP}
	}
	return either(g.ports6(n, low, high, transports), g.ports4(n, low, high, transports))
}

// ports4 looks at first fragments only: the others carry no ports.
func (g *generator) ports4(n idNode, low, high uint32, transports []uint32) *cond {
	is := g.hasType(n.id, typeIP)
	var c *cond
	for _, transport := range transports {
		carries := equal(g.load(g.network(9), 1), transport)
		c = either(c, all(carries, g.firstFragment(), g.portTest(n, low, high, g.transport4)))
	}
	return all(is, c)
}

func (g *generator) ports6(n idNode, low, high uint32, transports []uint32) *cond {
	is := g.hasType(n.id, typeIP6)
	var c *cond
	for _, transport := range transports {
		carries := equal(g.load(g.network(6), 1), transport)
		c = either(c, all(carries, g.portTest(n, low, high, g.transport6)))
	}
	return all(is, c)
}

func (g *generator) portTest(n idNode, low, high uint32, load func(uint32, int) *value) *cond {
	return bySide(n.id, n.qual.dir, func(src bool) *cond {
		k := uint32(2)
		if src {
			k = 0
		}
		port := load(k, 2)
		if n.qual.kind == kindPort {
			return equal(port, low)
		}
		return all(atLeast(port, low), not(greater(port, high)))
	})
}

// firstFragment says that an IPv4 packet is whole or the first fragment.
func (g *generator) firstFragment() *cond {
	return not(anyBitOf(g.load(g.network(6), 2), 0x1fff))
}
