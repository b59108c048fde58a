package store

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"wiretalk/capture"
)

// child is set where the test binary is started again to do one thing.
const child = "WIRETALK_STORE_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(child) {
	case "":
		os.Exit(m.Run())
	case "write":
		writeForEver(os.Args[len(os.Args)-1])
	case "spool":
		spoolForEver(os.Args[len(os.Args)-1])
	case "create":
		if _, err := Create(os.Args[len(os.Args)-1], FileOptions{}); err != nil {
			os.Stdout.WriteString(err.Error())
		}
	}
}

// second is the start of the tests' time, in nanoseconds.
const second = int64(1_700_000_000e9)

// made is a source of packets that are made, a batch for each element, as a
// live one gives them.
type made struct {
	batches [][]capture.Packet
	now     []int64 // Batch.Now of each; may be shorter
	end     error
	frame   int64
	next    int
	closed  bool
	wait    chan struct{} // not nil: ReadBatch waits for Close after the last batch
	once    sync.Once
}

func (m *made) ReadBatch(b *capture.Batch) error {
	b.Packets, b.Now = b.Packets[:0], 0
	if m.next >= len(m.batches) {
		if m.wait != nil {
			<-m.wait
			return os.ErrClosed
		}
		if m.end != nil {
			return m.end
		}
		return io.EOF
	}
	for _, p := range m.batches[m.next] {
		m.frame++
		p.Frame, p.Offset = m.frame, -1
		b.Packets = append(b.Packets, p)
	}
	if m.next < len(m.now) {
		b.Now = m.now[m.next]
	}
	m.next++
	return nil
}

func (m *made) ReadAt([]byte, int64) (int, error) { return 0, capture.ErrNotKept }

func (m *made) Close() error {
	if m.wait != nil {
		m.once.Do(func() { close(m.wait) })
	}
	m.closed = true
	return nil
}

// onLoopback is a live source.
type onLoopback struct{ made }

func (*onLoopback) Counts() capture.Counts { return capture.Counts{Received: 12, Dropped: 5} }

// packet is one of size bytes, so many nanoseconds after second.
func packet(size int, after int64) capture.Packet {
	data := make([]byte, size)
	for i := range data {
		data[i] = byte(after + int64(i))
	}
	return capture.Packet{Data: data, Length: size, Time: second + after, Link: capture.LinkEthernet}
}

func packets(n, size int) (list []capture.Packet) {
	for i := range n {
		list = append(list, packet(size, int64(i)*1e6))
	}
	return list
}

// drain reads a source to its end, and gives copies of its packets, the end, and what was said on
// the way.
func drain(t testing.TB, src capture.Source) (all []capture.Packet, said []error, end error) {
	t.Helper()
	var b capture.Batch
	for range 1 << 20 {
		err := src.ReadBatch(&b)
		for _, p := range b.Packets {
			p.Data = bytes.Clone(p.Data)
			all = append(all, p)
		}
		if ends(err) {
			return all, said, err
		}
		if err != nil {
			said = append(said, err)
		}
	}
	t.Fatal("ReadBatch does not come to an end")
	return nil, nil, nil
}

// read reads files with the package's own reader.
func read(t testing.TB, names ...string) []capture.Packet {
	t.Helper()
	in, err := capture.Open(names, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	all, said, end := drain(t, in)
	if said != nil || end != io.EOF {
		t.Fatalf("%s: %v %v", names, said, end)
	}
	return all
}

func same(t testing.TB, got, want []capture.Packet) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d packets, want %d", len(got), len(want))
	}
	for i := range got {
		g, w := got[i], want[i]
		if !bytes.Equal(g.Data, w.Data) || g.Time != w.Time || g.Length != w.Length || g.Link != w.Link || g.Iface != w.Iface {
			t.Fatalf("packet %d is not the same", i+1)
		}
	}
}

// names are those of the files in a directory.
func names(t testing.TB, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func create(t testing.TB, name string, o FileOptions) *Files {
	t.Helper()
	f, err := Create(name, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// whatIsSaid wants one error, about a file.
func whatIsSaid(t testing.TB, said []error) *capture.Error {
	t.Helper()
	var e *capture.Error
	if len(said) != 1 || !errors.As(said[0], &e) {
		t.Fatalf("said %v, want one *capture.Error", said)
	}
	return e
}

func file(t testing.TB) string { return filepath.Join(t.TempDir(), "out") }
