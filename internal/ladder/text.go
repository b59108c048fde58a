package ladder

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"wiretalk/internal/explain"
	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// Options say how a ladder is drawn.
type Options struct {
	Language  int    // meaning.English or meaning.Chinese
	Width     int    // columns of text; 80 when 0
	Title     string // stands above, if not empty; fit for a terminal
	Sentences bool   // what each segment is stands below it
	All       bool   // and all else that is to be said of it
	Frames    Frames // the part that whoever builds the ladder chooses by Part
	Relative  bool   // no real sequence numbers stand below the arrows of a picture
}

// said is what Options ask to be said of a segment.
func (o *Options) said(by *explain.Narrator, step int) []explain.Sentence {
	if !o.Sentences && !o.All {
		return nil
	}
	e := by.Step(step)
	if o.All {
		return e.All()
	}
	return []explain.Sentence{e.What}
}

const (
	stateWidth = 13
	leastArrow = 30
	mostArrow  = 76
)

// text draws a ladder in columns: frame and time, the client's state, the arrow
// between the lifelines, the server's state.
type text struct {
	*Ladder
	Options
	*words
	narrator *explain.Narrator
	out      strings.Builder
	frame    int // columns of a frame's number
	time     int // of a time, with the blank before it
	arrow    int // between the lifelines
}

// Text draws the ladder for a terminal or a letter.
func (l *Ladder) Text(w io.Writer, o Options) error {
	if o.Width == 0 {
		o.Width = 80
	}
	t := text{Ladder: l, Options: o, words: &languages[o.Language], narrator: explain.New(l.Connection, l.Steps)}
	for i := range l.Steps {
		t.frame = max(t.frame, len(strconv.FormatInt(l.Steps[i].Frame, 10)))
		t.time = max(t.time, len(l.since(i))+1)
	}
	t.arrow = min(max(o.Width-t.margin()-2*stateWidth-5, leastArrow), mostArrow)
	t.draw()
	_, err := io.WriteString(w, t.out.String())
	return err
}

func (t *text) draw() {
	ends := t.Connection.Ends
	if t.Title != "" {
		t.line(cut(t.Title, t.Width-1))
	}
	left := t.client + " " + ends[tcpreasm.Client].String()
	right := t.server + " " + ends[tcpreasm.Server].String()
	if columns(left)+columns(right)+3 > t.Width {
		t.line(left)
		left = ""
	}
	t.line(left + strings.Repeat(" ", max(t.Width-columns(left)-columns(right)-1, 1)) + right)
	if t.part {
		t.rungs("", "", t.statesBefore(), centre(fmt.Sprintf(t.before, t.first()), t.arrow, " "))
	}
	for i := range t.Rows {
		t.row(&t.Rows[i])
	}
	for i, s := range t.verdict() {
		if i == 0 {
			t.line("")
		}
		t.sentence(s, "")
	}
}

// margin is how many columns stand before the client's state.
func (t *text) margin() int { return t.frame + t.time }

func (t *text) row(r *Row) {
	switch r.Kind {
	case Silence:
		t.rungs("", "", [2]string{}, centre(t.silent(r), t.arrow, " "))
		return
	case Fold:
		t.rungs("", t.since(r.Step), [2]string{}, centre(t.folded(r), t.arrow, " "))
		t.beside(r)
		return
	}
	s := &t.Steps[r.Step]
	t.rungs(strconv.FormatInt(s.Frame, 10), t.since(r.Step), t.Changed(s), t.shaft(r, s))
	t.beside(r)
	if r.Comes != 0 {
		states := [2]string{}
		states[s.From] = t.ComesTo(s)
		t.rungs("", "", states, arriving(s.From, t.latecomer(r, t.words), t.arrow))
	}
	for _, s := range t.said(t.narrator, r.Step) {
		t.sentence(s, strings.Repeat(" ", t.margin()+4))
	}
}

// rungs draws a line with the lifelines.
func (t *text) rungs(frame, time string, states [2]string, between string) {
	t.line(pad(frame, t.frame, true) + pad(time, t.time, true) + " " + pad(states[0], stateWidth, true) + " │" + between + "│ " + states[1])
}

// shaft is the arrow with its label; one that was lost ends in the middle, and
// one that comes only after the other end has sent something has its head there.
// What is sent again is dashed.
func (t *text) shaft(r *Row, s *replay.Step) string {
	length, head, rest, line := t.arrow, "▶", "", "─"
	if s.From == tcpreasm.Server {
		head = "◀"
	}
	if r.Behind != 0 {
		head, length = "┄┄┄", length-2
	}
	if t.IsSentAgain(r) {
		line = "╌"
	}
	label := " " + t.noted(r, t.notes, length-5) + " "
	if r.Lost {
		head = "✗"
		if length = max(t.arrow*2/3, columns(label)+4); length > t.arrow {
			length = t.arrow
		}
		rest = strings.Repeat(" ", t.arrow-length)
	}
	label = cut(label, length-3)
	shaft := line + label + strings.Repeat(line, length-2-columns(label))
	if s.From == tcpreasm.Server {
		return rest + head + shaft
	}
	return shaft + head + rest
}

// arriving is the end of an arrow that comes to an end: who sent it is the other.
func arriving(to tcpreasm.Side, text string, width int) string {
	text = cut("┄┄┄ "+text+" ┄┄┄", width-1)
	if to == tcpreasm.Server {
		return pad(text+"▶", width, true)
	}
	return pad("◀"+text, width, false)
}

// beside lists the messages that begin at a row.
func (t *text) beside(r *Row) {
	for _, m := range r.Messages {
		t.rungs("", "", [2]string{}, pad(cut("  ▪ "+t.message(m), t.arrow), t.arrow, false))
	}
}

// sentence breaks a sentence into lines.
func (t *text) sentence(s explain.Sentence, indent string) {
	for _, line := range wrapped(s, t.Language, t.Width-columns(indent)-1) {
		t.line(indent + line)
	}
}

// wrapped breaks a sentence into lines. The section behind it stays in one
// piece.
func wrapped(s explain.Sentence, language, width int) []string {
	const noBreak = "\u00a0"
	said := s.Text[language]
	if s.Section != "" {
		said += " [" + strings.ReplaceAll(s.Section, " ", noBreak) + "]"
	}
	lines := Wrap(said, width)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], noBreak, " ")
	}
	return lines
}

func (t *text) line(s string) { t.out.WriteString(strings.TrimRight(s, " ") + "\n") }

// columns is how many columns of a terminal s takes.
func columns(s string) int { return uniseg.StringWidth(s) }

// pad fills s up to width, before or behind it.
func pad(s string, width int, before bool) string {
	blanks := strings.Repeat(" ", max(width-columns(s), 0))
	if before {
		return blanks + s
	}
	return s + blanks
}

func centre(s string, width int, by string) string {
	s = cut(" "+s+" ", width)
	left := (width - columns(s)) / 2
	return strings.Repeat(by, left) + s + strings.Repeat(by, width-columns(s)-left)
}

// cut shortens s to width.
func cut(s string, width int) string {
	if columns(s) <= width {
		return s
	}
	var b strings.Builder
	taken := 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if taken += g.Width(); taken > width-1 {
			break
		}
		b.WriteString(g.Str())
	}
	return pad(b.String()+"…", width, false)
}

// Wrap breaks a text into lines of at most width columns, at blanks, and
// between Chinese characters where there are none; not within the name of a state
// or a field.
func Wrap(s string, width int) (lines []string) {
	width = max(width, 10)
	if named, kept := phrase.KeepNames(s); kept {
		lines = Wrap(named, width)
		for i := range lines {
			lines[i] = phrase.HyphensOf(lines[i])
		}
		return lines
	}
	line, taken := "", 0
	state := -1
	for s != "" {
		var part string
		part, s, _, state = uniseg.FirstLineSegmentInString(s, state)
		bare := columns(strings.TrimRight(part, " "))
		if taken > 0 && taken+bare > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, taken = "", 0
		}
		line += part
		taken += columns(part)
	}
	if line != "" {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}
