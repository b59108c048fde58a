package names

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/gopacket/layers"

	"wiretalk/internal/sharedpcaps"
)

// tableOf gives a capture's DNS packets to a table, and returns the time of
// the last packet.
func tableOf(t *testing.T, file string) (table *Table, last int64) {
	t.Helper()
	table = New(Limits{})
	frame := int64(0)
	for p := range sharedpcaps.Packets(t, file) {
		frame++
		last = p.Metadata().Timestamp.UnixNano()
		udp, ok := p.TransportLayer().(*layers.UDP)
		if !ok || !IsDNS(uint16(udp.SrcPort), uint16(udp.DstPort)) {
			continue
		}
		flow := p.NetworkLayer().NetworkFlow()
		src, _ := netip.AddrFromSlice(flow.Src().Raw())
		dst, _ := netip.AddrFromSlice(flow.Dst().Raw())
		table.Message(udp.LayerPayload(), netip.AddrPortFrom(src, uint16(udp.SrcPort)), netip.AddrPortFrom(dst, uint16(udp.DstPort)), Place{frame, last})
		check(t, table)
	}
	return table, last
}

// What is found in captures of real programs is what tshark finds.
func TestRealTraffic(t *testing.T) {
	for _, x := range []struct {
		file string
		want []string // among what is found
		addr string
		name string
	}{
		{"pcpp-Pcap++Test_sll.pcap", []string{
			"daisy.ubuntu.com A 2>5 162.213.33.164 162.213.33.133",
			"daisy.ubuntu.com A 3>4 162.213.33.164 162.213.33.133",
			"www.ynet.co.il AAAA 24>27 ynet.co.il.d4p.net a39.g.akamai.net",
			"www.ynet.co.il A 29>30 ynet.co.il.d4p.net a39.g.akamai.net 212.199.202.69 212.199.202.9",
		}, "212.199.202.9", "www.ynet.co.il"},
		{"suricata-http-protocol-inspect-v2_http.pcap", []string{
			"pagead2.googlesyndication.com A 13>17 pagead2.google.com pagead.google.akadns.net 216.239.59.104 216.239.59.99",
		}, "216.239.59.99", "pagead2.googlesyndication.com"},
	} {
		table, last := tableOf(t, x.file)
		var found []string
		for _, r := range table.All() {
			found = append(found, r.text())
		}
		for _, want := range x.want {
			if !slices.Contains(found, want) {
				t.Errorf("%s: no %s in\n%s", x.file, want, strings.Join(found, "\n"))
			}
		}
		if name, _ := table.Name(netip.MustParseAddr(x.addr), last); name != x.name || table.Odd != 0 {
			t.Errorf("%s: %s is %q, want %q; %d messages are odd", x.file, x.addr, name, x.name, table.Odd)
		}
	}
}
