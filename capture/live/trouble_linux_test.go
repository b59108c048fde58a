//go:build !libpcap

package live_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/ipv4"
	"golang.org/x/sys/unix"

	"wiretalk/capture"
	"wiretalk/capture/live"
)

// flood sends n datagrams as fast as it can, and returns how many the kernel
// took.
func flood(t testing.TB, from *namespace, to string, n, size int) (sent int) {
	var c net.Conn
	var err error
	from.do(func() { c, err = net.Dial("udp", to) })
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	messages := make([]ipv4.Message, 64)
	for i := range messages {
		messages[i].Buffers = [][]byte{make([]byte, size)}
	}
	p := ipv4.NewPacketConn(c.(*net.UDPConn))
	for sent < n {
		m, err := p.WriteBatch(messages[:min(len(messages), n-sent)], 0)
		if err != nil && !errors.Is(err, unix.ECONNREFUSED) {
			t.Fatal(err)
		}
		sent += max(m, 0)
	}
	return sent
}

// TestLossesAreCounted: what was delivered and what was dropped is what was
// sent.
func TestLossesAreCounted(t *testing.T) {
	here, there := cable(t)
	there.ip("link set there arp off")
	c := here.open(live.Options{Buffer: 1, Filter: expression("udp port 9 and src host 192.0.2.2")}, "here")
	sent := flood(t, there, "192.0.2.1:9", 20_000, 1000)
	if early := c.Counts(); early.Dropped == 0 {
		t.Fatalf("nothing was dropped: %+v", early)
	}
	packets := rest(t, c)
	for range 2 {
		got := c.Counts()
		if got.Received != int64(sent) || int64(len(packets))+got.Dropped != int64(sent) {
			t.Errorf("%d sent, %d seen, %+v", sent, len(packets), got)
		}
		c.Close() // counts stay
	}
}

func TestCloseWakesReader(t *testing.T) {
	n := newNetns(t)
	var waits []time.Duration
	for range 20 {
		c := n.open(live.Options{}, "lo")
		ended := make(chan time.Time)
		go func() {
			var b capture.Batch
			var err error
			for err == nil {
				err = c.ReadBatch(&b)
			}
			if err != os.ErrClosed {
				t.Error(err)
			}
			ended <- time.Now()
		}()
		time.Sleep(3 * time.Millisecond)
		begun := time.Now()
		go c.Close() // it waits for the kernel to let go of the socket
		waits = append(waits, (<-ended).Sub(begun))
		var b capture.Batch
		if err := c.ReadBatch(&b); err != os.ErrClosed {
			t.Error(err)
		}
		c.Stop()
		c.Counts()
	}
	slices.Sort(waits)
	if typical := waits[len(waits)/2]; typical > 20*time.Millisecond {
		t.Errorf("it took %v", typical)
	}
}

// TestCloseUnderLoad: the ring is not unmapped under a reader.
func TestCloseUnderLoad(t *testing.T) {
	n := newNetns(t)
	stop := make(chan struct{})
	flooded := make(chan struct{})
	go func() {
		defer close(flooded)
		for {
			select {
			case <-stop:
				return
			default:
				flood(t, n, "127.0.0.1:9", 500, 1000)
			}
		}
	}()
	for range 30 {
		c := n.open(live.Options{}, "lo")
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			var b capture.Batch
			for c.ReadBatch(&b) == nil {
				for _, p := range b.Packets {
					if len(p.Data) > 0 && p.Data[len(p.Data)-1] == 1 {
						break
					}
				}
			}
		}()
		time.Sleep(2 * time.Millisecond)
		c.Counts()
		c.Close()
		<-ended
	}
	close(stop)
	<-flooded
}

// next reads until there is an error, and returns it with the packets before it.
func next(t *testing.T, c *live.Capture) (packets []capture.Packet, err error) {
	t.Helper()
	for until := time.Now().Add(5 * time.Second); time.Now().Before(until); {
		var b capture.Batch
		err := c.ReadBatch(&b)
		packets = append(packets, b.Packets...)
		if err != nil {
			return packets, err
		}
	}
	t.Fatal("no error")
	return nil, nil
}

func expectError(t *testing.T, err error, name string, wrapped error, reason string) {
	t.Helper()
	var e *capture.Error
	if !errors.As(err, &e) || e.File != name || e.Offset != -1 || !errors.Is(err, wrapped) || !strings.Contains(e.Reason, reason) {
		t.Errorf("the error is %v; want %s: %s", err, name, reason)
	}
}

func TestInterfaceGoesAway(t *testing.T) {
	here, there := cable(t)
	c := here.open(live.Options{Filter: expression("udp port 9")}, "here", "lo")
	there.udp("192.0.2.1:9", "last words")
	here.ip("link del here")
	packets, err := next(t, c)
	if len(packets) != 1 {
		t.Errorf("%d packets before", len(packets))
	}
	expectError(t, err, "here", unix.ENODEV, "gone")
	// The other goes on, and the counts of the first stay.
	here.udp("127.0.0.1:9", "alone")
	packets = collect(t, c, func(p []capture.Packet) bool { return len(p) > 0 })
	if packets[0].Iface != 1 || packets[0].Frame != 2 || c.Counts().Received != 2 {
		t.Errorf("%+v, %+v", packets[0], c.Counts())
	}
	rest(t, c)
}

func TestOnlyInterfaceGoesAway(t *testing.T) {
	here, _ := cable(t)
	c := here.open(live.Options{}, "here")
	here.ip("link del here")
	_, err := next(t, c)
	expectError(t, err, "here", unix.ENODEV, "gone")
	if _, err := next(t, c); err != io.EOF {
		t.Error(err)
	}
}

func TestDownAndUp(t *testing.T) {
	here, there := cable(t)
	c := here.open(live.Options{Filter: expression("udp port 9")}, "here")
	for round := range 3 {
		there.udp("192.0.2.1:9", "before")
		collect(t, c, func(p []capture.Packet) bool { return len(p) > 0 })
		here.ip("link set here down")
		_, err := next(t, c)
		expectError(t, err, "here", unix.ENETDOWN, "went down")
		// It is told once.
		var b capture.Batch
		for range 3 {
			if err := c.ReadBatch(&b); err != nil {
				t.Error(round, err)
			}
		}
		if round < 2 {
			here.ip("link set here up")
		}
	}
	here.ip("link del here") // while it is down, of which the kernel says nothing
	_, err := next(t, c)
	expectError(t, err, "here", unix.ENODEV, "gone")
}

func TestOpenRefuses(t *testing.T) {
	here, _ := cable(t)
	here.ip("link set here down")
	for _, test := range []struct {
		names  []string
		err    error
		reason string
	}{
		{nil, nil, "no interface named"},
		{[]string{"eth9"}, unix.ENODEV, "eth9: there is no such interface; there are any, lo, here"},
		{[]string{"a-name-that-is-too-long-for-one"}, unix.ENODEV, "there are any, lo, here"},
		{[]string{"\x1b[31m"}, unix.ENODEV, `"\x1b[31m": there is no such`},
		{[]string{"99"}, unix.ENODEV, "no such interface"},
		{[]string{"here"}, unix.ENETDOWN, "here: the interface is down: sudo ip link set here up"},
		{[]string{"lo", "lo"}, unix.EEXIST, "lo: named twice"},
		{[]string{"lo", "any"}, unix.EEXIST, "name it alone"},
		{[]string{"any", "lo"}, unix.EEXIST, "name it alone"},
	} {
		c, err := here.tryOpen(live.Options{}, test.names...)
		if err == nil {
			c.Close()
		}
		if err == nil || test.err != nil && !errors.Is(err, test.err) || !strings.Contains(fmt.Sprint(err), test.reason) {
			t.Errorf("%q: %v", test.names, err)
		}
		if err != nil && strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: an escape sequence in the error", test.names)
		}
	}
	// The number of the list is a name as well.
	c := here.open(live.Options{}, "2")
	if c.Links()[0].Name != "lo" {
		t.Errorf("2 is %+v", c.Links())
	}
}

func TestBufferThatIsTooLarge(t *testing.T) {
	n := newNetns(t)
	_, err := n.tryOpen(live.Options{Buffer: math.MaxInt}, "lo")
	if err == nil || !strings.Contains(err.Error(), "-B") {
		t.Errorf("%v", err)
	}
}

// TestWithoutTheRight: a thread without CAP_NET_RAW is told what to do.
func TestWithoutTheRight(t *testing.T) {
	n := newNetns(t)
	var err error
	n.do(func() {
		header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
		var data [2]unix.CapUserData
		if err = unix.Capset(&header, &data[0]); err == nil {
			_, err = live.Open([]string{"lo"}, live.Options{})
		}
	})
	expectError(t, err, "lo", unix.EPERM, "sudo setcap cap_net_raw+ep /")
}

// TestTUN: a device without link-layer headers.
func TestTUN(t *testing.T) {
	n := newNetns(t)
	var tun *os.File
	var err error
	n.do(func() { tun, err = openTUN("tun7") })
	if err != nil {
		t.Skip("no TUN device to be had: ", err)
	}
	defer tun.Close()
	n.ip("addr add 198.51.100.1/24 dev tun7")
	n.ip("link set tun7 up")
	c := n.open(live.Options{Filter: expression("udp port 9")}, "tun7")
	n.udp("198.51.100.2:9", "out")
	packet := make([]byte, 2048)
	for {
		k, err := tun.Read(packet)
		if err != nil {
			t.Fatal(err)
		}
		if packet[0] == 0x45 && packet[9] == 17 {
			packet = packet[:k]
			break
		}
	}
	if _, err := tun.Write(packet); err != nil { // it comes in as well
		t.Fatal(err)
	}
	packets := rest(t, c)
	if len(packets) != 2 {
		t.Fatalf("%d packets", len(packets))
	}
	for _, p := range packets {
		if p.Link != capture.LinkRaw || string(p.Data) != string(packet) {
			t.Errorf("%+v", p)
		}
	}
}

// openTUN makes a TUN device in the thread's namespace.
func openTUN(name string) (*os.File, error) {
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	q, err := unix.NewIfreq(name)
	if err != nil {
		return nil, err
	}
	q.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, q); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), name), nil
}
