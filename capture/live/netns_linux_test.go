//go:build !libpcap

package live_test

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"

	"wiretalk/capture"
	filter "wiretalk/capture/bpf"
	"wiretalk/capture/live"
	"wiretalk/internal/netns"
)

// namespace is a network namespace that lives as long as its test.
type namespace struct {
	t testing.TB
	*netns.Namespace
}

func newNetns(t testing.TB) *namespace {
	t.Helper()
	needsNetns(t)
	n, err := netns.New()
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(n.Close)
	return &namespace{t, n}
}

func needsNetns(t testing.TB) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("network namespaces need root")
	}
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("no ip command (Debian's iproute2)")
	}
}

// do runs f in the namespace.
func (n *namespace) do(f func()) { n.Do(f) }

// ip runs the ip command there.
func (n *namespace) ip(arguments string) {
	n.t.Helper()
	if err := n.IP(arguments); err != nil {
		n.t.Fatal(err)
	}
}

// cable joins two namespaces by a pair of interfaces, "here" with 192.0.2.1 and
// "there" with 192.0.2.2.
func cable(t testing.TB) (here, there *namespace) {
	t.Helper()
	needsNetns(t)
	a, b, err := netns.Cable()
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(a.Close)
	t.Cleanup(b.Close)
	return &namespace{t, a}, &namespace{t, b}
}

// open starts a capture in the namespace.
func (n *namespace) open(o live.Options, names ...string) *live.Capture {
	n.t.Helper()
	c, err := n.tryOpen(o, names...)
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { c.Close() })
	return c
}

func (n *namespace) tryOpen(o live.Options, names ...string) (c *live.Capture, err error) {
	n.do(func() { c, err = live.Open(names, o) })
	return c, err
}

// expression is a filter for Options.
func expression(expr string) func(capture.LinkType) ([]bpf.RawInstruction, error) {
	return func(link capture.LinkType) ([]bpf.RawInstruction, error) {
		p, err := filter.Compile(expr, uint16(link), 0, filter.Options{Live: true})
		if err != nil {
			return nil, err
		}
		return p.Raw()
	}
}

// rest stops the capture and returns all packets that it saw.
func rest(t testing.TB, c *live.Capture) (packets []capture.Packet) {
	t.Helper()
	c.Stop()
	return collect(t, c, func([]capture.Packet) bool { return false })
}

// collect reads until enough says so, or the capture ends.
func collect(t testing.TB, c *live.Capture, enough func([]capture.Packet) bool) (packets []capture.Packet) {
	t.Helper()
	until := time.Now().Add(20 * time.Second)
	for time.Now().Before(until) {
		var b capture.Batch
		begun := time.Now()
		err := c.ReadBatch(&b)
		if d := time.Since(begun); d > 500*time.Millisecond {
			t.Logf("ReadBatch took %v", d)
		}
		packets = append(packets, b.Packets...)
		if err == io.EOF || err == nil && enough(packets) {
			return packets
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Fatalf("gave up after %d packets", len(packets))
	return nil
}

// udp sends one datagram from the namespace.
func (n *namespace) udp(to, payload string) {
	n.t.Helper()
	var err error
	n.do(func() {
		var c net.Conn
		if c, err = net.Dial("udp", to); err == nil {
			_, err = io.WriteString(c, payload)
			c.Close()
		}
	})
	if err != nil {
		n.t.Fatal(err)
	}
}

// talk sends size bytes over TCP from one namespace to an address of the
// other, and waits until they are there and the connection is closed.
func talk(t testing.TB, from, to *namespace, address string, size int) {
	t.Helper()
	var l net.Listener
	var err error
	to.do(func() { l, err = net.Listen("tcp", address) })
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	received := make(chan int64)
	go func() {
		c, err := l.Accept()
		if err != nil {
			received <- -1
			return
		}
		n, _ := io.Copy(io.Discard, c)
		c.Close()
		received <- n
	}()
	var c net.Conn
	from.do(func() { c, err = net.Dial("tcp", l.Addr().String()) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(make([]byte, size)); err != nil {
		t.Fatal(err)
	}
	c.(*net.TCPConn).CloseWrite()
	if n := <-received; n != int64(size) {
		t.Fatalf("%d bytes arrived of %d", n, size)
	}
	io.Copy(io.Discard, c)
	c.Close()
}

// inject puts a frame on an interface as it is.
func (n *namespace) inject(device string, frames ...[]byte) {
	n.t.Helper()
	var err error
	n.do(func() {
		var i *net.Interface
		if i, err = net.InterfaceByName(device); err != nil {
			return
		}
		var fd int
		if fd, err = unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0); err != nil {
			return
		}
		defer unix.Close(fd)
		for _, f := range frames {
			if err = unix.Sendto(fd, f, 0, &unix.SockaddrLinklayer{Ifindex: i.Index}); err != nil {
				return
			}
		}
	})
	if err != nil {
		n.t.Fatal(err)
	}
}

// ethernet is a frame: addresses, then what follows them in hexadecimal,
// filled up to the least size of a frame.
func ethernet(rest string) []byte {
	var b []byte
	fmt.Sscanf("02000000000202000000000a"+strings.ReplaceAll(rest, " ", ""), "%x", &b)
	return append(b, make([]byte, max(0, 60-len(b)))...)
}

// ipUDP is an IPv4 packet with a UDP datagram to a port, in hexadecimal.
func ipUDP(port uint16) string {
	return fmt.Sprintf("4500 0020 0000 0000 40 11 0000 c0000209 c0000202 1234 %04x 000c 0000 77697265", port)
}
