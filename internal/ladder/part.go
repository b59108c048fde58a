package ladder

import "wiretalk/internal/explain"

// Frames are those from one to another, both included; the zero value is all.
type Frames struct{ First, Last int64 }

// Has says whether a frame is one of them.
func (f Frames) Has(frame int64) bool {
	return f == Frames{} || frame >= f.First && frame <= f.Last
}

// Part is what some frames show of the ladder, or nil where none of its segments is
// among them. What came before counts: states, numbers and times are as in the
// whole. Folds of the ladder that reach beyond the frames are opened.
func (l *Ladder) Part(of Frames) *Ladder {
	if of == (Frames{}) {
		return l
	}
	in := func(step int) bool { return of.Has(l.Steps[step].Frame) }
	for r := 0; r < len(l.Rows); r++ {
		for row := &l.Rows[r]; row.Kind == Fold && in(row.Step) != in(row.Last) || row.Kind == Fold && l.encloses(row, of); row = &l.Rows[r] {
			l.Unfold(r)
		}
	}
	part := *l
	part.Rows, part.part = nil, true
	for _, row := range l.Rows {
		if !in(row.Step) || row.Kind == Silence && !in(row.Step-1) {
			continue
		}
		if row.Behind != 0 && !in(row.Behind) {
			row.Behind = 0 // what it lets pass is not drawn
		}
		part.Rows = append(part.Rows, row)
	}
	if len(part.Rows) == 0 {
		return nil
	}
	return &part
}

// verdict sums the connection up; of a part nothing is said of the whole.
func (l *Ladder) verdict() []explain.Sentence {
	if l.part {
		return nil
	}
	return explain.Verdict(l.Connection)
}

// encloses says whether a fold begins before frames and ends behind them.
func (l *Ladder) encloses(fold *Row, of Frames) bool {
	return l.Steps[fold.Step].Frame < of.First && l.Steps[fold.Last].Frame > of.Last
}

// first is the frame with which the rows begin.
func (l *Ladder) first() int64 { return l.Steps[l.Rows[0].Step].Frame }

// statesBefore are the states of both ends before the first row, with a question
// mark where an end is only taken to be in one.
func (l *Ladder) statesBefore() (names [2]string) {
	at := l.Rows[0].Step
	for side, state := range l.Steps[at].StatesBefore() {
		names[side] = state.String()
	}
	for i := range at {
		for _, c := range l.Steps[i].Changes {
			names[c.Side] = l.named(c)
		}
	}
	return names
}
