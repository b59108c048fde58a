package capture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readSource reads to io.EOF and returns copies of the packets.
func readSource(t *testing.T, s Source) (packets []Packet, err error) {
	t.Helper()
	var b Batch
	for {
		err := s.ReadBatch(&b)
		for _, p := range b.Packets {
			p.Data = bytes.Clone(p.Data)
			packets = append(packets, p)
		}
		if err == io.EOF {
			return packets, nil
		}
		if err != nil {
			return packets, err
		}
	}
}

// same says whether packets of the first and of the second reading are the
// same in every respect.
func same(a, b *Packet) bool {
	return a.Frame == b.Frame && a.Time == b.Time && a.Offset == b.Offset && a.Length == b.Length &&
		a.Link == b.Link && a.Iface == b.Iface && bytes.Equal(a.Data, b.Data)
}

// readAgain compares some stretches of a capture with its first reading.
func readAgain(t *testing.T, in *Input, all []Packet) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		first := 1 + random.Int64N(int64(len(all)))
		last := min(int64(len(all)), first+random.Int64N(100))
		again, err := in.Again(first, last)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readSource(t, again)
		if err != nil {
			t.Fatalf("frames %d to %d: %v", first, last, err)
		}
		if len(got) == 0 || got[0].Frame > first || got[len(got)-1].Frame != last {
			t.Fatalf("frames %d to %d: got %d packets", first, last, len(got))
		}
		for i := range got {
			if want := &all[got[i].Frame-1]; !same(&got[i], want) {
				t.Fatalf("frame %d again is\n%+v, was\n%+v", got[i].Frame, got[i], *want)
			}
		}
	}
}

// Every capture can be read again from the middle, whatever its format, and
// several as one.
func TestReadingAgain(t *testing.T) {
	names, _ := filepath.Glob("../testdata/pcaps/*.pcap*")
	if len(names) < 10 {
		t.Fatalf("only %d captures", len(names))
	}
	lists := [][]string{names}
	for _, name := range names {
		lists = append(lists, []string{name})
	}
	for _, list := range lists {
		in := open(t, Options{Spool: true, BlockSize: 700}, list...)
		in.markEvery = 500
		all, errs := readAll(t, in)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		if len(in.places.marks) <= len(list) && len(all) > 20 {
			t.Errorf("%s: only %d bookmarks", list, len(in.places.marks))
		}
		readAgain(t, in, all)
	}
}

// Sections with byte orders and interfaces of their own, cut and foreign files
// between: the second reading gives what the first gave.
func TestReadingAgainWhatIsDamaged(t *testing.T) {
	long := newPcap(binary.LittleEndian, 0xa1b23c4d, 101)
	for i := range 50 {
		long.packet(uint32(i), uint32(i), 100, strings.Repeat("x", i))
	}
	sections := bytes.Join([][]byte{twoPackets("b", "c"), twoPackets("dd", "eee"), twoPackets("f", "g")}, nil)
	names := save(t, long.b[:len(long.b)-3], []byte("#!/bin/sh\n"), sections, gzipped(sections), onePacket("z"))
	in := open(t, Options{Spool: true, BlockSize: 64}, names...)
	in.markEvery = 1
	all, errs := readAll(t, in)
	if len(errs) != 2 || len(all) != 49+6+6+1 {
		t.Fatalf("%d packets, %v", len(all), errs)
	}
	readAgain(t, in, all)
}

// Reading again may begin before the first reading is over, and sees what
// that has read.
func TestReadingAgainMeanwhile(t *testing.T) {
	long := newPcap(binary.LittleEndian, 0xa1b23c4d, 101)
	for i := range 50 {
		long.packet(uint32(i), uint32(i), 100, "0123456789")
	}
	in := open(t, Options{BlockSize: 100}, save(t, long.b)...)
	in.markEvery = 1
	if _, err := in.Again(1, 2); err == nil {
		t.Error("nothing was read yet")
	}
	var b Batch
	if err := in.ReadBatch(&b); err != nil {
		t.Fatal(err)
	}
	again, err := in.Again(1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := readSource(t, again); len(got) != 2 || err != nil {
		t.Errorf("%d packets, %v", len(got), err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if err := again.ReadBatch(&b); err != os.ErrClosed {
		t.Errorf("after Close: %v", err)
	}
}

// What was not kept says so.
func TestReadingAgainWhatIsNotKept(t *testing.T) {
	in := open(t, Options{}, save(t, gzipped(onePacket("a")))...)
	readAll(t, in)
	again, err := in.Again(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readSource(t, again); !errors.Is(err, ErrNotKept) {
		t.Errorf("got %v", err)
	}
}
