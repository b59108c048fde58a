package octets

import (
	"context"

	"wiretalk/internal/replay"
)

// Spot is a row of a stream: the run, and the row among those of the run.
type Spot struct{ Run, Row int }

// Before says whether one place is above another.
func (a Spot) Before(b Spot) bool { return a.Run < b.Run || a.Run == b.Run && a.Row < b.Row }

// RunOf is the run of a spot, or the next that is shown, or the last.
func (b *Layout) RunOf(at Spot) (Spot, replay.Run, bool) {
	if i, run, ok := b.next(at.Run, 1); ok {
		if i != at.Run {
			at = Spot{Run: i}
		}
		return at, run, true
	}
	i, run, ok := b.next(b.Stream.Len()-1, -1)
	return Spot{Run: i}, run, ok
}

// Move goes rows further from a spot, or back, but leaves a page of height rows in
// sight where there is one.
func (b *Layout) Move(ctx context.Context, at Spot, rows, height int) Spot {
	at, run, ok := b.RunOf(at)
	if !ok {
		return Spot{}
	}
	if rows < 0 {
		return b.back(ctx, at, -rows)
	}
	at.Row += rows
	for ctx.Err() == nil {
		n := len(b.Rows(at.Run, &run))
		if at.Row < n {
			break
		}
		i, after, more := b.next(at.Run+1, 1)
		if !more {
			at.Row = n - 1
			break
		}
		at, run = Spot{i, at.Row - n}, after
	}
	if last := b.Last(ctx, height); last.Before(at) {
		return last
	}
	return at
}

// back goes rows back from a spot.
func (b *Layout) back(ctx context.Context, at Spot, rows int) Spot {
	for rows > at.Row && ctx.Err() == nil {
		i, run, ok := b.next(at.Run-1, -1)
		if !ok {
			return Spot{Run: at.Run}
		}
		rows -= at.Row
		at = Spot{i, len(b.Rows(i, &run))}
	}
	at.Row -= rows
	return at
}

// Last is the spot from which the end is in sight on a page of height rows.
func (b *Layout) Last(ctx context.Context, height int) Spot {
	i, run, ok := b.next(b.Stream.Len()-1, -1)
	if !ok {
		return Spot{}
	}
	return b.back(ctx, Spot{i, len(b.Rows(i, &run))}, max(height, 1))
}

// Window is the rows from a spot on, as many as there is room for.
func (b *Layout) Window(ctx context.Context, at Spot, height int) (rows []Row) {
	at, run, ok := b.RunOf(at)
	for ok && len(rows) < height && ctx.Err() == nil {
		some := b.Rows(at.Run, &run)
		rows = append(rows, some[min(at.Row, len(some)):]...)
		at.Run, run, ok = b.next(at.Run+1, 1)
		at.Row = 0
	}
	return rows[:min(len(rows), height)]
}

// Turn is where the other end begins to speak, from a spot on or, with a step of
// -1, where what was said before it begins.
func (b *Layout) Turn(at Spot, step int) Spot {
	at, run, ok := b.RunOf(at)
	if !ok {
		return at
	}
	if step > 0 {
		if i, _, ok := b.nextOf(at.Run+1, 1, int(run.From.Peer())); ok && b.Only == BothWays {
			return Spot{Run: i}
		}
		return at
	}
	// The beginning of what is being said; from there, of what was said before.
	begin := b.beginning(at.Run, run)
	if begin == at.Run && at.Row == 0 {
		if i, before, ok := b.next(at.Run-1, -1); ok {
			begin = b.beginning(i, before)
		}
	}
	return Spot{Run: begin}
}

// beginning is the first of the runs up to i that one end sent without the
// other's between.
func (b *Layout) beginning(i int, run replay.Run) int {
	begin := i
	b.Stream.Back(i, func(k int, before replay.Run) bool {
		if b.Only != BothWays && int(before.From) != b.Only {
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

// RowOf is the spot that shows byte at of a run's end.
func (b *Layout) RowOf(i int, at int64) Spot {
	run, ok := b.Stream.Run(i)
	if !ok {
		return Spot{}
	}
	found := Spot{Run: i}
	for k, row := range b.Rows(i, &run) {
		if row.At <= at {
			found.Row = k
		}
	}
	return found
}
