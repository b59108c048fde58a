package tcpreasm

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
)

// noted is a Handler that notes which connections closed, by the client's port.
type noted struct{ closed []string }

func (*noted) Opened(*Conn)                       {}
func (*noted) Data(*Conn, Side, []byte, Position) {}
func (*noted) Gap(*Conn, Side, int64, Position)   {}
func (*noted) Finished(*Conn, Side, Position)     {}
func (n *noted) Closed(c *Conn) {
	n.closed = append(n.closed, fmt.Sprintf("%d %v", c.Ends[Client].Port(), c.Close))
}

// With limits for captures without end, silent connections are forgotten:
// half-open ones soon, others later, as RFC 5382 §5 (REQ-5) has it for a NAT. One of
// which a single end is captured, and which converses, is no half-open one.
func TestSilentConnectionsAreForgotten(t *testing.T) {
	n := &noted{}
	tr := New(n, Days)
	server := netip.MustParseAddrPort("10.0.0.2:80")
	second, minute := int64(1e9), int64(60e9)
	frame, now := int64(0), int64(0)
	say := func(port uint16, fromServer bool, flags Flags, seq, ack uint32, length int) {
		client := netip.AddrPortFrom(netip.MustParseAddr("10.0.0.1"), port)
		frame++
		s := Segment{Frame: frame, Time: now, Src: client, Dst: server, Flags: flags, Seq: seq, Ack: ack, Window: 1000, Length: length, Payload: make([]byte, length)}
		if fromServer {
			s.Src, s.Dst = server, client
		}
		tr.Segment(&s)
	}
	after := func(ns int64, want ...string) {
		t.Helper()
		now += ns
		tr.Advance(now)
		if got := strings.Join(n.closed, ", "); got != strings.Join(want, ", ") {
			t.Errorf("after %d s closed are %s, not %s", now/second, got, strings.Join(want, ", "))
		}
		n.closed = nil
	}
	say(1, false, SYN, 0, 0, 0) // nobody answers

	say(2, false, SYN, 0, 0, 0) // the third segment of the handshake never comes
	say(2, true, SYN|ACK, 0, 1, 0)

	say(3, false, SYN, 0, 0, 0) // open
	say(3, true, SYN|ACK, 0, 1, 0)
	say(3, false, ACK, 1, 1, 0)

	say(4, false, SYN, 0, 0, 0) // captured one way
	say(4, false, ACK, 1, 1, 0)
	say(4, false, ACK, 1, 1, 10)

	after(4*minute - second)
	after(second, "1 unanswered", "2 open")
	after(119 * minute)
	say(3, false, ACK, 1, 1, 5)
	after(minute, "4 open")
	after(122 * minute)
	say(4, false, ACK, 11, 1, 10)
	after(minute, "3 open")
	after(4 * minute)
	if got := tr.Stats().ConnectionsIdle; got != 4 {
		t.Errorf("%d were forgotten for their silence", got)
	}
	if len(tr.conns) != 1 || tr.half.length+tr.open.length != 1 {
		t.Errorf("%d are tracked", len(tr.conns))
	}
}

// Without limits a silent connection stays.
func TestSilenceIsNoEndInAFile(t *testing.T) {
	n := &noted{}
	tr := New(n, Limits{})
	tr.Segment(&Segment{Frame: 1, Src: netip.MustParseAddrPort("10.0.0.1:1"), Dst: netip.MustParseAddrPort("10.0.0.2:80"), Flags: SYN})
	tr.Advance(1000 * 3600e9)
	if len(n.closed) > 0 {
		t.Errorf("closed are %v", n.closed)
	}
}
