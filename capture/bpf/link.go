package bpf

import "fmt"

// Link types as https://www.tcpdump.org/linktypes.html numbers them.
const (
	linkNull     = 0
	linkEthernet = 1
	linkPPP      = 9
	linkRaw      = 101
	linkWLAN     = 105
	linkLoop     = 108
	linkSLL      = 113
	linkRadiotap = 127
	linkIPv4     = 228
	linkIPv6     = 229
	linkSLL2     = 276
)

var linkNames = map[uint16]string{
	linkNull: "BSD loopback", linkEthernet: "Ethernet", linkPPP: "PPP", linkRaw: "raw IP",
	linkWLAN: "802.11", linkLoop: "OpenBSD loopback", linkSLL: "Linux cooked capture v1",
	linkRadiotap: "802.11 with radiotap", linkIPv4: "raw IPv4", linkIPv6: "raw IPv6",
	linkSLL2: "Linux cooked capture v2",
}

// offset is a place in a packet: a number, plus what the prologue computes
// for headers that vary in length.
type offset struct {
	k    uint32
	base *value // nil, or a valSlot
}

// Scratch slots that the prologue sets.
const (
	slotHeader  = 0 // where the 802.11 header begins, after a radiotap header
	slotPayload = 1 // where the payload of the 802.11 frame begins
	slotVLAN    = 2 // 4 where the outer VLAN tag is still in the packet, else 0
	slots       = 3
)

// layout says where the headers of the current protocol stack lie. Going into
// a VLAN, MPLS or PPPoE moves it.
type layout struct {
	link      uint16 // linkPPP within PPPoE
	header    offset // the link-layer header
	linkType  offset // its type field, where it has one
	payload   offset // what follows the link-layer header
	net       uint32 // from payload to the network-layer header
	netNoSNAP uint32 // the same, when no SNAP header is between
	labels    int    // MPLS labels passed
}

// wireless says whether packets begin with an 802.11 header here.
func (l *layout) wireless() bool { return l.link == linkWLAN || l.link == linkRadiotap }

func newLayout(link uint16, vs *values) (layout, error) {
	l := layout{link: link}
	switch link {
	case linkEthernet:
		l.linkType.k, l.payload.k, l.netNoSNAP = 12, 14, 3
	case linkNull, linkLoop:
		l.payload.k = 4
	case linkPPP:
		l.linkType.k, l.payload.k = 2, 4
	case linkRaw, linkIPv4, linkIPv6:
	case linkSLL:
		l.linkType.k, l.payload.k = 14, 16
	case linkSLL2:
		l.payload.k = 20
	case linkRadiotap, linkWLAN:
		l.payload.base = vs.slot(slotPayload)
		l.net, l.netNoSNAP = 8, 3
		if link == linkRadiotap {
			l.header.base = vs.slot(slotHeader)
		}
	default:
		return l, fmt.Errorf("filters are not supported on link type %d", link)
	}
	return l, nil
}

// at is the place k bytes further.
func (o offset) at(k uint32) offset { return offset{o.k + k, o.base} }

// network is the place k bytes into the network-layer header.
func (l *layout) network(k uint32) offset { return l.payload.at(l.net + k) }
