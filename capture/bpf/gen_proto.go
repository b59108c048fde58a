package bpf

// Protocol numbers of IP and IPv6.
const (
	ipTCP      = 6
	ipUDP      = 17
	ipSCTP     = 132
	ipFragment = 44
	ipICMP6    = 58
)

// ipNumbers are the protocols that are told by their number in IP (value's
// first part), in IPv6, or in both.
var ipNumbers = map[proto]struct {
	number   uint32
	ip4, ip6 bool
}{
	protoTCP: {ipTCP, true, true}, protoUDP: {ipUDP, true, true},
	protoSCTP: {ipSCTP, true, true}, protoICMP: {1, true, false},
	protoICMP6: {ipICMP6, false, true}, protoIGMP: {2, true, false},
	protoIGRP: {9, true, false}, protoPIM: {103, true, true},
	protoVRRP: {112, true, false}, protoCARP: {112, true, false},
	protoAH: {51, true, true}, protoESP: {50, true, true},
}

// linkTypes are the protocols that are told by the link layer.
var linkTypes = map[proto]uint32{
	protoIP: typeIP, protoIP6: typeIP6, protoARP: typeARP, protoRARP: typeRARP,
	protoAppleTalk: typeAppleTalk, protoAARP: typeAARP, protoDECnet: typeDECnet,
	protoLAT: typeLAT, protoSCA: typeSCA, protoMOPDL: typeMOPDL, protoMOPRC: typeMOPRC,
	protoISO: sapISO, protoSTP: sapSTP, protoIPX: sapIPX, protoNetBEUI: sapNetBEUI,
}

// Network-layer protocol identifiers of OSI.
const (
	isoCLNP = 0x81
	isoESIS = 0x82
	isoISIS = 0x83
)

var isoNumbers = map[string]uint32{"clnp": isoCLNP, "esis": isoESIS, "isis": isoISIS}

// isisTypes are the kinds of IS-IS packets, in the order of the tests.
var isisTypes = map[proto][]uint32{
	protoISISL1:    {26, 24, 18, 15, 17},
	protoISISL2:    {27, 25, 20, 16, 17},
	protoISISHello: {17, 16, 15},
	protoISISLSP:   {18, 20},
	protoISISSNP:   {27, 26, 24, 25},
	protoISISCSNP:  {24, 25},
	protoISISPSNP:  {26, 27},
}

// protocol is a protocol's name standing by itself.
func (g *generator) protocol(at token, p proto) *cond {
	if n, ok := ipNumbers[p]; ok {
		var c *cond
		if n.ip4 {
			c = g.ipProtocol(at, n.number)
		}
		if n.ip6 {
			c = either(c, g.ip6Protocol(at, n.number))
		}
		return c
	}
	if t, ok := linkTypes[p]; ok {
		return g.hasType(at, t)
	}
	if kinds, ok := isisTypes[p]; ok {
		var c *cond
		for _, kind := range kinds {
			c = either(c, g.isisProtocol(at, kind))
		}
		return c
	}
	switch p {
	case protoCLNP:
		return g.isoProtocol(at, isoCLNP)
	case protoESIS:
		return g.isoProtocol(at, isoESIS)
	case protoISIS:
		return g.isoProtocol(at, isoISIS)
	}
	refuse(at, "it is no protocol by itself")
	return nil
}

func (g *generator) ipProtocol(at token, n uint32) *cond {
	return all(g.hasType(at, typeIP), equal(g.load(g.network(9), 1), n))
}

// ip6Protocol looks behind one fragment header too.
func (g *generator) ip6Protocol(at token, n uint32) *cond {
	is := g.hasType(at, typeIP6)
	next := g.load(g.network(6), 1)
	return all(is, either(equal(next, n),
		all(equal(next, ipFragment), equal(g.load(g.network(40), 1), n))))
}

func (g *generator) isoProtocol(at token, n uint32) *cond {
	is := g.hasType(at, sapISO)
	return all(is, equal(g.load(g.payload.at(g.netNoSNAP), 1), n))
}

func (g *generator) isisProtocol(at token, kind uint32) *cond {
	is := g.isoProtocol(at, isoISIS)
	return all(is, equal(g.load(g.payload.at(g.netNoSNAP+4), 1), kind))
}

// protocolNumber is "proto N" under protocol p.
func (g *generator) protocolNumber(at token, p proto, n uint32) *cond {
	switch p {
	case protoDefault:
		return either(g.ipProtocol(at, n), g.ip6Protocol(at, n))
	case protoIP:
		return g.ipProtocol(at, n)
	case protoIP6:
		return g.ip6Protocol(at, n)
	case protoLink:
		return g.hasType(at, n)
	case protoISO:
		return g.isoProtocol(at, n)
	case protoISIS:
		return g.isisProtocol(at, n)
	}
	refuse(at, `"proto" goes with ether, ip, ip6, iso and isis only`)
	return nil
}
