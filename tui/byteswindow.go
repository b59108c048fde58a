package tui

import (
	"context"

	"wiretalk/internal/replay"
)

// spot is a row of a stream: the run, and the row among those of the run.
type spot struct{ run, row int }

func (a spot) before(b spot) bool { return a.run < b.run || a.run == b.run && a.row < b.row }

// runOf is the run of a spot, or the next that is shown, or the last.
func (b *byteLayout) runOf(at spot) (spot, replay.Run, bool) {
	if i, run, ok := b.next(at.run, 1); ok {
		if i != at.run {
			at = spot{run: i}
		}
		return at, run, true
	}
	i, run, ok := b.next(b.stream.Len()-1, -1)
	return spot{run: i}, run, ok
}

// move goes rows further from a spot, or back, but leaves a page of height rows in
// sight where there is one.
func (b *byteLayout) move(ctx context.Context, at spot, rows, height int) spot {
	at, run, ok := b.runOf(at)
	if !ok {
		return spot{}
	}
	if rows < 0 {
		return b.back(ctx, at, -rows)
	}
	at.row += rows
	for ctx.Err() == nil {
		n := len(b.rows(at.run, &run))
		if at.row < n {
			break
		}
		i, after, more := b.next(at.run+1, 1)
		if !more {
			at.row = n - 1
			break
		}
		at, run = spot{i, at.row - n}, after
	}
	if last := b.last(ctx, height); last.before(at) {
		return last
	}
	return at
}

// back goes rows back from a spot.
func (b *byteLayout) back(ctx context.Context, at spot, rows int) spot {
	for rows > at.row && ctx.Err() == nil {
		i, run, ok := b.next(at.run-1, -1)
		if !ok {
			return spot{run: at.run}
		}
		rows -= at.row
		at = spot{i, len(b.rows(i, &run))}
	}
	at.row -= rows
	return at
}

// last is the spot from which the end is in sight on a page of height rows.
func (b *byteLayout) last(ctx context.Context, height int) spot {
	i, run, ok := b.next(b.stream.Len()-1, -1)
	if !ok {
		return spot{}
	}
	return b.back(ctx, spot{i, len(b.rows(i, &run))}, max(height, 1))
}

// window is the rows from a spot on, as many as there is room for.
func (b *byteLayout) window(ctx context.Context, at spot, height int) (rows []byteRow) {
	at, run, ok := b.runOf(at)
	for ok && len(rows) < height && ctx.Err() == nil {
		some := b.rows(at.run, &run)
		rows = append(rows, some[min(at.row, len(some)):]...)
		at.run, run, ok = b.next(at.run+1, 1)
		at.row = 0
	}
	return rows[:min(len(rows), height)]
}

// turn is where the other end begins to speak, from a spot on or, with a step of
// -1, where what was said before it begins.
func (b *byteLayout) turn(at spot, step int) spot {
	at, run, ok := b.runOf(at)
	if !ok {
		return at
	}
	if step > 0 {
		if i, _, ok := b.nextOf(at.run+1, 1, int(run.From.Peer())); ok && b.only == bothWays {
			return spot{run: i}
		}
		return at
	}
	// The beginning of what is being said; from there, of what was said before.
	begin := b.beginning(at.run, run)
	if begin == at.run && at.row == 0 {
		if i, before, ok := b.next(at.run-1, -1); ok {
			begin = b.beginning(i, before)
		}
	}
	return spot{run: begin}
}

// beginning is the first of the runs up to i that one end sent without the
// other's between.
func (b *byteLayout) beginning(i int, run replay.Run) int {
	begin := i
	b.stream.Back(i, func(k int, before replay.Run) bool {
		if b.only != bothWays && int(before.From) != b.only {
			return true
		}
		if before.From != run.From {
			return false
		}
		begin = k
		return true
	})
	return begin
}

// rowOf is the spot that shows byte at of a run's end.
func (b *byteLayout) rowOf(i int, at int64) spot {
	run, ok := b.stream.Run(i)
	if !ok {
		return spot{}
	}
	found := spot{run: i}
	for k, row := range b.rows(i, &run) {
		if row.at <= at {
			found.row = k
		}
	}
	return found
}
