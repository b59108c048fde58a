package bpf

// Types as Ethernet has them; smaller numbers are 802.2 service access points.
const (
	maxLength = 1500 // the largest length field: above it is a type

	typeIP        = 0x0800
	typeARP       = 0x0806
	typeRARP      = 0x8035
	typeVLAN      = 0x8100
	typeVLANQinQ  = 0x88a8
	typeVLANOld   = 0x9100
	typeIP6       = 0x86dd
	typeMPLS      = 0x8847
	typePPPoED    = 0x8863
	typePPPoES    = 0x8864
	typeMOPDL     = 0x6001
	typeMOPRC     = 0x6002
	typeDECnet    = 0x6003
	typeLAT       = 0x6004
	typeSCA       = 0x6007
	typeAppleTalk = 0x809b
	typeAARP      = 0x80f3
	typeIPX       = 0x8137
	typeNS        = 0x0600
	typeLoopback  = 0x9000

	sapIP      = 0x06
	sapSTP     = 0x42
	sapSNAP    = 0xaa
	sapIPX     = 0xe0
	sapNetBEUI = 0xf0
	sapISO     = 0xfe
)

// pppMPLS is a PPP protocol number.
const pppMPLS = 0x0281

// pppTypes are the PPP protocol numbers of Ethernet types.
var pppTypes = map[uint32]uint32{
	typeIP: 0x21, typeIP6: 0x57, typeDECnet: 0x27, typeAppleTalk: 0x29, typeNS: 0x25,
	sapISO: 0x23, sapSTP: 0x31, sapIPX: 0x2b,
}

// Linux cooked captures mark 802.3 and 802.2 frames in the type field.
const (
	sll8023 = 1
	sll8022 = 4
)

// hasType tests for an Ethernet type or 802.2 service access point, as the
// link type here expresses it. at is the word to blame.
func (g *generator) hasType(at token, t uint32) *cond {
	if g.labels > 0 {
		return g.underMPLS(at, t)
	}
	switch g.link {
	case linkEthernet:
		return g.ethernetType(t)
	case linkWLAN, linkRadiotap:
		return all(g.dataFrame(), g.llcType(t))
	case linkSLL:
		return g.cookedType(t)
	case linkSLL2:
		return equal(g.load(g.linkType, 2), t)
	case linkPPP:
		if ppp, ok := pppTypes[t]; ok {
			t = ppp
		}
		return equal(g.load(g.linkType, 2), t)
	case linkNull, linkLoop:
		return g.loopbackType(t)
	}
	return g.rawType(t)
}

// rawType is for links without a type field: the version tells, or the link.
func (g *generator) rawType(t uint32) *cond {
	version := uint32(0)
	switch t {
	case typeIP:
		version = 4
	case typeIP6:
		version = 6
	}
	switch {
	case version == 0:
	case g.link == linkRaw:
		return g.values.masked(g.load(offset{}, 1), version<<4, 0xf0)
	case g.link == linkIPv4 && version == 4, g.link == linkIPv6 && version == 6:
		return g.values.always()
	}
	return g.values.never()
}

// Address families of loopback headers. That of IPv6 depends on the system
// that captured.
const (
	familyIP         = 2
	familyIP6Linux   = 10
	familyIP6BSD     = 24
	familyIP6FreeBSD = 28
	familyIP6Darwin  = 30
)

func (g *generator) loopbackType(t uint32) *cond {
	family := g.load(offset{}, 4)
	is := func(k uint32) *cond {
		if g.link == linkNull && !g.options.BigEndian {
			k = k<<24 | k>>24
		}
		return equal(family, k)
	}
	switch {
	case t == typeIP:
		return is(familyIP)
	case t == typeIP6 && (g.options.Live || g.options.NoFile):
		return is(familyIP6Linux)
	case t == typeIP6:
		return either(is(familyIP6Darwin), is(familyIP6BSD), is(familyIP6FreeBSD))
	}
	return g.values.never()
}

func (g *generator) underMPLS(at token, t uint32) *cond {
	version := uint32(4)
	switch t {
	case typeIP, pppTypes[typeIP]:
	case typeIP6, pppTypes[typeIP6]:
		version = 6
	default:
		refuse(at, "under MPLS only IPv4 and IPv6 can be told")
	}
	bottom := g.load(g.payload.at(g.net-2), 1)
	return all(g.values.masked(bottom, 1, 1),
		g.values.masked(g.load(g.network(0), 1), version<<4, 0xf0))
}

// isLength says that the frame is 802.3: its type field is a length.
func (g *generator) isLength() *cond { return not(greater(g.load(g.linkType, 2), maxLength)) }

func (g *generator) ethernetType(t uint32) *cond {
	is := func(t uint32) *cond { return equal(g.load(g.linkType, 2), t) }
	switch t {
	case sapISO, sapIP, sapNetBEUI:
		return all(g.isLength(), equal(g.load(g.payload, 2), t<<8|t))
	case sapIPX:
		return either(is(typeIPX), all(g.isLength(), either(g.snap(0, typeIPX),
			equal(g.load(g.payload, 1), sapIPX), equal(g.load(g.payload, 2), 0xffff))))
	case typeAppleTalk, typeAARP:
		return either(is(t), all(g.isLength(), g.appleSNAP(t)))
	}
	if t <= maxLength {
		return all(g.isLength(), equal(g.load(g.payload, 1), t))
	}
	return is(t)
}

func (g *generator) cookedType(t uint32) *cond {
	is := func(t uint32) *cond { return equal(g.load(g.linkType, 2), t) }
	switch t {
	case sapISO, sapIP, sapNetBEUI:
		return all(is(sll8022), equal(g.load(g.payload, 2), t<<8|t))
	case sapIPX:
		return either(is(typeIPX), is(sll8023), all(is(sll8022),
			either(equal(g.load(g.payload, 1), sapIPX), g.snap(0, typeIPX))))
	case typeAppleTalk, typeAARP:
		return either(is(t), all(is(sll8022), g.appleSNAP(t)))
	}
	if t <= maxLength {
		return all(is(sll8022), equal(g.load(g.payload, 1), t))
	}
	return is(t)
}

// llcType is for links whose payload begins with an 802.2 header.
func (g *generator) llcType(t uint32) *cond {
	switch {
	case t == sapISO || t == sapIP || t == sapNetBEUI:
		return equal(g.load(g.payload, 2), t<<8|t)
	case t == typeAppleTalk:
		return g.appleSNAP(t)
	case t <= maxLength:
		return equal(g.load(g.payload, 1), t)
	}
	return equal(g.load(g.payload.at(6), 2), t)
}

// snap tests the whole 802.2 and SNAP headers.
func (g *generator) snap(organisation, t uint32) *cond {
	return g.bytes(g.payload, []byte{sapSNAP, sapSNAP, 3, byte(organisation >> 16),
		byte(organisation >> 8), byte(organisation), byte(t >> 8), byte(t)})
}

func (g *generator) appleSNAP(t uint32) *cond {
	if t == typeAARP {
		return g.snap(0, t)
	}
	return g.snap(0x080007, t)
}
