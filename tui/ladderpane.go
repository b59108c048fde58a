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
	"wiretalk/tui/ladderview"
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
	cells.DrawPager(canvas, th, &p.pane, pointed(p.paneTitle(), p.inPane), p.inPane, x, y, width, height)
}

// pointed marks the title of a pane on which the keys act, for colours and bold
// letters are not seen on every terminal.
func pointed(title string, active bool) string {
	if active {
		return "▸ " + title
	}
	return title
}

// paneTitle names the selected row.
func (p *ladderPage) paneTitle() string {
	m := p.model
	if p.quiz != nil {
		return p.quizTitle()
	}
	if p.cursor >= len(m.Rows) {
		return p.words.InShort
	}
	r := &m.Rows[p.cursor]
	switch r.Kind {
	case ladder.Silence:
		return fmt.Sprintf(p.words.Silence, phrase.Took(r.Duration))
	case ladder.Fold:
		return phrase.Sprintf(p.words.FoldWord, phrase.Count(int64(r.Last-r.Step+1)))
	}
	s := &m.Steps[r.Step]
	return fmt.Sprintf(p.words.Frame, phrase.Count(s.Frame)) + " · " + p.sideWord(s.From) + " → " + p.sideWord(s.From.Peer()) + " · " + s.Flags.String()
}

// sideWord is an end as it stands in a sentence.
func (p *ladderPage) sideWord(s tcpreasm.Side) string { return p.words.Ends[s] }

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
		return []cells.Line{cells.Tell(theme.Plain, fmt.Sprintf(p.words.SilentAbout, phrase.Took(r.Duration)))}
	case ladder.Fold:
		from, to := &m.Steps[r.Step], &m.Steps[r.Last]
		about := phrase.Sprintf(p.words.FoldedAbout, phrase.Count(int64(r.Last-r.Step+1)), phrase.Count(from.Frame), phrase.Count(to.Frame), phrase.Size(r.Bytes[0]), phrase.Size(r.Bytes[1]))
		if from.Time > 0 && to.Time >= from.Time {
			about += " " + fmt.Sprintf(p.words.FoldedTook, phrase.Took(to.Time-from.Time))
		}
		return append([]cells.Line{cells.Prose(0, cells.Ink(about, theme.Plain)), cells.Tell(theme.Dim, p.words.FoldedHint), {}}, p.endsLines(r.Step, r.Last)...)
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
	e := m.Narrator.Step(i)
	lines = p.labelled(lines, w.What, theme.Strong, e.What)
	lines = p.labelled(lines, w.Why, theme.Plain, e.Why)
	lines = append(lines, p.endsLines(i, i)...)
	lines = p.labelled(lines, "", theme.Plain, e.Changes...)
	lines = p.labelled(lines, w.Sums, theme.Plain, e.Sums...)
	lines = p.labelled(lines, w.Offered, theme.Plain, e.Options...)
	lines = p.labelled(lines, "ECN", theme.Plain, e.ECN...)
	lines = p.labelled(lines, w.Next, theme.Plain, e.Next...)
	s := &m.Steps[i]
	lines = append(lines, m.HeadLines(s)...)
	lines = append(lines, cells.Prose(p.labelWidth(), cells.Ink(p.labelCell(w.Numbers), theme.Name), cells.Ink(p.wire(s), theme.Dim)))
	for side, initial := range [2]string{"x", "y"} {
		if !m.Syn[side] && m.Counts(s, tcpreasm.Side(side)) && m.Knows(tcpreasm.Side(side), i) {
			lines = append(lines, cells.Prose(p.labelWidth(), cells.Ink(p.labelCell(""), theme.Name), cells.Ink(fmt.Sprintf(w.UnseenSyn, initial, w.Ends[side]), theme.Dim)))
		}
	}
	var words []string
	for i, word := range segments.WordsIn[p.w.Language].Findings {
		if s.Found&(1<<i) != 0 {
			words = append(words, word)
		}
	}
	if again := p.model.Rows[p.cursor].Repeats; again != 0 {
		words = append(words, fmt.Sprintf(w.Again, again))
	}
	if len(words) > 0 {
		lines = append(lines, cells.Prose(p.labelWidth(), cells.Ink(p.labelCell(w.Found), theme.Name), cells.Ink(strings.Join(words, ", "), theme.Warn)))
	}
	for _, o := range p.opened {
		if o.first <= i && i <= o.last {
			return append(lines, cells.Tell(theme.Dim, w.CloseHint))
		}
	}
	return lines
}

func (p *ladderPage) labelWidth() int {
	widest := 0
	for _, label := range [...]string{p.words.What, p.words.Why, p.words.Sums, p.words.Offered, p.words.Next, p.words.Numbers, p.words.States, p.words.Found, p.words.Ends[0], p.words.Ends[1]} {
		widest = max(widest, cells.Width(label))
	}
	return widest + 2
}

func (p *ladderPage) labelCell(label string) string { return ladderview.FitTo(label, p.labelWidth()) }

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
	parts := []string{s.Flags.String(), ladder.Numbers(s), fmt.Sprintf("len %d", s.Length), fmt.Sprintf(p.words.Window, s.Window)}
	if n := len(s.Options); n > 0 {
		parts = append(parts, phrase.Sprintf(p.words.Options, n))
	}
	return strings.Join(parts, " · ")
}

// endsLines say what the ends have shown before step i and after step j.
func (p *ladderPage) endsLines(i, j int) (lines []cells.Line) {
	m, w := p.model, p.words
	before, after := m.Chronicle.Around(i)
	if j != i {
		_, after = m.Chronicle.Around(j)
	}
	for side := range before {
		b, a := &before[side], &after[side]
		of := tcpreasm.Side(side)
		spans := []cells.Span{cells.Ink(p.labelCell(w.Ends[side]), [2]theme.Tone{theme.Name, theme.Quoted}[side])}
		spans = append(spans, ladderview.Turned(p.stateBefore(of, i, b.State), m.StateAt(of, j), true)...)
		add := func(word, from, to string) {
			spans = append(spans, cells.Ink(" · ", theme.Dim), cells.Ink(word+cells.NoBreak, theme.Dim))
			spans = append(spans, ladderview.Turned(from, to, false)...)
		}
		add(w.NextNumber, p.number(side, b.Sent, b.Next), p.number(side, a.Sent, a.Next))
		add(w.Acknowledged, p.number(1-side, b.Acks, b.Acked), p.number(1-side, a.Acks, a.Acked))
		add(w.Offers, p.bytes(b.Window), p.bytes(a.Window))
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
				return p.words.Unknown
			case i == 0 && ladderview.Assumed(c, p.model.Steps[i].From):
				return "?"
			}
			break
		}
	}
	if i > 0 {
		return p.model.StateAt(side, i-1)
	}
	return state.String()
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
