package tui

import (
	"regexp"
	"strings"

	"github.com/rivo/uniseg"

	"wiretalk/internal/mosaic"
	"wiretalk/tui/theme"
)

// span is a run of text of one tone. Its text is clean.
type span struct {
	text string
	tone theme.Tone
}

// line is one line of a text that may be longer than the screen is wide.
type line struct {
	spans []span
	hang  int  // cells by which the rows after the first are indented
	prose bool // broken between words; data is broken anywhere, as in a terminal

	picture *mosaic.Picture // instead of spans, where a pager can draw it
	cells   []mosaic.Cell   // a row of one
}

// of makes a line of data.
func of(spans ...span) line { return line{spans: spans} }

// say makes a line of data of one tone.
func say(t theme.Tone, text string) line { return of(span{clean(text), t}) }

// prose makes a line of words, the rows after the first indented by hang.
func prose(hang int, spans ...span) line { return line{spans: spans, hang: hang, prose: true} }

// tell makes a line of words of one tone.
func tell(t theme.Tone, text string) line { return prose(2, span{clean(text), t}) }

// wrap breaks lines so that none is wider than width.
func wrap(lines []line, width int) []line {
	width = max(width, 2)
	out := make([]line, 0, len(lines))
	for _, l := range lines {
		b := breaker{out: out, width: width, hang: min(l.hang, width/2), left: width}
		for _, s := range l.spans {
			if l.prose {
				b.words(s)
			} else {
				b.data(s)
			}
		}
		out = append(b.out, of(b.row...))
	}
	return out
}

// breaker makes rows of a line.
type breaker struct {
	out         []line
	row         []span
	width, left int
	hang        int
	filled      bool // the row has something besides its indentation
}

func (b *breaker) next() {
	b.out = append(b.out, of(b.row...))
	b.row, b.left, b.filled = nil, b.width-b.hang, false
	if b.hang > 0 {
		b.row = []span{{spaces(b.hang), theme.Plain}}
	}
}

func (b *breaker) add(text string, t theme.Tone) {
	if n := len(b.row); n > 0 && b.row[n-1].tone == t {
		b.row[n-1].text += text
	} else {
		b.row = append(b.row, span{text, t})
	}
	b.left -= textWidth(text)
	b.filled = true
}

// data fills rows to the last cell.
func (b *breaker) data(s span) {
	for s.text != "" {
		head, rest := cut(s.text, b.left)
		switch {
		case head != "":
			b.add(head, s.tone)
			s.text = rest
		case b.filled:
			b.next()
		default:
			return // a character wider than the screen
		}
	}
}

// words breaks between words, by UAX #14 for scripts without blanks, and shows
// no-break spaces as spaces; a word wider than a row is broken anywhere.
func (b *breaker) words(s span) {
	state := -1
	for text := s.text; text != ""; {
		var word string
		word, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		word = strings.ReplaceAll(word, noBreak, " ")
		bare := strings.TrimRight(word, " ")
		if textWidth(bare) > b.left && b.filled {
			b.next()
		}
		if textWidth(word) <= b.left {
			b.add(word, s.tone)
		} else {
			b.data(span{bare, s.tone})
		}
	}
}

// noBreak is a space at which words are not parted.
const noBreak = "\u00a0"

// unbroken keeps the words of a text together.
func unbroken(s string) string { return strings.ReplaceAll(s, " ", noBreak) }

// withUnits keeps each duration in a sentence together with its unit.
func withUnits(s string) string { return beforeUnit.ReplaceAllString(s, "$1"+noBreak+"$2") }

var beforeUnit = regexp.MustCompile(`(\d) (ns|µs|ms|s)\b`)

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }

// expandTabs replaces tabs by spaces up to the next multiple of eight cells.
func expandTabs(s string) string {
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
		at += textWidth(clean(piece))
	}
	return b.String()
}
