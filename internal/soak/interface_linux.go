package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"wiretalk/capture"
	"wiretalk/capture/live"
	"wiretalk/capture/store"
	"wiretalk/internal/netns"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/replay"
	"wiretalk/internal/report"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

const (
	shortRun = 60_000 // milliseconds: for less the limits are small, so that they are reached

	// residentFlatness is flatness for the resident memory, in which garbage is too.
	residentFlatness = 1.10

	// ripple is what the heap may have more besides flatness, in bytes: pieces of
	// its blocks that are free. As much leaks soon, be it a kilobyte an exchange.
	ripple = 2 << 20
)

// onInterface captures on an interface for so many milliseconds, as the
// program does with the screen, JSON records, a spool and -w in files by turns: HTTP
// that a client and a server in other processes speak over it. Once all limits are
// reached memory must not grow, each exchange must be found unless
// packets were dropped, and each packet is either delivered or counted as dropped.
func onInterface(milliseconds int64, _ uint64, p *progressLine) (t table, err error) {
	here, there, err := netns.Cable()
	if err != nil {
		return nil, err
	}
	defer here.Close()
	defer there.Close()
	folder, err := os.MkdirTemp("", "wiretalk-soak-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	limits, tcp, spooled := trace.Days, tcpreasm.Limits{}, int64(256<<20)
	if milliseconds < shortRun {
		limits.Bytes, spooled = 2<<20, 4<<20
		tcp = tcpreasm.Limits{Connections: 4096, Lingering: 128}
	}
	var c *live.Capture
	here.Do(func() { c, err = live.Open([]string{"here"}, live.Options{}) })
	if err != nil {
		return nil, err
	}
	files, err := store.Create(filepath.Join(folder, "kept"), store.FileOptions{Rotation: store.Rotation{Size: spooled / 4, Count: 2}})
	if err != nil {
		c.Close()
		return nil, err
	}
	spool := store.NewSpool(store.SpoolOptions{Limit: spooled, Dir: folder})
	src := store.Keep(c, store.Options{Spool: spool, Files: files, Interfaces: capture.Interfaces{{Name: "here", Link: c.Links()[0].Type}}})
	defer src.Close()
	w, err := startWeb(here, there, time.Duration(milliseconds)*time.Millisecond)
	if err != nil {
		return nil, err
	}
	defer w.kill()

	tr, output := trace.Bounded(src, limits), &counter{}
	forgetPeak()
	var m measured
	var again rereadings
	sampled := make(chan struct{})
	go func() {
		defer close(sampled)
		m.sample(w, c, milliseconds, func() {
			p.at(time.Since(p.start).Milliseconds(), m.heap[len(m.heap)-1])
			again.try(tr, src)
		})
	}()
	var problems []error
	result, err := pipeline.Run(context.Background(), src, pipeline.Config{
		Records: report.JSON{}, Output: output, Trace: tr, Limits: tcp,
		Problem: func(err error) { problems = append(problems, err) },
	})
	<-sampled
	peak, failed := peakMemory()
	asked, wrong, lost := w.wait()
	counts := c.Counts()
	exchanges, connections := tr.LetGo()
	errs := append(problems, err, failed, lost, m.flat(), again.err)
	if counts.Received != result.Packets+counts.Dropped {
		errs = append(errs, fmt.Errorf("%d packets passed, %d were delivered and %d dropped", counts.Received, result.Packets, counts.Dropped))
	}
	if found := int64(tr.Exchanges()); counts.Dropped == 0 && found != asked || wrong > 0 {
		errs = append(errs, fmt.Errorf("the client had %d exchanges, of which %d failed, and %d were found", asked, wrong, found))
	}
	if exchanges == 0 || connections == 0 || spool.Gone().Frame == 0 {
		errs = append(errs, errors.New("the limits were not reached: nothing was let go"))
	}
	if again.read == 0 {
		errs = append(errs, errors.New("no connection was read again"))
	}
	if n := spool.Gone().Unkept; n > 0 {
		errs = append(errs, fmt.Errorf("%d packets could not be kept", n))
	}
	t.add("packets, of these dropped", "%d, %d", counts.Received, counts.Dropped)
	t.took(p.took(), result.Packets)
	t.add("exchanges of the client, found", "%d, %d", asked, tr.Exchanges())
	t.add("of these let go", "%d", exchanges)
	t.add("connections, of these let go", "%d, %d", tr.Connections(), connections)
	t.add("connections read again", "%d, and %d too late", again.read, again.late)
	t.add("records", "%d MiB", output.bytes>>20)
	m.add(&t)
	t.add("resident memory, most", "%d MiB", peak>>20)
	return t, errors.Join(errs...)
}

// rereadings are of connections whose segments were read from the spool again
// while it was written.
type rereadings struct {
	read, late int
	err        error
}

// try reads the newest connection that is whole.
func (r *rereadings) try(tr *trace.Trace, src capture.Rereader) {
	for stream := tr.Connections() - 1; stream >= 0; stream-- {
		c := tr.Connection(stream)
		if !c.Done || c.Gone {
			continue
		}
		steps, err := replay.Steps(context.Background(), src, &c.Info, nil)
		switch {
		case errors.Is(err, store.ErrLetGo):
			r.late++
		case err != nil || int64(len(steps)) != c.Packets[0]+c.Packets[1]:
			r.err = fmt.Errorf("connection %d has %d and %d segments, and %d were read again: %w", stream, c.Packets[0], c.Packets[1], len(steps), err)
		default:
			r.read++
		}
		return
	}
}

// measured is the memory, sample by sample.
type measured struct{ heap, resident []uint64 }

// residentMemory is what the program has of the machine's memory, in bytes.
func residentMemory() uint64 {
	b, _ := os.ReadFile("/proc/self/statm")
	var all, resident uint64
	fmt.Sscan(string(b), &all, &resident)
	return resident * uint64(os.Getpagesize())
}

// sample measures until the traffic has ended, and then stops the capture.
func (m *measured) sample(w *web, c *live.Capture, milliseconds int64, each func()) {
	every := time.NewTicker(max(time.Duration(milliseconds)*time.Millisecond/samples, time.Millisecond))
	defer every.Stop()
	for {
		select {
		case <-w.ended:
			time.Sleep(100 * time.Millisecond) // for the last acknowledgements
			c.Stop()
			return
		case <-every.C:
		}
		if len(m.heap) < samples {
			m.resident = append(m.resident, residentMemory())
			m.heap = append(m.heap, inUse())
			each()
		}
	}
}

// halves are the means of what came after warming up.
func halves(list []uint64) (before, after float64) {
	list = list[min(len(list), warmUp):]
	return mean(list[:len(list)/2]), mean(list[len(list)/2:])
}

func (m *measured) flat() error {
	if len(m.heap) < samples-2 {
		return fmt.Errorf("memory was measured %d times and not %d", len(m.heap), samples)
	}
	before, after := halves(m.heap)
	if after > flatness*before+ripple {
		return fmt.Errorf("after all limits were reached the heap grew from %.0f to %.0f bytes", before, after)
	}
	before, after = halves(m.resident)
	if after > residentFlatness*before+ripple {
		return fmt.Errorf("after all limits were reached resident memory grew from %.0f to %.0f bytes", before, after)
	}
	return nil
}

func (m *measured) add(t *table) {
	for _, row := range []struct {
		what string
		list []uint64
	}{{"heap without garbage", m.heap}, {"resident memory", m.resident}} {
		before, after := halves(row.list)
		t.add(row.what, "%.1f MiB, then %.1f MiB", before/(1<<20), after/(1<<20))
	}
}
