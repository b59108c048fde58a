//go:build !libpcap

package live_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/bpf"

	"wiretalk/capture"
	filter "wiretalk/capture/bpf"
	"wiretalk/capture/live"
)

// traffic is one frame of each kind that filters tell apart.
func traffic() [][]byte {
	frames := [][]byte{
		ethernet("0800" + ipUDP(53)),
		ethernet("0800" + ipUDP(80)),
		append(ethernet("0800"+ipUDP(80)), make([]byte, 500)...),
		ethernet("0806 0001 0800 06 04 0001 02000000000a c0000209 000000000000 c0000202"),
		ethernet("86dd 6000 0000 000c 11 40 20010db8000000000000000000000001 20010db8000000000000000000000002 1234 0050 000c 0000 77697265"),
		ethernet("0800 4500 0028 0000 0000 40 06 0000 c0000209 c0000202 1234 0050 00000001 00000000 5002 1000 0000 0000"),
		ethernet("8847 00001 1 40" + ipUDP(80)[:8]),
		ethernet("88cc 0207"),
	}
	for _, vlan := range []string{"0005", "600a", "0fff"} {
		frames = append(frames, ethernet("8100"+vlan+"0800"+ipUDP(80)), ethernet("8100"+vlan+"0800"+ipUDP(53)))
	}
	return append(frames, ethernet("88a8 0005 8100 0007 0800"+ipUDP(80)))
}

// TestVLANFilters: VLAN filters find a tag that the kernel took out, on the
// side that receives, and one that is among the bytes, on the side that sends.
func TestVLANFilters(t *testing.T) {
	here, there := cable(t)
	const (
		port53 = 2
		plain  = 8
	)
	tests := []struct {
		expr              string
		incoming, leaving int
	}{
		{"vlan", 7, 7},
		{"vlan 5", 3, 3},
		{"vlan 10", 2, 2},
		{"vlan 5 and udp port 80", 1, 1},
		{"vlan and udp port 53", 3, 3},
		{"vlan 5 and vlan 7 and udp port 80", 1, 1},
		{"not vlan", plain, plain},
		// The same as in tcpdump: a tag that was taken out does not hide the packet.
		{"udp port 53", 4, 1},
		{"arp", 1, 1},
		{"inbound", plain + 7, 0},
		{"outbound", 0, plain + 7},
		{"greater 300", 1, 1},
	}
	var ins, outs []*live.Capture
	for _, test := range tests {
		o := live.Options{Buffer: live.MinBuffer, Filter: expression(test.expr)}
		ins, outs = append(ins, here.open(o, "here")), append(outs, there.open(o, "there"))
	}
	there.inject("there", traffic()...)
	stop(append(ins, outs...))
	for i, test := range tests {
		in, out := ins[i], outs[i]
		if n := len(rest(t, in)); n != test.incoming {
			t.Errorf("%s: %d packets came in, want %d", test.expr, n, test.incoming)
		}
		if n := len(rest(t, out)); n != test.leaving {
			t.Errorf("%s: %d packets went out, want %d", test.expr, n, test.leaving)
		}
		if got := in.Counts(); got.Received != int64(test.incoming) {
			t.Errorf("%s: %+v", test.expr, got)
		}
	}
}

// TestCookedFilters: on "any" the kernel runs a program that was rewritten for
// packets without their header. It lets through what the filter finds in
// the packets with the header.
func TestCookedFilters(t *testing.T) {
	here, there := cable(t)
	here.udp("127.0.0.1:80", "wire")
	expressions := []string{
		"ip", "ip6", "arp", "udp port 80", "tcp port 80", "port 53", "host 192.0.2.9", "tcp[tcpflags] & tcp-syn != 0", "not ip",
		"greater 82", "less 82", "len = 80", "len > 81 and udp", "udp[8:4] = 0x77697265", "inbound", "outbound", "ip6 host 2001:db8::2",
		"ether proto 0x88cc", "ip[2:2] + len > 590", "udp and len + ip[9] > 100 and not port 53", "ifindex 1", "not ifindex 1",
	}
	all := here.open(live.Options{Buffer: live.MinBuffer}, live.Any)
	captures := []*live.Capture{all}
	for _, expr := range expressions {
		captures = append(captures, here.open(live.Options{Buffer: live.MinBuffer, Filter: expression(expr)}, live.Any))
	}
	frames := traffic()[:8] // without tags, which are put back after the filter
	there.inject("there", frames...)
	here.inject("here", frames[:3]...)
	here.udp("127.0.0.1:80", "wire")
	stop(captures)
	everything := rest(t, all)
	for i, expr := range expressions {
		program, err := filter.Compile(expr, uint16(capture.LinkSLL2), 0, filter.Options{Live: true})
		if err != nil {
			t.Fatal(err)
		}
		var want []capture.Packet
		for _, p := range everything {
			if program.Match(p.Data, p.Length) {
				want = append(want, p)
			}
		}
		if len(want) == 0 || len(want) == len(everything) {
			t.Errorf("%s: %d packets of %d show nothing", expr, len(want), len(everything))
		}
		got := rest(t, captures[i+1])
		if len(got) != len(want) {
			t.Errorf("%s: %d packets, want %d", expr, len(got), len(want))
			continue
		}
		for i := range got {
			if !bytes.Equal(got[i].Data, want[i].Data) {
				t.Errorf("%s: packet %d is %x, want %x", expr, i, got[i].Data, want[i].Data)
			}
		}
	}
}

// stop stops them one after the other, once nothing is on its way any more that
// would reach some and not others.
func stop(captures []*live.Capture) {
	time.Sleep(100 * time.Millisecond)
	for _, c := range captures {
		c.Stop()
	}
}

func TestFilterThatIsRefused(t *testing.T) {
	n := newNetns(t)
	own := errors.New("no such host")
	long := func(capture.LinkType) ([]bpf.RawInstruction, error) {
		return make([]bpf.RawInstruction, 5000), nil
	}
	for _, test := range []struct {
		name   string
		filter func(capture.LinkType) ([]bpf.RawInstruction, error)
		on     string
		reason string
	}{
		{"the caller's error", func(capture.LinkType) ([]bpf.RawInstruction, error) { return nil, own }, "lo", "no such host"},
		{"too long", long, "lo", "4096 at most"},
		{"the address in a cooked header", func(capture.LinkType) ([]bpf.RawInstruction, error) {
			return bpf.Assemble([]bpf.Instruction{bpf.LoadAbsolute{Off: 12, Size: 4}, bpf.RetConstant{Val: 1}})
		}, live.Any, "link-layer header"},
		{"nonsense", func(capture.LinkType) ([]bpf.RawInstruction, error) {
			return []bpf.RawInstruction{{Op: 0xffff}}, nil
		}, "lo", "the filter cannot be had: invalid argument"},
	} {
		_, err := n.tryOpen(live.Options{Filter: test.filter}, test.on)
		if err == nil || !strings.Contains(fmt.Sprint(err), test.reason) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}
