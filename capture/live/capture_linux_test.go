//go:build !libpcap

package live_test

import (
	"bytes"
	"encoding/binary"
	"testing"
	"time"

	"wiretalk/capture"
	"wiretalk/capture/live"
)

// tcpFlags is the flags byte of an IPv4 TCP packet whose IP header begins at
// a place; ok is false when it is none.
func tcpFlags(p *capture.Packet, at int) (flags byte, ok bool) {
	d := p.Data
	if len(d) < at+40 || d[at] != 0x45 || d[at+9] != 6 {
		return 0, false
	}
	return d[at+33], true
}

func TestTCPConversation(t *testing.T) {
	here, there := cable(t)
	c := here.open(live.Options{}, "here")
	before := time.Now()
	const size = 1 << 20
	talk(t, here, there, "192.0.2.2:0", size)
	packets := rest(t, c)
	if l := c.Links(); len(l) != 1 || l[0].Name != "here" || l[0].Type != capture.LinkEthernet {
		t.Errorf("links are %+v", l)
	}
	var syns, fins, large int
	var first, next uint32 // numbers of the client's bytes: the first, and behind those that came without a gap
	last := before.UnixNano()
	for i := range packets {
		p := &packets[i]
		if p.Frame != int64(i+1) || p.Offset != -1 || p.Link != capture.LinkEthernet || p.Iface != 0 {
			t.Fatalf("packet %d is %+v", i, p)
		}
		if p.Time < last-int64(time.Millisecond) || p.Time > time.Now().UnixNano() {
			t.Errorf("packet %d has time %v", p.Frame, time.Unix(0, p.Time))
		}
		last = p.Time
		if len(p.Data) != p.Length {
			t.Errorf("packet %d has %d bytes of %d", p.Frame, len(p.Data), p.Length)
		}
		flags, ok := tcpFlags(p, 14)
		if !ok {
			continue
		}
		if flags&2 != 0 {
			syns++
		}
		if flags&1 != 0 {
			fins++
		}
		if p.Length > 1514 {
			large++
		}
		if ip := p.Data[14:]; bytes.Equal(ip[12:16], []byte{192, 0, 2, 1}) {
			seq, length := binary.BigEndian.Uint32(ip[24:]), int(binary.BigEndian.Uint16(ip[2:]))-20-int(ip[32]>>4)*4
			if flags&2 != 0 {
				first, next = seq+1, seq+1
			} else if end := seq + uint32(length); int32(seq-next) <= 0 && int32(end-next) > 0 {
				next = end
			}
		}
	}
	// A busy machine may send the last bytes and the FIN twice.
	if payload := int(next - first); syns != 2 || fins < 2 || payload != size {
		t.Errorf("%d SYN, %d FIN, %d bytes of %d", syns, fins, payload, size)
	}
	if large == 0 {
		t.Error("no packet is larger than the MTU: segmentation was left to the interface, or should have been")
	}
	counts := c.Counts()
	if counts.Received != int64(len(packets)) || counts.Dropped != 0 {
		t.Errorf("%+v with %d packets", counts, len(packets))
	}
}

// TestLoopbackOnce: a packet socket hears twice what a machine sends to itself.
func TestLoopbackOnce(t *testing.T) {
	n := newNetns(t)
	for _, test := range []struct {
		name string
		link capture.LinkType
		ip   int
	}{{"lo", capture.LinkEthernet, 14}, {live.Any, capture.LinkSLL2, 20}} {
		c := n.open(live.Options{}, test.name)
		talk(t, n, n, "127.0.0.1:0", 200_000)
		packets := rest(t, c)
		syns, payload := 0, 0
		for i := range packets {
			if packets[i].Link != test.link {
				t.Fatalf("%s: link type %d", test.name, packets[i].Link)
			}
			flags, ok := tcpFlags(&packets[i], test.ip)
			if !ok {
				continue
			}
			if flags&2 != 0 {
				syns++
			}
			ip := packets[i].Data[test.ip:]
			payload += int(binary.BigEndian.Uint16(ip[2:])) - 20 - int(ip[32]>>4)*4
		}
		if syns != 2 || payload != 200_000 {
			t.Errorf("%s: %d SYN, %d bytes", test.name, syns, payload)
		}
		if got := c.Counts(); got.Received != int64(len(packets)) {
			t.Errorf("%s: %+v with %d packets", test.name, got, len(packets))
		}
	}
}

func TestAnyNamesInterfaces(t *testing.T) {
	here, there := cable(t)
	c := here.open(live.Options{}, live.Any)
	there.udp("192.0.2.1:9", "from there")
	here.udp("127.0.0.1:9", "to myself")
	here.udp("192.0.2.2:9", "from here")
	index := map[string]uint32{}
	kind := map[string]byte{}
	for _, p := range rest(t, c) {
		for _, text := range []string{"from there", "to myself", "from here"} {
			if bytes.HasSuffix(p.Data, []byte(text)) && p.Data[20+9] == 17 {
				index[text], kind[text] = binary.BigEndian.Uint32(p.Data[4:]), p.Data[10]
				if protocol := binary.BigEndian.Uint16(p.Data); protocol != 0x0800 || p.Length != len(p.Data) {
					t.Errorf("%s: %+v", text, p)
				}
			}
		}
	}
	if index["to myself"] != 1 || index["from there"] < 2 || index["from here"] != index["from there"] {
		t.Errorf("interfaces are %v", index)
	}
	if kind["from here"] != 4 || kind["from there"] != 0 || kind["to myself"] != 0 {
		t.Errorf("packet types are %v", kind)
	}
}

// TestVLANTagIsPutBack: the kernel takes the outer tag out of what comes in.
func TestVLANTagIsPutBack(t *testing.T) {
	here, there := cable(t)
	in, out := here.open(live.Options{}, "here"), there.open(live.Options{}, "there")
	cooked := here.open(live.Options{}, live.Any)
	sent := [][]byte{
		ethernet("8100 a00a 0800" + ipUDP(80)),
		ethernet("88a8 0005 8100 0007 0800" + ipUDP(80)),
		ethernet("0800" + ipUDP(80)),
		ethernet("8100 0000 0800" + ipUDP(80)),
	}
	there.inject("there", sent...)
	for name, c := range map[string]*live.Capture{"in": in, "out": out} {
		packets := rest(t, c)
		if len(packets) != len(sent) {
			t.Fatalf("%s: %d packets", name, len(packets))
		}
		for i, p := range packets {
			if !bytes.Equal(p.Data, sent[i]) || p.Length != len(sent[i]) {
				t.Errorf("%s:\n got %x of %d\nsent %x", name, p.Data, p.Length, sent[i])
			}
		}
	}
	for i, p := range rest(t, cooked) {
		if i == 1 {
			continue // of two tags, Linux 6.12 names what is behind both as what is behind the outer
		}
		got := append(p.Data[:2:2], p.Data[20:]...)
		if !bytes.Equal(got, sent[i][12:]) {
			t.Errorf("cooked:\n got %x\nsent %x", got, sent[i][12:])
		}
	}
}

func TestSnapLen(t *testing.T) {
	here, there := cable(t)
	whole := here.open(live.Options{}, "here")
	cut := here.open(live.Options{SnapLen: 50}, "here")
	filtered := here.open(live.Options{SnapLen: 50, Filter: expression("ip")}, "here")
	cooked := here.open(live.Options{SnapLen: 50}, live.Any)
	frames := [][]byte{ethernet("0800" + ipUDP(7)), ethernet("8100 0001 0800" + ipUDP(7)), append(ethernet("0800"+ipUDP(7)), make([]byte, 1400)...)}
	there.inject("there", frames...)
	want := rest(t, whole)
	for name, c := range map[string]*live.Capture{"cut": cut, "filtered": filtered} {
		packets := rest(t, c)
		if len(packets) != 3 {
			t.Fatalf("%s: %d packets", name, len(packets))
		}
		for i, p := range packets {
			if !bytes.Equal(p.Data, frames[i][:50]) || p.Length != want[i].Length {
				t.Errorf("%s: %d bytes of %d: %x", name, len(p.Data), p.Length, p.Data)
			}
		}
	}
	for _, p := range rest(t, cooked) {
		if len(p.Data) != 50 {
			t.Errorf("cooked: %d bytes", len(p.Data))
		}
	}
}

// TestTimeGoesOn: ReadBatch returns without packets, and Batch.Now moves.
func TestTimeGoesOn(t *testing.T) {
	n := newNetns(t)
	c := n.open(live.Options{}, "lo")
	var b capture.Batch
	var last int64
	late := 0
	for range 4 {
		begun := time.Now()
		if err := c.ReadBatch(&b); err != nil || len(b.Packets) != 0 {
			t.Fatal(err, b.Packets)
		}
		if time.Since(begun) > 500*time.Millisecond {
			late++ // once may be this machine's doing
		}
		if now := time.Now().UnixNano(); b.Now <= last || b.Now > now || now-b.Now > int64(time.Second) {
			t.Errorf("now is %v, after %v", time.Unix(0, b.Now), time.Unix(0, last))
		}
		last = b.Now
	}
	if late > 1 {
		t.Errorf("%d of 4 calls took more than half a second", late)
	}
	if _, err := c.ReadAt(make([]byte, 1), 0); err != capture.ErrNotKept {
		t.Error(err)
	}
}

// TestLive: a packet is delivered soon, though its block is almost empty.
func TestLive(t *testing.T) {
	here, there := cable(t)
	c := here.open(live.Options{Filter: expression("udp port 9")}, "here")
	fastest := time.Hour
	for range 5 {
		begun := time.Now()
		there.udp("192.0.2.1:9", "now")
		collect(t, c, func(p []capture.Packet) bool { return len(p) > 0 })
		fastest = min(fastest, time.Since(begun))
	}
	if fastest > 2*64*time.Millisecond {
		t.Errorf("the fastest of five packets took %v", fastest)
	}
}

// TestOrderAcrossInterfaces: what is heard on two interfaces comes in the
// order in which it was sent, though the kernel hands blocks over as each gets old.
func TestOrderAcrossInterfaces(t *testing.T) {
	here, there := cable(t)
	c := here.open(live.Options{Filter: expression("udp port 9")}, "here", "lo")
	const n = 60
	for i := range n {
		if i%3 == 0 {
			here.udp("127.0.0.1:9", string(rune('A'+i)))
		} else {
			there.udp("192.0.2.1:9", string(rune('A'+i)))
		}
		time.Sleep(5 * time.Millisecond)
	}
	packets := collect(t, c, func(p []capture.Packet) bool { return len(p) == n })
	for i, p := range packets {
		d := p.Data[42:]
		if string(d[:len(string(rune('A'+i)))]) != string(rune('A'+i)) {
			t.Errorf("packet %d carries %q", i, d[:2])
		}
		if want := int32(1); i%3 == 0 && p.Iface != want || i%3 != 0 && p.Iface != 0 {
			t.Errorf("packet %d came by %d", i, p.Iface)
		}
		if p.Frame != int64(i+1) {
			t.Errorf("packet %d is frame %d", i, p.Frame)
		}
	}
}
