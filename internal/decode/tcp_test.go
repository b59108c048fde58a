package decode

import (
	"bytes"
	"fmt"
	"net/netip"
	"testing"

	"github.com/google/gopacket/layers"

	"wiretalk/tcpreasm"
)

const rawIP = 101

func TestOddTCPHeaders(t *testing.T) {
	segment := tcpBytes()
	with := func(change func(s []byte)) []byte {
		s := bytes.Clone(segment)
		change(s)
		return s
	}
	badOptions := with(func(s []byte) { copy(s[20:], octets("02ff 0500 fe01 0000 0000 0000")) })
	for _, c := range []struct {
		rule            string
		segment         []byte
		found           bool
		options, length int
	}{
		{"malformed options lose nothing", badOptions, true, 12, len(request)},
		{"a data offset below five words has no payload", with(func(s []byte) { s[12] = 4 << 4 }), true, 0, 0},
		{"a data offset beyond the segment has no payload", segment[:24], true, 4, 0},
		{"a header up to the window counts", segment[:16], true, 0, 0},
		{"less does not", segment[:15], false, 0, 0},
		{"all nine flags are kept", with(func(s []byte) { s[12] |= 0x0f; s[13] = 0xff }), true, 12, len(request)},
	} {
		t.Run(c.rule, func(t *testing.T) {
			data := over4(layers.IPProtocolTCP, c.segment)
			seg, found := decodeAlone(t, rawIP, data, len(data))
			if found != c.found || len(seg.Options) != c.options || seg.Length != c.length || len(seg.Payload) != c.length {
				t.Errorf("found %v, options % x, length %d, payload %q", found, seg.Options, seg.Length, seg.Payload)
			}
			if want := tcpreasm.Flags(c.segment[12]&1)<<8 | tcpreasm.Flags(c.segment[13]); found && seg.Flags != want {
				t.Errorf("flags %v, want %v", seg.Flags, want)
			}
		})
	}
}

func TestWhatIsNoSegment(t *testing.T) {
	quoted := over4(layers.IPProtocolTCP, tcpBytes())
	withBytes := func(data []byte, at int, b ...byte) []byte {
		data = bytes.Clone(data)
		copy(data[at:], b)
		return data
	}
	for name, data := range map[string][]byte{
		"empty":                            {},
		"what an ICMP error quotes":        over4(layers.IPProtocolICMPv4, join(octets("0301 0000 00000000"), quoted)),
		"what an ICMPv6 error quotes":      over6(layers.IPProtocolICMPv6, join(octets("0100 0000 00000000"), over6(6, tcpBytes()))),
		"IPv4 header length below 20":      withBytes(quoted, 0, 0x44),
		"IPv4 total length below header":   withBytes(quoted, 2, 0, 19),
		"IP version 5":                     withBytes(quoted, 0, 0x55),
		"UDP to no tunnel":                 outer4(layers.IPProtocolUDP, join(octets("c350 c351 0010 0000"), quoted)),
		"GTP-U that carries no user data":  outer4(layers.IPProtocolUDP, join(octets("c350 0868 0000 0000 30 01 0050 00000001"), quoted)),
		"L2TP control":                     outer4(layers.IPProtocolUDP, join(octets("c350 06a5 0000 0000 c802 0050 0001 0001 0000 0000 0021"), quoted)),
		"GRE of an unknown version":        outer4(layers.IPProtocolGRE, join(octets("0002 0800"), quoted)),
		"IPv6 extension header beyond end": over6(60, join(octets("06ff 010400000000"), tcpBytes())),
	} {
		t.Run(name, func(t *testing.T) {
			if seg, found := decodeAlone(t, rawIP, data, len(data)); found {
				t.Errorf("found %+v", seg)
			}
		})
	}
	if _, found := decodeAlone(t, 105, join(octets("0842 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800"), quoted), 0); found {
		t.Error("found a segment in an 802.11 frame that is encrypted")
	}
	if _, found := decodeAlone(t, 147, quoted, len(quoted)); found {
		t.Error("found a segment behind a link type that is not known")
	}
}

// A connection goes to the end of a source route, whichever hop the header
// names where the packet was captured.
func TestSourceRoutedConnectionGoesToTheEndOfTheRoute(t *testing.T) {
	route4 := over4(layers.IPProtocolTCP, nil)
	route4 = join(octets("47"), route4[1:], octets("83 07 04 cb007109 00"), tcpBytes())
	route4[3] = byte(len(route4))
	twoHops := "20010db8000000000000000000000077 20010db8000000000000000000000099"
	for rule, c := range map[string]struct {
		data []byte
		to   string
	}{
		"IPv4 loose source route (RFC 791)": {route4, "203.0.113.9:80"},
		"type 0 (RFC 8200)":                 {over6(43, join(octets("0604 0001 00000000"+twoHops), tcpBytes())), "[2001:db8::99]:80"},
		"segments (RFC 8754)":               {over6(43, join(octets("0604 0401 01000000"+twoHops), tcpBytes())), "[2001:db8::77]:80"},
		"none left":                         {over6(43, join(octets("0604 0000 00000000"+twoHops), tcpBytes())), "[2001:db8::2]:80"},
		"odd length":                        {over6(43, join(octets("0603 0001 00000000 20010db8000000000000000000000077 0000000000000000"), tcpBytes())), "[2001:db8::77]:80"},
	} {
		t.Run(rule, func(t *testing.T) {
			seg, found := decodeAlone(t, rawIP, c.data, len(c.data))
			if !found || seg.Dst != netip.MustParseAddrPort(c.to) || string(seg.Payload) != request {
				t.Errorf("found %v, to %v, payload %q", found, seg.Dst, seg.Payload)
			}
		})
	}
}

func TestDepthIsLimited(t *testing.T) {
	nested := func(depth int) []byte {
		data := over4(layers.IPProtocolTCP, tcpBytes())
		for range depth {
			data = over4(layers.IPProtocolIPv4, data)
		}
		return data
	}
	for _, depth := range []int{10, 60, maxLayers + 1, 1000} {
		t.Run(fmt.Sprint(depth), func(t *testing.T) {
			data := nested(depth)
			d := New()
			found := d.Decode(rawIP, data, len(data), &tcpreasm.Segment{})
			if tooDeep := depth > maxLayers; found == tooDeep || (d.Stats().TooDeep == 1) != tooDeep {
				t.Errorf("found %v, stats %+v", found, d.Stats())
			}
		})
	}
}

func TestNegativeOffsetStaysNegative(t *testing.T) {
	data := over4(layers.IPProtocolTCP, tcpBytes())
	seg := tcpreasm.Segment{Offset: -1}
	if !New().Decode(rawIP, data, len(data), &seg) || seg.Offset != -1 {
		t.Errorf("offset %d", seg.Offset)
	}
}
