package detail

import "wiretalk/httpdecode"

// Within says which bytes of what lies in the capture lie from offset to before end
// there, counted from its first.
func Within(x *httpdecode.Extents, offset, end int64) (first, last int64, ok bool) {
	at := int64(0)
	for c := x.Cursor(); ; {
		e, more := c.Next()
		if !more {
			return first, last, ok
		}
		if from, to := max(e.Offset, offset), min(e.Offset+e.Length, end); e.Offset >= 0 && from < to {
			if !ok {
				first, ok = at+from-e.Offset, true
			}
			last = at + to - e.Offset - 1
		} else if ok {
			return first, last, ok
		}
		at += e.Length
	}
}

// PlaceOf is where in the capture a byte of what lies there is, counted from its
// first; false when it is missing.
func PlaceOf(x *httpdecode.Extents, at int64) (offset int64, ok bool) {
	for c := x.Cursor(); ; {
		e, more := c.Next()
		switch {
		case !more:
			return 0, false
		case at < e.Length:
			return e.Offset + at, e.Offset >= 0
		}
		at -= e.Length
	}
}
