package replay

import (
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

// spoken is what was handed on of a connection when the whole capture was read.
type spoken struct {
	info  tcpreasm.Info
	bytes [2][]byte
	gaps  int64
}

type hearing struct{ all []*spoken }

func (h *hearing) Opened(c *tcpreasm.Conn) {
	s := new(spoken)
	c.Context, h.all = s, append(h.all, s)
}
func (h *hearing) Closed(c *tcpreasm.Conn) {
	s := c.Context.(*spoken)
	if s.info = c.Info; c.TurnedRound {
		s.bytes[0], s.bytes[1] = s.bytes[1], s.bytes[0]
	}
}
func (h *hearing) Data(c *tcpreasm.Conn, from tcpreasm.Side, b []byte, _ tcpreasm.Position) {
	s := c.Context.(*spoken)
	if c.TurnedRound {
		from = from.Peer() // as at the beginning; put right at the end
	}
	s.bytes[from] = append(s.bytes[from], b...)
}
func (h *hearing) Gap(c *tcpreasm.Conn, _ tcpreasm.Side, n int64, _ tcpreasm.Position) {
	c.Context.(*spoken).gaps += n
}
func (h *hearing) Finished(*tcpreasm.Conn, tcpreasm.Side, tcpreasm.Position) {}

func hear(t *testing.T, in *capture.Input) []*spoken {
	t.Helper()
	h := new(hearing)
	tracker := tcpreasm.New(h, tcpreasm.Limits{})
	tracker.Capture(in)
	decoder := decode.New()
	var b capture.Batch
	var seg tcpreasm.Segment
	for {
		err := in.ReadBatch(&b)
		for _, p := range b.Packets {
			seg.Frame, seg.Time, seg.Offset, seg.Pieces = p.Frame, p.Time, p.Offset, nil
			if decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) {
				tracker.Segment(&seg)
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	tracker.Close()
	return h.all
}

// said reads what a stream names from the capture.
func said(t *testing.T, in io.ReaderAt, s *Stream) (bytes [2][]byte, gaps int64) {
	t.Helper()
	var at [2]int64
	s.From(0, func(i int, run Run) bool {
		if run.At != at[run.From] {
			t.Errorf("run %d begins at %d, not %d", i, run.At, at[run.From])
		}
		at[run.From] += run.Length
		if run.Missing {
			gaps += run.Length
			return true
		}
		b := make([]byte, run.Length)
		if n, err := in.ReadAt(b, run.Offset); n < len(b) {
			t.Errorf("run %d at %d: %v", i, run.Offset, err)
		}
		bytes[run.From] = append(bytes[run.From], b...)
		return true
	})
	if s.Sent() != at {
		t.Errorf("%v bytes, not %v", s.Sent(), at)
	}
	return bytes, gaps
}

// Whichever connection is looked at, its bytes are those of the first reading,
// also when they are read in several goes.
func TestStreamIsThatOfTheFirstReading(t *testing.T) {
	names, _ := filepath.Glob("../../testdata/pcaps/*.pcap*")
	tcp, _ := filepath.Glob("../../testdata/tcp/*.pcap*")
	if names = append(names, tcp...); len(names) < 50 {
		t.Fatalf("only %d captures", len(names))
	}
	ctx, none := context.Background(), func(_, _ int64) {}
	for _, name := range names {
		in, err := capture.Open([]string{name}, capture.Options{Spool: true})
		if err != nil {
			t.Fatal(err)
		}
		for n, c := range hear(t, in) {
			for goes := range int64(3) {
				s, part := NewStream(), c.info
				for i := range goes {
					part.LastFrame = c.info.FirstFrame + (c.info.LastFrame-c.info.FirstFrame)*i/goes
					if err := s.Read(ctx, in, &part, false, none); err != nil {
						t.Fatal(err)
					}
				}
				if err := s.Read(ctx, in, &c.info, true, none); err != nil {
					t.Fatal(err)
				}
				bytes, gaps := said(t, in, s)
				if diff := cmp.Diff(c.bytes, bytes); diff != "" || gaps != c.gaps {
					t.Errorf("%s, connection %d in %d goes: %d missing, not %d:\n%s", name, n, goes+1, gaps, c.gaps, diff)
				}
			}
		}
		in.Close()
	}
}

// Segments read in several goes are those read in one.
func TestSegmentsInSeveralGoes(t *testing.T) {
	in, err := capture.Open([]string{"../../testdata/pcaps/loss.pcap"}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	c := hear(t, in)[0].info
	want, err := Steps(context.Background(), in, &c, nil)
	if err != nil || len(want) < 100 {
		t.Fatal(len(want), err)
	}
	s, part, shown := NewSegments(), c, []Step(nil)
	for part.LastFrame = c.FirstFrame; part.LastFrame <= c.LastFrame; part.LastFrame += 17 {
		if err := s.Read(context.Background(), in, &part, func(steps []Step, _, _ int64) { shown = steps }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[:len(shown)], shown); diff != "" {
			t.Fatalf("to frame %d:\n%s", part.LastFrame, diff)
		}
	}
	if len(shown) < len(want)-17 {
		t.Errorf("%d of %d segments", len(shown), len(want))
	}
}

// A capture that cannot be read any more gives what was read, and the error.
func TestStreamOfALostCapture(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.pcap")
	whole, err := os.ReadFile("../../testdata/pcaps/loss.pcap")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := capture.Open([]string{name}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := hear(t, in)[0].info
	in.Close()
	s := NewStream()
	if err := s.Read(context.Background(), in, &c, true, func(_, _ int64) {}); err == nil {
		t.Error("a closed capture was read")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := NewStream().Read(ctx, in, &c, true, func(_, _ int64) {}); err == nil {
		t.Error("the reading was not cancelled")
	}
}

// Runs are found again as they were added.
func TestRuns(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var r runs
	var want []Run
	var at [2]int64
	for i := range 1000 {
		run := Run{From: tcpreasm.Side(random.IntN(2)), Length: 1 + random.Int64N(100_000), Frame: random.Int64N(1 << 40), Time: random.Int64N(1 << 62), Offset: random.Int64N(1 << 45)}
		if random.IntN(5) == 0 {
			run.Missing, run.Offset = true, -1
		} else if random.IntN(9) == 0 {
			run.Offset = -1
		}
		run.At = at[run.From]
		at[run.From] += run.Length
		want = append(want, run)
		r.add(&run)
		if got, ok := r.Run(i); !ok || got != run {
			t.Fatalf("run %d is %+v, not %+v", i, got, run)
		}
	}
	for i := range want {
		for _, n := range []int64{0, want[i].Length - 1} {
			if got, ok := r.Holding(want[i].From, want[i].At+n); !ok || got != i {
				t.Fatalf("byte %d of run %d is in run %d, %v", n, i, got, ok)
			}
		}
	}
	for _, start := range []int{0, 63, 64, 700, 999, 5000} {
		next := start
		r.From(start, func(i int, run Run) bool {
			if i != next || run != want[i] {
				t.Fatalf("from %d: run %d is %+v", start, i, run)
			}
			next++
			return true
		})
		back := min(start, 999)
		r.Back(start, func(i int, run Run) bool {
			if i != back || run != want[i] {
				t.Fatalf("back from %d: run %d is %+v", start, i, run)
			}
			back--
			return true
		})
		if back != -1 || start < 1000 && next != 1000 {
			t.Errorf("from %d: to %d and %d", start, next, back)
		}
	}
	if _, ok := r.Holding(tcpreasm.Client, at[0]); ok {
		t.Error("a byte behind the last is held")
	}
	if _, ok := r.Run(-1); ok {
		t.Error("there is a run before the first")
	}
}

// A run costs few bytes of memory.
func BenchmarkRuns(b *testing.B) {
	b.ReportAllocs()
	var r runs
	run := Run{Length: 1448}
	for i := range b.N {
		run.Frame, run.Time, run.Offset = int64(2*i), int64(i)*1_234_567, int64(i)*1530
		r.add(&run)
	}
	b.ReportMetric(float64(r.Memory())/float64(b.N), "bytes/run")
}
