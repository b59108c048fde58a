package tui

import (
	"regexp"
	"strconv"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/meaning"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// toldOf is what the text was made for.
type toldOf struct {
	frame int64
	words *lessonWords
	width int
}

// drawText draws the text, in which the frame at the cursor is marked.
func (p *lessonPage) drawText(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	now := toldOf{words: p.words, width: width}
	if s := p.ladder.step(); s != nil {
		now.frame = s.Frame
	}
	if now != p.told {
		moved := now.frame != p.told.frame
		p.told = now
		lines, at := p.lines(now.frame)
		p.text.SetLines(lines)
		if moved && !p.inText && at >= 0 {
			p.text.Page = max(height-1, 1)
			p.showText(lines, at, width-2)
		}
	}
	cells.DrawPager(canvas, th, &p.text, pointed(p.lesson.Title[p.w.Language], p.inText), p.inText, x, y, width, height)
}

// showText scrolls the text so that its line at can be read.
func (p *lessonPage) showText(lines []cells.Line, at, width int) {
	before := len(cells.Wrap(lines[:at], width))
	after := before + len(cells.Wrap(lines[at:at+1], width))
	p.text.Wrapped, p.text.Width = cells.Wrap(lines, width), width
	if before < p.text.Top || after > p.text.Top+p.text.Page {
		p.text.Top = max(0, min(before, p.text.Last()))
	}
}

// lines is the text, and which of its lines speaks of a frame first; negative
// when none does.
func (p *lessonPage) lines(frame int64) (lines []cells.Line, at int) {
	at = -1
	lines = []cells.Line{cells.Prose(0, cells.Ink(cells.Clean(p.lesson.Look[p.w.Language]), theme.Strong)), {}}
	mark := p.marker(frame)
	for _, paragraph := range p.lesson.Paragraphs(p.w.Language) {
		text := cells.Clean(paragraph)
		if at < 0 && mark.MatchString(text) {
			at = len(lines)
		}
		lines = append(lines, cells.Prose(0, marked(text, mark)...), cells.Line{})
	}
	return lines, at
}

// marker finds what a text says of a frame of the capture that is shown.
func (p *lessonPage) marker(frame int64) *regexp.Regexp {
	number, of := strconv.FormatInt(frame, 10), ""
	if c := p.parts[p.part].capture; c != &p.lesson.Captures[0] {
		of = regexp.QuoteMeta(c.Name())
	}
	if p.w.Language == meaning.Chinese {
		if of != "" {
			return regexp.MustCompile(of + ` 第 ` + number + ` 帧`)
		}
		return regexp.MustCompile(`第 ` + number + ` 帧`)
	}
	if of != "" {
		return regexp.MustCompile(`[Ff]rame ` + number + ` of ` + of)
	}
	return regexp.MustCompile(`[Ff]rame ` + number + `\b`)
}

// marked is a text in which what a pattern finds stands out.
func marked(text string, pattern *regexp.Regexp) (spans []cells.Span) {
	done := 0
	for _, at := range pattern.FindAllStringIndex(text, -1) {
		spans = append(spans, cells.Ink(text[done:at[0]], theme.Plain), cells.Ink(cells.Unbroken(text[at[0]:at[1]]), theme.Title))
		done = at[1]
	}
	return append(spans, cells.Ink(text[done:], theme.Plain))
}
