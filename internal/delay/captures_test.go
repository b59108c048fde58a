package delay

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
)

// took writes slices as "think 99µs (6-8), …".
func (s Slices) took() string {
	var parts []string
	for _, x := range s {
		parts = append(parts, fmt.Sprintf("%v %v (%d-%d)", x.Kind, time.Duration(x.Duration()), x.FirstFrame, x.LastFrame))
	}
	return strings.Join(parts, ", ")
}

// captured is a capture with what was found in it.
func captured(t *testing.T, name string) (*trace.Trace, func(stream int) []replay.Step) {
	t.Helper()
	in, err := capture.Open([]string{filepath.Join("../../testdata", name+".pcap")}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	tr := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: tr}); err != nil {
		t.Fatal(err)
	}
	return tr, func(stream int) []replay.Step {
		c := tr.Connection(stream)
		steps, err := replay.Steps(context.Background(), in, &c.Info, nil)
		if err != nil {
			t.Fatal(err)
		}
		return steps
	}
}

// What the time of exchanges went to, by their captures.
func TestExchangesOfCaptures(t *testing.T) {
	for _, c := range []struct {
		name     string
		exchange int
		want     string
	}{
		{"pcaps/loss", 0,
			"handshake-server 17µs (3-4), handshake-client 12µs (4-5), idle 49µs (5-6), think 135µs (6-8), transfer 5.631ms (8-30), loss 10.903ms (30-66), transfer 603µs (66-68), loss 1.235ms (68-72), transfer 578µs (72-74), loss 37.681ms (74-187), transfer 4.975ms (187-202), loss 12.721ms (202-244), transfer 609µs (244-246), loss 3.027ms (246-256), transfer 3.629ms (256-265), loss 4.241ms (265-279), transfer 15.723ms (279-319)"},
		{"pcaps/pipelined", 0,
			"handshake-server 15µs (3-4), handshake-client 12µs (4-5), idle 92µs (5-6), think 78µs (6-8)"},
		{"pcaps/pipelined", 1,
			"behind 78µs (6-8), think 33µs (8-10)"},
		{"pcaps/pipelined", 4,
			"behind 196µs (6-18), think 28µs (18-20), transfer 7µs (20-24)"},
		{"pcaps/pipelined", 8,
			"upload 54.108ms (32-42), think 227µs (42-43)"},
	} {
		tr, steps := captured(t, c.name)
		x := tr.Exchange(c.exchange)
		on := tr.Connection(x.Stream)
		var before *trace.Exchange
		if x.Index > 0 {
			b := tr.Exchange(on.Exchanges[x.Index-1])
			before = &b
		}
		if got := of(&x, before, &on.Info, steps(x.Stream)).took(); got != c.want {
			t.Errorf("%s, exchange %d:\ngot  %s\nwant %s", c.name, c.exchange, got, c.want)
		}
	}
}

// What the kernel's TCP did with requests that no program answers, and with a
// response in two pieces; see testdata/make.sh.
func TestSilenceAndHeldOfCaptures(t *testing.T) {
	for _, c := range []struct{ name, want, held string }{
		{"given-up", "client FIN to 1000 by 8, acknowledged 7, heard 7", ""},
		{"reset-by-client", "client RST to 789 by 8, acknowledged 7, heard 7", ""},
		{"closed", "server FIN to 501 by 6, acknowledged 5, heard 5", ""},
		{"reset-by-server", "server RST to 508 by 6, acknowledged 5, heard 5", ""},
		{"captured-to-its-end", "capture ended to 1025 by 0, acknowledged 5, heard 5", ""},
		{"half-closed", "server FIN to 803 by 10, half-closed 8, acknowledged 7, heard 9", ""},
		{"closed-already", "server RST to 0 by 7, closed 4", ""},
		{"no-path", "capture ended to 1694 by 0, resent 4", ""},
		{"head-then-body", "unknown", "server 6 7 8"},
		{"head-then-body-no-delay", "unknown", ""},
	} {
		tr, steps := captured(t, "../internal/delay/testdata/"+c.name)
		var a Asked
		tr.View(func(r *trace.Reader) { a = In(r, r.Exchange(0)).Keep() })
		account := a.Account(steps(0))
		if s := account.Silence; s != nil {
			s.Over.Time -= s.Asked.Time // since then
		}
		held := ""
		for _, h := range account.Held {
			held += fmt.Sprintf("%v %d %d %d", h.From, h.Small.Frame, h.Acked.Frame, h.Rest.Frame)
		}
		if got := account.Silence.show(); got != c.want || held != c.held {
			t.Errorf("%s:\ngot  %s; %q\nwant %s; %q", c.name, got, held, c.want, c.held)
		}
	}
}

// The captures of the kernel's TCP hold no HTTP. Here a question of the client's
// and an answer of the server's are named by the frames that they take; where
// nothing was answered, what came next stands for it.
func TestConversationsOfCaptures(t *testing.T) {
	for _, c := range []struct {
		name             string
		q, qLast, p, end int64
		want             string
	}{
		{"zero-window", 4, 24, 25, 25,
			"handshake-server 48µs (1-2), handshake-client 19µs (2-3), idle 377µs (3-4), upload 43.043ms (4-7), zero-window 1.757191s (7-13), upload 40µs (13-16), zero-window 18µs (16-17), upload 29µs (17-24), think 7µs (24-25)"},
		{"window-full", 4, 30, 31, 31,
			"handshake-server 32µs (1-2), handshake-client 14µs (2-3), idle 428µs (3-4), upload 42.056ms (4-14), zero-window 78.448ms (14-15), upload 41.558ms (15-17), zero-window 18.741ms (17-18), upload 93.342ms (18-30), think 27.182ms (30-31)"},
		{"retransmission-timeout", 8, 8, 12, 12,
			"handshake-server 32µs (1-2), handshake-client 18µs (2-3), idle 87.006ms (3-8), loss 1.460634s (8-11), think 44.031ms (11-12)"},
		{"tail-loss-probe", 8, 11, 14, 14,
			"handshake-server 32µs (1-2), handshake-client 13µs (2-3), idle 88.184ms (3-8), upload 50µs (8-11), loss 205.8ms (11-13), think 44.086ms (13-14)"},
		{"fast-retransmission", 8, 20, 22, 22,
			"handshake-server 27µs (1-2), handshake-client 12µs (2-3), idle 89.251ms (3-8), upload 44µs (8-10), loss 64µs (10-21), think 9µs (21-22)"},
		{"two-holes", 8, 20, 24, 24,
			"handshake-server 34µs (1-2), handshake-client 13µs (2-3), idle 93.106ms (3-8), upload 41µs (8-9), loss 77µs (9-23), think 5µs (23-24)"},
		{"no-sack", 8, 24, 26, 26,
			"handshake-server 32µs (1-2), handshake-client 14µs (2-3), idle 85.528ms (3-8), upload 43µs (8-10), loss 205.53ms (10-25), think 53µs (25-26)"},
		{"wrapped-and-lost", 8, 22, 26, 26,
			"handshake-server 51µs (1-2), handshake-client 22µs (2-3), idle 92.459ms (3-8), upload 7µs (8-10), loss 63µs (10-24), think 100.26ms (24-26)"},
		{"lost-before-capture", 6, 6, 8, 26,
			"handshake-server 27µs (1-2), handshake-client 11µs (2-3), idle 197µs (3-6), think 113.727ms (6-8), transfer 52µs (8-12), loss 64µs (12-26)"},
		{"reordered", 6, 6, 8, 14,
			"handshake-server 21µs (1-2), handshake-client 11µs (2-3), idle 310µs (3-6), think 101.315ms (6-8), transfer 33µs (8-10), loss 13.766ms (10-14)"},
		{"duplicate-sack", 8, 9, 15, 15,
			"handshake-server 31µs (1-2), handshake-client 12µs (2-3), idle 88.555ms (3-8), upload 47µs (8-9), think 629.401ms (9-15)"},
		{"duplicated", 8, 8, 10, 19,
			"handshake-server 33µs (1-2), handshake-client 17µs (2-3), idle 93.747ms (3-8), think 42µs (8-10), transfer 80.62ms (10-19)"},
		{"mirrored", 7, 7, 11, 11,
			"handshake-server 46µs (1-3), handshake-client 19µs (3-5), idle 158µs (5-7), think 84µs (7-11)"},
		{"lost-in-capture", 6, 6, 7, 8,
			"handshake-server 30µs (1-2), handshake-client 12µs (2-3), idle 60.355ms (3-6), think 26µs (6-7), transfer 60.321ms (7-8)"},
		{"syn-retransmitted", 7, 7, 9, 9,
			"loss 3.057956s (1-4), handshake-server 73µs (4-5), handshake-client 20µs (5-6), idle 319µs (6-7), think 62µs (7-9)"},
		{"syn-ack-retransmitted", 9, 9, 11, 11,
			"handshake-server 28µs (1-2), loss 2.047323s (2-7), handshake-client 20µs (7-8), idle 361µs (8-9), think 84µs (9-11)"},
		{"handshake-ack-lost", 8, 8, 10, 10,
			"handshake-server 33µs (1-2), handshake-client 17µs (2-3), idle 3.023823s (3-8), think 97µs (8-10)"},
	} {
		tr, read := captured(t, "tcp/"+c.name)
		steps := read(0)
		at := func(frame int64) int64 { return steps[frame-1].Time }
		x := trace.Exchange{Request: message(at(c.q), at(c.qLast), c.q, c.qLast), Response: message(at(c.p), at(c.end), c.p, c.end)}
		on := tr.Connection(0)
		if got := of(&x, nil, &on.Info, steps).took(); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}
