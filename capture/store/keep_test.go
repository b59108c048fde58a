package store

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"wiretalk/capture"
)

func TestKeep(t *testing.T) {
	name := file(t)
	want := packets(300, 100)
	src := &onLoopback{made{batches: [][]capture.Packet{want[:100], nil, want[100:]}}}
	k := Keep(src, Options{Spool: NewSpool(SpoolOptions{Dir: t.TempDir()}), Files: create(t, name, FileOptions{})})
	got, said, end := drain(t, k)
	if said != nil || end != io.EOF {
		t.Fatal(said, end)
	}
	same(t, got, want)
	for _, p := range got {
		again := make([]byte, len(p.Data))
		if _, err := k.ReadAt(again, p.Offset); err != nil || !bytes.Equal(again, p.Data) {
			t.Fatalf("frame %d reads otherwise again: %v", p.Frame, err)
		}
	}
	same(t, read(t, name), want)
	if live, ok := k.(capture.Live); !ok || live.Counts().Dropped != 5 {
		t.Error("what is kept of a live source is not live")
	}
	if err := k.ReadBatch(new(capture.Batch)); err != io.EOF {
		t.Errorf("after the end: %v", err)
	}
	if err := k.Close(); err != nil || !src.closed {
		t.Error("not closed:", err)
	}
	if _, err := k.ReadAt(make([]byte, 1), 0); !errors.Is(err, os.ErrClosed) {
		t.Errorf("reading again after Close: %v", err)
	}
	if _, ok := Keep(&made{}, Options{}).(capture.Live); ok {
		t.Error("what is kept of a file is live")
	}
}

// Statistics are where capinfos finds those of dumpcap.
func TestCountsAreWritten(t *testing.T) {
	capinfos, err := exec.LookPath("capinfos")
	if err != nil {
		t.Skip("no capinfos here")
	}
	name := file(t)
	k := Keep(&onLoopback{made{batches: [][]capture.Packet{packets(7, 100)}}}, Options{
		Files:      create(t, name, FileOptions{}),
		Interfaces: capture.Interfaces{{Name: "lo", Filter: "tcp", Link: capture.LinkEthernet}},
	})
	drain(t, k)
	k.Close()
	out, err := exec.Command(capinfos, "-c", "-d", "-I", name).CombinedOutput()
	for _, text := range []string{"Number of packets:   7", "Name = lo", "Filter string = tcp", "Number of stat entries = 1"} {
		if !strings.Contains(string(out), text) {
			t.Errorf("no %q in %s %v", text, out, err)
		}
	}
}

// A file's packets keep their place in it, and several files their interfaces.
func TestFromFilesToAFile(t *testing.T) {
	inputs := []string{filepath.Join("..", "..", "testdata", "pcaps", "loss.pcap"), filepath.Join("..", "..", "testdata", "pcaps", "post-continue.pcapng")}
	in, err := capture.Open(inputs, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	name := file(t)
	k := Keep(in, Options{Files: create(t, name, FileOptions{Inputs: inputs})})
	defer k.Close()
	got, said, _ := drain(t, k)
	if said != nil {
		t.Fatal(said)
	}
	want := read(t, inputs...)
	same(t, got, want)
	same(t, read(t, name), want)
	again := make([]byte, len(got[9].Data))
	if _, err := k.ReadAt(again, got[9].Offset); err != nil || !bytes.Equal(again, got[9].Data) {
		t.Errorf("a packet of the file reads otherwise again: %v", err)
	}
	src, err := k.Again(10, 10)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	list, _, _ := drain(t, src) // begins somewhere before
	if last := list[len(list)-1]; last.Frame != 10 || !bytes.Equal(last.Data, again) {
		t.Errorf("reading frame 10 again ends with %d", last.Frame)
	}
	if k.Size() == 0 || k.BytesRead() != k.Size() {
		t.Errorf("read %d of %d", k.BytesRead(), k.Size())
	}
}

func TestStop(t *testing.T) {
	const ms = int64(time.Millisecond)
	batches := [][]capture.Packet{packets(10, 1000), packets(10, 1000)}
	for i := range batches[1] {
		batches[1][i].Time += 10 * ms
	}
	for _, c := range []struct {
		stop  Stop
		start int64
		want  int
		live  bool
	}{
		{Stop{}, 0, 20, false},
		{Stop{Packets: 10}, 0, 10, false},
		{Stop{Packets: 13}, 0, 13, false},
		{Stop{Packets: 21}, 0, 20, false},
		{Stop{Duration: 15 * time.Millisecond}, 0, 15, false},
		{Stop{Duration: 15 * time.Millisecond}, second - 5*ms, 10, false},
		{Stop{Duration: 15 * time.Millisecond, Packets: 4}, 0, 4, false},
		{Stop{FileSize: 3000}, 0, 3, false},
		{Stop{FileSize: 3000}, 0, 3, true},
		{Stop{Duration: time.Second}, second - 1, 10, true}, // Batch.Now goes on alone
	} {
		name := file(t)
		var src capture.Source = &made{batches: batches}
		if c.live {
			src = &onLoopback{made{batches: append(batches[:1:1], nil), now: []int64{second + 9*ms, second + 1e9}, wait: make(chan struct{})}}
		}
		k := Keep(src, Options{Stop: c.stop, Start: c.start, Files: create(t, name, FileOptions{})})
		got, said, end := drain(t, k)
		if len(got) != c.want || said != nil || end != io.EOF {
			t.Errorf("%v: %d packets, want %d; %v %v", &c.stop, len(got), c.want, said, end)
		}
		if n := len(read(t, name)); n != c.want {
			t.Errorf("%v: %d packets in the file, want %d", &c.stop, n, c.want)
		}
		if (k.Ended() == "") != (c.want == 20) {
			t.Errorf("%v: ended since %q", &c.stop, k.Ended())
		}
		k.Close()
	}
}

func TestStopIsTsharks(t *testing.T) {
	var s Stop
	for _, condition := range []string{"packets:3", "duration:0.5", "filesize:20", "files:4"} {
		if err := s.Set(condition); err != nil {
			t.Error(err)
		}
	}
	if want := (Stop{3, 500 * time.Millisecond, 20000, 4}); s != want {
		t.Errorf("%+v, want %+v", s, want)
	}
	if s.String() != "packets:3,duration:0.5,filesize:20,files:4" {
		t.Error(s.String())
	}
	for _, condition := range []string{"", "packets", "packets:", "packets:0", "packets:-1", "packets:1.5", "duration:NaN", "duration:1e300", "size:3"} {
		if err := s.Set(condition); err == nil {
			t.Errorf("%q is taken", condition)
		}
	}
}

// Close may come while ReadBatch waits for packets; the file is whole then.
func TestCloseWhileWaiting(t *testing.T) {
	name := file(t)
	src := &onLoopback{made{batches: [][]capture.Packet{packets(5, 100)}, wait: make(chan struct{})}}
	k := Keep(src, Options{Spool: NewSpool(SpoolOptions{Dir: t.TempDir()}), Files: create(t, name, FileOptions{})})
	var b capture.Batch
	if err := k.ReadBatch(&b); err != nil || len(b.Packets) != 5 {
		t.Fatal(err)
	}
	got := make(chan error)
	go func() { got <- k.ReadBatch(&b) }()
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-got; !errors.Is(err, os.ErrClosed) {
		t.Errorf("got %v", err)
	}
	if n := len(read(t, name)); n != 5 {
		t.Errorf("%d packets", n)
	}
}

// What the source says of itself comes through, in its order.
func TestErrorsOfTheSource(t *testing.T) {
	k := Keep(&made{batches: [][]capture.Packet{packets(1, 9)}, end: io.ErrUnexpectedEOF}, Options{Files: create(t, file(t), FileOptions{})})
	if got, said, end := drain(t, k); len(got) != 1 || said != nil || end != io.ErrUnexpectedEOF {
		t.Error(got, said, end)
	}
}

// Standard output that goes away ends the reading.
func TestClosedPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	r.Close()
	k := Keep(&made{batches: [][]capture.Packet{packets(1, 9), packets(1, 9)}}, Options{Files: create(t, "-", FileOptions{Stdout: w})})
	if got, said, end := drain(t, k); len(got) != 1 || said != nil || !errors.Is(end, syscall.EPIPE) {
		t.Error(got, said, end)
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
}

// Packets go through a pipe as they come, not when a buffer is full.
func TestPipeIsNotBuffered(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	in := make(chan int64)
	go func() {
		n, _ := io.CopyN(io.Discard, r, 0)
		buf := make([]byte, 1<<16)
		for {
			m, err := r.Read(buf)
			if err != nil {
				return
			}
			n += int64(m)
			in <- n
		}
	}()
	src := &onLoopback{made{batches: [][]capture.Packet{nil, packets(1, 90)}, wait: make(chan struct{})}}
	k := Keep(src, Options{Files: create(t, "-", FileOptions{Stdout: w})})
	defer k.Close()
	var b capture.Batch
	for _, what := range []string{"the header", "a packet"} {
		if err := k.ReadBatch(&b); err != nil {
			t.Fatal(err)
		}
		select {
		case <-in:
		case <-time.After(5 * time.Second):
			t.Fatalf("%s does not come through", what)
		}
	}
}

func TestTsharkReadsThePipe(t *testing.T) {
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		t.Skip("no tshark here")
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(tshark, "-r", "-", "-T", "fields", "-e", "frame.len")
	var out bytes.Buffer
	c.Stdin, c.Stdout = r, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	r.Close()
	k := Keep(&onLoopback{made{batches: [][]capture.Packet{packets(2, 90)}}}, Options{Files: create(t, "-", FileOptions{Stdout: w})})
	drain(t, k)
	k.Close()
	w.Close()
	if err := c.Wait(); err != nil || out.String() != "90\n90\n" {
		t.Errorf("%v %q", err, out.String())
	}
}

func BenchmarkKeep(b *testing.B) {
	for _, how := range []string{"nothing", "spool", "file", "both"} {
		b.Run(how, func(b *testing.B) {
			var o Options
			dir := b.TempDir()
			if how == "spool" || how == "both" {
				o.Spool = NewSpool(SpoolOptions{Dir: dir, Limit: 256 << 20})
			}
			if how == "file" || how == "both" {
				o.Files = create(b, filepath.Join(dir, "out"), FileOptions{Rotation: Rotation{Size: 64e6, Count: 2}})
			}
			batch := packets(1500, 320)
			src := &again{batch: batch}
			k := Keep(src, o)
			defer k.Close()
			var into capture.Batch
			k.ReadBatch(&into)
			b.ReportAllocs()
			b.ResetTimer()
			for n := 0; n < b.N; n += len(batch) {
				if err := k.ReadBatch(&into); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// again gives the same batch for ever.
type again struct {
	made
	batch []capture.Packet
}

func (a *again) ReadBatch(b *capture.Batch) error {
	b.Packets = append(b.Packets[:0], a.batch...)
	return nil
}

func TestKeepingDoesNotAllocate(t *testing.T) {
	k := Keep(&again{batch: packets(100, 300)}, Options{
		Spool: NewSpool(SpoolOptions{Dir: t.TempDir()}),
		Files: create(t, file(t), FileOptions{Rotation: Rotation{Size: 1e9}}),
	})
	defer k.Close()
	var b capture.Batch
	k.ReadBatch(&b)
	if n := testing.AllocsPerRun(20, func() { k.ReadBatch(&b) }); n != 0 {
		t.Errorf("%v allocations a batch", n)
	}
}

func TestThisMachine(t *testing.T) {
	s := ThisMachine("wiretalk 1")
	if slices.Contains([]string{s.Hardware, s.OS, s.Application}, "") {
		t.Errorf("%+v", s)
	}
}
