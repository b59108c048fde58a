package bpf_test

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"

	xbpf "golang.org/x/net/bpf"

	"wiretalk/capture/bpf"
)

func mustCompile(t testing.TB, filter string, link uint16, o bpf.Options) *bpf.Program {
	t.Helper()
	p, err := bpf.Compile(filter, link, 0, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestStringIsTCPDumps: the program printed as "tcpdump -d" prints its own.
func TestStringIsTCPDumps(t *testing.T) {
	needTCPDump(t)
	for _, filter := range []string{"", "tcp port 80", "ip[0] = ip[1]", "tcp[(tcp[12]>>2)&0x3c:4] = 5",
		"len > 60 and ip[2:2] % 3 ^ 1 = 5", "inbound", "vlan 5 and mpls and ip6", "-len < 5 | len",
		"wlan[0] | 3 = 7", "ip[0] << 2 >> 1 * 3 / 2 - 7 > 1"} {
		for _, link := range []uint16{1, 127} {
			theirs, err := ask(link, filter)
			if err != nil {
				t.Fatal(err)
			}
			if theirs.program == nil {
				continue
			}
			out, err := exec.Command("tcpdump", "-d", "-y", linkNames[link], "--", filter).Output()
			if err != nil {
				t.Fatal(err)
			}
			if got := theirs.program.String(); got != string(out) {
				t.Errorf("link type %d, %q: got\n%swant\n%s", link, filter, got, out)
			}
		}
	}
}

// TestProgramOfPort80 is what tcpdump -d prints for it.
func TestProgramOfPort80(t *testing.T) {
	const want = `(000) ldh      [12]
(001) jeq      #0x86dd          jt 2	jf 8
(002) ldb      [20]
(003) jeq      #0x6             jt 4	jf 19
(004) ldh      [54]
(005) jeq      #0x50            jt 18	jf 6
(006) ldh      [56]
(007) jeq      #0x50            jt 18	jf 19
(008) jeq      #0x800           jt 9	jf 19
(009) ldb      [23]
(010) jeq      #0x6             jt 11	jf 19
(011) ldh      [20]
(012) jset     #0x1fff          jt 19	jf 13
(013) ldxb     4*([14]&0xf)
(014) ldh      [x + 14]
(015) jeq      #0x50            jt 18	jf 16
(016) ldh      [x + 16]
(017) jeq      #0x50            jt 18	jf 19
(018) ret      #262144
(019) ret      #0
`
	if got := mustCompile(t, "tcp port 80", 1, bpf.Options{}).String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestLongJumps: tests over 255 instructions apart still find each other, and
// the kernel's form of the program says the same.
func TestLongJumps(t *testing.T) {
	filter := "host 10.0.0.1 and (port 1"
	for port := 2; port < 300; port++ {
		filter += " or port " + strconv.Itoa(port)
	}
	filter += ")"
	p := mustCompile(t, filter, 1, bpf.Options{})
	if !strings.Contains(p.String(), "ja ") {
		t.Errorf("no long jump among %d instructions", len(p.Instructions()))
	}
	raw, err := p.Raw()
	if err != nil {
		t.Fatal(err)
	}
	var list []xbpf.Instruction
	for _, r := range raw {
		list = append(list, upright(r.Disassemble()))
	}
	for _, difference := range []string{
		sameVerdicts(question{link: 1}, p, bpf.NewProgram(list)),
		sameVerdicts(question{link: 1}, p, mustCompile(t, "host 10.0.0.1 and portrange 1-299", 1, bpf.Options{})),
	} {
		if difference != "" {
			t.Error(difference[:min(len(difference), 200)])
		}
	}
}

// TestMatchAsKernelMachine compares Match with the machine of golang.org/x/net,
// which knows no length on the wire.
func TestMatchAsKernelMachine(t *testing.T) {
	for _, filter := range []string{"tcp port 80", "ip[0] / ip[9] + tcp[13] * 3 > 20", "len > 60 and not arp",
		"ip[2:2] - ((ip[0]&0xf)<<2) - ((tcp[12]&0xf0)>>2) != 0", "ip[0] < 5 | ip[1] ^ 3", "vlan and ip6 proto 6"} {
		p := mustCompile(t, filter, 1, bpf.Options{})
		vm, err := xbpf.NewVM(p.Instructions())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range frames(1) {
			n, err := vm.Run(f.data)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := p.Match(f.data, len(f.data)), n != 0; got != want {
				t.Fatalf("%q on %s of %d bytes: got %v, want %v", filter, f.name, len(f.data), got, want)
			}
		}
	}
}

// TestLoopbackOfFiles: IPv6 has the number of any BSD, in the byte order of
// the machine that captured.
func TestLoopbackOfFiles(t *testing.T) {
	for _, test := range []struct {
		link   uint16
		big    bool
		header string
		want   bool
	}{
		{0, false, "1e000000", true}, {0, false, "18000000", true}, {0, false, "1c000000", true},
		{0, false, "0000001e", false}, {0, true, "0000001e", true}, {0, true, "1e000000", false},
		{108, false, "0000001c", true}, {108, false, "1c000000", false}, {0, false, "0a000000", false},
	} {
		p := mustCompile(t, "ip6", test.link, bpf.Options{BigEndian: test.big})
		if got := p.Match(octets(test.header), 4); got != test.want {
			t.Errorf("link type %d, big-endian %v, %s: got %v", test.link, test.big, test.header, got)
		}
	}
}

// TestByteTestsTheByte: "byte" with a mask loads the byte, as pcap-filter(7)
// says.
func TestByteTestsTheByte(t *testing.T) {
	p := mustCompile(t, "byte 1 & 6", 1, bpf.Options{})
	if p.Match([]byte{6, 1}, 2) || !p.Match([]byte{0, 2}, 2) || p.Match([]byte{6}, 2) {
		t.Errorf("wrong byte:\n%s", p)
	}
}

// TestSnapshotLengthIsReturned as the number of bytes to keep.
func TestSnapshotLengthIsReturned(t *testing.T) {
	p, err := bpf.Compile("tcp", 1, 96, bpf.Options{})
	if err != nil || !strings.Contains(p.String(), "ret      #96\n") {
		t.Errorf("%v\n%s", err, p)
	}
}

// TestLiveVLANAsksTheKernel: the outer tag is in the kernel's keeping or in
// the packet, and what follows is found in both cases. The extension loads
// are stood in for by bytes before the packet: whether there is a tag, and
// the tag.
func TestLiveVLANAsksTheKernel(t *testing.T) {
	inner := ip4("10.0.0.1", "10.0.0.2", 6, 0, 0, tcp(40000, 80, "S"))
	for _, test := range []struct {
		filter          string
		present, tagged []byte // whether the kernel has a tag, and which
		packet          []byte
		want            bool
	}{
		{"vlan", []byte{1}, big16(100), ethernet(0x0800, inner), true},
		{"vlan 100 and tcp port 80", []byte{1}, big16(0x2064), ethernet(0x0800, inner), true},
		{"vlan 5 and tcp port 80", []byte{1}, big16(0x2064), ethernet(0x0800, inner), false},
		{"vlan 100 and tcp port 80", []byte{0}, big16(0), ethernet(0x8100, join(big16(100), big16(0x0800), inner)), true},
		{"vlan 100 and tcp port 80", []byte{0}, big16(0), ethernet(0x0800, inner), false},
		{"vlan 9 and vlan 100 and ip", []byte{1}, big16(9), ethernet(0x8100, join(big16(100), big16(0x0800), inner)), true},
		{"not vlan and tcp", []byte{0}, big16(0), ethernet(0x0800, inner), false},
	} {
		list := mustCompile(t, test.filter, 1, bpf.Options{Live: true}).Instructions()
		p := bpf.NewProgram(standIn(list))
		packet := join(test.present, test.tagged, test.packet)
		if got := p.Match(packet, len(packet)); got != test.want {
			t.Errorf("%q, tag %x%x: got %v\n%s", test.filter, test.present, test.tagged, got, p)
		}
	}
}

// standIn makes extension loads read the three bytes before the packet.
func standIn(list []xbpf.Instruction) []xbpf.Instruction {
	var out []xbpf.Instruction
	for _, in := range list {
		switch in := in.(type) {
		case xbpf.LoadExtension:
			if in.Num == xbpf.ExtVLANTag {
				out = append(out, xbpf.LoadAbsolute{Off: 1, Size: 2})
			} else {
				out = append(out, xbpf.LoadAbsolute{Off: 0, Size: 1})
			}
		case xbpf.LoadAbsolute:
			out = append(out, xbpf.LoadAbsolute{Off: in.Off + 3, Size: in.Size})
		case xbpf.LoadIndirect:
			out = append(out, xbpf.LoadIndirect{Off: in.Off + 3, Size: in.Size})
		case xbpf.LoadMemShift:
			out = append(out, xbpf.LoadMemShift{Off: in.Off + 3})
		default:
			out = append(out, in)
		}
	}
	return out
}
