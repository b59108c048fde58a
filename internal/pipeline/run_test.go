package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
	"wiretalk/internal/trace"
)

// soon runs the pipeline, and fails when it does not come back.
func soon(t *testing.T, ctx context.Context, src capture.Source, cfg pipeline.Config) (pipeline.Result, error) {
	t.Helper()
	type outcome struct {
		result pipeline.Result
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		result, err := pipeline.Run(ctx, src, cfg)
		done <- outcome{result, err}
	}()
	select {
	case o := <-done:
		return o.result, o.err
	case <-time.After(20 * time.Second):
		t.Fatal("Run does not return")
		panic("not reached")
	}
}

// A damaged file is told and counted, and all that can be read is shown.
func TestDamageBetweenFiles(t *testing.T) {
	packets := packetsOf(t, "keep-alive.pcap")
	whole := run(t, func() capture.Source { return &script{steps: []step{{packets: packets}}} }, 2)

	first, second := &capture.Error{File: "a", Reason: "cut short"}, &capture.Error{File: "b", Reason: "not a capture"}
	tr := trace.New(nil)
	var told []error
	var out bytes.Buffer
	result, err := soon(t, context.Background(), &script{steps: []step{
		{packets[:7], first}, {nil, second}, {packets[7:], nil},
	}}, pipeline.Config{
		Shards: 2, Records: report.JSON{}, Output: &out, Trace: tr,
		Problem: func(err error) { told = append(told, err) },
	})
	if err != nil || result.Problems != 2 || len(told) != 2 || told[0] != first || told[1] != second {
		t.Errorf("%d problems, told %v, error %v", result.Problems, told, err)
	}
	if out.String() != whole.json {
		t.Errorf("records are\n%s, not\n%s", out.String(), whole.json)
	}
	if p := tr.Progress(); !p.Done || !errors.Is(p.Err, first) || p.Packets != int64(len(packets)) {
		t.Errorf("the trace says %+v", p)
	}
}

// An error that is not about one file ends the input; a source that repeats
// it for ever does not keep Run.
func TestSourceThatBreaks(t *testing.T) {
	packets := packetsOf(t, "keep-alive.pcap")
	src := &script{steps: []step{{packets[:7], nil}, {packets[7:9], io.ErrClosedPipe}, {packets[9:], nil}}}
	var out bytes.Buffer
	result, err := soon(t, context.Background(), src, pipeline.Config{Records: report.JSON{}, Output: &out})
	if err != nil || result.Problems != 1 || result.Packets != 9 || src.calls != 2 {
		t.Errorf("%+v after %d calls, %v", result, src.calls, err)
	}
	if !strings.Contains(out.String(), `"last_frame":9,`) {
		t.Errorf("the packets that came with the error are not in %s", out.String())
	}
}

// Cancelling ends Run while the source waits for packets; what was found up
// to there is shown as it stands.
func TestCancelWhileTheSourceWaits(t *testing.T) {
	defer goleak.VerifyNone(t)
	src := &hung{script{steps: []step{{packets: packetsOf(t, "keep-alive.pcap")[:12]}}}, make(chan struct{})}
	defer src.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var out bytes.Buffer
	problems := 0
	result, err := soon(t, ctx, src, pipeline.Config{
		Shards: 2, Records: report.JSON{}, Output: &out,
		Problem: func(error) { problems++ },
		Progress: func(p trace.Progress) {
			if p.Packets == 12 {
				cancel()
			}
		},
	})
	if !errors.Is(err, context.Canceled) || problems+result.Problems != 0 {
		t.Errorf("%v, %d problems", err, problems)
	}
	if !strings.Contains(out.String(), `"type":"connection"`) || !strings.Contains(out.String(), `"last_frame":12`) {
		t.Errorf("records: %s", out.String())
	}
}

// Cancelling ends Run in the middle of a source without end.
func TestCancelInTheMiddle(t *testing.T) {
	defer goleak.VerifyNone(t)
	for _, shards := range []int{1, 3} {
		ctx, cancel := context.WithCancel(context.Background())
		_, err := soon(t, ctx, newTalk(10, -1), pipeline.Config{
			Shards: shards, Records: report.JSON{}, Output: io.Discard, Trace: trace.New(nil),
			Progress: func(p trace.Progress) {
				if p.Packets > 5000 {
					cancel()
				}
			},
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%d shards: %v", shards, err)
		}
	}
}

// A context that is cancelled before the beginning reads nothing to its end.
func TestCancelledBefore(t *testing.T) {
	defer goleak.VerifyNone(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := soon(t, ctx, newTalk(10, -1), pipeline.Config{Records: report.JSON{}, Output: io.Discard}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// An output that fails ends Run with its error, and is not written to again,
// whether the source has an end, has none, or waits.
func TestOutputThatFails(t *testing.T) {
	defer goleak.VerifyNone(t)
	packets := packetsOf(t, "browser.pcap")
	waiting := &hung{script{steps: []step{{packets: packets}}}, make(chan struct{})}
	defer waiting.Close()
	for _, c := range []struct {
		name   string
		src    capture.Source
		writes int
	}{
		{"source without end", newTalk(10, -1), 3},
		{"at the last records", &script{steps: []step{{packets: packets}}}, 0},
		{"source that waits", waiting, 0},
	} {
		out := &lines{fails: io.ErrClosedPipe, writes: c.writes}
		_, err := soon(t, context.Background(), c.src, pipeline.Config{Shards: 2, Records: report.JSON{}, Output: out})
		if err != io.ErrClosedPipe || out.failed != 1 {
			t.Errorf("%s: %v, %d writes failed", c.name, err, out.failed)
		}
		if text := out.String(); text != "" && !strings.HasSuffix(text, "}\n") {
			t.Errorf("%s: the output ends in the middle of a record", c.name)
		}
	}
}

// Of the packets wanted, all are used and none after them.
func TestPacketLimit(t *testing.T) {
	packets := packetsOf(t, "keep-alive.pcap")
	for _, most := range []int{1, 7, 29} {
		src := scattered(packets, 4, 1)
		var out bytes.Buffer
		result, err := soon(t, context.Background(), src, pipeline.Config{Shards: 2, Packets: int64(most), Records: report.JSON{}, Output: &out})
		want := run(t, func() capture.Source { return &script{steps: []step{{packets: packets[:most]}}} }, 1)
		if err != nil || result.Packets != int64(most) || out.String() != want.json {
			t.Errorf("-c %d: %d packets, %v, %s", most, result.Packets, err, out.String())
		}
	}
}
