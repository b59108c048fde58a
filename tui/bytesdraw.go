package tui

import (
	"fmt"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/octets"
	"wiretalk/tui/segments"
	"wiretalk/tui/theme"
)

// gutter is how many cells the mark, frame and time before each row take.
func (p *bytesPage) gutter() int {
	n := cells.Width("→ ") + p.digits + cells.Width(" │ ")
	if p.width >= octets.TimedWidth {
		n += len("15:04:05.000000 ")
	}
	return n
}

// unmasked says what is not masked, in few words and in more; it is empty when
// secrets are to be seen.
func (p *bytesPage) unmasked() [2]string {
	switch {
	case p.screen.look.Reveal:
		return [2]string{}
	case p.hex:
		return p.words.InHex
	}
	return p.words.InText
}

func (p *bytesPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	if said := p.unmasked()[1]; said != "" && width < octets.ShortWidth && height > 4 {
		cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
		cells.Put(canvas, x, y, width, said, th.Tone[theme.Warn])
		y, height = y+1, height-1
	}
	if p.width != width || p.height != height {
		p.width, p.height = width, height
		p.look(nil)
	}
	for i := range height {
		cells.Fill(canvas, x, y+i, width, th.Tone[theme.Plain])
		if i < len(p.rows) {
			p.drawRow(canvas, th, x, y+i, width, &p.rows[i], i == 0 || i > 0 && p.rows[i-1].Run != p.rows[i].Run)
		}
	}
	if len(p.rows) == 0 && height > 1 {
		text := p.rereading.status(&rereadingWordsIn[p.screen.words.Language])
		if text == "" && !p.screen.jobs.busy("bytes") {
			text = p.words.Nothing
		}
		cells.Put(canvas, x+2, y+1, width-2, text, th.Tone[theme.Dim])
	}
}

// drawRow draws a row; with its frame and time if it is the first of its run that is
// in sight.
func (p *bytesPage) drawRow(canvas tcell.Screen, th *theme.Theme, x, y, width int, row *octets.Row, first bool) {
	about := cells.Spaces(p.digits)
	if first {
		about = fmt.Sprintf("%*d", p.digits, row.Frame)
	}
	if p.width >= octets.TimedWidth {
		moment := ""
		if first {
			moment = phrase.Clock(row.Time, p.screen.opts.Zone)
		}
		about += fmt.Sprintf(" %-15s", moment)
	}
	bar := "│"
	if !row.Begins {
		bar = "┆"
	}
	if p.found != nil && row.Run == p.found.Run && row.From == p.found.From && p.holdsFound(row) {
		bar = "▸"
	}
	at := x + cells.Put(canvas, x, y, 2, segments.WordsIn[0].Arrow[row.From]+" ", th.Tone[lists.FromTone(row.From)])
	at += cells.Put(canvas, at, y, x+width-at, about, th.Tone[theme.Dim])
	at += cells.Put(canvas, at, y, x+width-at, " "+bar+" ", th.Tone[theme.Dim])
	t := row.Tone
	if t == theme.Plain {
		t = octets.Tones[row.From]
	}
	cells.Put(canvas, at, y, x+width-at, row.Text, th.Tone[t])
}

// holdsFound says whether what was found begins in a row of its run.
func (p *bytesPage) holdsFound(row *octets.Row) bool {
	for i := range p.rows {
		next := &p.rows[i]
		if next.Run == row.Run && next.At > row.At {
			return row.At <= p.found.At && p.found.At < next.At
		}
	}
	return row.At <= p.found.At
}
