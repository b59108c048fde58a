package ladderview

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"wiretalk/internal/explain"
	"wiretalk/internal/ladder"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
)

// Model is a connection's ladder with what its page needs beside it. It
// is made beside the event loop, and used on it.
type Model struct {
	*ladder.Ladder
	bySide     [2][]*ladder.Message // in the order of the frames
	Syn        [2]bool              // that of each end was captured
	spoke      [2]bool              // so was anything but a RST of each end
	Narrator   *explain.Narrator
	Chronicle  *chronicle
	WidestTime int // columns
	Journey    *journey
	Heads      map[HeadAt]string // of messages, as they were sent; nil where they are not shown
}

// HeadAt is where a head begins.
type HeadAt struct {
	Side  int
	Frame int64
}

// Since is a segment's time after the first's, in seconds; empty when the
// capture does not say.
func (m *Model) Since(i int) string {
	if m.Steps[i].Time == 0 || m.Steps[0].Time == 0 {
		return ""
	}
	d := m.Steps[i].Time - m.Steps[0].Time
	if d >= 1000e9 || d <= -1000e9 {
		return strconv.FormatFloat(float64(d)/1e9, 'f', 3, 64)
	}
	return strconv.FormatFloat(float64(d)/1e9, 'f', 6, 64)
}

// widthOfTimes is how many columns the widest time takes: it is the one that
// lies furthest from the first, or the last with more digits behind the point.
func (m *Model) widthOfTimes() (widest int) {
	var near, far [2]int // before and after the first: steps
	first := m.Steps[0].Time
	for i := range m.Steps {
		d := m.Steps[i].Time - first
		if m.Steps[i].Time == 0 || first == 0 {
			continue
		}
		side, of := b2i(d > 0), &near
		if d >= 1000e9 || d <= -1000e9 {
			of = &far
		}
		if furthest := m.Steps[of[side]].Time - first; d > furthest == (d > 0) {
			of[side] = i
		}
	}
	for _, i := range [...]int{near[0], near[1], far[0], far[1]} {
		widest = max(widest, cells.Width(m.Since(i)))
	}
	return widest
}

// underWay says whether a message of an end goes on before and behind a row.
func (m *Model) underWay(side tcpreasm.Side, r *ladder.Row) (before, behind bool) {
	first, last := m.Steps[r.Step].Frame, m.Steps[r.Last].Frame
	list := m.bySide[side]
	at, _ := slices.BinarySearchFunc(list, first, func(m *ladder.Message, frame int64) int { return cmp.Compare(m.Frame, frame) })
	if r.Kind == ladder.Silence {
		on := at < len(list) && list[at].FirstFrame < first
		return on, on
	}
	for ; at < len(list) && list[at].FirstFrame <= last; at++ {
		before = before || list[at].FirstFrame < first
		behind = behind || list[at].Frame > last
	}
	return before, behind
}

// StateAt is an end's state after a step, with a question mark when it is only
// taken to be so.
func (m *Model) StateAt(side tcpreasm.Side, i int) string {
	text := m.Steps[i].States[side].String()
	if m.Guessed(side, m.Steps[i].Frame) {
		text += "?"
	}
	return text
}

// Guessed says whether an end is only taken to be in its state at a frame.
func (m *Model) Guessed(side tcpreasm.Side, frame int64) (guess bool) {
	for _, c := range m.Connection.Changes.List() {
		if c.Frame <= frame && c.Side == side {
			guess = m.IsTaken(c)
		}
	}
	return guess
}

// GapBefore is the time from the row before to a row, as the capture has it.
func (m *Model) GapBefore(at int) time.Duration {
	if at <= 0 || at >= len(m.Rows) {
		return 0
	}
	a, b := m.Steps[m.Rows[at-1].Last].Time, m.Steps[m.Rows[at].Step].Time
	if m.Rows[at].Kind != ladder.Silence && m.Rows[at-1].Kind == ladder.Silence || a == 0 || b < a {
		return 0
	}
	return time.Duration(b - a)
}

// HowFar says how far reading a ladder is.
type HowFar struct{ ReadPercent, MadePercent atomic.Int64 }

// New makes the ladder of a connection's segments, with its messages
// as a trace has them, which may be nil. It is nil when there are no segments. An
// error is ctx's.
func New(ctx context.Context, t *trace.Trace, c *trace.Connection, steps []replay.Step, progress func(done, of int64)) (*Model, error) {
	if len(steps) == 0 {
		return nil, nil
	}
	m := &Model{Narrator: explain.New(&c.Info, steps), Chronicle: newChronicle(steps), Journey: newJourney(ctx, t, c, steps)}
	var messages []*ladder.Message
	if t != nil {
		messages = ladder.Messages(ctx, t, c)
	}
	var err error
	if m.Ladder, err = ladder.Build(ctx, &c.Info, steps, messages, nil, progress); err != nil {
		return nil, err
	}
	m.WidestTime = m.widthOfTimes()
	for i := range steps {
		from, flags := steps[i].From, steps[i].Flags
		m.Syn[from] = m.Syn[from] || flags.Has(tcpreasm.SYN)
		m.spoke[from] = m.spoke[from] || !flags.Has(tcpreasm.RST)
	}
	for _, message := range messages {
		m.bySide[message.From] = append(m.bySide[message.From], message)
	}
	return m, ctx.Err()
}

// Counts says whether a number of an end's stands in a segment, counted from the
// end's SYN. An end of which there is nothing but a RST may never have sent one.
func (m *Model) Counts(s *replay.Step, side tcpreasm.Side) bool {
	if s.From == side {
		return m.spoke[side] || !s.Flags.Has(tcpreasm.RST)
	}
	return s.Flags.Has(tcpreasm.ACK)
}

// HeadLines are the heads of the messages that begin in a segment.
func (m *Model) HeadLines(s *replay.Step) (lines []cells.Line) {
	head := m.Heads[HeadAt{int(s.From), s.Frame}]
	if s.Length == 0 {
		return nil
	}
	for text := range strings.Lines(head) {
		lines = append(lines, cells.Say(sideTone(s.From), "  "+strings.TrimRight(text, "\r\n")))
	}
	return lines
}

// Read takes note that so many segments are read.
func (h *HowFar) Read(done, of int64) { h.ReadPercent.Store(done * 100 / max(of, 1)) }

// Made takes note that so many rows of the ladder are made.
func (h *HowFar) Made(done, of int64) { h.MadePercent.Store(done * 100 / max(of, 1)) }
