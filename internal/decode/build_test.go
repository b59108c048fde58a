package decode

import (
	"encoding/hex"
	"net"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"

	"wiretalk/tcpreasm"
)

const request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

var (
	client4 = netip.MustParseAddrPort("192.0.2.1:40000")
	server4 = netip.MustParseAddrPort("198.51.100.2:80")
	client6 = netip.MustParseAddrPort("[2001:db8::1]:40000")
	server6 = netip.MustParseAddrPort("[2001:db8::2]:80")
)

// octets reads hexadecimal digits in which spaces do not count.
func octets(digits string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(digits, " ", ""))
	if err != nil {
		panic(err)
	}
	return b
}

func join(parts ...[]byte) []byte {
	var all []byte
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

// serialize lets gopacket write layers, with lengths and checksums.
func serialize(parts ...gopacket.SerializableLayer) []byte {
	buffer := gopacket.NewSerializeBuffer()
	options := gopacket.SerializeOptions{FixLengths: true}
	if err := gopacket.SerializeLayers(buffer, options, parts...); err != nil {
		panic(err)
	}
	return buffer.Bytes()
}

// tcpBytes is the client's request: a header with a timestamp option and the
// payload.
func tcpBytes() []byte {
	return serialize(&layers.TCP{
		SrcPort: 40000, DstPort: 80, Seq: 1000, Ack: 2000, ACK: true, PSH: true, Window: 512,
		Options: []layers.TCPOption{
			{OptionType: layers.TCPOptionKindNop}, {OptionType: layers.TCPOptionKindNop},
			{OptionType: layers.TCPOptionKindTimestamps, OptionLength: 10, OptionData: make([]byte, 8)},
		},
	}, gopacket.Payload(request))
}

func over4(protocol layers.IPProtocol, payload []byte) []byte {
	return serialize(&layers.IPv4{
		Version: 4, TTL: 64, Protocol: protocol,
		SrcIP: net.IP(client4.Addr().AsSlice()), DstIP: net.IP(server4.Addr().AsSlice()),
	}, gopacket.Payload(payload))
}

func over6(next layers.IPProtocol, payload []byte) []byte {
	return serialize(&layers.IPv6{
		Version: 6, HopLimit: 64, NextHeader: next,
		SrcIP: net.IP(client6.Addr().AsSlice()), DstIP: net.IP(server6.Addr().AsSlice()),
	}, gopacket.Payload(payload))
}

func overEthernet(t layers.EthernetType, payload []byte) []byte {
	return join(octets("020000000001 020000000002"), []byte{byte(t >> 8), byte(t)}, payload)
}

// overUDP is a tunnel between two other hosts, over Ethernet.
func overUDP(port layers.UDPPort, payload []byte) []byte {
	return overEthernet(layers.EthernetTypeIPv4, outer4(layers.IPProtocolUDP,
		serialize(&layers.UDP{SrcPort: 50000, DstPort: port}, gopacket.Payload(payload))))
}

func outer4(protocol layers.IPProtocol, payload []byte) []byte {
	return serialize(&layers.IPv4{
		Version: 4, TTL: 64, Protocol: protocol, SrcIP: net.IP{10, 0, 0, 1}, DstIP: net.IP{10, 0, 0, 2},
	}, gopacket.Payload(payload))
}

func overGRE(header string, payload []byte) []byte {
	return overEthernet(layers.EthernetTypeIPv4, outer4(layers.IPProtocolGRE, join(octets(header), payload)))
}

// decodeAlone decodes one packet that lies at place 5000 of a capture.
func decodeAlone(t *testing.T, link uint16, data []byte, length int) (tcpreasm.Segment, bool) {
	t.Helper()
	seg := tcpreasm.Segment{Frame: 1, Time: 1, Offset: 5000}
	found := New().Decode(link, data, length, &seg)
	return seg, found
}
