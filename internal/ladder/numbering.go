package ladder

import (
	"fmt"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// numbering says which numbers of the steps can be written as textbooks do, from
// an end's initial sequence number on.
type numbering struct {
	from    [2]int // the first step at which each end's initial number is known; the number of steps for never
	special []bits // by step
}

// bits are what is special of a step's numbers.
type bits uint8

const (
	rawSeq      bits = 1 << iota // the number has nothing to do with the initial one, or that is not known
	rawAck                       //
	seqBefore                    // the number lies before the initial one
	ackBefore                    //
	showsWindow                  // the window is all that changes
	turnsWindow                  // the window is 0, or no longer 0
	facesZero                    // the last window of the other end was 0
)

// before is how far before the initial number one may lie to be written as
// a difference from it.
const before = 100_000

// ruler is what is known of an end's numbers.
type ruler struct {
	known  bool
	origin uint32 // the initial number
	next   int64  // relative to it, counted on beyond 32 bits: behind the last that was seen
	shut   bool   // its last window was 0
}

// number looks at all steps.
func number(w *work, steps []replay.Step) (n numbering, err error) {
	n = numbering{[2]int{len(steps), len(steps)}, make([]bits, len(steps))}
	var ends [2]ruler
	for side := range ends {
		// What is captured before its SYN is counted from that.
		for i := range steps {
			if s := &steps[i]; s.From == tcpreasm.Side(side) && s.Flags.Has(tcpreasm.SYN) {
				ends[side].origin, ends[side].known = s.Seq, true
				break
			}
		}
	}
	for i := range steps {
		if err := w.more(1); err != nil {
			return n, err
		}
		s := &steps[i]
		own, other := &ends[s.From], &ends[s.From.Peer()]
		if s.Flags.Has(tcpreasm.SYN) && s.SameAs == 0 && s.Seq != own.origin && s.RelativeSeq() == 0 {
			*own = ruler{known: true, origin: s.Seq}
		}
		if !s.Flags.Has(tcpreasm.RST) {
			n.from[s.From] = min(n.from[s.From], i)
			own.begin(s.Seq - s.RelativeSeq())
			if s.Flags.Has(tcpreasm.ACK) {
				n.from[s.From.Peer()] = min(n.from[s.From.Peer()], i)
				other.begin(s.Ack - s.RelativeAck())
			}
		}
		if n.from[s.From] > i {
			n.special[i] |= rawSeq
		} else {
			n.special[i] |= own.judge(s.Seq, s.RelativeSeq(), rawSeq, seqBefore)
		}
		if s.Flags.Has(tcpreasm.ACK) {
			if n.from[s.From.Peer()] > i {
				n.special[i] |= rawAck
			} else {
				n.special[i] |= other.judge(s.Ack, s.RelativeAck(), rawAck, ackBefore)
			}
		}
		if s.Flags&(tcpreasm.RST|tcpreasm.SYN) == 0 && s.SameAs == 0 {
			if s.Window == 0 || own.shut {
				n.special[i] |= turnsWindow
			}
			if s.Found&tcpreasm.FoundWindowUpdate != 0 {
				n.special[i] |= showsWindow
			}
			own.shut = s.Window == 0
			if other.shut {
				n.special[i] |= facesZero
			}
		}
	}
	return n, nil
}

// begin takes an initial number from which a segment counts, where none is known.
func (r *ruler) begin(origin uint32) {
	if !r.known {
		r.known, r.origin = true, origin
	}
}

// judge says how a number is to be written; relative is what the tracker makes
// of it.
func (r *ruler) judge(number, relative uint32, raw, negative bits) bits {
	const near = 1 << 30 // RFC 7323 §2.3: the largest window
	distance := int64(int32(relative - uint32(r.next)))
	at := r.next + distance
	switch {
	case number-r.origin != relative, distance > near && r.next > 0, distance < -near, at < -before:
		return raw
	case at < 0:
		return negative
	}
	r.next = max(r.next, at)
	return 0
}

// written is a number of an end's as it is written: "y+1", "y−20" where it lies
// before the initial one, or the number itself.
func written(side tcpreasm.Side, number, relative uint32, raw, negative bool) string {
	switch {
	case raw:
		return fmt.Sprint(number)
	case negative:
		return fmt.Sprintf("%s−%d", initials[side], -int64(int32(relative)))
	}
	return plus(initials[side], relative)
}

// Knows says whether the initial sequence number of an end is known at a step:
// something of it came by, or an acknowledgement of it.
func (l *Ladder) Knows(side tcpreasm.Side, step int) bool { return step >= l.numbered.from[side] }

// Window is a segment's window where that is what the segment is about, as
// " win=0"; empty otherwise.
func (l *Ladder) Window(step int) string {
	s := &l.Steps[step]
	switch {
	case l.numbered.special[step]&(showsWindow|turnsWindow) == 0:
		return ""
	case s.Window == 0 || s.Observation.Window < 0: // without its scale
		return fmt.Sprintf(" win=%d", s.Window)
	}
	return fmt.Sprintf(" win=%d", s.Observation.Window)
}
