//go:build libpcap && linux

package live

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"

	"golang.org/x/net/bpf"

	"wiretalk/capture"
	filter "wiretalk/capture/bpf"
)

func TestLibpcap(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("capturing needs root")
	}
	compile := func(link capture.LinkType) ([]bpf.RawInstruction, error) {
		p, err := filter.Compile("udp port 9", uint16(link), 0, filter.Options{Live: true})
		if err != nil {
			return nil, err
		}
		return p.Raw()
	}
	c, err := Open([]string{"lo"}, Options{Filter: compile})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	from, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	const n = 300
	for range n {
		if _, err := from.WriteTo([]byte("through libpcap"), &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9}); err != nil {
			t.Fatal(err)
		}
	}
	var packets []capture.Packet
	for until := time.Now().Add(5 * time.Second); len(packets) < n && time.Now().Before(until); {
		var b capture.Batch
		if err := c.ReadBatch(&b); err != nil {
			t.Fatal(err)
		}
		packets = append(packets, b.Packets...)
	}
	if len(packets) != n {
		t.Fatalf("%d packets of %d", len(packets), n)
	}
	for i, p := range packets {
		if p.Link != capture.LinkEthernet || p.Frame != int64(i+1) || !bytes.HasSuffix(p.Data, []byte("through libpcap")) {
			t.Fatalf("%+v", p)
		}
	}
	// libpcap counts packets of the loopback twice that it gives once.
	if got := c.Counts(); got.Received < n || got.Dropped != 0 {
		t.Errorf("%+v", got)
	}
	var b capture.Batch
	if err := c.ReadBatch(&b); err != nil || b.Now == 0 {
		t.Error(err, b.Now)
	}
	c.Stop()
	for err == nil {
		err = c.ReadBatch(&b)
	}
	if err != io.EOF {
		t.Error(err)
	}
	c.Close()
	if err := c.ReadBatch(&b); err != io.EOF && !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}
