package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/ipv4"

	"wiretalk/internal/netns"
)

// floodSeconds is how long a flood is.
const floodSeconds = 3

// flood is another program that this binary is: it sends datagrams as fast as
// the machine can and prints how many.
func flood() {
	c, err := net.Dial("udp", netns.There+":9")
	if err != nil {
		panic(err)
	}
	messages := make([]ipv4.Message, 64)
	for i := range messages {
		messages[i].Buffers = [][]byte{make([]byte, 64)}
	}
	sent := 0
	p := ipv4.NewPacketConn(c.(*net.UDPConn))
	for until := time.Now().Add(floodSeconds * time.Second); time.Now().Before(until); {
		n, err := p.WriteBatch(messages, 0)
		if err != nil && !errors.Is(err, syscall.ECONNREFUSED) {
			panic(err)
		}
		sent += max(n, 0)
	}
	fmt.Println(sent)
}

var tcpdumpCounts = regexp.MustCompile(`(?s)(\d+) packets? captured.*?(\d+) packets? dropped by kernel`)

// floods are how wiretalk and tcpdump are set up while an interface is flooded.
var floods = []struct {
	name         string
	senders      int
	ours, theirs []string
}{
	{"each with its own buffer", 1, nil, nil},
	{"two senders, buffers of the same size", 2, []string{"-B", "2m"}, []string{"-B", "2048"}},
	{"small buffers", 2, []string{"-B", "512"}, []string{"-B", "512"}}, // so that some are dropped
}

// TestFloodIsAccountedFor floods an interface. What the program has and what it
// says was dropped is what was sent, whatever the rate.
func TestFloodIsAccountedFor(t *testing.T) {
	for _, f := range floods {
		t.Run(f.name, func(t *testing.T) { floodBoth(t, f.senders, f.ours, f.theirs) })
	}
}

// BenchmarkFloodBesideTCPDump says how many of a hundred packets each of the two dropped.
func BenchmarkFloodBesideTCPDump(b *testing.B) {
	for _, f := range floods {
		b.Run(f.name, func(b *testing.B) {
			var ours, theirs, sent int64
			for range b.N {
				o, t, s := floodBoth(b, f.senders, f.ours, f.theirs)
				ours, theirs, sent = ours+o, theirs+t, sent+s
			}
			b.ReportMetric(100*float64(ours)/float64(sent), "%dropped")
			b.ReportMetric(100*float64(theirs)/float64(sent), "%dropped-by-tcpdump")
		})
	}
}

// floodBoth floods an interface on which the whole program and tcpdump capture at
// once, and both write a file. It gives how many packets each of the two dropped,
// and how many were sent.
func floodBoth(t testing.TB, senders int, ours, theirs []string) (droppedHere, droppedThere, sent int64) {
	l := newLab(t, "tcpdump")
	l.there.Do(func() {
		// Someone takes the datagrams, or each would be answered by an ICMP message.
		c, err := net.ListenPacket("udp", netns.There+":9")
		if err != nil {
			t.Fatal(err)
		}
		c.(*net.UDPConn).SetReadBuffer(1)
		t.Cleanup(func() { c.Close() })
	})
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	name := filepath.Join(l.dir, "ours.pcapng")
	args := append([]string{"-i", "here", "-w", name, "-T", "json"}, ours...)
	c := l.captureAs(func(c *exec.Cmd) { c.Stdout = null }, append(args, "udp", "port", "9")...)
	var says heard
	theirs = append([]string{"-n", "-Z", "root", "-i", "here", "-w", filepath.Join(l.dir, "theirs.pcap")}, theirs...)
	d := exec.Command("tcpdump", append(theirs, "udp port 9")...)
	d.Stderr = &says
	l.start(l.here, d)
	until(t, "tcpdump listens", func() bool { return len(says.String()) > 0 })
	time.Sleep(200 * time.Millisecond)

	var running []*exec.Cmd
	numbers := make([]heard, senders)
	for i := range numbers {
		f := program(t, nil)
		f.Args, f.Stdout = []string{"flood"}, &numbers[i]
		l.start(l.here, f)
		running = append(running, f)
	}
	for i, f := range running {
		n := int64(0)
		if err := f.Wait(); err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Sscan(numbers[i].String(), &n); err != nil {
			t.Fatal(err)
		}
		sent += n
	}
	time.Sleep(time.Second)
	d.Process.Signal(syscall.SIGINT)
	d.Wait()
	if status := c.end(syscall.SIGINT); status != exitDone {
		t.Errorf("exit status %d: %s", status, c.says.String())
	}
	captured, passed, dropped := c.counts()
	m := tcpdumpCounts.FindStringSubmatch(says.String())
	if m == nil {
		t.Fatalf("tcpdump says %q", says.String())
	}
	capturedThere, _ := strconv.ParseInt(m[1], 10, 64)
	droppedThere, _ = strconv.ParseInt(m[2], 10, 64)
	share := func(n int64) float64 { return 100 * float64(n) / float64(sent) }
	t.Logf("%d sent, %d a second; dropped were %d (%.2f %%), by tcpdump %d (%.2f %%), which has %d",
		sent, sent/floodSeconds, dropped, share(dropped), droppedThere, share(droppedThere), capturedThere)
	if captured+dropped != sent || passed != sent {
		t.Errorf("%d captured and %d dropped are %d, %d passed the filter, %d were sent", captured, dropped, captured+dropped, passed, sent)
	}
	if n := packetsIn(t, name); n != captured {
		t.Errorf("%d packets were captured, %d are in the file", captured, n)
	}
	return dropped, droppedThere, sent
}
