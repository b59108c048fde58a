package tcpreasm

import (
	"testing"

	"pgregory.net/rapid"
)

// TestRandomSegmentsKeepInvariants gives segments that make no sense, close
// enough to each other to matter, to a tracker with small limits.
func TestRandomSegmentsKeepInvariants(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := &watcher{t: t}
		tr := New(w, Limits{Connections: 5, Lingering: 2, HeldPerConnection: 900, HeldSegments: 6, Held: 3000})
		connections := byte(rapid.IntRange(1, 8).Draw(r, "connections"))
		near := rapid.Bool().Draw(r, "near")
		var s Segment
		input := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), encodedSegment, encodedSegment), 1, 80).Draw(r, "segments")
		for _, b := range input {
			b[0] = b[0]&0xf8 | b[0]&7%connections
			if near {
				b[1], b[4], b[6], b[9] = b[1]&0xf0, 0, 0, b[9]&31
			}
			decodeSegment(b, &s)
			w.turn = b[12]&3 == 3
			checkConn(t, tr.Segment(&s))
			checkTracker(t, tr, w)
			if b[12]&12 == 12 {
				tr.Advance(s.Time)
			}
		}
		closeAndCheck(t, tr, w)
	})
}
