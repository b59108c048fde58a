package ladder

import (
	"cmp"
	"slices"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// repetitions finds the frame that each segment sends again, and which segments
// did not arrive: those that the other end reported missing before they were sent
// again.
func repetitions(w *work, steps []replay.Step) (repeats []int64, lost []bool, err error) {
	repeats, lost = make([]int64, len(steps)), make([]bool, len(steps))
	var sent [2]beginnings
	for i := range steps {
		if err := w.more(1); err != nil {
			return nil, nil, err
		}
		s := &steps[i]
		if s.SameAs != 0 || s.End() == s.Seq || s.Found&(tcpreasm.FoundKeepAlive|tcpreasm.FoundZeroWindowProbe) != 0 {
			continue // a probe's byte is sent for the answer
		}
		before, again := sent[s.From].note(s.Seq, i)
		// An end that opens while the other does sends its SYN with an ACK later.
		again = again && s.Flags&^steps[before].Flags&(tcpreasm.SYN|tcpreasm.ACK) == 0
		if !again {
			continue
		}
		repeats[i] = steps[before].Frame
		lost[before] = s.Reported
	}
	return repeats, lost, nil
}

// beginnings are the numbers with which the segments of an end begin. They are
// counted on beyond 32 bits: of a transfer of more than 4 GiB no two are taken
// for each other.
type beginnings struct {
	rising []beginning   // of segments that went on beyond all before them
	others map[int64]int // the steps of those that did not
}

type beginning struct {
	at   int64
	step int
}

// note adds a step and gives the one that began with the same number last.
func (b *beginnings) note(seq uint32, step int) (before int, again bool) {
	if len(b.rising) == 0 {
		b.rising = append(b.rising, beginning{int64(seq), step})
		return 0, false
	}
	high := b.rising[len(b.rising)-1].at
	at := high + int64(int32(seq-uint32(high)))
	if at > high {
		b.rising = append(b.rising, beginning{at, step})
		return 0, false
	}
	i, found := slices.BinarySearchFunc(b.rising, at, func(b beginning, at int64) int { return cmp.Compare(b.at, at) })
	if found {
		before = b.rising[i].step
		b.rising[i].step = step
		return before, true
	}
	if b.others == nil {
		b.others = make(map[int64]int)
	}
	before, again = b.others[at]
	b.others[at] = step
	return before, again
}
