package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"wiretalk/capture"
)

func TestSpoolLetsTheOldestGo(t *testing.T) {
	const limit = 1 << 20
	s := NewSpool(SpoolOptions{Dir: t.TempDir(), Limit: limit})
	defer s.Close()
	var all []capture.Packet
	for n := range 400 {
		batch := packets(10, 900+n%7)
		for i := range batch {
			batch[i].Frame, batch[i].Time = int64(10*n+i+1), second+int64(10*n+i)
		}
		if err := s.write(batch, 0); err != nil {
			t.Fatal(err)
		}
		if size := s.size(); size > limit {
			t.Fatalf("%d bytes are kept", size)
		}
		all = append(all, batch...)
	}
	gone := s.Gone()
	if gone.Frame == 0 || gone.Frame >= 4000 || gone.Time != second+gone.Frame-1 || gone.Unkept != 0 {
		t.Errorf("gone: %+v", gone)
	}
	if kept := 4000 - gone.Frame; kept*900 < limit/2 {
		t.Errorf("only %d packets are kept", kept)
	}
	for _, p := range all {
		again := make([]byte, len(p.Data))
		_, err := s.ReadAt(again, p.Offset)
		if p.Frame <= gone.Frame {
			if !errors.Is(err, ErrLetGo) {
				t.Fatalf("frame %d of %d gone: %v", p.Frame, gone.Frame, err)
			}
		} else if err != nil || !bytes.Equal(again, p.Data) {
			t.Fatalf("frame %d reads otherwise again: %v", p.Frame, err)
		}
	}
	// Across files, and beyond the end.
	first := all[gone.Frame].Offset
	rest, err := io.ReadAll(io.NewSectionReader(s, first, 1<<40))
	if last := all[len(all)-1]; err != nil || int64(len(rest)) < last.Offset+int64(len(last.Data))-first {
		t.Errorf("%d bytes: %v", len(rest), err)
	}
	if _, err := s.ReadAt(make([]byte, 1), -1); !errors.Is(err, capture.ErrNotKept) {
		t.Errorf("Offset -1: %v", err)
	}
}

// Each file can be copied out at any time, and nothing has a name.
func TestSpoolFilesAreWhole(t *testing.T) {
	dir := t.TempDir()
	s := NewSpool(SpoolOptions{Dir: dir, Limit: 1 << 20, Section: capture.Section{Application: "test"}})
	defer s.Close()
	want := packets(700, 900)
	for i := range want {
		if err := s.write(want[i:i+1], 0); err != nil {
			t.Fatal(err)
		}
	}
	if list := names(t, dir); len(list) > 0 {
		t.Errorf("named files: %v", list)
	}
	var copies []string
	for _, p := range *s.kept.Load() {
		f := p.file.(*unnamed)
		if info, err := f.Stat(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info.Mode(), err)
		}
		b, err := os.ReadFile(fmt.Sprintf("/proc/self/fd/%d", f.Fd()))
		if err != nil {
			t.Skip("no /proc here")
		}
		name := file(t)
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		copies = append(copies, name)
	}
	got := read(t, copies...)
	for i := range got {
		got[i].Iface = 0 // each file counts its own
	}
	same(t, got, want)
}

// Readers see whole packets or are told that they are gone.
func TestSpoolIsReadWhileItIsWritten(t *testing.T) {
	s := NewSpool(SpoolOptions{Dir: t.TempDir(), Limit: 1 << 19})
	type place struct {
		at   int64
		size int
		mark byte
	}
	var mu sync.Mutex
	var places []place
	done := make(chan struct{})
	var readers sync.WaitGroup
	var read, gone [2]int
	for r := range 2 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				mu.Lock()
				if len(places) == 0 {
					mu.Unlock()
					continue
				}
				p := places[rand.IntN(len(places))]
				mu.Unlock()
				runtime.Gosched()
				b := make([]byte, p.size)
				_, err := s.ReadAt(b, p.at)
				switch {
				case errors.Is(err, ErrLetGo):
					gone[r]++
				case err != nil || !bytes.Equal(b, bytes.Repeat([]byte{p.mark}, p.size)):
					t.Errorf("at %d: %v, or other bytes", p.at, err)
					return
				default:
					read[r]++
				}
				s.Gone()
			}
		})
	}
	for n := range 2000 {
		size := 100 + n%1300
		p := []capture.Packet{{Data: bytes.Repeat([]byte{byte(n)}, size), Length: size, Time: second, Frame: int64(n + 1)}}
		if err := s.write(p, 0); err != nil {
			t.Fatal(err)
		}
		mu.Lock()
		places = append(places, place{p[0].Offset, size, byte(n)})
		mu.Unlock()
	}
	close(done)
	readers.Wait()
	t.Log("read", read, "gone", gone)
	s.Close()
	if _, err := s.ReadAt(make([]byte, 1), places[len(places)-1].at); !errors.Is(err, os.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// disk is where spool files are made in the tests of full disks.
type disk struct {
	free  int // bytes
	files int
	err   error
}

type diskFile struct {
	*disk
	b []byte
}

func (d *disk) create() (spoolFile, error) {
	if d.err != nil {
		return nil, d.err
	}
	d.files++
	return &diskFile{disk: d}, nil
}

func (f *diskFile) Write(p []byte) (int, error) {
	n := min(len(p), f.free)
	f.free -= n
	f.b = append(f.b, p[:n]...)
	if n < len(p) {
		return n, &os.PathError{Op: "write", Path: "spool", Err: syscall.ENOSPC}
	}
	return n, nil
}

func (f *diskFile) ReadAt(p []byte, at int64) (int, error) { return bytes.NewReader(f.b).ReadAt(p, at) }

func (f *diskFile) Truncate(size int64) error {
	f.free += len(f.b) - int(size)
	f.b = f.b[:size]
	return nil
}

func (f *diskFile) Close() error {
	f.free += len(f.b)
	f.files--
	return nil
}

func spoolOn(d *disk, limit int64) *Spool {
	s := NewSpool(SpoolOptions{Limit: limit, Dir: "/spool"})
	s.create = d.create
	return s
}

// A disk that fills up while there are older files makes the ring smaller.
func TestSpoolOnAFullDisk(t *testing.T) {
	d := &disk{free: 500_000}
	s := spoolOn(d, 4<<20)
	defer s.Close()
	k := Keep(&made{batches: split(packets(4000, 1000), 7)}, Options{Spool: s})
	got, said, end := drain(t, k)
	if end != io.EOF || len(got) != 4000 {
		t.Fatal(len(got), end)
	}
	e := whatIsSaid(t, said)
	if !errors.Is(e, syscall.ENOSPC) || !strings.Contains(e.Error(), "TMPDIR") {
		t.Error(e)
	}
	lost := 0
	gone := s.Gone()
	for _, p := range got {
		again := make([]byte, len(p.Data))
		_, err := k.ReadAt(again, p.Offset)
		switch {
		case p.Offset < 0:
			lost++
		case p.Frame > gone.Frame && (err != nil || !bytes.Equal(again, p.Data)):
			t.Fatalf("frame %d reads otherwise again: %v", p.Frame, err)
		case p.Frame <= gone.Frame && !errors.Is(err, ErrLetGo):
			t.Fatalf("frame %d of %d: %v", p.Frame, gone.Frame, err)
		}
	}
	if int64(lost) != gone.Unkept || lost == 0 || lost > 20 {
		t.Errorf("%d packets were not kept, said are %+v", lost, gone)
	}
	if gone.Frame < 3000 || got[3999].Offset < 0 {
		t.Errorf("the newest are not kept: %+v", gone)
	}
	if s.size() > 500_000 {
		t.Errorf("%d bytes are kept", s.size())
	}
	if err := k.Close(); err != nil || d.files != 0 {
		t.Errorf("%d files stay open, %v", d.files, err)
	}
}

// Without anything to let go packets are not kept, until there is room again.
func TestSpoolWaitsForRoom(t *testing.T) {
	d := &disk{free: 3000}
	s := spoolOn(d, 4<<20)
	write := func(after int64, wantOffset bool) {
		t.Helper()
		p := []capture.Packet{packet(900, after)}
		s.write(p, p[0].Time)
		if (p[0].Offset >= 0) != wantOffset {
			t.Errorf("%d s: offset %d", after/1e9, p[0].Offset)
		}
	}
	write(0, true)
	write(1e9, true)
	write(2e9, true)
	write(3e9, false)
	write(5e9, false)
	d.free += 100_000
	write(12e9, false) // not tried again yet
	write(14e9, true)
	write(15e9, true)
	if gone := s.Gone(); gone != (Gone{Unkept: 3}) {
		t.Errorf("%+v", gone)
	}
	s.Close()
	if d.files != 0 {
		t.Errorf("%d files stay open", d.files)
	}
}

// Two small files are as good as two large ones to make room.
func TestSpoolOnAFullDiskThatIsSmall(t *testing.T) {
	d := &disk{free: 30_000}
	s := spoolOn(d, 4<<20)
	defer s.Close()
	fill := func(after int64) {
		t.Helper()
		for i := range 40 {
			p := []capture.Packet{packet(900, after)}
			if s.write(p, p[0].Time); p[0].Offset < 0 {
				if i < 20 {
					t.Errorf("full after %d packets", i)
				}
				return
			}
		}
		t.Error("not full after 40 packets")
	}
	fill(0)
	d.free += 30_000
	fill(10e9)
	for _, p := range *s.kept.Load() {
		if b := p.file.(*diskFile).b; wholeBlocks(b) != len(b) {
			t.Error("a file ends inside a block")
		}
	}
	p := []capture.Packet{packet(900, 10e9)}
	if s.write(p, p[0].Time); p[0].Offset < 0 {
		t.Error("the oldest file was not let go for it")
	}
}

// A reader may have looked up a file that is let go before it reads.
func TestSpoolFileClosesUnderAReader(t *testing.T) {
	s := NewSpool(SpoolOptions{Dir: t.TempDir()})
	defer s.Close()
	p := packets(1, 900)
	s.write(p, 0)
	(*s.kept.Load())[0].file.Close()
	if _, err := s.ReadAt(make([]byte, 1), p[0].Offset); !errors.Is(err, ErrLetGo) {
		t.Error(err)
	}
}

func TestSpoolDirectoryIsMissing(t *testing.T) {
	s := NewSpool(SpoolOptions{Dir: t.TempDir() + "/no"})
	k := Keep(&made{batches: split(packets(20, 100), 5)}, Options{Spool: s})
	defer k.Close()
	got, said, _ := drain(t, k)
	if e := whatIsSaid(t, said); !errors.Is(e, os.ErrNotExist) || len(got) != 20 || got[0].Offset != -1 {
		t.Error(e, len(got))
	}
}

// A packet larger than all the spool costs nothing that is kept.
func TestSpoolTooSmallForAPacket(t *testing.T) {
	s := NewSpool(SpoolOptions{Dir: t.TempDir(), Limit: 200_000})
	defer s.Close()
	list := []capture.Packet{packet(900, 0), packet(300_000, 1), packet(120_000, 2), packet(900, 3)}
	if err := s.write(list, 0); err != nil {
		t.Fatal(err)
	}
	for i, kept := range []bool{true, false, true, true} {
		if (list[i].Offset >= 0) != kept {
			t.Errorf("packet %d has offset %d", i+1, list[i].Offset)
		}
	}
	if s.size() > 200_000 || s.Gone().Unkept != 1 {
		t.Errorf("%d bytes, %+v", s.size(), s.Gone())
	}
}

func split(list []capture.Packet, n int) (batches [][]capture.Packet) {
	for len(list) > 0 {
		batches = append(batches, list[:min(n, len(list))])
		list = list[len(batches[len(batches)-1]):]
	}
	return batches
}
