package bpf_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRandomFiltersAsTCPDump compares filters made at random with tcpdump's.
func TestRandomFiltersAsTCPDump(t *testing.T) {
	needTCPDump(t)
	rapid.Check(t, func(t *rapid.T) {
		q := question{link: rapid.SampledFrom(append([]uint16{1, 1, 1}, links...)).Draw(t, "link")}
		// On links without a type libpcap's optimiser sometimes puts two tests
		// of ports in another order, which a packet cut between them shows.
		q.whole = q.link == 228 || q.link == 229
		w := writer{t, q.link}
		q.filter = w.expression(rapid.IntRange(0, 3).Draw(t, "depth"))
		if difference := compare(q); difference != "" {
			t.Fatalf("link type %d, %q: %s", q.link, q.filter, difference)
		}
	})
}

// writer writes filters, most of which are well formed.
type writer struct {
	t    *rapid.T
	link uint16
}

func (w writer) pick(list ...string) string { return rapid.SampledFrom(list).Draw(w.t, "word") }
func (w writer) one(in int) bool            { return rapid.IntRange(1, in).Draw(w.t, "chance") == 1 }

func (w writer) wireless() bool { return w.link == 105 || w.link == 127 }

func (w writer) expression(depth int) string {
	if depth == 0 {
		return w.primitive()
	}
	switch rapid.IntRange(0, 5).Draw(w.t, "form") {
	case 0:
		return w.pick("not ", "! ", "!") + w.expression(depth-1)
	case 1:
		return "(" + w.expression(depth-1) + ")"
	case 2:
		return w.expression(depth-1) + w.pick(" and ", " or ") + w.address()
	}
	return w.expression(depth-1) + w.pick(" and ", " or ", " && ", " || ") + w.expression(depth-1)
}

func (w writer) primitive() string {
	switch rapid.IntRange(0, 9).Draw(w.t, "primitive") {
	case 0, 1:
		return w.protocol()
	case 2, 3:
		return strings.TrimSpace(w.pick("", "", "ip ", "ip6 ", "arp ", "tcp ") +
			w.pick("", "src ", "dst ", "src or dst ", "src and dst ") + w.pick("host ", "host ", "net ", "") + w.host())
	case 4, 5:
		return w.pick("", "tcp ", "udp ", "sctp ", "ip ") + w.pick("", "src ", "dst ", "src and dst ") +
			w.pick("port ", "port ", "portrange ") + w.port()
	case 6:
		return w.encapsulation()
	case 7:
		return w.pick("ether ", "ip ", "ip6 ", "", "") + "proto " + w.pick("6", "17", "1", "58", `\tcp`, `\udp`, "0x800", `\arp`, `\ip`, "66")
	case 8:
		return w.special()
	}
	if w.wireless() {
		// libpcap lets arithmetic overwrite the lengths of headers it keeps.
		return w.protocol()
	}
	return w.arithmetic(2) + " " + w.pick("=", "!=", "<", ">", "<=", ">=") + " " + w.arithmetic(1)
}

func (w writer) protocol() string {
	return w.pick("ip", "ip6", "arp", "rarp", "tcp", "udp", "icmp", "icmp6", "sctp", "igmp", "esp", "ah",
		"pim", "stp", "ipx", "aarp", "iso", "isis", "l1", "llc", "atalk", "vrrp", "decnet")
}

func (w writer) host() string {
	return w.pick("10.0.0.1", "10.0.0.2", "192.168.1.7", "224.0.0.5", "10", "10.0", "10.0.0.0/8",
		"192.168.1.0/24", "0.0.0.0/0", "2001:db8::1", "2001:db8:1::2", "2001:db8::/32", "::/0",
		"10.0.0.0 mask 255.255.255.0", "10.0.0.0/1")
}

func (w writer) port() string {
	return w.pick("80", "443", "53", "22", "40000", "http", "domain", "https", "ssh", "20-100",
		"53-8080", "0", "65536", "http-https", "snmp")
}

// address is what takes qualifiers over.
func (w writer) address() string {
	switch rapid.IntRange(0, 4).Draw(w.t, "address") {
	case 0:
		return w.host()
	case 1:
		return "not " + w.port()
	case 2:
		return "(" + w.address() + w.pick(" or ", " and ") + w.address() + ")"
	}
	return w.port()
}

func (w writer) encapsulation() string {
	word := w.pick("vlan", "vlan 100", "vlan 5", "mpls", "mpls 100", "mpls 5", "pppoes", "pppoes 4", "pppoed")
	if w.link == 127 && strings.HasPrefix(word, "pppoes") {
		return "pppoed" // libpcap confuses two lengths behind radiotap here
	}
	return word
}

func (w writer) special() string {
	if w.wireless() && w.one(2) {
		return w.pick("type mgt", "type data", "type ctl subtype ack", "subtype beacon", "dir tods", "dir fromds",
			"wlan src 02:00:00:00:00:01", "wlan addr2 02:00:00:00:00:01", "wlan ta 02:00:00:00:00:01",
			"wlan dst 02:00:00:00:00:01", "wlan ra 0a:0b:0c:0d:0e:0f", "wlan addr4 02:00:00:00:00:01")
	}
	return w.pick("less 64", "greater 60", "broadcast", "multicast", "ip broadcast", "ip multicast",
		"ip6 multicast", "ether host 02:00:00:00:00:01", "ether src 0a:0b:0c:0d:0e:0f", "llc ui", "llc s",
		"ether dst 0a:0b:0c:0d:0e:0f", "byte 12 = 8", "byte 0 > 5", "byte 70 < 9")
}

func (w writer) arithmetic(depth int) string {
	if depth == 0 || w.one(4) {
		return w.pick("0", "1", "2", "5", "60", "0x45", "255", "80", "1000", "len", "tcp-syn", "icmp-echo")
	}
	switch rapid.IntRange(0, 5).Draw(w.t, "operation") {
	case 0:
		return "-" + w.arithmetic(depth-1)
	case 1:
		return "(" + w.arithmetic(depth-1) + ")"
	case 2, 3:
		op := w.pick("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>")
		return w.arithmetic(depth-1) + " " + op + " " + w.arithmetic(depth-1)
	}
	size := w.pick("", "", ":1", ":2", ":4", ":3")
	return fmt.Sprintf("%s[%s%s]", w.pick("ether", "ip", "ip", "ip6", "tcp", "tcp", "udp", "icmp", "icmp6", "arp"),
		w.arithmetic(depth-1), size)
}
