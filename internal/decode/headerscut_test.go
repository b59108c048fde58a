package decode

import (
	"testing"

	"github.com/google/gopacket/layers"

	"wiretalk/tcpreasm"
)

// A packet that the capture cut within the headers that lead to TCP is counted; one
// that was short on the wire, that carries something else, or of which the payload
// alone was cut, is not.
func TestHeadersCut(t *testing.T) {
	tcp4 := over4(layers.IPProtocolTCP, tcpBytes())
	tcp6 := over6(layers.IPProtocolTCP, tcpBytes())
	for _, c := range []struct {
		what  string
		data  []byte
		kept  int
		on    int // bytes on the wire; 0: all of data
		want  int64
		found bool
	}{
		{"nothing is cut", tcp4, len(tcp4), 0, 0, true},
		{"the payload is cut", tcp4, 20 + 32 + 3, 0, 0, true},
		{"the payload is cut off whole", tcp4, 20 + 32, 0, 0, true},
		{"the options are cut", tcp4, 20 + 28, 0, 1, true},
		{"TCP's header is cut", tcp4, 20 + 15, 0, 1, false},
		{"TCP's header is cut off", tcp4, 20, 0, 1, false},
		{"IP's header is cut", tcp4, 19, 0, 1, false},
		{"IP's header is cut before it says what follows", tcp4, 9, 0, 1, false},
		{"IPv6's header is cut", tcp6, 39, 0, 1, false},
		{"nothing is left", tcp4, 0, 0, 1, false},
		{"TCP's header was short on the wire", over4(layers.IPProtocolTCP, tcpBytes()[:15]), 35, 0, 0, false},
		{"TCP's header was short on the wire, and a trailer is cut off", over4(layers.IPProtocolTCP, tcpBytes()[:15]), 35, 46, 0, false},
		{"ICMP is cut", over4(layers.IPProtocolICMPv4, tcpBytes()), 22, 0, 0, false},
		{"IP's header before ICMP is cut", over4(layers.IPProtocolICMPv4, tcpBytes()), 19, 0, 0, false},
		{"IP's header before UDP is cut", over6(layers.IPProtocolUDP, tcpBytes()), 39, 0, 0, false},
	} {
		d := New()
		seg := tcpreasm.Segment{Frame: 7}
		found := d.Decode(rawIP, c.data[:c.kept], max(c.on, len(c.data)), &seg)
		if got := d.Stats(); got.HeadersCut != c.want || got.FirstCut != 7*c.want || found != c.found {
			t.Errorf("%s: %d, the first in frame %d, found %v", c.what, got.HeadersCut, got.FirstCut, found)
		}
	}
}
