package tui

import (
	"fmt"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/explain"
	"wiretalk/internal/ladder"
	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/segments"
	"wiretalk/tui/theme"
)

// drawPane draws what is to be said of the selected row.
func (p *ladderPage) drawPane(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	if now := (paneOf{p.cursor, len(p.model.Rows), p.words}); p.paned != now {
		p.paned = now
		p.pane.SetLines(p.paneLines())
		p.pane.Top = 0
	}
	cells.DrawPager(canvas, th, &p.pane, p.paneTitle(), p.inPane, x, y, width, height)
}

// paneTitle names the selected row.
func (p *ladderPage) paneTitle() string {
	m := p.model
	if p.quiz != nil {
		return p.quizTitle()
	}
	if p.cursor >= len(m.Rows) {
		return p.words.inShort
	}
	r := &m.Rows[p.cursor]
	switch r.Kind {
	case ladder.Silence:
		return fmt.Sprintf(p.words.silence, phrase.Took(r.Duration))
	case ladder.Fold:
		return phrase.Sprintf(p.words.foldWord, phrase.Count(int64(r.Last-r.Step+1)))
	}
	s := &m.Steps[r.Step]
	return fmt.Sprintf(p.words.frame, phrase.Count(s.Frame)) + " · " + p.sideWord(s.From) + " → " + p.sideWord(s.From.Peer()) + " · " + s.Flags.String()
}

// sideWord is an end as it stands in a sentence.
func (p *ladderPage) sideWord(s tcpreasm.Side) string { return p.words.ends[s] }

// paneLines is the text of the pane.
func (p *ladderPage) paneLines() []cells.Line {
	m := p.model
	if p.quiz != nil {
		return p.quizLines()
	}
	if p.cursor >= len(m.Rows) {
		return p.verdictLines()
	}
	r := &m.Rows[p.cursor]
	switch r.Kind {
	case ladder.Silence:
		return []cells.Line{cells.Tell(theme.Plain, fmt.Sprintf(p.words.silentAbout, phrase.Took(r.Duration)))}
	case ladder.Fold:
		from, to := &m.Steps[r.Step], &m.Steps[r.Last]
		about := phrase.Sprintf(p.words.foldedAbout, phrase.Count(int64(r.Last-r.Step+1)), phrase.Count(from.Frame), phrase.Count(to.Frame), phrase.Size(r.Bytes[0]), phrase.Size(r.Bytes[1]))
		if from.Time > 0 && to.Time >= from.Time {
			about += " " + fmt.Sprintf(p.words.foldedTook, phrase.Took(to.Time-from.Time))
		}
		return append([]cells.Line{cells.Prose(0, cells.Ink(about, theme.Plain)), cells.Tell(theme.Dim, p.words.foldedHint), {}}, p.endsLines(r.Step, r.Last)...)
	}
	return p.stepLines(r.Step)
}

// verdictLines sum the connection up.
func (p *ladderPage) verdictLines() (lines []cells.Line) {
	for _, s := range explain.Verdict(p.model.Connection) {
		lines = append(lines, p.sentence(s, theme.Plain))
	}
	return lines
}

// sentence is a sentence with its section.
func (p *ladderPage) sentence(s explain.Sentence, t theme.Tone) cells.Line {
	return cells.Prose(0, cells.Ink(cells.WithUnits(cells.Clean(s.Text[p.w.Language]))+" ", t), cells.Ink(cells.Unbroken(s.Section), theme.Dim))
}

// stepLines explain segment i.
func (p *ladderPage) stepLines(i int) (lines []cells.Line) {
	m, w := p.model, p.words
	e := m.narrator.Step(i)
	lines = p.labelled(lines, w.what, theme.Strong, e.What)
	lines = p.labelled(lines, w.why, theme.Plain, e.Why)
	lines = append(lines, p.endsLines(i, i)...)
	lines = p.labelled(lines, "", theme.Plain, e.Changes...)
	lines = p.labelled(lines, w.sums, theme.Plain, e.Sums...)
	lines = p.labelled(lines, w.offered, theme.Plain, e.Options...)
	lines = p.labelled(lines, "ECN", theme.Plain, e.ECN...)
	lines = p.labelled(lines, w.next, theme.Plain, e.Next...)
	s := &m.Steps[i]
	lines = append(lines, m.headLines(s)...)
	lines = append(lines, cells.Prose(p.labelWidth(), cells.Ink(p.labelCell(w.numbers), theme.Name), cells.Ink(p.wire(s), theme.Dim)))
	for side, initial := range [2]string{"x", "y"} {
		if !m.syn[side] && m.counts(s, tcpreasm.Side(side)) && m.Knows(tcpreasm.Side(side), i) {
			lines = append(lines, cells.Prose(p.labelWidth(), cells.Ink(p.labelCell(""), theme.Name), cells.Ink(fmt.Sprintf(w.unseenSyn, initial, w.ends[side]), theme.Dim)))
		}
	}
	var words []string
	for i, word := range segments.WordsIn[p.w.Language].Findings {
		if s.Found&(1<<i) != 0 {
			words = append(words, word)
		}
	}
	if again := p.model.Rows[p.cursor].Repeats; again != 0 {
		words = append(words, fmt.Sprintf(w.again, again))
	}
	if len(words) > 0 {
		lines = append(lines, cells.Prose(p.labelWidth(), cells.Ink(p.labelCell(w.found), theme.Name), cells.Ink(strings.Join(words, ", "), theme.Warn)))
	}
	for _, o := range p.opened {
		if o.first <= i && i <= o.last {
			return append(lines, cells.Tell(theme.Dim, w.closeHint))
		}
	}
	return lines
}

// counts says whether a number of an end's stands in a segment, counted from the
// end's SYN. An end of which there is nothing but a RST may never have sent one.
func (m *ladderModel) counts(s *replay.Step, side tcpreasm.Side) bool {
	if s.From == side {
		return m.spoke[side] || !s.Flags.Has(tcpreasm.RST)
	}
	return s.Flags.Has(tcpreasm.ACK)
}

// headLines are the heads of the messages that begin in a segment.
func (m *ladderModel) headLines(s *replay.Step) (lines []cells.Line) {
	head := m.heads[headAt{int(s.From), s.Frame}]
	if s.Length == 0 {
		return nil
	}
	for text := range strings.Lines(head) {
		lines = append(lines, cells.Say(sideTone(s.From), "  "+strings.TrimRight(text, "\r\n")))
	}
	return lines
}

func (p *ladderPage) labelWidth() int {
	widest := 0
	for _, label := range [...]string{p.words.what, p.words.why, p.words.sums, p.words.offered, p.words.next, p.words.numbers, p.words.states, p.words.found, p.words.ends[0], p.words.ends[1]} {
		widest = max(widest, cells.Width(label))
	}
	return widest + 2
}

func (p *ladderPage) labelCell(label string) string { return fitTo(label, p.labelWidth()) }

// labelled puts sentences behind a label.
func (p *ladderPage) labelled(lines []cells.Line, label string, t theme.Tone, said ...explain.Sentence) []cells.Line {
	for _, s := range said {
		lines = append(lines, cells.Prose(p.labelWidth(), cells.Ink(p.labelCell(label), theme.Name), cells.Ink(cells.WithUnits(cells.WithUnits(cells.Clean(s.Text[p.w.Language])))+" ", t), cells.Ink(cells.Unbroken(s.Section), theme.Dim)))
		label = ""
	}
	return lines
}

// wire is a segment's own numbers.
func (p *ladderPage) wire(s *replay.Step) string {
	parts := []string{s.Flags.String(), ladder.Numbers(s), fmt.Sprintf("len %d", s.Length), fmt.Sprintf(p.words.window, s.Window)}
	if n := len(s.Options); n > 0 {
		parts = append(parts, phrase.Sprintf(p.words.options, n))
	}
	return strings.Join(parts, " · ")
}

// endsLines say what the ends have shown before step i and after step j.
func (p *ladderPage) endsLines(i, j int) (lines []cells.Line) {
	m, w := p.model, p.words
	before, after := m.chronicle.around(i)
	if j != i {
		_, after = m.chronicle.around(j)
	}
	for side := range before {
		b, a := &before[side], &after[side]
		of := tcpreasm.Side(side)
		spans := []cells.Span{cells.Ink(p.labelCell(w.ends[side]), [2]theme.Tone{theme.Name, theme.Quoted}[side])}
		spans = append(spans, turned(p.stateBefore(of, i, b.state), m.stateAt(of, j), true)...)
		add := func(word, from, to string) {
			spans = append(spans, cells.Ink(" · ", theme.Dim), cells.Ink(word+cells.NoBreak, theme.Dim))
			spans = append(spans, turned(from, to, false)...)
		}
		add(w.nextNumber, p.number(side, b.sent, b.next), p.number(side, a.sent, a.next))
		add(w.acknowledged, p.number(1-side, b.acks, b.acked), p.number(1-side, a.acks, a.acked))
		add(w.offers, p.bytes(b.window), p.bytes(a.window))
		lines = append(lines, cells.Prose(p.labelWidth(), spans...))
	}
	return lines
}

// stateBefore is an end's state before step i: not known where the step is what
// shows that the connection was there.
func (p *ladderPage) stateBefore(side tcpreasm.Side, i int, state tcpreasm.State) string {
	for _, c := range p.model.Steps[i].Changes {
		if c.Side == side {
			switch {
			case c.Cause == tcpreasm.PickedUp:
				return p.words.unknown
			case i == 0 && assumed(c, p.model.Steps[i].From):
				return "?"
			}
			break
		}
	}
	if i > 0 {
		return p.model.stateAt(side, i-1)
	}
	return state.String()
}

// assumed says whether a change of the first segment, which an end sent, is only
// the reason for it: that an end opened was not captured.
func assumed(c tcpreasm.Change, from tcpreasm.Side) bool {
	return c.Cause == tcpreasm.PassiveOpen || c.Cause == tcpreasm.SendSyn && c.Side != from
}

// turned is a value before and after, once when it stayed.
func turned(from, to string, state bool) []cells.Span {
	if from == to {
		return []cells.Span{cells.Ink(cells.Unbroken(to), theme.Plain)}
	}
	return []cells.Span{cells.Ink(cells.Unbroken(from)+cells.NoBreak+"→"+cells.NoBreak, theme.Dim), cells.Ink(cells.Unbroken(to), theme.Strong)}
}

// number is a number of an end's, as textbooks write it.
func (p *ladderPage) number(side int, known bool, n uint32) string {
	if !known {
		return "?"
	}
	initial := [2]string{"x", "y"}[side]
	if n == 0 {
		return initial
	}
	return fmt.Sprintf("%s+%d", initial, n)
}

func (p *ladderPage) bytes(n int64) string {
	if n < 0 {
		return "?"
	}
	return phrase.Count(n)
}
