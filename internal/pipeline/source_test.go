package pipeline_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"wiretalk/capture"
)

// root is the repository's folder.
func root(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("go.mod is in no folder above")
	return ""
}

// captures are those in testdata, and the shared ones where they are.
func captures(t *testing.T) []string {
	list, _ := filepath.Glob(filepath.Join(root(t), "testdata", "pcaps", "*.pcap*"))
	if len(list) == 0 {
		t.Fatal("testdata/pcaps has no captures")
	}
	shared, _ := filepath.Glob(filepath.Join(filepath.Dir(root(t)), "shared", "pcaps", "*.pcap*"))
	return append(list, shared...)
}

func open(t testing.TB, o capture.Options, names ...string) *capture.Input {
	t.Helper()
	in, err := capture.Open(names, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	return in
}

// packetsOf are all packets of a capture in testdata.
func packetsOf(t testing.TB, name string) (list []capture.Packet) {
	in := open(t, capture.Options{}, filepath.Join(root(t), "testdata", "pcaps", name))
	for {
		var b capture.Batch
		err := in.ReadBatch(&b)
		list = append(list, b.Packets...)
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// step is what one call of ReadBatch gives.
type step struct {
	packets []capture.Packet
	err     error
}

// script is a source that gives one step after the other, and then io.EOF.
type script struct {
	steps []step
	calls int
}

func (s *script) ReadBatch(b *capture.Batch) error {
	b.Packets = b.Packets[:0]
	s.calls++
	if len(s.steps) == 0 {
		return io.EOF
	}
	next := s.steps[0]
	s.steps = s.steps[1:]
	b.Packets = append(b.Packets, next.packets...)
	return next.err
}

func (*script) ReadAt([]byte, int64) (int, error) { return 0, errors.New("cannot be read again") }
func (*script) Close() error                      { return nil }

// scattered divides packets at random into batches of up to most.
func scattered(packets []capture.Packet, most int, seed uint64) *script {
	random := rand.New(rand.NewPCG(seed, 0))
	s := &script{}
	for len(packets) > 0 {
		n := min(random.IntN(most+1), len(packets))
		s.steps = append(s.steps, step{packets: packets[:n]})
		packets = packets[n:]
	}
	return s
}

const (
	fin = 1 << iota
	syn
	_
	_
	ack
)

const headers = 20 + 20 // IPv4 and TCP

// frame is an IPv4 packet with a TCP segment.
func frame(from, to netip.AddrPort, flags byte, seq, acknowledged uint32, payload string) []byte {
	b := make([]byte, headers, headers+len(payload))
	b[0], b[8], b[9] = 0x45, 64, 6
	binary.BigEndian.PutUint16(b[2:], uint16(headers+len(payload)))
	copy(b[12:], from.Addr().AsSlice())
	copy(b[16:], to.Addr().AsSlice())
	binary.BigEndian.PutUint16(b[20:], from.Port())
	binary.BigEndian.PutUint16(b[22:], to.Port())
	renumber(b, seq, acknowledged)
	b[32], b[33] = 5<<4, flags
	binary.BigEndian.PutUint16(b[34:], 65000)
	return append(b, payload...)
}

// renumber changes a frame's sequence and acknowledgement numbers.
func renumber(b []byte, seq, acknowledged uint32) {
	binary.BigEndian.PutUint32(b[24:], seq)
	binary.BigEndian.PutUint32(b[28:], acknowledged)
}

func packet(number, time int64, b []byte) capture.Packet {
	return capture.Packet{Data: b, Frame: number, Time: time, Offset: -1, Length: len(b), Link: capture.LinkRaw}
}

var server = netip.MustParseAddrPort("10.0.0.2:80")

func client(n int) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 1, byte(n >> 8), byte(n)}), uint16(1024+n))
}

const (
	request  = "GET /small HTTP/1.1\r\nHost: example.org\r\nUser-Agent: test\r\nAccept: */*\r\n\r\n"
	response = "HTTP/1.1 200 OK\r\nServer: test\r\nContent-Type: text/plain\r\nContent-Length: 100\r\nConnection: keep-alive\r\n\r\n" +
		"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
)

// talk is a source without end: so many connections on which small exchanges
// follow one another, until a number of packets has been given.
type talk struct {
	connections, left int
	batch             int      // packets at once
	frames            [][]byte // request and response of each connection
	next              int      // in frames
	round             uint32
	number            int64
}

func newTalk(connections, packets int) *talk {
	s := &talk{connections: connections, left: packets, batch: 1000}
	for i := range connections {
		s.frames = append(s.frames,
			frame(client(i), server, ack, 0, 0, request),
			frame(server, client(i), ack, 0, 0, response))
	}
	return s
}

func (s *talk) ReadBatch(b *capture.Batch) error {
	b.Packets = b.Packets[:0]
	for range s.batch {
		if s.left == 0 {
			return io.EOF
		}
		s.left--
		s.number++
		f := s.frames[s.next]
		asked, answered := s.round*uint32(len(request)), s.round*uint32(len(response))
		if s.next%2 == 0 {
			renumber(f, asked, answered)
		} else {
			renumber(f, answered, asked+uint32(len(request)))
		}
		// The shards may still be at work on the same frame of the round before.
		n := len(b.Packets)
		if n == cap(b.Packets) {
			b.Packets = append(b.Packets, capture.Packet{})
		}
		b.Packets = b.Packets[:n+1]
		data := append(b.Packets[n].Data[:0], f...)
		b.Packets[n] = packet(s.number, s.number*1000, data)
		if s.next++; s.next == len(s.frames) {
			s.next = 0
			s.round++
		}
	}
	return nil
}

func (*talk) ReadAt([]byte, int64) (int, error) { return 0, errors.New("cannot be read again") }
func (*talk) Close() error                      { return nil }

// hung is a source that gives some packets and then waits until it is closed.
type hung struct {
	script
	closed chan struct{}
}

func (h *hung) ReadBatch(b *capture.Batch) error {
	if len(h.steps) > 0 {
		return h.script.ReadBatch(b)
	}
	<-h.closed
	return os.ErrClosed
}

func (h *hung) Close() error { close(h.closed); return nil }

// lines is an output that keeps what it gets and fails after some writes.
type lines struct {
	bytes.Buffer
	fails  error // nil: never
	writes int   // that succeed before
	failed int
}

func (l *lines) Write(p []byte) (int, error) {
	if l.fails != nil && l.writes == 0 {
		l.failed++
		return 0, l.fails
	}
	l.writes--
	return l.Buffer.Write(p)
}
