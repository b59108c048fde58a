package ladder

import (
	"cmp"
	"context"
	"slices"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

const (
	longSilence = 1e9   // nanoseconds after which a silence has a row of its own wherever it is
	silence     = 200e6 // and between segments that are not folded
	leastFold   = 6     // segments that are folded
)

// Build makes the rows of a connection; it keeps what it is given, of which
// steps are in the order of their frames. open says which folds are open, by
// their first steps; it may be nil. progress, if not nil, is told now and then how
// much of how much is done. An error is ctx's.
func Build(ctx context.Context, c *tcpreasm.Info, steps []replay.Step, messages []*Message, open map[int]bool, progress func(done, of int64)) (*Ladder, error) {
	w := work{ctx: ctx, progress: progress, of: int64(3*len(steps) + len(messages))}
	l := &Ladder{Connection: c, Steps: steps, crossings: crossed(steps)}
	l.arrival.Take(steps)
	var err error
	if l.repeats, l.dropped, err = repetitions(&w, steps); err != nil {
		return nil, err
	}
	if l.numbered, err = number(&w, steps); err != nil {
		return nil, err
	}
	placed, err := place(&w, steps, messages)
	if err != nil {
		return nil, err
	}
	notable, n := l.notable(placed)
	l.Rows = make([]Row, 0, n)
	for i := 0; i < len(steps); {
		l.Rows = l.fallSilent(l.Rows, i)
		end := i
		for end < len(steps) && !notable[end] && (end == i || steps[end].Time-steps[end-1].Time < longSilence) {
			end++
		}
		if end = max(end, i+1); end-i >= leastFold && !open[i] {
			l.Rows = append(l.Rows, l.row(i, end-1))
		} else {
			for step := i; step < end; step++ {
				if step > i {
					l.Rows = l.fallSilent(l.Rows, step)
				}
				l.Rows = append(l.Rows, l.row(step, step))
			}
		}
		if err := w.more(int64(end - i)); err != nil {
			return nil, err
		}
		i = end
	}
	l.hang(placed)
	return l, nil
}

// fallSilent adds to rows the silence before a step, if it was one.
func (l *Ladder) fallSilent(rows []Row, step int) []Row {
	if step == 0 || l.Steps[step-1].Time <= 0 {
		return rows
	}
	if d := l.Steps[step].Time - l.Steps[step-1].Time; d >= silence {
		rows = append(rows, Row{Kind: Silence, Step: step, Last: step, Duration: d})
	}
	return rows
}

// work counts what is done, and ends when nobody waits for it any more.
type work struct {
	ctx      context.Context
	progress func(done, of int64)
	done, of int64
	said     int64 // done, when that was told last
}

// sayEvery is how much is done between two looks at whether to go on.
const sayEvery = 1 << 14

func (w *work) more(n int64) error {
	if w.done += n; w.done-w.said < sayEvery {
		return nil
	}
	w.said = w.done
	if w.progress != nil {
		w.progress(w.done, w.of)
	}
	return w.ctx.Err()
}

// placed is a message with the steps in which it begins and ends; negative for
// an end that is none of them.
type placed struct {
	*Message
	first, last int
}

// place finds the steps of those messages that begin in one, in their order.
func place(w *work, steps []replay.Step, messages []*Message) (all []placed, err error) {
	all = make([]placed, 0, len(messages))
	near := 0
	at := func(frame int64) int {
		var found bool
		if near, found = find(steps, frame, near); !found {
			return -1
		}
		return near
	}
	for _, m := range messages {
		p := placed{m, at(m.FirstFrame), -1}
		if p.last = p.first; m.Frame != m.FirstFrame {
			p.last = at(m.Frame)
		}
		if p.first >= 0 || p.last >= 0 {
			all = append(all, p)
		}
		if err := w.more(1); err != nil {
			return nil, err
		}
	}
	if inOrder := func(a, b placed) int { return a.first - b.first }; !slices.IsSortedFunc(all, inOrder) {
		slices.SortStableFunc(all, inOrder)
	}
	return all, nil
}

// find is the first step that is not before a frame, and whether it is that
// frame's. It is looked for round a place where it may be: messages follow each
// other, and looking through a million steps for each takes long.
func find(steps []replay.Step, frame int64, near int) (step int, found bool) {
	from, to := near, near
	for reach := 1; from > 0 && steps[from-1].Frame >= frame; reach *= 2 {
		from, to = max(from-reach, 0), from
	}
	for reach := 1; to < len(steps) && steps[to].Frame < frame; reach *= 2 {
		from, to = to, min(to+reach, len(steps))
	}
	i, found := slices.BinarySearchFunc(steps[from:min(to+1, len(steps))], frame, func(s replay.Step, frame int64) int { return cmp.Compare(s.Frame, frame) })
	return from + i, found
}

// notable says which segments are never folded, and how many: those that change
// a state, are odd or lost, say something else of congestion than their sender's
// last, repair a loss or come soon before that, or begin or end a message, the first and last of all, and of those that tell a sender what
// lacks, or how much there is room for, as many as can be taken in.
func (l *Ladder) notable(messages []placed) (out []bool, n int) {
	steps := l.Steps
	out = make([]bool, len(steps))
	for i := range messages {
		for _, step := range [2]int{messages[i].first, messages[i].last} {
			if step >= 0 {
				out[step] = true
			}
		}
	}
	const usual = tcpreasm.ACK | tcpreasm.PSH | tcpreasm.ECE | tcpreasm.CWR | tcpreasm.AE
	var congestion [2]tcpreasm.Flags // that each end said last
	near := 0
	for i := range steps {
		s := &steps[i]
		said := s.Flags & (tcpreasm.ECE | tcpreasm.CWR | tcpreasm.AE)
		saysElse := said != congestion[s.From] && !s.Flags.Has(tcpreasm.SYN)
		if !s.Flags.Has(tcpreasm.SYN) {
			congestion[s.From] = said
		}
		out[i] = out[i] || saysElse || i == 0 || i == len(steps)-1 || l.dropped[i] || s.Flags&^usual != 0 || len(s.Changes) > 0 ||
			s.Found&^(tcpreasm.FoundWindowUpdate|tcpreasm.FoundDuplicateAck) != 0 || l.repeats[i] != 0 || l.numbered.special[i]&turnsWindow != 0
		if l.repeats[i] != 0 {
			if near, _ = find(steps, l.repeats[i], near); i-near <= shortRun {
				for between := near; between < i; between++ {
					out[between] = true
				}
			}
		}
	}
	keepTelling(steps, out)
	for _, is := range out {
		n += b2i(is)
	}
	return out, n
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

const (
	shortRun = 12 // segments between a loss and its repair that are shown
	triggers = 4  // of many ACKs that tell the same those that are shown first: the first, and the duplicates on which the repair follows (RFC 5681 §3.2)
)

// keepTelling adds to what is not folded the segments that tell their receiver
// something beside bytes and acknowledgements, between each two of those that are
// not: all of a few, of many the first and the last.
func keepTelling(steps []replay.Step, out []bool) {
	var run []int
	settle := func() {
		for k, i := range run {
			out[i] = len(run) <= shortRun || k < triggers || k == len(run)-1
		}
		run = run[:0]
	}
	for i := range steps {
		switch {
		case out[i]:
			settle()
		case tells(&steps[i]):
			run = append(run, i)
		}
	}
	settle()
}

// tells says whether a segment says something of what its sender lacks, or of
// the room it has.
func tells(s *replay.Step) bool {
	if s.Found&(tcpreasm.FoundDuplicateAck|tcpreasm.FoundWindowUpdate) != 0 {
		return true
	}
	if len(s.Options) == 0 || s.Length > 0 {
		return false
	}
	var room [tcpreasm.MaxBlocks]tcpreasm.Block
	return len(tcpreasm.Carried(s.Options, &room).Blocks) > 0
}

// hang gives each row the messages that begin in it.
func (l *Ladder) hang(messages []placed) {
	list := make([]*Message, 0, len(messages)) // of which each row has a part
	r := 0
	for i := range messages {
		first := messages[i].first
		if first < 0 {
			continue
		}
		for l.Rows[r].Kind == Silence || l.Rows[r].Last < first {
			r++
		}
		list = append(list, messages[i].Message)
		n := len(list)
		l.Rows[r].Messages = list[n-1-len(l.Rows[r].Messages) : n : n]
	}
}
