package httpdecode

import (
	"encoding/binary"
	"iter"
)

// Extent is a run of bytes in the capture. One with a negative Offset is a
// run that the capture does not hold.
type Extent struct {
	Offset int64
	Length int64
}

// Extents lists the places in the capture where something lies, in order. It
// is kept small (a few bytes for each packet), since the lists of everything
// found in a capture are held in memory while the bytes themselves are not.
// The zero value is empty.
type Extents struct {
	enc    []byte // for each: varint distance from the end of the extent before, uvarint length; length 0 is followed by the length of a gap
	end    int64  // where the last extent in enc ends
	last   Extent // not in enc yet, since the next may continue it
	length int64
}

// Append adds a run; one that continues the last is merged with it. A
// negative offset says that the bytes are missing.
func (e *Extents) Append(offset, length int64) {
	if length <= 0 {
		return
	}
	if offset < 0 {
		offset = -1
	}
	e.length += length
	if e.last.Length > 0 {
		if offset >= 0 && e.last.Offset >= 0 && e.last.Offset+e.last.Length == offset || offset < 0 && e.last.Offset < 0 {
			e.last.Length += length
			return
		}
	}
	e.flush()
	e.last = Extent{offset, length}
}

func (e *Extents) flush() {
	switch {
	case e.last.Length == 0:
		return
	case e.last.Offset < 0:
		e.enc = binary.AppendVarint(e.enc, 0)
		e.enc = append(e.enc, 0)
		e.enc = binary.AppendUvarint(e.enc, uint64(e.last.Length))
	default:
		e.enc = binary.AppendVarint(e.enc, e.last.Offset-e.end)
		e.enc = binary.AppendUvarint(e.enc, uint64(e.last.Length))
		e.end = e.last.Offset + e.last.Length
	}
	e.last = Extent{}
}

// Length is the sum of the extents' lengths, missing ones included, in bytes.
func (e *Extents) Length() int64 { return e.length }

// behind is a list of what follows the first n bytes, with memory of its own.
func (e *Extents) behind(n int64) (rest Extents) {
	for x := range e.All() {
		skip := min(n, x.Length)
		n -= skip
		if x.Offset >= 0 {
			x.Offset += skip
		}
		rest.Append(x.Offset, x.Length-skip)
	}
	return rest
}

// Memory is how many bytes the list takes up besides its own size.
func (e *Extents) Memory() int { return cap(e.enc) }

// Reset empties the list and keeps its memory.
func (e *Extents) Reset() { *e = Extents{enc: e.enc[:0]} }

// Clone returns a copy with memory of its own, no larger than needed.
func (e *Extents) Clone() Extents {
	c := *e
	c.enc = append([]byte(nil), e.enc...)
	return c
}

// All yields the extents in order.
func (e *Extents) All() iter.Seq[Extent] {
	return func(yield func(Extent) bool) {
		for c := e.Cursor(); ; {
			x, ok := c.Next()
			if !ok || !yield(x) {
				return
			}
		}
	}
}

// Cursor goes through the extents of a list that is not changed meanwhile.
type Cursor struct {
	enc  []byte
	end  int64
	last Extent
}

// Cursor returns one that stands before the first extent.
func (e *Extents) Cursor() Cursor { return Cursor{enc: e.enc, last: e.last} }

// Next returns the next extent; false when there is none.
func (c *Cursor) Next() (Extent, bool) {
	if len(c.enc) == 0 {
		x := c.last
		c.last = Extent{}
		return x, x.Length > 0
	}
	distance, n := binary.Varint(c.enc)
	length, m := binary.Uvarint(c.enc[n:])
	c.enc = c.enc[n+m:]
	if length == 0 {
		gap, n := binary.Uvarint(c.enc)
		c.enc = c.enc[n:]
		return Extent{-1, int64(gap)}, true
	}
	x := Extent{c.end + distance, int64(length)}
	c.end = x.Offset + x.Length
	return x, true
}
