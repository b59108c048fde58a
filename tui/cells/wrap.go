package cells

import (
	"regexp"
	"strings"

	"github.com/rivo/uniseg"

	"wiretalk/internal/mosaic"
	"wiretalk/internal/phrase"
	"wiretalk/tui/theme"
)

// Span is a run of text of one tone. Its text is clean.
type Span struct {
	Text string
	Tone theme.Tone
}

// Line is one line of a text that may be longer than the screen is wide.
type Line struct {
	Spans []Span
	Hang  int  // cells by which the rows after the first are indented
	prose bool // broken between words; data is broken anywhere, as in a terminal

	Picture *mosaic.Picture // instead of spans, where a pager can draw it
	cells   []mosaic.Cell   // a row of one
}

// Of makes a line of data.
func Of(spans ...Span) Line { return Line{Spans: spans} }

// Say makes a line of data of one tone.
func Say(t theme.Tone, text string) Line { return Of(Span{Clean(text), t}) }

// Prose makes a line of words, the rows after the first indented by hang.
func Prose(hang int, spans ...Span) Line { return Line{Spans: spans, Hang: hang, prose: true} }

// Tell makes a line of words of one tone.
func Tell(t theme.Tone, text string) Line { return Prose(2, Span{Clean(text), t}) }

// Wrap breaks lines so that none is wider than width.
func Wrap(lines []Line, width int) []Line {
	width = max(width, 2)
	out := make([]Line, 0, len(lines))
	for _, l := range lines {
		b := breaker{out: out, width: width, hang: min(l.Hang, width/2), left: width}
		for _, s := range l.Spans {
			if l.prose {
				b.words(s)
			} else {
				b.data(s)
			}
		}
		out = append(b.out, Of(b.row...))
	}
	return out
}

// breaker makes rows of a line.
type breaker struct {
	out         []Line
	row         []Span
	width, left int
	hang        int
	filled      bool // the row has something besides its indentation
}

func (b *breaker) next() {
	b.out = append(b.out, Of(b.row...))
	b.row, b.left, b.filled = nil, b.width-b.hang, false
	if b.hang > 0 {
		b.row = []Span{{Spaces(b.hang), theme.Plain}}
	}
}

func (b *breaker) add(text string, t theme.Tone) {
	if n := len(b.row); n > 0 && b.row[n-1].Tone == t {
		b.row[n-1].Text += text
	} else {
		b.row = append(b.row, Span{text, t})
	}
	b.left -= Width(text)
	b.filled = true
}

// data fills rows to the last cell.
func (b *breaker) data(s Span) {
	for s.Text != "" {
		head, rest := Cut(s.Text, b.left)
		switch {
		case head != "":
			b.add(head, s.Tone)
			s.Text = rest
		case b.filled:
			b.next()
		default:
			return // a character wider than the screen
		}
	}
}

// words breaks between words, by UAX #14 for scripts without blanks, and shows
// no-break spaces as spaces; the name of a state or a field stays in one piece, and
// a word wider than a row is broken anywhere.
func (b *breaker) words(s Span) {
	state := -1
	text, named := phrase.KeepNames(s.Text)
	for text != "" {
		var word string
		word, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		word = strings.ReplaceAll(word, NoBreak, " ")
		if named {
			word = phrase.HyphensOf(word)
		}
		bare := strings.TrimRight(word, " ")
		if Width(bare) > b.left && b.filled {
			b.next()
		}
		if Width(word) <= b.left {
			b.add(word, s.Tone)
		} else {
			b.data(Span{bare, s.Tone})
		}
	}
}

// NoBreak is a space at which words are not parted.
const NoBreak = "\u00a0"

// Unbroken keeps the words of a text together.
func Unbroken(s string) string { return strings.ReplaceAll(s, " ", NoBreak) }

// WithUnits keeps each duration in a sentence together with its unit.
func WithUnits(s string) string { return beforeUnit.ReplaceAllString(s, "$1"+NoBreak+"$2") }

var beforeUnit = regexp.MustCompile(`(\d) (ns|µs|ms|s)\b`)

// Spaces are n blanks; none when n is negative.
func Spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }

// ExpandTabs replaces tabs by spaces up to the next multiple of eight cells.
func ExpandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	at := 0
	for i, piece := range strings.Split(s, "\t") {
		if i > 0 {
			n := 8 - at%8
			b.WriteString("        "[:n])
			at += n
		}
		b.WriteString(piece)
		at += Width(Clean(piece))
	}
	return b.String()
}

// Ink makes a span of clean text.
func Ink(text string, t theme.Tone) Span { return Span{text, t} }

func Plain(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, s := range l.Spans {
			b.WriteString(s.Text)
		}
		b.WriteByte('\n')
	}
	return strings.ReplaceAll(b.String(), NoBreak, " ")
}

// SpansWidth is how many cells spans take.
func SpansWidth(spans []Span) (n int) {
	for _, s := range spans {
		n += Width(s.Text)
	}
	return n
}
