package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// needTCPDump skips the test where there is no tcpdump, or one whose libpcap
// compiles to other programs than 1.10.3.
func needTCPDump(t *testing.T) {
	t.Helper()
	out, err := exec.Command("tcpdump", "--version").CombinedOutput()
	if err != nil {
		t.Skip("tcpdump is not installed")
	}
	var patch int
	_, version, _ := strings.Cut(string(out), "libpcap version ")
	if n, _ := fmt.Sscanf(version, "1.10.%d", &patch); n != 1 || patch < 3 {
		t.Skipf("libpcap 1.10.3 or later is needed: %s", out)
	}
}

// usual are filters as people write them, of each kind that matters for TCP.
var usual = []string{
	"tcp", "not tcp", "tcp port 80", "port 80 or port 443", "tcp src port 80", "dst port 80", "portrange 1024-65535",
	"tcp portrange 80-90 or 8080", "host 10.20.0.1", "src host 10.20.0.2 and tcp", "net 10.20.0.0/16", "net 10 and not port 22",
	"ip6", "ip and tcp", "ip6 host fd00::1", "net fd00::/8", "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0", "tcp[tcpflags] & tcp-rst = 0",
	"tcp[13] & 4 != 0 or tcp[13] & 1 != 0", "tcp port 80 and (((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) != 0)",
	"tcp[((tcp[12:1] & 0xf0) >> 2):4] = 0x47455420", "less 100", "greater 100", "len > 60 and len < 1000",
	"ip[6:2] & 0x1fff != 0", "tcp port 80 or ip[6:2] & 0x1fff != 0", "ip proto \\tcp", "ip6 proto 6", "ether proto \\ip",
	"ether host 02:00:00:00:00:01", "broadcast or multicast", "arp or icmp or icmp6", "udp port 53 or tcp", "vlan or tcp", "mpls or ip",
}

// Records of what passes of a capture are those of the capture that tcpdump
// writes with the same filter: the same connections, in the same frames.
func TestFilteredRecordsAreThoseOfWhatTCPDumpWrites(t *testing.T) {
	needTCPDump(t)
	captures := bundled(t)
	folder := t.TempDir()
	compared := 0
	for i, filter := range usual {
		for j := range 3 {
			capture := captures[(3*i+j)%len(captures)]
			if strings.HasSuffix(capture, ".gz") {
				continue // tcpdump reads none
			}
			written := filepath.Join(folder, fmt.Sprintf("%d-%d.pcap", i, j))
			if out, err := exec.Command("tcpdump", "--nano", "-r", capture, "-w", written, filter).CombinedOutput(); err != nil {
				t.Fatalf("tcpdump %s: %s", filter, out)
			}
			want := records(t, "-r", written, "-T", "json", "--segments", "--digest")
			for _, args := range [][]string{
				{"-r", capture, "-T", "json", "--segments", "--digest", "-f", filter},
				append([]string{"-r", capture, "-T", "json", "--segments", "--digest"}, strings.Fields(filter)...),
			} {
				if got := records(t, args...); !bytes.Equal(got, want) {
					compare(t, filepath.Base(capture)+": "+filter, want, got)
				}
			}
			if len(want) > 0 {
				compared++
			}
		}
	}
	if compared < 40 {
		t.Errorf("only %d of the filters let anything pass", compared)
	}
}

// TestDumpIsTCPDumps compares what -d, -dd and -ddd print. libpcap puts some
// arithmetic in another order, so none of that is here: capture/bpf holds that
// it accepts the same packets.
func TestDumpIsTCPDumps(t *testing.T) {
	needTCPDump(t)
	for i, filter := range []string{"", "tcp", "tcp port 80", "host 10.20.0.1 and not port 22", "net fd00::/8", "ip[6:2] & 0x1fff != 0",
		"tcp[tcpflags] & (tcp-syn|tcp-fin) != 0", "len > 60", "vlan 5 and ip6", "inbound", "ether broadcast", "udp portrange 53-67"} {
		for _, link := range []string{"EN10MB", "NULL", "RAW", "LINUX_SLL", "LINUX_SLL2", "PPP"} {
			flag := "-" + strings.Repeat("d", 1+i%3)
			want, err := exec.Command("tcpdump", flag, "-y", link, "--", filter).Output()
			if err != nil {
				if got := program(t, []string{flag, "-y", link, "--", filter}).Run(); got == nil {
					t.Errorf("%s, %q: tcpdump refuses it", link, filter)
				}
				continue
			}
			compare(t, fmt.Sprintf("%s -y %s %q", flag, link, filter), want, records(t, flag, "-y", link, "--", filter))
		}
		for _, capture := range []string{"keep-alive.pcap", "post-continue.pcapng"} {
			capture = filepath.Join(pcaps, capture)
			want, err := exec.Command("tcpdump", "-d", "-r", capture, "--", filter).Output()
			if err == nil {
				compare(t, fmt.Sprintf("%s: %q", capture, filter), want, records(t, "-d", "-r", capture, "--", filter))
			}
		}
	}
}
