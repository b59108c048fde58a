// Package decode finds the TCP segment in a captured packet. In go a packet's
// bytes and its link type, packet by packet in the order of the capture; out
// comes a tcpreasm.Segment that borrows the packet's bytes.
//
// A packet is walked from the outside in. Each protocol is a function of type
// layer: it reads its header at the front of what remains, cuts its trailer
// off the end, and names the layer that follows. The numbers that protocols
// use to say what follows are the switches linkLayer, etherType, ipProtocol,
// udpPort, pppProtocol and greProtocol. Where a packet is odd, we do what
// Wireshark 4.0 does, so that numbers agree.
//
//	ethernet.go   Ethernet, 802.3 LLC/SNAP, VLAN and other tags
//	cooked.go     link types that name the protocol and little more
//	wlan.go       IEEE 802.11, radiotap
//	ppp.go        PPP, PPPoE, L2TP
//	mpls.go       MPLS and Ethernet pseudowires
//	ip4.go ip6.go IPv4, IPv6 and its extension headers
//	fragments.go  IP fragments that wait for others
//	tunnel.go     what rides on UDP; tunnel_gre.go on GRE
//	tcp.go        TCP
//
// gopacket's constants name the numbers, and its decoders are what the tests
// compare with. They are not on the packet's way: they take several times as
// long on the usual packet, and lose segments on the unusual ones.
package decode
