package delay

import (
	"cmp"
	"slices"
)

// Kind is what a stretch of time was spent on.
type Kind uint8

const (
	HandshakeServer Kind = iota // first packet, as a SYN, to the SYN,ACK: between the point of capture and the server
	HandshakeClient             // SYN,ACK to the ACK that opens the connection: between the point of capture and the client
	Idle                        // the connection is open, and the client has not begun to ask
	Upload                      // first to last byte of the request
	Behind                      // an earlier request's response is not complete (RFC 9112 §9.3.2)
	Think                       // last byte of the request to first of the response
	Transfer                    // first to last byte of the response
	Loss                        // bytes were lost or late, and what followed them had to wait
	ZeroWindow                  // the receiver had no room (RFC 9293 §3.8.6.1)
	DelayedAck                  // the sender held the rest back until an acknowledgement came, which the receiver held back; see Held
	Unanswered                  // last byte of the request to what ended the wait for a response; see Silence
	Stalled                     // last byte that came of a response to what broke it off; see Cut
	Kinds                       // how many there are
)

// String is a word for records.
func (k Kind) String() string {
	return [...]string{"handshake-server", "handshake-client", "idle", "upload", "behind", "think", "transfer", "loss", "zero-window", "delayed-ack", "unanswered", "stalled"}[k]
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

// kinds is a set of kinds.
type kinds uint16

// overlay gives what was spent on kinds in over to another kind, as far as it
// lies in one of the stretches, which follow one another without overlap.
func (s Slices) overlay(k Kind, over kinds, stretches []stretch) Slices {
	out := make(Slices, 0, len(s)+2*len(stretches))
	for _, x := range s {
		for len(stretches) > 0 && stretches[0].to.time <= x.From {
			stretches = stretches[1:]
		}
		for i := 0; over>>x.Kind&1 != 0 && i < len(stretches) && stretches[i].from.time < x.To; i++ {
			from, to := stretches[i].from, stretches[i].to
			if from.time > x.From {
				out = append(out, Slice{x.Kind, x.From, from.time, x.FirstFrame, from.frame})
				x.From, x.FirstFrame = from.time, from.frame
			}
			if to.time >= x.To {
				frame := x.LastFrame
				if to.time == x.To {
					frame = to.frame
				}
				out = append(out, Slice{k, x.From, x.To, x.FirstFrame, frame})
				x.From = x.To
				break
			}
			out = append(out, Slice{k, x.From, to.time, x.FirstFrame, to.frame})
			x.From, x.FirstFrame = to.time, to.frame
		}
		if x.To > x.From {
			out = append(out, x)
		}
	}
	return out.merged()
}

// stretch is a time with the frames at its ends.
type stretch struct{ from, to point }

// joined are stretches in order, those that overlap made one.
func joined(all []stretch) []stretch {
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Compare(a.from.time, b.from.time) })
	out := all[:0]
	for _, x := range all {
		switch n := len(out); {
		case x.to.time <= x.from.time:
		case n > 0 && x.from.time <= out[n-1].to.time:
			if x.to.time > out[n-1].to.time {
				out[n-1].to = x.to
			}
		default:
			out = append(out, x)
		}
	}
	return out
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
