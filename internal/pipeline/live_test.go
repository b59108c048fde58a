package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
	"wiretalk/internal/trace"
	"wiretalk/internal/traffic"
)

// interfaces is a live source that gives one moment after the other. Each may
// wait for what the one before must bring about.
type interfaces struct {
	script
	moments []moment
}

// moment is what one call of ReadBatch gives, and the time then.
type moment struct {
	packets []capture.Packet
	now     int64
	err     error
	after   func() // is called before
}

func (s *interfaces) ReadBatch(b *capture.Batch) error {
	b.Packets = b.Packets[:0]
	if len(s.moments) == 0 {
		return io.EOF
	}
	m := s.moments[0]
	s.moments = s.moments[1:]
	if m.after != nil {
		m.after()
	}
	b.Packets, b.Now = append(b.Packets, m.packets...), m.now
	return m.err
}

func (*interfaces) Counts() capture.Counts { return capture.Counts{} }

// awaited is an output on which something is awaited.
type awaited struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (a *awaited) Write(p []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.text.Write(p)
}

func (a *awaited) String() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.text.String()
}

// await waits until all texts were written.
func (a *awaited) await(t *testing.T, texts ...string) func() {
	return func() {
		for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
			missing := ""
			for _, text := range texts {
				if !strings.Contains(a.String(), text) {
					missing = text
				}
			}
			if missing == "" {
				return
			}
			if time.Now().After(end) {
				t.Errorf("no %s was written in time, but:\n%s", missing, a)
				return
			}
		}
	}
}

const start = int64(1e18)

// timed are packets of one connection, a millisecond apart.
func timed(first int64, frames ...[]byte) (list []capture.Packet) {
	for i, f := range frames {
		n := first + int64(i)
		list = append(list, packet(n, start+n*1e6, f))
	}
	return list
}

// A record is written when its last packet has come, though nothing follows.
func TestLiveRecordIsNotHeldBack(t *testing.T) {
	defer goleak.VerifyNone(t)
	c := client(1)
	packets := timed(1,
		frame(c, server, syn, 0, 0, ""), frame(server, c, syn|ack, 0, 1, ""), frame(c, server, ack, 1, 1, ""),
		frame(c, server, ack, 1, 1, request), frame(server, c, ack, 1, 1+uint32(len(request)), response))
	for _, shards := range []int{1, 3} {
		out := &awaited{}
		src := &interfaces{}
		for _, p := range packets {
			src.moments = append(src.moments, moment{packets: []capture.Packet{p}, now: p.Time})
		}
		src.moments = append(src.moments, moment{now: start + 6e6, after: out.await(t, `"target":"/small"`)})
		if _, err := soon(t, context.Background(), src, pipeline.Config{Shards: shards, Records: report.JSON{}, Output: out}); err != nil {
			t.Error(err)
		}
	}
}

// What waits for time comes when it has passed, though no packet does.
func TestTimeGoesOnWithoutPackets(t *testing.T) {
	c, asked := client(1), uint32(len(request))
	open := [][]byte{frame(c, server, syn, 0, 0, ""), frame(server, c, syn|ack, 0, 1, ""), frame(c, server, ack, 1, 1, "")}
	whole := append(open[:3:3], frame(c, server, ack, 1, 1, request))
	for _, test := range []struct {
		rule    string
		frames  [][]byte
		early   int64 // nothing yet
		late    int64 // but then
		written string
	}{
		{"the beginning of a response is not in the capture: after the patience it counts as lost", append(whole[:4:4],
			frame(server, c, ack, 51, 1+asked, response[50:]), frame(c, server, ack, 1+asked, 1+uint32(len(response)), "")),
			200e6, 600e6, `"type":"http"`},
		{"TIME-WAIT ends after 2 MSL (RFC 9293 §3.4.2)", append(open[:3:3],
			frame(c, server, fin|ack, 1, 1, ""), frame(server, c, fin|ack, 1, 2, ""), frame(c, server, ack, 2, 2, "")),
			239e9, 241e9, `"kind":"fin"`},
		{"a SYN that nobody answers is given up after 4 minutes (RFC 5382 §5)", open[:1], 239e9, 241e9, `"kind":"unanswered"`},
		{"a silent connection is given up after 2 hours and 4 minutes (RFC 5382 §5)", open, 7439e9, 7441e9, `"kind":"open"`},
	} {
		t.Run(test.rule, func(t *testing.T) {
			out := &awaited{}
			src := &interfaces{moments: []moment{
				{packets: timed(1, test.frames...), now: start},
				{now: start + test.early},
				{now: start + test.early},
				{now: start + test.late, after: func() {
					time.Sleep(20 * time.Millisecond)
					if out.String() != "" {
						t.Errorf("written too early: %s", out)
					}
				}},
				{now: start + test.late, after: out.await(t, test.written)},
			}}
			if _, err := soon(t, context.Background(), src, pipeline.Config{Shards: 2, Records: report.JSON{}, Output: out}); err != nil {
				t.Error(err)
			}
		})
	}
}

// A connection of a file keeps its number however long it is silent.
func TestSilenceEndsNothingInAFile(t *testing.T) {
	c := client(1)
	packets := timed(1, frame(c, server, syn, 0, 0, ""), frame(server, c, syn|ack, 0, 1, ""), frame(c, server, ack, 1, 1, ""), frame(c, server, ack, 1, 1, request))
	packets[3].Time += 10 * 3600e9
	got := run(t, func() capture.Source { return &script{steps: []step{{packets: packets}}} }, 1)
	if n := len(got.connections); n != 1 {
		t.Errorf("%d connections", n)
	}
}

// An interface that goes away ends nothing: it is said, and the others go on.
func TestProblemOfOneInterface(t *testing.T) {
	packets := packetsOf(t, "keep-alive.pcap")
	gone := &capture.Error{File: "eth0", Offset: -1, Reason: "the interface is down"}
	tr := trace.New(nil)
	said := func() {
		for end := time.Now().Add(10 * time.Second); tr.Progress().Problem != gone; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Error("it was not said in time")
				return
			}
		}
		if p := tr.Progress(); p.Done || p.Err != nil {
			t.Errorf("the trace says %+v", p)
		}
	}
	src := &interfaces{moments: []moment{{packets: packets[:7]}, {err: gone}, {packets: packets[7:], after: said}}}
	var out bytes.Buffer
	result, err := soon(t, context.Background(), src, pipeline.Config{Shards: 2, Records: report.JSON{}, Output: &out, Trace: tr})
	whole := run(t, func() capture.Source { return &script{steps: []step{{packets: packets}}} }, 2)
	if err != nil || result.Problems != 1 || out.String() != whole.json {
		t.Errorf("%v, %d problems, %s", err, result.Problems, &out)
	}
	var wire int64
	for _, p := range packets {
		wire += int64(p.Length)
	}
	if got := tr.Progress().Wire; got != wire {
		t.Errorf("%d bytes passed, not %d", wire, got)
	}
}

// What comes out of a live source does not depend on the number of shards.
func TestLiveShardsAgree(t *testing.T) {
	src := func() capture.Source {
		return &live{traffic.New(traffic.Options{Packets: 20_000, Batch: 100, Step: 100_000, HalfOpen: 20, Names: 5, Forever: 3, Sockets: 2})}
	}
	one := run(t, src, 1)
	if len(one.exchanges) < 1000 || len(one.connections) < 300 {
		t.Fatalf("%d exchanges on %d connections", len(one.exchanges), len(one.connections))
	}
	for _, shards := range []int{2, 5} {
		compare(t, fmt.Sprintf("%d shards", shards), run(t, src, shards), one)
	}
}

// live begins all captures at the same time.
type live struct{ *traffic.Source }

func (l *live) ReadBatch(b *capture.Batch) error {
	err := l.Source.ReadBatch(b)
	for i := range b.Packets {
		b.Packets[i].Time = start + b.Packets[i].Frame*100_000
	}
	if n := len(b.Packets); n > 0 {
		b.Now = b.Packets[n-1].Time
	}
	return err
}

// Ctrl-C ends a quiet capture within a second; what is open is written.
func TestCancelWhileLive(t *testing.T) {
	defer goleak.VerifyNone(t)
	src := traffic.New(traffic.Options{Rate: 2000, Forever: 64})
	defer src.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	out := &awaited{}
	var cancelled time.Time
	go func() {
		out.await(t, `"type":"http"`)()
		src.Pause(true)
		time.Sleep(10 * time.Millisecond)
		cancelled = time.Now()
		cancel()
	}()
	_, err := soon(t, ctx, src, pipeline.Config{Shards: 2, Records: report.JSON{}, Output: out})
	if took := time.Since(cancelled); took > time.Second {
		t.Errorf("it took %v", took)
	}
	if !errors.Is(err, context.Canceled) || !strings.Contains(out.String(), `"kind":"open"`) {
		t.Errorf("%v, %s", err, out)
	}
}
