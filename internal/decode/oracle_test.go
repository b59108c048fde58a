package decode

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"
	"github.com/klauspost/compress/zstd"

	"wiretalk/internal/sharedpcaps"
	"wiretalk/tcpreasm"
)

// eachPacket calls see for every packet that pcapgo can read.
func eachPacket(t testing.TB, file string, see func(link uint16, data []byte, info gopacket.CaptureInfo)) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(file, ".zst") {
		d, err := zstd.NewReader(nil)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if content, err = d.DecodeAll(content, nil); err != nil {
			t.Fatal(err)
		}
	}
	if strings.HasSuffix(file, ".gz") {
		r, err := gzip.NewReader(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		if content, err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	if len(content) < 24 {
		return
	}
	var read func() ([]byte, gopacket.CaptureInfo, error)
	var link func(i int) uint16
	in := bufio.NewReader(bytes.NewReader(content))
	if binary.BigEndian.Uint32(content) == 0x0a0d0d0a {
		r, err := pcapgo.NewNgReader(in, pcapgo.NgReaderOptions{WantMixedLinkType: true})
		if err != nil {
			t.Skip(err)
		}
		read = r.ReadPacketData
		link = func(i int) uint16 {
			face, err := r.Interface(i)
			if err != nil {
				return 0xffff
			}
			return uint16(face.LinkType)
		}
	} else {
		r, err := pcapgo.NewReader(in)
		if err != nil {
			t.Skip(err)
		}
		order := binary.ByteOrder(binary.LittleEndian)
		if content[0] == 0xa1 {
			order = binary.BigEndian
		}
		number := uint16(order.Uint32(content[20:]) & 0xffff) // pcapgo keeps eight bits
		read = r.ReadPacketData
		link = func(int) uint16 { return number }
	}
	for {
		data, info, err := read()
		if errors.Is(err, io.EOF) || err != nil {
			return
		}
		see(link(info.InterfaceIndex), data, info)
	}
}

// traffic is what one pair of endpoints sent.
type traffic struct{ Packets, Bytes [2]int }

// judgedOtherwise are captures on which we differ from the witness, and why.
var judgedOtherwise = map[string]string{
	"pcpp-ExamplesTest_pcap_examples_tcp-reassembly.pcap": "tshark counts a segment that an sFlow report quotes",
	"zeek-chksums_ip6-route0-tcp-bad-chksum.pcap":         "its facts name the next hop of a routing header, its conversations the end as we do",
	"zeek-chksums_ip6-route0-tcp-good-chksum.pcap":        "the same",
	"zeek-tunnels_gre-aruba-amsdu.pcap":                   "of two segments in an A-MSDU the facts hold the second, we the first",
}

// Every connection that tshark found in a capture has the same packets and
// payload bytes for us, and there are no others.
func TestSegmentsAgreeWithTshark(t *testing.T) {
	shared := sharedpcaps.Shared(t)
	files, err := filepath.Glob(filepath.Join(shared, "pcaps", "*pcap*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no captures: ", err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			facts, err := os.ReadFile(filepath.Join(shared, "oracle", "facts", name+".json"))
			if err != nil {
				t.Skip(err)
			}
			if why := judgedOtherwise[name]; why != "" {
				t.Skip(why)
			}
			want := witnessed(t, facts)
			got := map[string]traffic{}
			d := New()
			frame := int64(0)
			eachPacket(t, file, func(link uint16, data []byte, info gopacket.CaptureInfo) {
				frame++
				seg := tcpreasm.Segment{Frame: frame, Time: info.Timestamp.UnixNano()}
				if d.Decode(link, data, info.Length, &seg) {
					addTraffic(got, seg.Src, seg.Dst, 1, seg.Length)
				}
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("tshark (-) and we (+) differ:\n%s", diff)
			}
		})
	}
}

func witnessed(t *testing.T, facts []byte) map[string]traffic {
	t.Helper()
	type sides struct{ Client, Server int }
	var said struct {
		Connections []struct {
			Client, Server []any
			Packets, Bytes sides
		}
	}
	if err := json.Unmarshal(facts, &said); err != nil {
		t.Fatal(err)
	}
	want := map[string]traffic{}
	for _, c := range said.Connections {
		client, server := endpoint(t, c.Client), endpoint(t, c.Server)
		addTraffic(want, client, server, c.Packets.Client, c.Bytes.Client)
		addTraffic(want, server, client, c.Packets.Server, c.Bytes.Server)
	}
	return want
}

func endpoint(t *testing.T, e []any) netip.AddrPort {
	t.Helper()
	addr, err := netip.ParseAddr(e[0].(string))
	if err != nil {
		t.Fatal(err)
	}
	return netip.AddrPortFrom(addr, uint16(e[1].(float64)))
}

func addTraffic(m map[string]traffic, from, to netip.AddrPort, packets, size int) {
	low, high, side := from, to, 0
	if to.Compare(from) < 0 {
		low, high, side = to, from, 1
	}
	key := fmt.Sprint(low, " ", high)
	sum := m[key]
	sum.Packets[side] += packets
	sum.Bytes[side] += size
	m[key] = sum
}

// Where gopacket sees the whole of a packet, its innermost TCP layer and ours
// have the same fields and bytes.
func TestSegmentsAgreeWithGopacket(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedpcaps.Folder(t), "*pcap*"))
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			d := New()
			eachPacket(t, file, func(link uint16, data []byte, info gopacket.CaptureInfo) {
				if link != uint16(layers.LinkTypeEthernet) || info.Length != len(data) {
					return
				}
				packet := gopacket.NewPacket(data, layers.LinkTypeEthernet, gopacket.NoCopy)
				theirs := innermostTCP(packet)
				if theirs == nil || packet.ErrorLayer() != nil {
					return
				}
				const offset = 1000
				ours := tcpreasm.Segment{Offset: offset, Time: info.Timestamp.UnixNano()}
				if !d.Decode(link, data, info.Length, &ours) {
					t.Errorf("gopacket found a segment and we none:\n%v", packet)
					return
				}
				if ours.Pieces != nil {
					return
				}
				compared++
				if ours.Seq != theirs.Seq || ours.Ack != theirs.Ack || ours.Window != theirs.Window ||
					ours.Src.Port() != uint16(theirs.SrcPort) || ours.Dst.Port() != uint16(theirs.DstPort) ||
					!bytes.Equal(ours.Payload, theirs.Payload) || ours.Length != len(theirs.Payload) {
					t.Errorf("ours %+v, gopacket's:\n%v", ours, packet)
				}
				if at := data[ours.Offset-offset:]; !bytes.HasPrefix(at, ours.Payload) {
					t.Errorf("payload does not lie at offset %d", ours.Offset)
				}
			})
		})
	}
	if compared < 1000 {
		t.Errorf("only %d segments could be compared", compared)
	}
}

func innermostTCP(packet gopacket.Packet) *layers.TCP {
	all := packet.Layers()
	for i := len(all) - 1; i >= 0; i-- {
		if l, ok := all[i].(*layers.TCP); ok {
			return l
		}
	}
	return nil
}
