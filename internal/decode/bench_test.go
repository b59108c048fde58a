package decode

import (
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"

	"wiretalk/tcpreasm"
)

func BenchmarkDecode(b *testing.B) {
	for _, c := range encapsulations() {
		switch c.name {
		case "Ethernet, IPv4", "Ethernet, IPv6", "VLAN", "SLL2", "VXLAN", "IPv6 in IPv4":
		default:
			continue
		}
		b.Run(c.name, func(b *testing.B) {
			d := New()
			var seg tcpreasm.Segment
			b.ReportAllocs()
			b.SetBytes(int64(len(c.data)))
			for b.Loop() {
				seg.Offset = 5000
				if !d.Decode(c.link, c.data, len(c.data), &seg) {
					b.Fatal("no segment")
				}
			}
		})
	}
}

// What the way through gopacket's parser would cost, for comparison.
func BenchmarkGopacketParser(b *testing.B) {
	data := encapsulations()[0].data
	var ethernet layers.Ethernet
	var ip4 layers.IPv4
	var tcp layers.TCP
	var payload gopacket.Payload
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeEthernet)
	parser.SetDecodingLayerContainer(gopacket.DecodingLayerArray(nil))
	parser.AddDecodingLayer(&ethernet)
	parser.AddDecodingLayer(&ip4)
	parser.AddDecodingLayer(&tcp)
	parser.AddDecodingLayer(&payload)
	decoded := make([]gopacket.LayerType, 0, 8)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if err := parser.DecodeLayers(data, &decoded); err != nil {
			b.Fatal(err)
		}
	}
}

func TestUsualPacketsAllocateNothing(t *testing.T) {
	for _, c := range encapsulations() {
		d := New()
		var seg tcpreasm.Segment
		if n := testing.AllocsPerRun(10, func() { d.Decode(c.link, c.data, len(c.data), &seg) }); n != 0 {
			t.Errorf("%s: %v allocations", c.name, n)
		}
	}
}
