package decode

import (
	"bytes"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

type encapsulation struct {
	name string
	link uint16
	data []byte
	six  bool // the innermost IP is version 6
}

func encapsulations() []encapsulation {
	segment := tcpBytes()
	in4, in6 := over4(layers.IPProtocolTCP, segment), over6(layers.IPProtocolTCP, segment)
	frame4 := overEthernet(layers.EthernetTypeIPv4, in4)
	frame6 := overEthernet(layers.EthernetTypeIPv6, in6)
	eth := func(t layers.EthernetType, header string, payload []byte) []byte {
		return overEthernet(t, join(octets(header), payload))
	}
	withOptions := serialize(&layers.IPv4{
		Version: 4, TTL: 64, Protocol: layers.IPProtocolTCP, SrcIP: client4.Addr().AsSlice(), DstIP: server4.Addr().AsSlice(),
		Options: []layers.IPv4Option{{OptionType: 148, OptionLength: 4, OptionData: []byte{0, 0}}},
	}, gopacket.Payload(segment))
	zeroLength4, zeroLength6 := bytes.Clone(in4), bytes.Clone(in6)
	copy(zeroLength4[2:], []byte{0, 0})
	copy(zeroLength6[4:], []byte{0, 0})
	snap := join(octets("aaaa03 000000 0800"), in4)
	ether8023 := join(octets("020000000001 020000000002"), []byte{byte(len(snap) >> 8), byte(len(snap))}, snap)

	return []encapsulation{
		{"Ethernet, IPv4", 1, frame4, false},
		{"Ethernet, IPv6", 1, frame6, true},
		{"Ethernet, padding after IPv4", 1, join(frame4, make([]byte, 20)), false},
		{"Ethernet, padding after IPv6", 1, join(frame6, make([]byte, 20)), true},
		{"802.3 with SNAP", 1, ether8023, false},
		{"802.3 with SNAP and padding", 1, join(ether8023, make([]byte, 9)), false},
		{"VLAN", 1, eth(0x8100, "0001 0800", in4), false},
		{"VLAN with SNAP", 1, eth(0x8100, "0001"+hex16(len(snap)), join(snap, make([]byte, 7))), false},
		{"QinQ", 1, eth(0x88a8, "0001 8100 0002 86dd", in6), true},
		{"old QinQ", 1, eth(0x9100, "0001 0800", in4), false},
		{"QinQinQ", 1, eth(0x8100, "0001 8100 0002 8100 0003 0800", in4), false},
		{"VN-Tag between VLANs", 1, eth(0x8100, "0001 8926 80010002 8100 0003 0800", in4), false},
		{"Cisco MetaData", 1, eth(0x8909, "01010001 0002 0800", in4), false},
		{"802.1ah", 1, eth(0x88e7, "00000001", frame4), false},
		{"SLL", 113, join(octets("0000 0001 0006 020000000001 0000 0800"), in4), false},
		{"SLL, IPv6", 113, join(octets("0000 0001 0006 020000000001 0000 86dd"), in6), true},
		{"SLL, VLAN", 113, join(octets("0000 0001 0006 020000000001 0000 8100 0001 0800"), in4), false},
		{"SLL, LLC", 113, join(octets("0000 0001 0006 020000000001 0000 0004"), snap), false},
		{"SLL2", 276, join(octets("0800 0000 00000002 0001 00 06 0200000000010000"), in4), false},
		{"SLL2, IPv6", 276, join(octets("86dd 0000 00000002 0001 00 06 0200000000010000"), in6), true},
		{"NULL, little-endian", 0, join(octets("02000000"), in4), false},
		{"NULL, big-endian", 0, join(octets("00000002"), in4), false},
		{"NULL, IPv6 of FreeBSD", 0, join(octets("1c000000"), in6), true},
		{"NULL, IPv6 of Darwin", 0, join(octets("1e000000"), in6), true},
		{"LOOP, IPv6 of OpenBSD", 108, join(octets("00000018"), in6), true},
		{"RAW", 101, in4, false},
		{"RAW, IPv6", 101, in6, true},
		{"RAW of BSD", 12, in4, false},
		{"RAW of OpenBSD", 14, in6, true},
		{"IPv4", 228, in4, false},
		{"IPv6", 229, in6, true},
		{"PPP", 9, join(octets("0021"), in4), false},
		{"PPP, HDLC framing", 9, join(octets("ff03 0057"), in6), true},
		{"PPP, short protocol", 9, join(octets("21"), in4), false},
		{"PPP, MPLS", 9, join(octets("0281 00064140"), in4), false},
		{"PPP that is Cisco HDLC", 50, join(octets("0f00 0800"), in4), false},
		{"Cisco HDLC", 104, join(octets("8f00 86dd"), in6), true},
		{"PPPoE", 1, eth(layers.EthernetTypePPPoESession, "11 00 0001 "+hex16(len(in4)+2)+" 0021", join(in4, make([]byte, 3))), false},
		{"PPPoE behind its own link type", 51, join(octets("11 00 0001 "+hex16(len(in6)+2)+" 0057"), in6), true},
		{"802.11 from an access point", 105, join(octets("0802 0000 020000000001 020000000002 020000000003 0000"), snap), false},
		{"802.11 QoS", 105, join(octets("8801 0000 020000000001 020000000002 020000000003 0000 0000"), snap), false},
		{"802.11 between access points, HT control", 105, join(octets("8883 0000 020000000001 020000000002 020000000003 0000 020000000004 0000 00000000"), snap), false},
		{"802.11 A-MSDU", 105, join(octets("8802 0000 020000000001 020000000002 020000000003 0000 8000"), ether8023), false},
		{"radiotap", 127, join(octets("00 00 0900 02000000 00 0802 0000 020000000001 020000000002 020000000003 0000"), snap), false},
		{"radiotap, time, padded header", 127, join(octets("00 00 1900 030000a0 00000020 00000000 0000000000000000 20"+
			"8802 0000 020000000001 020000000002 020000000003 0000 0000 0000"), snap), false},
		{"Prism", 119, join(make([]byte, 144), octets("0802 0000 020000000001 020000000002 020000000003 0000"), snap), false},
		{"AVS", 163, join(octets("80211001 00000010 0000000000000000 0802 0000 020000000001 020000000002 020000000003 0000"), snap), false},
		{"PPI, 802.11", 192, join(octets("00 00 0c00 69000000 aabbccdd 0802 0000 020000000001 020000000002 020000000003 0000"), snap), false},
		{"PPI, Ethernet", 192, join(octets("00 00 0800 01000000"), frame6), true},
		{"ENC of OpenBSD, little-endian", 109, join(octets("02000000 00001234 00000000"), in4), false},
		{"ENC of OpenBSD, big-endian", 109, join(octets("00000018 00001234 00000000"), in6), true},
		{"pf's log", 117, join(octets("3d 02 00 00"), make([]byte, 60), in4), false},
		{"PPP with direction", 204, join(octets("01 ff03 0021"), in4), false},
		{"IPNET of Solaris", 226, join(octets("01 02 0000 00000000 00000000 00000000 00000000 00000000"), in4), false},
		{"NFLOG", 239, join(octets("02 00 0001 0800 0100 08000100 0500 0a00 00 000000"+hexLE(len(in4)+4)+"0900"), in4, make([]byte, 3)), false},
		{"NFLOG, big-endian", 239, join(octets("0a 00 0001 0008 0001 86dd0100 "+hex16(len(in6)+4)+"0009"), in6), true},
		{"PKTAP", 258, join(octets("6c000000 01000000 01000000"), make([]byte, 96), frame4), false},
		{"PKTAP, loopback", 258, join(octets("6c000000 01000000 00000000"), make([]byte, 96), octets("1e000000"), in6), true},
		{"FDDI", 10, join(octets("50 020000000001 020000000002"), snap), false},
		{"Token Ring", 6, join(octets("10 40 020000000001 020000000002"), snap), false},
		{"Token Ring, source routing", 6, join(octets("10 40 020000000001 820000000002 0630 0011 0022"), snap), false},
		{"ATM", 100, snap, false},
		{"IP over Fibre Channel", 122, join(octets("1000020000000001 1000020000000002"), snap), false},
		{"IP over FireWire", 138, join(octets("0200000000010000 0200000000020000 0800"), in4), false},
		{"Frame Relay", 107, join(octets("1841 03 cc"), in4), false},
		{"Frame Relay, long address, SNAP", 107, join(octets("18400041 03 00 80 000000 86dd"), in6), true},
		{"Frame Relay, Cisco", 107, join(octets("1841 0800"), in4), false},
		{"MPLS", 1, eth(layers.EthernetTypeMPLSUnicast, "00064040 00065140", in4), false},
		{"MPLS, IPv6", 1, eth(layers.EthernetTypeMPLSMulticast, "00064140", in6), true},
		{"MPLS, Ethernet", 1, eth(layers.EthernetTypeMPLSUnicast, "00064140", frame4), false},
		{"MPLS, Ethernet with control word", 1, eth(layers.EthernetTypeMPLSUnicast, "00064140 00000001", frame6), true},
		{"GRE", 1, overGRE("0000 0800", in4), false},
		{"GRE, checksum, key, sequence", 1, overGRE("b000 86dd 12340000 00000001 00000002", in6), true},
		{"GRE, routing", 1, overGRE("4000 0800 00000000 0800 00 04 0a000003 0000 00 00", in4), false},
		{"PPTP", 1, overGRE("3081 880b "+hex16(len(in4)+4)+" 0001 00000001 00000002 ff03 0021", in4), false},
		{"NVGRE", 1, overGRE("2000 6558 00000100", frame4), false},
		{"ERSPAN I", 1, overGRE("0000 88be", frame4), false},
		{"ERSPAN II", 1, overGRE("1000 88be 00000001 1001 0001 00000000", frame4), false},
		{"ERSPAN III", 1, overGRE("1000 22eb 00000001 2001 0001 00000000 0000 0006", frame4), false},
		{"ERSPAN III with subheader", 1, overGRE("1000 22eb 00000001 2001 0001 00000000 0000 0007 0c000003 00000000", frame6), true},
		{"ERSPAN III, IP", 1, overGRE("1000 22eb 00000001 2001 0001 00000000 0000 0800", in4), false},
		{"WCCP", 1, overGRE("0000 883e", in4), false},
		{"WCCP version 2", 1, overGRE("0000 883e 00000000", in4), false},
		{"Aruba GRE", 1, overGRE("0000 8240 0802 0000 020000000001 020000000002 020000000003 0000", snap), false},
		{"VXLAN", 1, overUDP(4789, join(octets("08000000 00000100"), frame4)), false},
		{"VXLAN on Linux's port", 1, overUDP(8472, join(octets("08000000 00000100"), frame6)), true},
		{"VXLAN thrice", 1, overUDP(4789, join(octets("08000000 00000100"),
			overUDP(4789, join(octets("08000000 00000200"), overUDP(4789, join(octets("08000000 00000300"), frame4)))))), false},
		{"VXLAN-GPE, IP", 1, overUDP(4790, join(octets("0c000001 00000100"), in4)), false},
		{"VXLAN-GPE, Ethernet", 1, overUDP(4790, join(octets("0c000003 00000100"), frame6)), true},
		{"VXLAN-GPE, NSH", 1, overUDP(4790, join(octets("0c000004 00000100 0fc6 01 03 00000101 00000000000000000000000000000000"), frame4)), false},
		{"NSH", 1, eth(0x894f, "0fc2 02 02 00000101", in6), true},
		{"TZSP", 1, overUDP(37008, join(octets("01 00 0001 00 0a 01 c8 01"), frame4)), false},
		{"Geneve", 1, overUDP(6081, join(octets("0000 6558 00000100"), frame4)), false},
		{"Geneve with options, IP", 1, overUDP(6081, join(octets("0200 86dd 00000100 0102 80 01 00000000"), in6)), true},
		{"GTP-U", 1, overUDP(2152, join(octets("30 ff "+hex16(len(in4))+" 00000001"), in4)), false},
		{"GTP-U with extension headers", 1, overUDP(2152, join(octets("34 ff "+hex16(len(in6)+12)+" 00000001 0000 00 85 01 1000 85 01 0900 00"), in6)), true},
		{"Teredo", 1, overUDP(3544, in6), true},
		{"Teredo with authentication and origin", 1, overUDP(3544, join(octets("0001 00 00 0000000000000000 00 0000 f0f0 f5fffffe"), in6)), true},
		{"L2TP", 1, overUDP(1701, join(octets("4002 0000 0001 0001 ff03 0021"), in4)), false},
		{"L2TP, sequence and offset", 1, overUDP(1701, join(octets("0a02 0001 0001 0000 0000 0002 ffff 0021"), in4)), false},
		{"LISP", 1, overUDP(4341, join(octets("8000000000000000"), in4)), false},
		{"MPLS in UDP", 1, overUDP(6635, join(octets("00064140"), in4)), false},
		{"IPv4 in IPv4", 1, overEthernet(layers.EthernetTypeIPv4, outer4(layers.IPProtocolIPv4, in4)), false},
		{"IPv6 in IPv4", 1, overEthernet(layers.EthernetTypeIPv4, outer4(layers.IPProtocolIPv6, in6)), true},
		{"IPv4 in IPv6", 1, overEthernet(layers.EthernetTypeIPv6, over6(layers.IPProtocolIPv4, in4)), false},
		{"IPv6 in IPv6 in IPv6", 1, overEthernet(layers.EthernetTypeIPv6, over6(layers.IPProtocolIPv6, over6(layers.IPProtocolIPv6, in6))), true},
		{"EtherIP", 1, overEthernet(layers.EthernetTypeIPv4, outer4(layers.IPProtocolEtherIP, join(octets("3000"), frame4))), false},
		{"MPLS in IP", 1, overEthernet(layers.EthernetTypeIPv4, outer4(layers.IPProtocolMPLSInIP, join(octets("00064140"), in6))), true},
		{"IPv4 options", 1, overEthernet(layers.EthernetTypeIPv4, withOptions), false},
		{"IPv4 total length 0 of offload", 1, overEthernet(layers.EthernetTypeIPv4, zeroLength4), false},
		{"IPv6 payload length 0 of offload", 1, overEthernet(layers.EthernetTypeIPv6, zeroLength6), true},
		{"IPv6 hop-by-hop and destination options", 1, overEthernet(layers.EthernetTypeIPv6, over6(0,
			join(octets("3c00 010400000000 0600 010400000000"), segment))), true},
		{"IPv6 routing, no segment left", 1, overEthernet(layers.EthernetTypeIPv6, over6(43,
			join(octets("0602 0000 00000000 20010db8000000000000000000000099"), segment))), true},
		{"IPv6 AH", 1, overEthernet(layers.EthernetTypeIPv6, over6(51,
			join(octets("0604 0000 00000001 00000001 000000000000000000000000"), segment))), true},
		{"IPv4 AH", 1, overEthernet(layers.EthernetTypeIPv4, over4(51,
			join(octets("0604 0000 00000001 00000001 000000000000000000000000"), segment))), false},
		{"IPv6 Ethernet", 1, overEthernet(layers.EthernetTypeIPv6, over6(nextEthernet, frame4)), false},
		{"IPv6 atomic fragment", 1, overEthernet(layers.EthernetTypeIPv6, over6(44, join(octets("0600 0000 00000001"), segment))), true},
	}
}

func hex16(n int) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[n>>12&15], digits[n>>8&15], digits[n>>4&15], digits[n&15]})
}

func hexLE(n int) string { return hex16(n&0xff<<8 | n>>8) }

func TestEveryEncapsulationLeadsToTheSegment(t *testing.T) {
	for _, c := range encapsulations() {
		t.Run(c.name, func(t *testing.T) {
			seg, found := decodeAlone(t, c.link, c.data, len(c.data))
			if !found {
				t.Fatalf("no segment in % x", c.data)
			}
			client, server := client4, server4
			if c.six {
				client, server = client6, server6
			}
			if seg.Src != client || seg.Dst != server {
				t.Errorf("from %v to %v, want from %v to %v", seg.Src, seg.Dst, client, server)
			}
			if string(seg.Payload) != request || seg.Length != len(request) {
				t.Errorf("payload %q of length %d", seg.Payload, seg.Length)
			}
			if seg.Seq != 1000 || seg.Ack != 2000 || seg.Window != 512 || seg.Flags.String() != "PSH,ACK" || len(seg.Options) != 12 {
				t.Errorf("header fields of %+v", seg)
			}
			if at := int(seg.Offset - 5000); !bytes.HasPrefix(c.data[at:], []byte(request)) {
				t.Errorf("payload does not lie at %d", at)
			}
			if seg.Pieces != nil {
				t.Errorf("pieces %v", seg.Pieces)
			}
		})
	}
}

// Cut by a snapshot length, a segment keeps its length on the wire as long as
// its header is whole; a file that says nothing of the cut cannot have more
// payload than it holds.
func TestEveryCutOfEveryEncapsulation(t *testing.T) {
	for _, c := range encapsulations() {
		t.Run(c.name, func(t *testing.T) {
			payloadAt := bytes.Index(c.data, []byte(request))
			for n := range c.data {
				cut := c.data[:n:n]
				seg, found := decodeAlone(t, c.link, cut, len(c.data))
				if n >= payloadAt {
					have := min(n-payloadAt, len(request))
					if !found || seg.Length != len(request) || string(seg.Payload) != request[:have] {
						t.Fatalf("of %d bytes: found %v, length %d, payload %q", n, found, seg.Length, seg.Payload)
					}
				} else if found && (len(seg.Payload) != 0 || n < payloadAt-32+tcpNeeded) {
					t.Fatalf("of %d bytes: a segment %+v out of nothing", n, seg)
				}
				if seg, found := decodeAlone(t, c.link, cut, n); found && seg.Length != len(seg.Payload) {
					t.Fatalf("of %d bytes, all there were: length %d, payload %d", n, seg.Length, len(seg.Payload))
				}
			}
		})
	}
}

func TestOnlyLinkTypesThatLeadSomewhereAreKnown(t *testing.T) {
	for _, c := range encapsulations() {
		if !Knows(c.link) {
			t.Errorf("%s: link type %d is not known", c.name, c.link)
		}
	}
	for _, link := range []uint16{147, 187, 220, 65535} { // a user's, Bluetooth, USB, nobody's
		if Knows(link) {
			t.Errorf("link type %d is known", link)
		}
	}
}
