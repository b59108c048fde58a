package ladder

import "slices"

// mostOpened is how many rows a fold opens to; one of more segments opens to
// smaller folds.
const mostOpened = 48

// Unfold opens the fold at row r: its segments take its place, with the silences
// between them, or smaller folds when there are many. Any other row stays as it is.
func (l *Ladder) Unfold(r int) {
	fold := l.Rows[r]
	if fold.Kind != Fold {
		return
	}
	n := fold.Last - fold.Step + 1
	each := (n + mostOpened - 1) / mostOpened
	var rows []Row
	for i := fold.Step; i <= fold.Last; i += each {
		if i > fold.Step { // before that stands what there is already
			rows = l.fallSilent(rows, i)
		}
		rows = append(rows, l.row(i, min(i+each-1, fold.Last)))
	}
	l.replace(r, r+1, rows)
}

// Refold folds the rows of steps first to last, which Unfold opened.
func (l *Ladder) Refold(first, last int) {
	from, _ := slices.BinarySearchFunc(l.Rows, first, func(r Row, step int) int { return r.Step - step })
	for from < len(l.Rows) && l.Rows[from].Kind == Silence {
		from++ // it comes before the step
	}
	to := from
	for to < len(l.Rows) && l.Rows[to].Last <= last {
		to++
	}
	if to > from {
		l.replace(from, to, []Row{l.row(first, last)})
	}
}

// row is the row of steps first to last, in which no message begins or ends.
func (l *Ladder) row(first, last int) Row {
	if first == last {
		return Row{Kind: Arrow, Step: first, Last: first, Lost: l.dropped[first], Repeats: l.repeats[first], Behind: l.crossings[first], Comes: l.comes(first)}
	}
	row := Row{Kind: Fold, Step: first, Last: last}
	for i := first; i <= last; i++ {
		row.Bytes[l.Steps[i].From] += int64(l.Steps[i].Length)
	}
	return row
}

// replace puts rows in the place of those from one to before another.
func (l *Ladder) replace(from, to int, rows []Row) {
	l.Rows = slices.Replace(l.Rows, from, to, rows...)
}
