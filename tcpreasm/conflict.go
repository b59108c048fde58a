package tcpreasm

import "io"

// Capture lets the tracker read again what it was given: at the Offset of a
// segment lies its payload. Without it, what is not acknowledged yet is copied, so
// that bytes sent again can be held against those sent before. The reader is
// used in calls of Segment.
func (t *Tracker) Capture(r io.ReaderAt) { t.capture = r }

// maxCompared is how many earlier segments one is held against: each may have
// to be read again.
const maxCompared = 32

// compare holds the bytes of a segment against those that were sent before
// and not acknowledged, the first of which is in segment i of the flight. What
// comes again after its acknowledgement never reaches the application
// (RFC 9293 §3.10.7.4). It says whether there are any, and whether one segment
// had all of them.
func (t *Tracker) compare(c *Conn, from Side, f *flight, i int, x inFlight, payload []byte) (repeats, whole bool) {
	compared := 0
	for ; i < len(f.segments) && !f.beyond(i, x.end); i++ {
		y := &f.segments[i]
		if atOrAfter(y.seq, x.end) {
			continue
		}
		repeats = true
		whole = whole || atOrBefore(y.seq, x.seq) && y.end == x.end
		if compared++; compared > maxCompared {
			t.stats.NotCompared++
			return repeats, whole
		}
		if t.seen.Conflicts {
			continue
		}
		var skipOld, skipNew int
		if before(y.seq, x.seq) {
			skipOld = int(x.seq - y.seq)
		} else {
			skipNew = int(y.seq - x.seq)
		}
		n := min(int(y.length)-skipOld, len(payload)-skipNew)
		if n <= 0 {
			continue
		}
		old, again := t.bytesOf(y, skipOld, n), payload[skipNew:skipNew+n]
		if at, differ := difference(old, again); differ > 0 {
			t.conflict(c, Conflict{from, y.at.forward(skipOld + at), x.at.forward(skipNew + at), differ})
		}
	}
	return repeats, whole
}

// bytesOf is n bytes of a segment after the first skip; fewer when they
// cannot be read.
func (t *Tracker) bytesOf(x *inFlight, skip, n int) []byte {
	if x.copied != 0 {
		return t.air.copies[x.copied][skip : skip+n]
	}
	if t.capture == nil {
		return nil
	}
	if cap(t.again) < n {
		t.again = make([]byte, max(n, 64<<10))
	}
	n, _ = t.capture.ReadAt(t.again[:n], x.at.Offset+int64(skip)) // what cannot be read is not compared
	return t.again[:max(n, 0)]
}

// forward is the place n bytes after p.
func (p Position) forward(n int) Position {
	if p.Offset >= 0 {
		p.Offset += int64(n)
	}
	return p
}

// difference is where two runs first differ, and how many bytes do, as far as
// both go.
func difference(a, b []byte) (at, bytes int) {
	n := min(len(a), len(b))
	a, b = a[:n], b[:n]
	if string(a) == string(b) {
		return 0, 0
	}
	at = -1
	for i := range a {
		if a[i] != b[i] {
			if at < 0 {
				at = i
			}
			bytes++
		}
	}
	return at, bytes
}

func (t *Tracker) conflict(c *Conn, x Conflict) {
	t.seen.Conflicts = true
	c.Sent[x.Side].Conflicts++
	if len(c.Conflicts) < maxConflicts {
		c.Conflicts = append(c.Conflicts, x)
	}
}
