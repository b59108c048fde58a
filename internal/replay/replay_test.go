package replay

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

// reading is a capture read once from its first packet to its last, with all
// segments of every connection.
type reading struct {
	conns   []*tcpreasm.Info
	steps   map[*tcpreasm.Info][]Step
	tracker *tcpreasm.Tracker
}

func (r *reading) Opened(c *tcpreasm.Conn) { c.Context = new(tcpreasm.Info) }
func (r *reading) Closed(c *tcpreasm.Conn) {
	info := c.Context.(*tcpreasm.Info)
	*info = c.Info
	r.conns = append(r.conns, info)
}
func (r *reading) Data(*tcpreasm.Conn, tcpreasm.Side, []byte, tcpreasm.Position) {}
func (r *reading) Gap(*tcpreasm.Conn, tcpreasm.Side, int64, tcpreasm.Position)   {}
func (r *reading) Finished(*tcpreasm.Conn, tcpreasm.Side, tcpreasm.Position)     {}

func read(t *testing.T, in *capture.Input) *reading {
	t.Helper()
	r := &reading{steps: make(map[*tcpreasm.Info][]Step)}
	r.tracker = tcpreasm.New(r, tcpreasm.Limits{})
	r.tracker.Capture(in)
	decoder := decode.New()
	var b capture.Batch
	var seg tcpreasm.Segment
	for {
		err := in.ReadBatch(&b)
		for _, p := range b.Packets {
			seg.Frame, seg.Time, seg.Offset, seg.Pieces = p.Frame, p.Time, p.Offset, nil
			if !decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) {
				continue
			}
			c := r.tracker.Segment(&seg)
			info := c.Context.(*tcpreasm.Info)
			var s Step
			s.fill(&seg, r.tracker.Observation(), c)
			s.Options = append([]byte(nil), s.Options...)
			r.steps[info] = append(r.steps[info], s)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	r.tracker.Close()
	return r
}

// Whichever connection is looked at, its segments are what they were when the
// whole capture was read.
func TestStepsAreThoseOfTheFirstReading(t *testing.T) {
	names, _ := filepath.Glob("../../testdata/pcaps/*.pcap*")
	tcp, _ := filepath.Glob("../../testdata/tcp/*.pcap*")
	if names = append(names, tcp...); len(names) < 50 {
		t.Fatalf("only %d captures", len(names))
	}
	for _, name := range names {
		in, err := capture.Open([]string{name}, capture.Options{Spool: true})
		if err != nil {
			t.Fatal(err)
		}
		r := read(t, in)
		for _, c := range r.conns {
			again := NewSegments()
			if err := again.Read(context.Background(), in, c, func([]Step, int64, int64) {}); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			got := again.steps
			want := r.steps[c]
			changes := 0
			for i := range got {
				changes += len(got[i].Changes)
				got[i].Changes = nil
			}
			if n := len(c.Changes.List()); changes != n {
				t.Errorf("%s, %v: %d of %d changes", name, c.Ends, changes, n)
			}
			// That the ports were used before is known only to who read before.
			for i := range want {
				want[i].Found &^= tcpreasm.FoundReusedPorts
				got[i].Found &^= tcpreasm.FoundReusedPorts
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %v:\n%s", name, c.Ends, diff)
			}
		}
		in.Close()
	}
}

// A reading that is no longer wanted ends.
func TestStepsAreCancelled(t *testing.T) {
	in, err := capture.Open([]string{"../../testdata/pcaps/pipelined.pcap"}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	c := read(t, in).conns[0]
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Steps(ctx, in, c, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
