package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"wiretalk/capture"
)

// runs makes the runs of spools so many bytes long.
func runs(t *testing.T, bytes int64) {
	t.Helper()
	before := runEvery
	runEvery = bytes
	t.Cleanup(func() { runEvery = before })
}

// numbered are packets of two interfaces with frames from a number on.
func numbered(from int64, n int) []capture.Packet {
	list := packets(n, 900)
	for i := range list {
		list[i].Frame, list[i].Iface = from+int64(i), int32(i%2)
		list[i].Data = bytes.Repeat([]byte{byte(list[i].Frame)}, 600+i%300)
		list[i].Length = len(list[i].Data)
	}
	return list
}

var twoInterfaces = capture.Interfaces{{Name: "a", Link: capture.LinkEthernet}, {Name: "b", Link: capture.LinkEthernet}}

// readAgain is what the spool gives of frames first to last, and what it says.
func readAgain(t *testing.T, s *Spool, first, last int64) (got []capture.Packet, said []error) {
	t.Helper()
	src, err := s.Again(first, last)
	if err != nil {
		return nil, []error{err}
	}
	defer src.Close()
	got, said, end := drain(t, src)
	if end != io.EOF {
		said = append(said, end)
	}
	for len(got) > 0 && got[0].Frame < first {
		got = got[1:]
	}
	return got, said
}

// wantAgain wants these packets, with all that they had at the first reading.
func wantAgain(t *testing.T, s *Spool, got, want []capture.Packet) {
	t.Helper()
	same(t, got, want)
	for i := range got {
		if got[i].Frame != want[i].Frame || got[i].Offset != want[i].Offset {
			t.Fatalf("frame %d at %d, want %d at %d", got[i].Frame, got[i].Offset, want[i].Frame, want[i].Offset)
		}
	}
}

func TestSpoolIsReadAgainByFrame(t *testing.T) {
	runs(t, 20_000)
	s := NewSpool(SpoolOptions{Dir: t.TempDir(), Limit: 1 << 20})
	s.from = twoInterfaces
	defer s.Close()
	if _, err := s.Again(1, 2); err == nil {
		t.Error("frames were read again before they were read")
	}
	var all []capture.Packet
	for n := range 300 {
		batch := numbered(int64(10*n+1), 10)
		if err := s.write(batch, 0); err != nil {
			t.Fatal(err)
		}
		all = append(all, batch...)
	}
	gone := s.Gone().Frame
	if gone < 1000 || gone > 2000 {
		t.Fatalf("%d frames were let go", gone)
	}
	frames := func(first, last int64) []capture.Packet { return all[first-1 : last] }
	for _, span := range [][2]int64{{gone + 1, 3000}, {gone + 1, gone + 1}, {gone + 2, gone + 150}, {2500, 2510}, {2999, 3000}, {3000, 3000}} {
		got, said := readAgain(t, s, span[0], span[1])
		if said != nil {
			t.Errorf("%v: %v", span, said)
		}
		wantAgain(t, s, got, frames(span[0], span[1]))
	}
	if got, said := readAgain(t, s, 2990, 4000); len(got) != 11 || said != nil {
		t.Errorf("beyond the end: %d packets, %v", len(got), said)
	}
	if _, err := s.Again(3001, 4000); err == nil || errors.Is(err, ErrLetGo) {
		t.Errorf("beyond the end: %v", err)
	}
	for _, first := range []int64{1, gone} {
		if _, err := s.Again(first, 3000); !errors.Is(err, ErrLetGo) {
			t.Errorf("frame %d: %v", first, err)
		}
	}
	// Somebody who wants one frame does not read a whole piece for it.
	src, err := s.Again(2500, 2500)
	if err != nil {
		t.Fatal(err)
	}
	if before, _, _ := drain(t, src); len(before) > 40 {
		t.Errorf("%d packets were read for one", len(before))
	}
}

func TestSpoolIsReadAgainWhileItIsWritten(t *testing.T) {
	runs(t, 10_000)
	s := NewSpool(SpoolOptions{Dir: t.TempDir(), Limit: 1 << 19})
	s.from = twoInterfaces
	defer s.Close()
	var newest atomic.Int64
	done := make(chan struct{})
	var readers sync.WaitGroup
	var whole, late [2]int
	for r := range 2 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				last := newest.Load()
				first := max(1, last-rand.Int64N(900))
				if last == 0 {
					continue
				}
				got, said := readAgain(t, s, first, last)
				if len(said) == 1 && errors.Is(said[0], ErrLetGo) {
					late[r]++
				} else if said != nil || int64(len(got)) != last-first+1 {
					t.Errorf("frames %d to %d: %d packets, %v", first, last, len(got), said)
					return
				} else {
					whole[r]++
				}
				for i, p := range got {
					if p.Frame != first+int64(i) || p.Data[0] != byte(p.Frame) || p.Data[len(p.Data)-1] != byte(p.Frame) {
						t.Errorf("frame %d reads otherwise again", p.Frame)
						return
					}
				}
			}
		})
	}
	for n := range 800 {
		batch := numbered(int64(10*n+1), 10)
		if err := s.write(batch, 0); err != nil {
			t.Fatal(err)
		}
		newest.Store(batch[9].Frame)
	}
	close(done)
	readers.Wait()
	t.Log("whole", whole, "too late", late)
	if whole[0]+whole[1] == 0 {
		t.Error("nothing was ever read again")
	}
}

// A piece that is let go under a reader is an error, not the end.
func TestSpoolIsLetGoWhileItIsReadAgain(t *testing.T) {
	s := NewSpool(SpoolOptions{Dir: t.TempDir(), Limit: 1 << 20})
	defer s.Close()
	write := func(from int64, n int) {
		for i := range n {
			if err := s.write(numbered(from+int64(i*10), 10), 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	write(1, 100)
	src, err := s.Again(1, 1000)
	if err != nil {
		t.Fatal(err)
	}
	write(1001, 200)
	if _, said, end := drain(t, src); !errors.Is(errors.Join(append(said, end)...), ErrLetGo) {
		t.Errorf("%v %v", said, end)
	}
}

// Packets that could not be kept are missing, which is said where they are, and
// the others keep their frames.
func TestSpoolWithHolesIsReadAgain(t *testing.T) {
	d := &disk{free: 40_000}
	s := spoolOn(d, 4<<20)
	s.from = twoInterfaces
	defer s.Close()
	var all, kept []capture.Packet
	write := func(n int, now int64) {
		batch := numbered(int64(len(all)+1), n)
		s.write(batch, now)
		for _, p := range batch {
			if p.Offset >= 0 {
				kept = append(kept, p)
			}
		}
		all = append(all, batch...)
	}
	for range 10 {
		write(7, 0) // full after some of these
	}
	lost := len(all) - len(kept)
	if len(kept) < 20 || lost < 10 {
		t.Fatalf("%d packets are kept and %d are not", len(kept), lost)
	}
	hole := int64(len(kept)) + 1
	// Nothing after the hole yet.
	got, said := readAgain(t, s, 3, int64(len(all)))
	if len(said) != 1 || !errors.Is(said[0], capture.ErrNotKept) || !strings.Contains(said[0].Error(), "frames "+fmt.Sprint(hole)+" to "+fmt.Sprint(int64(len(all)))+" could not be kept") {
		t.Errorf("said %v", said)
	}
	wantAgain(t, s, got, kept[2:])

	d.free += 100_000
	behind := int64(len(all)) + 1
	write(20, 100e9)
	got, said = readAgain(t, s, 3, int64(len(all)))
	if len(said) != 1 || !errors.Is(said[0], capture.ErrNotKept) || !strings.Contains(said[0].Error(), "frames "+fmt.Sprint(hole)+" to "+fmt.Sprint(behind-1)+" ") {
		t.Errorf("said %v", said)
	}
	wantAgain(t, s, got, kept[2:])
	// Beside the hole nothing is missing.
	for _, span := range [][2]int64{{1, hole - 1}, {behind, behind + 19}} {
		got, said = readAgain(t, s, span[0], span[1])
		if said != nil || int64(len(got)) != span[1]-span[0]+1 {
			t.Errorf("frames %v: %d packets, %v", span, len(got), said)
		}
	}
}

// Holes within one piece, and interfaces met in the midst of it.
func TestSpoolPieceWithHolesAndNewInterfacesIsReadAgain(t *testing.T) {
	runs(t, 3000)
	s := NewSpool(SpoolOptions{Dir: t.TempDir(), Limit: 200_000})
	defer s.Close()
	var kept []capture.Packet
	frame := int64(0)
	add := func(size int, iface int32) {
		frame++
		p := []capture.Packet{packet(size, frame)}
		p[0].Frame, p[0].Iface = frame, iface
		if err := s.write(p, 0); err != nil {
			t.Fatal(err)
		}
		if p[0].Offset >= 0 {
			kept = append(kept, p[0])
		}
	}
	for iface := range int32(4) {
		for range 4 {
			add(900, iface/2)
			add(900, 0)
		}
		add(300_000, 0) // too large for this spool
		add(900, 0)
		if iface == 2 {
			add(300_000, 0)
			add(900, 2)
		}
	}
	got, said := readAgain(t, s, 1, frame)
	if len(said) != 5 {
		t.Errorf("said %v", said)
	}
	wantAgain(t, s, got, kept)
	for _, p := range kept {
		got, said := readAgain(t, s, p.Frame, p.Frame)
		if said != nil {
			t.Fatal(said)
		}
		wantAgain(t, s, got, []capture.Packet{p})
	}
}

func TestKeptIsReadAgainFromItsSpool(t *testing.T) {
	k := Keep(&made{batches: split(packets(50, 100), 7)}, Options{Spool: NewSpool(SpoolOptions{Dir: t.TempDir()})})
	defer k.Close()
	want, _, _ := drain(t, k)
	src, err := k.Again(5, 40)
	if err != nil {
		t.Fatal(err)
	}
	got, said, end := drain(t, src)
	if said != nil || end != io.EOF {
		t.Fatal(said, end)
	}
	same(t, got, want[:40])
	data := make([]byte, 100)
	if _, err := src.ReadAt(data, got[30].Offset); err != nil || !bytes.Equal(data, got[30].Data) {
		t.Errorf("by its address it reads otherwise: %v", err)
	}
}
