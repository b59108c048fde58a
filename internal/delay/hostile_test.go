package delay

import (
	"testing"
	"time"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// However often bytes are sent again, and in however small pieces, following
// them takes bounded time.
func TestHostileSegmentsAreBounded(t *testing.T) {
	var steps []replay.Step
	for i := range 1 << 16 {
		s := segment(int64(i+1), int64(i+1), server, uint32(2*i%(4*maxRuns)), 1, 0)
		if i%3 == 2 {
			s.Seq, s.Length = 0, 60000
		}
		steps = append(steps, s)
	}
	x := trace.Exchange{Request: message(1, 2, 1, 2), Response: message(3, 1<<16, 3, 1<<16)}
	began := time.Now()
	s := of(&x, nil, &tcpreasm.Info{}, steps)
	if d := time.Since(began); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
	if s.Total() != 1<<16-1 {
		t.Errorf("%d in all", s.Total())
	}
}
