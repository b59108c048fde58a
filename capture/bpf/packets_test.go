package bpf_test

import (
	"encoding/binary"
	"encoding/hex"
	"net"
	"strings"
	"sync"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

// frame is a packet as a filter gets it.
type frame struct {
	name string
	data []byte
	wire int
}

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

func serialize(parts ...gopacket.SerializableLayer) []byte {
	buffer := gopacket.NewSerializeBuffer()
	if err := gopacket.SerializeLayers(buffer, gopacket.SerializeOptions{FixLengths: true}, parts...); err != nil {
		panic(err)
	}
	return append([]byte(nil), buffer.Bytes()...)
}

func tcp(src, dst int, flags string) []byte {
	has := func(f string) bool { return strings.Contains(flags, f) }
	return serialize(&layers.TCP{SrcPort: layers.TCPPort(src), DstPort: layers.TCPPort(dst), Seq: 7,
		SYN: has("S"), ACK: has("A"), FIN: has("F"), RST: has("R"), PSH: has("P"), Window: 512},
		gopacket.Payload("GET / HTTP/1.1\r\n"))
}

func udp(src, dst int) []byte {
	return serialize(&layers.UDP{SrcPort: layers.UDPPort(src), DstPort: layers.UDPPort(dst)},
		gopacket.Payload("question"))
}

func sctp(src, dst int) []byte {
	b := make([]byte, 28)
	binary.BigEndian.PutUint16(b, uint16(src))
	binary.BigEndian.PutUint16(b[2:], uint16(dst))
	return b
}

func ip4(src, dst string, protocol int, fragment uint16, options int, payload []byte) []byte {
	header := &layers.IPv4{Version: 4, TTL: 64, Protocol: layers.IPProtocol(protocol),
		FragOffset: fragment & 0x1fff, Flags: layers.IPv4Flag(fragment >> 13),
		SrcIP: net.ParseIP(src), DstIP: net.ParseIP(dst)}
	for range options {
		header.Options = append(header.Options, layers.IPv4Option{OptionType: 7, OptionLength: 4, OptionData: []byte{4, 0}})
	}
	return serialize(header, gopacket.Payload(payload))
}

func ip6(src, dst string, next int, payload []byte) []byte {
	return serialize(&layers.IPv6{Version: 6, HopLimit: 64, NextHeader: layers.IPProtocol(next),
		SrcIP: net.ParseIP(src), DstIP: net.ParseIP(dst)}, gopacket.Payload(payload))
}

// datagrams are network-layer packets and their Ethernet types.
var datagrams = sync.OnceValue(func() []frame {
	var list []frame
	add := func(name string, t int, data []byte) {
		list = append(list, frame{name: name, data: data, wire: t})
	}
	const a, b, c, many, all = "10.0.0.1", "10.0.0.2", "192.168.1.7", "224.0.0.5", "255.255.255.255"
	const a6, b6, many6 = "2001:db8::1", "2001:db8:1::2", "ff02::1"
	for _, ports := range [][2]int{{40000, 80}, {80, 40000}, {443, 8080}, {22, 53}, {53, 53}} {
		for _, flags := range []string{"S", "SA", "A", "PA", "FA", "R"} {
			add("tcp", 0x0800, ip4(a, b, 6, 0, 0, tcp(ports[0], ports[1], flags)))
		}
		add("tcp options", 0x0800, ip4(c, b, 6, 0, 2, tcp(ports[0], ports[1], "S")))
		add("udp", 0x0800, ip4(b, a, 17, 0, 0, udp(ports[0], ports[1])))
		add("udp options", 0x0800, ip4(b, c, 17, 0, 1, udp(ports[0], ports[1])))
		add("sctp", 0x0800, ip4(b, a, 132, 0, 0, sctp(ports[0], ports[1])))
		add("tcp6", 0x86dd, ip6(a6, b6, 6, tcp(ports[0], ports[1], "SA")))
		add("udp6", 0x86dd, ip6(b6, a6, 17, udp(ports[0], ports[1])))
		add("sctp6", 0x86dd, ip6(b6, many6, 132, sctp(ports[0], ports[1])))
	}
	add("first fragment", 0x0800, ip4(a, c, 17, 0x2000, 0, udp(53, 4000)))
	add("later fragment", 0x0800, ip4(a, c, 17, 0x2003, 0, udp(53, 4000)))
	add("last fragment", 0x0800, ip4(a, c, 6, 0x0003, 0, tcp(80, 4000, "A")))
	add("fragment6", 0x86dd, ip6(a6, b6, 44, join([]byte{6, 0, 0, 1, 0, 0, 0, 1}, tcp(80, 4000, "A"))))
	add("fragment6 udp", 0x86dd, ip6(a6, b6, 44, join([]byte{17, 0, 0, 1, 0, 0, 0, 1}, udp(80, 4000))))
	for _, kind := range []byte{0, 3, 5, 8, 11} {
		add("icmp", 0x0800, ip4(a, b, 1, 0, 0, []byte{kind, 1, 0, 0, 0, 0, 0, 1}))
		add("icmp6", 0x86dd, ip6(a6, many6, 58, []byte{kind + 128, 0, 0, 0, 0, 0, 0, 1}))
	}
	for _, protocol := range []int{2, 4, 9, 41, 47, 50, 51, 89, 103, 112, 255} {
		add("ip other", 0x0800, ip4(c, many, protocol, 0, 0, make([]byte, 16)))
		add("ip6 other", 0x86dd, ip6(a6, b6, protocol, make([]byte, 16)))
	}
	add("broadcast", 0x0800, ip4(c, all, 17, 0, 0, udp(68, 67)))
	add("broadcast 0", 0x0800, ip4("0.0.0.0", "0.0.0.0", 17, 0, 0, udp(68, 67)))
	for _, t := range []int{0x0806, 0x8035} {
		add("arp", t, octets("0001 0800 0604 0001 020000000001 0a000001 000000000000 0a000002"))
		add("arp reply", t, octets("0001 0800 0604 0002 020000000002 c0a80107 020000000001 0a000001"))
	}
	add("version 5", 0x0800, join([]byte{0x55}, make([]byte, 60)))
	for _, t := range []int{0x809b, 0x80f3, 0x8137, 0x6001, 0x6002, 0x6003, 0x6004, 0x6007, 0x9000, 0x88cc} {
		add("other", t, make([]byte, 46))
	}
	return list
})

func big16(n int) []byte { return []byte{byte(n >> 8), byte(n)} }

// llcFrames are 802.2 packets.
var llcFrames = []string{
	"424203 0000000000", "f0f003 00", "e0e003 ffff", "ffff 0022", "0606 03 45000000",
	"aaaa03 000000 8137 0000", "aaaa03 080007 809b 0000", "aaaa03 000000 80f3 0000",
	"aaaa03 000000 0800 45000014", "fefe03 81 00", "fefe03 82 00", "fefe03 83 1b0100 0f 0100",
	"fefe03 83 1b0100 10 0100", "fefe03 83 1b0100 12 0100", "fefe03 83 1b0100 18 0100",
	"0404 01 00", "0404 05 00", "0404 09 00", "0404 00 00", "0404 63", "0404 e3", "0404 af",
}

// cut adds to each packet what a short snapshot length leaves of it.
func cut(list []frame) []frame {
	out := list
	for i, f := range list {
		for _, n := range []int{len(f.data) - 1, 60, 40, 34, 23, 18, 13, 3, i % 70} {
			if n >= 0 && n < len(f.data) {
				out = append(out, frame{f.name, f.data[:n:n], f.wire})
			}
		}
	}
	return out
}

// frames are packets of every kind on a link type.
var frames = func(link uint16) []frame {
	framesOnce.Lock()
	defer framesOnce.Unlock()
	if list, ok := framesMade[link]; ok {
		return list
	}
	var list []frame
	for _, d := range datagrams() {
		for _, data := range onLink(link, d.wire, d.data) {
			list = append(list, frame{d.name, data, len(data)})
		}
	}
	for _, digits := range llcFrames {
		for _, data := range onLinkLLC(link, octets(digits)) {
			list = append(list, frame{"llc " + digits, data, len(data)})
		}
	}
	list = cut(list)
	framesMade[link] = list
	return list
}

var (
	framesOnce sync.Mutex
	framesMade = make(map[uint16][]frame)
)

const macs = "0a0b0c0d0e0f 020000000001"

func ethernet(t int, payload []byte) []byte { return join(octets(macs), big16(t), payload) }

// onLink puts a datagram on a link, in all the ways that there are.
func onLink(link uint16, t int, data []byte) [][]byte {
	ppp := map[int]int{0x0800: 0x21, 0x86dd: 0x57, 0x6003: 0x27, 0x809b: 0x29}
	snap := join(octets("aaaa03000000"), big16(t), data)
	switch link {
	case 1:
		list := [][]byte{ethernet(t, data),
			join(octets("ffffffffffff 020000000001"), big16(t), data),
			join(octets("0100 5e000005 0a0b0c0d0e0f"), big16(t), data),
			ethernet(len(snap), snap),
			ethernet(0x8100, join(big16(0x2064), big16(t), data)),
			ethernet(0x88a8, join(big16(100), big16(0x8100), big16(5), big16(t), data)),
			ethernet(0x9100, join(big16(0x0005), big16(t), data))}
		if t == 0x0800 || t == 0x86dd {
			list = append(list, ethernet(0x8847, join(octets("00064140"), data)),
				ethernet(0x8847, join(octets("00064040 00005140"), data)),
				ethernet(0x8847, join(octets("00005040 00064040 00007140"), data)),
				ethernet(0x8864, join(octets("1100 0004 0020"), big16(ppp[t]), data)),
				ethernet(0x8864, join(octets("1100 0007 0020"), big16(ppp[t]), data)),
				ethernet(0x8863, join(octets("1109 0000 0000"), data)))
		}
		return list
	case 0, 108:
		family := map[int]byte{0x0800: 2, 0x86dd: 30}[t]
		other := byte(10)
		if t != 0x86dd {
			other = 7
		}
		return [][]byte{join([]byte{family, 0, 0, 0}, data), join([]byte{0, 0, 0, family}, data),
			join([]byte{other, 0, 0, 0}, data), join([]byte{0, 0, 0, other}, data)}
	case 9:
		if ppp[t] == 0 {
			return [][]byte{join(octets("ff03"), big16(t), data)}
		}
		return [][]byte{join(octets("ff03"), big16(ppp[t]), data),
			join(octets("ff03 0281 00064140"), data), join(octets("ff03 0281 00064040 00005140"), data)}
	case 113:
		return [][]byte{join(octets("0000 0001 0006 020000000001 0000"), big16(t), data),
			join(octets("0004 0001 0006 020000000001 0000"), big16(t), data),
			join(octets("0000 0001 0006 020000000001 0000 0004"), snap)}
	case 276:
		return [][]byte{join(big16(t), octets("0000 00000003 0001 00 06 0200000000010000"), data),
			join(big16(t), octets("0000 00000002 0001 04 06 0200000000010000"), data),
			join(octets("0004 0000 00000002 0001 04 06 0200000000010000"), snap)}
	case 105:
		return wireless(snap)
	case 127:
		return radiotap(wireless(snap), wireless(join([]byte{0, 0}, snap)))
	}
	return [][]byte{data}
}

func onLinkLLC(link uint16, data []byte) [][]byte {
	switch link {
	case 1:
		return [][]byte{ethernet(len(data), data), ethernet(0x8100, join(big16(100), big16(len(data)), data))}
	case 113:
		return [][]byte{join(octets("0000 0001 0006 020000000001 0000 0004"), data),
			join(octets("0000 0001 0006 020000000001 0000 0001"), data)}
	case 276:
		return [][]byte{join(octets("0004 0000 00000003 0001 00 06 0200000000010000"), data)}
	case 105:
		return wireless(data)
	case 127:
		return radiotap(wireless(data), nil)
	}
	return nil
}

// wireless makes 802.11 frames of all types and directions.
func wireless(payload []byte) [][]byte {
	addresses := octets("0a0b0c0d0e0f 020000000001 0a0b0c0d0e0f")
	var list [][]byte
	for direction := range byte(4) {
		head := join([]byte{0x08, direction, 0, 0}, addresses, []byte{0, 0})
		qos := join([]byte{0x88, direction, 0, 0}, addresses, []byte{0, 0}, []byte{0, 0})
		list = append(list, join(head, payload), join(qos, payload))
	}
	for _, control := range []byte{0x80, 0x40, 0xb0, 0xb4, 0xc4, 0xd4, 0x48, 0xc8, 0x0c} {
		list = append(list, join([]byte{control, 0, 0, 0}, addresses, []byte{0, 0}, payload))
	}
	return list
}

// radiotap puts headers of several lengths before frames, and before padded
// ones a header that says so.
func radiotap(plain, padded [][]byte) [][]byte {
	var list [][]byte
	for _, f := range plain {
		list = append(list, join(octets("0000 0800 00000000"), f),
			join(octets("0000 0900 02000000 00"), f),
			join(octets("0000 1100 03000000 0000000000000000 00"), f),
			join(octets("0000 0c00 00000080 20000000"), f))
	}
	for _, f := range padded {
		list = append(list, join(octets("0000 0900 02000000 20"), f),
			join(octets("0000 1100 03000000 0000000000000000 20"), f))
	}
	return list
}
