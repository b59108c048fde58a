package tui

import (
	"context"
	"testing"
	"time"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/segments"
	"wiretalk/tui/table"
)

// manySegments are a million: two with data for each acknowledgement, and now and
// then a retransmission.
func manySegments() *segments.List {
	l := &segments.List{Words: &segments.WordsIn[0], Zone: time.UTC, Steps: make([]replay.Step, 1<<20)}
	for i := range l.Steps {
		s := &l.Steps[i]
		*s = replay.Step{Frame: int64(i + 1), Time: 1764000000e9 + int64(i)*3000, From: tcpreasm.Server, Flags: tcpreasm.ACK, Seq: uint32(i) * 1448, Length: 1448, Captured: 1448}
		s.Observation.RoundTrip, s.Observation.Window = -1, 65535
		switch {
		case i%3 == 2:
			s.From, s.Length, s.Captured, s.RoundTrip, s.Acknowledges = tcpreasm.Client, 0, 0, 12345, int64(i)
		case i%1000 == 1:
			s.Found, s.Seq = tcpreasm.FoundRetransmission, s.Seq-1448*6
		}
	}
	return l
}

// To look through a million segments for what is in none of them.
func BenchmarkSearchInAMillionSegments(b *testing.B) {
	l, tr := manySegments(), trace.New(nil)
	numbers := make([]int, len(l.Steps))
	for i := range numbers {
		numbers[i] = i
	}
	for b.Loop() {
		if table.Search(context.Background(), tr, l, numbers, "keep-alive ack") != table.NoRow {
			b.Fatal("found")
		}
	}
}

// To draw a page from the middle of a million.
func BenchmarkRowsOfAMillionSegments(b *testing.B) {
	l, tr := manySegments(), trace.New(nil)
	g := table.NewGrid(tr, l, time.UTC)
	g.Page = 50
	for i := 0; b.Loop(); i++ {
		g.SelectRow(500_000 + i)
		g.InSight()
	}
}
