package delay

// Kind is what a stretch of time was spent on.
type Kind uint8

const (
	Handshake  Kind = iota // SYN to the ACK that opens the connection
	Idle                   // the connection is open, and the client has not begun to ask
	Upload                 // first to last byte of the request
	Behind                 // an earlier request's response is not complete (RFC 9112 §9.3.2)
	Think                  // last byte of the request to first of the response
	Transfer               // first to last byte of the response
	Loss                   // what was lost had to be sent again
	ZeroWindow             // the receiver had no room (RFC 9293 §3.8.6.1)
	Kinds                  // how many there are
)

// String is a word for records.
func (k Kind) String() string {
	return [...]string{"handshake", "idle", "upload", "behind", "think", "transfer", "loss", "zero-window"}[k]
}

// Slice is a stretch of time, in nanoseconds since 1970 UTC, and the frames
// at its ends. A frame of 0 is not known.
type Slice struct {
	Kind                  Kind
	From, To              int64
	FirstFrame, LastFrame int64
}

// Duration is in nanoseconds.
func (s Slice) Duration() int64 { return s.To - s.From }

// Slices follow one another without gap.
type Slices []Slice

// Sum is how long all slices of a kind took, in nanoseconds.
func (s Slices) Sum(k Kind) (sum int64) {
	for i := range s {
		if s[i].Kind == k {
			sum += s[i].Duration()
		}
	}
	return sum
}

// Total is from the first slice's beginning to the last one's end.
func (s Slices) Total() int64 {
	if len(s) == 0 {
		return 0
	}
	return s[len(s)-1].To - s[0].From
}

// add appends a slice that begins where the last one ended, unless it would
// take no time.
func (s *Slices) add(k Kind, from, to point) {
	if n := len(*s); n > 0 {
		from.time = (*s)[n-1].To
	}
	if to.time > from.time {
		*s = append(*s, Slice{k, from.time, to.time, from.frame, to.frame})
	}
}

// point is a moment with the frame that passed then.
type point struct{ time, frame int64 }

// overlay gives the time between from and to to another kind.
func (s Slices) overlay(k Kind, from, to point) Slices {
	var out Slices
	for _, x := range s {
		begin, end := max(from.time, x.From), min(to.time, x.To)
		if begin >= end {
			out = append(out, x)
			continue
		}
		before, within, after := x, x, x
		before.To, before.LastFrame = begin, from.frame
		after.From, after.FirstFrame = end, to.frame
		within.Kind, within.From, within.To = k, begin, end
		if begin == from.time {
			within.FirstFrame = from.frame
		}
		if end == to.time {
			within.LastFrame = to.frame
		}
		for _, part := range [...]Slice{before, within, after} {
			if part.To > part.From {
				out = append(out, part)
			}
		}
	}
	return out.merged()
}

// merged joins slices of one kind that follow one another.
func (s Slices) merged() Slices {
	out := s[:0:0]
	for _, x := range s {
		if n := len(out); n > 0 && out[n-1].Kind == x.Kind {
			out[n-1].To, out[n-1].LastFrame = x.To, x.LastFrame
			continue
		}
		out = append(out, x)
	}
	return out
}
