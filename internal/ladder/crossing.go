package ladder

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// Late is the change that a segment's sender comes to after it, by a FIN of the
// other end that was on its way when the segment left; false for none.
func Late(s *replay.Step) (late tcpreasm.Change, ok bool) {
	crossed := false
	for _, c := range s.Changes {
		switch {
		case c.Side != s.From:
		case c.Cause == tcpreasm.SendFinUnaware && c.To == tcpreasm.FinWait1:
			crossed = true
		case crossed && c.Cause == tcpreasm.RecvFin:
			return c, true
		}
	}
	return tcpreasm.Change{}, false
}

// crossed finds the FINs that came to an end only after it had sent its own: for
// the step of each, that of the other.
func crossed(steps []replay.Step) map[int]int {
	var found map[int]int
	fins := [2]int{-1, -1}
	for i := range steps {
		s := &steps[i]
		if _, ok := Late(s); ok && fins[s.From.Peer()] >= 0 {
			if found == nil {
				found = make(map[int]int)
			}
			found[fins[s.From.Peer()]] = i
		}
		if s.Flags.Has(tcpreasm.FIN) && s.SameAs == 0 {
			fins[s.From] = i
		}
	}
	return found
}

// comes is one more than the step that comes to the sender of another only after
// it left; 0 for none.
func (l *Ladder) comes(step int) int {
	for late, behind := range l.crossings {
		if behind == step {
			return late + 1
		}
	}
	return 0
}
