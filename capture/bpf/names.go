package bpf

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// services.txt has a name, a port and the transports on each line.
//
//go:embed services.txt
var servicesText string

// protocols.txt has a name and a protocol number on each line.
//
//go:embed protocols.txt
var protocolsText string

// service is the ports of a name; 0 where it has none.
type service struct{ tcp, udp uint32 }

var services = sync.OnceValue(func() map[string]service {
	table := make(map[string]service)
	for line := range strings.Lines(servicesText) {
		fields := strings.Fields(line)
		port, _ := strconv.ParseUint(fields[1], 10, 16)
		s := table[fields[0]]
		for _, transport := range fields[2:] {
			switch transport {
			case "tcp":
				s.tcp = uint32(port)
			case "udp":
				s.udp = uint32(port)
			}
		}
		table[fields[0]] = s
	}
	return table
})

var protocols = sync.OnceValue(func() map[string]uint32 {
	table := make(map[string]uint32)
	for line := range strings.Lines(protocolsText) {
		name, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, _ := strconv.ParseUint(number, 10, 8)
		table[name] = uint32(n)
	}
	return table
})

// lookupPort returns the port of a service and its transport, 0 when it uses
// both TCP and UDP. at is the word to blame.
func lookupPort(at token, name string) (port, transport uint32) {
	if n, err := strconv.ParseUint(name, 10, 16); err == nil {
		return uint32(n), 0
	}
	switch s := services()[name]; {
	case s.tcp == 0 && s.udp == 0:
		refuse(at, "no such service; write the number of the port")
	case s.tcp == 0:
		return s.udp, ipUDP
	case s.tcp != s.udp:
		return s.tcp, ipTCP
	default:
		return s.tcp, 0
	}
	return 0, 0
}

// lookupPortRange reads "low-high", each a number or the name of a service.
func lookupPortRange(at token) (low, high, transport uint32) {
	first, second, ok := strings.Cut(at.word, "-")
	if !ok {
		refuse(at, `a range of ports is written "low-high"`)
	}
	low, t1 := lookupPort(at, first)
	high, t2 := lookupPort(at, second)
	if t1 != t2 {
		return low, high, 0
	}
	return low, high, t1
}

// etherNames are what "ether proto" knows.
var etherNames = map[string]uint32{
	"ip": typeIP, "ip6": typeIP6, "arp": typeARP, "rarp": typeRARP, "aarp": typeAARP,
	"atalk": typeAppleTalk, "decnet": typeDECnet, "lat": typeLAT, "sca": typeSCA,
	"mopdl": typeMOPDL, "moprc": typeMOPRC, "loopback": typeLoopback,
	"iso": sapISO, "stp": sapSTP, "ipx": sapIPX, "netbeui": sapNetBEUI,
}

// lookupProtocol returns the number of a protocol within protocol p.
func lookupProtocol(at token, p proto) uint32 {
	var table map[string]uint32
	switch p {
	case protoDefault, protoIP, protoIP6:
		table = protocols()
	case protoLink:
		table = etherNames
	case protoISO:
		table = isoNumbers
	}
	n, ok := table[at.word]
	if !ok {
		refuse(at, "no such protocol here; write its number")
	}
	return n
}
