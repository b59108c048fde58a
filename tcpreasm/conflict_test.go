package tcpreasm

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// TestConflictsAreFound sends some segments, acknowledges a part, and sends
// some of it again with some bytes changed. A conflict must be reported just
// when a byte that was not acknowledged differs, with the place of the first of
// them in both versions; whether the first version was copied or is read again.
func TestConflictsAreFound(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var file bytes.Buffer // what was captured: payload after payload
		tr := New(discard{}, Limits{})
		if rapid.Bool().Draw(r, "read again") {
			tr.Capture(readerAt{&file})
		}
		frame := int64(0)
		send := func(from, to string, flags Flags, seq, ack uint32, payload []byte) *Observation {
			frame++
			src, _ := scriptEnd(from)
			dst, _ := scriptEnd(to)
			s := Segment{Frame: frame, Time: frame * 1e6, Src: src, Dst: dst, Flags: flags, Seq: seq, Ack: ack,
				Window: 65535, Offset: int64(file.Len()), Payload: payload, Length: len(payload)}
			file.Write(payload)
			tr.Segment(&s)
			return tr.Observation()
		}
		send("C", "S", SYN, 0, 0, nil)
		send("S", "C", SYN|ACK, 0, 1, nil)
		send("C", "S", ACK, 1, 1, nil)

		stream := letters(1, rapid.IntRange(1, 60).Draw(r, "bytes"))
		var frames []int64  // that carried each byte first
		var offsets []int64 // where
		for at := 0; at < len(stream); {
			n := min(rapid.IntRange(1, 20).Draw(r, "segment"), len(stream)-at)
			start := file.Len()
			send("C", "S", ACK, uint32(1+at), 1, stream[at:at+n])
			for i := range n {
				frames, offsets = append(frames, frame), append(offsets, int64(start+i))
			}
			at += n
		}
		acked := 0 // a whole number of segments: of the rest of one, its bytes are known all the same
		if upTo := rapid.IntRange(0, len(stream)-1).Draw(r, "acknowledged"); upTo > 0 {
			for acked = upTo; frames[acked] == frames[acked-1]; acked-- {
				if acked == 1 {
					acked = 0
					break
				}
			}
		}
		if acked > 0 {
			send("S", "C", ACK, 1, uint32(1+acked), nil)
		}

		first := rapid.IntRange(acked, len(stream)-1).Draw(r, "from")
		n := rapid.IntRange(1, len(stream)-first).Draw(r, "length")
		again := bytes.Clone(stream[first : first+n])
		for i := range again {
			if rapid.IntRange(0, 9).Draw(r, "change") == 0 {
				again[i] ^= 0x20
			}
		}
		start := int64(file.Len())
		got := send("C", "S", ACK, uint32(1+first), 1, again)

		differs := -1
		for i := range again {
			if again[i] != stream[first+i] {
				differs = i
				break
			}
		}
		if got.Conflicts != (differs >= 0) {
			r.Fatalf("conflict %v, first difference at %d", got.Conflicts, differs)
		}
		if differs < 0 {
			return
		}
		c := tr.last.Conflicts[0]
		if c.First.Frame != frames[first+differs] || c.First.Offset != offsets[first+differs] ||
			c.Second.Frame != frame || c.Second.Offset != start+int64(differs) || c.Side != Client {
			r.Fatalf("%+v; want byte %d of the first version, at %d in frame %d", c, first+differs, offsets[first+differs], frames[first+differs])
		}
	})
}

// readerAt reads what was written to a buffer so far.
type readerAt struct{ b *bytes.Buffer }

func (r readerAt) ReadAt(p []byte, at int64) (int, error) {
	return bytes.NewReader(r.b.Bytes()).ReadAt(p, at)
}
