package tui

import (
	"fmt"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/phrase"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/segments"
	"wiretalk/tui/theme"
)

// gutter is how many cells the mark, frame and time before each row take.
func (p *bytesPage) gutter() int {
	n := cells.Width("→ ") + p.digits + cells.Width(" │ ")
	if p.width >= timedWidth {
		n += len("15:04:05.000000 ")
	}
	return n
}

const (
	timedWidth = 100 // cells from which there is room for times
	longWidth  = 80  // and in the status line for what is not masked,
	shortWidth = 60  // in few words; below, that has a row of its own
)

// unmasked says what is not masked, in few words and in more; it is empty when
// secrets are to be seen.
func (p *bytesPage) unmasked() [2]string {
	switch {
	case p.screen.look.Reveal:
		return [2]string{}
	case p.hex:
		return p.words.inHex
	}
	return p.words.inText
}

func (p *bytesPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	if said := p.unmasked()[1]; said != "" && width < shortWidth && height > 4 {
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
			p.drawRow(canvas, th, x, y+i, width, &p.rows[i], i == 0 || i > 0 && p.rows[i-1].run != p.rows[i].run)
		}
	}
	if len(p.rows) == 0 && height > 1 {
		text := p.rereading.status(&rereadingWordsIn[p.screen.words.Language])
		if text == "" && !p.screen.jobs.busy("bytes") {
			text = p.words.nothing
		}
		cells.Put(canvas, x+2, y+1, width-2, text, th.Tone[theme.Dim])
	}
}

// drawRow draws a row; with its frame and time if it is the first of its run that is
// in sight.
func (p *bytesPage) drawRow(canvas tcell.Screen, th *theme.Theme, x, y, width int, row *byteRow, first bool) {
	about := cells.Spaces(p.digits)
	if first {
		about = fmt.Sprintf("%*d", p.digits, row.frame)
	}
	if p.width >= timedWidth {
		moment := ""
		if first {
			moment = phrase.Clock(row.time, p.screen.opts.Zone)
		}
		about += fmt.Sprintf(" %-15s", moment)
	}
	bar := "│"
	if !row.begins {
		bar = "┆"
	}
	if p.found != nil && row.run == p.found.run && row.from == p.found.from && p.holdsFound(row) {
		bar = "▸"
	}
	at := x + cells.Put(canvas, x, y, 2, segments.WordsIn[0].Arrow[row.from]+" ", th.Tone[lists.FromTone(row.from)])
	at += cells.Put(canvas, at, y, x+width-at, about, th.Tone[theme.Dim])
	at += cells.Put(canvas, at, y, x+width-at, " "+bar+" ", th.Tone[theme.Dim])
	t := row.tone
	if t == theme.Plain {
		t = byteTones[row.from]
	}
	cells.Put(canvas, at, y, x+width-at, row.text, th.Tone[t])
}

// byteTones tell the two ends' bytes apart, besides their marks.
var byteTones = [2]theme.Tone{tcpreasm.Client: theme.Name, tcpreasm.Server: theme.Plain}

// holdsFound says whether what was found begins in a row of its run.
func (p *bytesPage) holdsFound(row *byteRow) bool {
	for i := range p.rows {
		next := &p.rows[i]
		if next.run == row.run && next.at > row.at {
			return row.at <= p.found.at && p.found.at < next.at
		}
	}
	return row.at <= p.found.at
}
