package bpf

// proto is a protocol qualifier, such as "tcp" in "tcp port 80".
type proto uint8

const (
	protoDefault proto = iota // none given
	protoLink
	protoIP
	protoIP6
	protoARP
	protoRARP
	protoTCP
	protoUDP
	protoSCTP
	protoICMP
	protoICMP6
	protoIGMP
	protoIGRP
	protoPIM
	protoVRRP
	protoCARP
	protoAH
	protoESP
	protoAppleTalk
	protoAARP
	protoDECnet
	protoLAT
	protoSCA
	protoMOPRC
	protoMOPDL
	protoISO
	protoESIS
	protoISIS
	protoCLNP
	protoISISL1
	protoISISL2
	protoISISHello
	protoISISLSP
	protoISISSNP
	protoISISCSNP
	protoISISPSNP
	protoSTP
	protoIPX
	protoNetBEUI
	protoRadio
)

var protoWords = map[string]proto{
	"link": protoLink, "ether": protoLink, "ppp": protoLink, "slip": protoLink,
	"fddi": protoLink, "tr": protoLink, "wlan": protoLink,
	"ip": protoIP, "ip6": protoIP6, "arp": protoARP, "rarp": protoRARP,
	"tcp": protoTCP, "udp": protoUDP, "sctp": protoSCTP,
	"icmp": protoICMP, "icmp6": protoICMP6, "igmp": protoIGMP, "igrp": protoIGRP,
	"pim": protoPIM, "vrrp": protoVRRP, "carp": protoCARP, "ah": protoAH, "esp": protoESP,
	"atalk": protoAppleTalk, "aarp": protoAARP, "decnet": protoDECnet,
	"lat": protoLAT, "sca": protoSCA, "moprc": protoMOPRC, "mopdl": protoMOPDL,
	"iso": protoISO, "esis": protoESIS, "es-is": protoESIS, "isis": protoISIS,
	"is-is": protoISIS, "clnp": protoCLNP, "l1": protoISISL1, "l2": protoISISL2,
	"iih": protoISISHello, "lsp": protoISISLSP, "snp": protoISISSNP,
	"csnp": protoISISCSNP, "psnp": protoISISPSNP,
	"stp": protoSTP, "ipx": protoIPX, "netbeui": protoNetBEUI, "radio": protoRadio,
}

// plainWords are the other keywords; the value is the spelling that the
// parser looks for.
var plainWords = map[string]string{
	"src": "src", "dst": "dst", "host": "host", "net": "net", "mask": "mask",
	"port": "port", "portrange": "portrange", "proto": "proto",
	"protochain": "protochain", "gateway": "gateway",
	"type": "type", "subtype": "subtype", "dir": "dir", "direction": "dir",
	"addr1": "addr1", "address1": "addr1", "addr2": "addr2", "address2": "addr2",
	"addr3": "addr3", "address3": "addr3", "addr4": "addr4", "address4": "addr4",
	"ra": "ra", "ta": "ta",
	"less": "less", "greater": "greater", "byte": "byte",
	"broadcast": "broadcast", "multicast": "multicast",
	"and": "and", "or": "or", "not": "not", "len": "len", "length": "len",
	"inbound": "inbound", "outbound": "outbound", "ifindex": "ifindex",
	"vlan": "vlan", "mpls": "mpls", "pppoed": "pppoed", "pppoes": "pppoes",
	"geneve": "geneve", "llc": "llc", "rnr": "rnr", "rulenum": "rnr",
}

// foreignWords belong to link types that this package does not read.
var foreignWords = map[string]string{
	"on": "PF logs", "ifname": "PF logs", "rset": "PF logs", "ruleset": "PF logs",
	"srnr": "PF logs", "subrulenum": "PF logs",
	"reason": "PF logs", "action": "PF logs",
	"lane": "ATM", "metac": "ATM", "bcc": "ATM", "oam": "ATM", "oamf4": "ATM",
	"oamf4ec": "ATM", "oamf4sc": "ATM", "sc": "ATM", "ilmic": "ATM", "vpi": "ATM",
	"vci": "ATM", "connectmsg": "ATM", "metaconnect": "ATM",
	"fisu": "MTP2", "lssu": "MTP2", "lsu": "MTP2", "msu": "MTP2", "hfisu": "MTP2",
	"hlssu": "MTP2", "hmsu": "MTP2", "sio": "MTP3", "opc": "MTP3", "dpc": "MTP3",
	"sls": "MTP3", "hsio": "MTP3", "hopc": "MTP3", "hdpc": "MTP3", "hsls": "MTP3",
}

// namedNumbers stand for offsets (icmptype, tcpflags) and values.
var namedNumbers = map[string]uint32{
	"icmptype": 0, "icmpcode": 1,
	"icmp-echoreply": 0, "icmp-unreach": 3, "icmp-sourcequench": 4, "icmp-redirect": 5,
	"icmp-echo": 8, "icmp-routeradvert": 9, "icmp-routersolicit": 10,
	"icmp-timxceed": 11, "icmp-paramprob": 12, "icmp-tstamp": 13,
	"icmp-tstampreply": 14, "icmp-ireq": 15, "icmp-ireqreply": 16,
	"icmp-maskreq": 17, "icmp-maskreply": 18,

	"icmp6type": 0, "icmp6code": 1,
	"icmp6-destinationunreach": 1, "icmp6-packettoobig": 2, "icmp6-timeexceeded": 3,
	"icmp6-parameterproblem": 4, "icmp6-echo": 128, "icmp6-echoreply": 129,
	"icmp6-multicastlistenerquery": 130, "icmp6-multicastlistenerreportv1": 131,
	"icmp6-multicastlistenerdone": 132, "icmp6-routersolicit": 133,
	"icmp6-routeradvert": 134, "icmp6-neighborsolicit": 135,
	"icmp6-neighboradvert": 136, "icmp6-redirect": 137, "icmp6-routerrenum": 138,
	"icmp6-nodeinformationquery": 139, "icmp6-nodeinformationresponse": 140,
	"icmp6-ineighbordiscoverysolicit": 141, "icmp6-ineighbordiscoveryadvert": 142,
	"icmp6-multicastlistenerreportv2": 143, "icmp6-homeagentdiscoveryrequest": 144,
	"icmp6-homeagentdiscoveryreply": 145, "icmp6-mobileprefixsolicit": 146,
	"icmp6-mobileprefixadvert": 147, "icmp6-certpathsolicit": 148,
	"icmp6-certpathadvert": 149, "icmp6-multicastrouteradvert": 151,
	"icmp6-multicastroutersolicit": 152, "icmp6-multicastrouterterm": 153,

	"tcpflags": 13, "tcp-fin": 0x01, "tcp-syn": 0x02, "tcp-rst": 0x04,
	"tcp-push": 0x08, "tcp-ack": 0x10, "tcp-urg": 0x20, "tcp-ece": 0x40,
	"tcp-cwr": 0x80,
}
