package tui

import (
	"fmt"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

func (p *statsPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	top := y
	p.width = width - 2
	if p.about != "" {
		cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
		cells.Put(canvas, x+1, y, width-2, cells.Clip(p.about, width-2), th.Tone[theme.Strong])
		y, height = y+1, height-1
	}
	p.drawTabs(canvas, th, x, y, width)
	for i := range p.tabs {
		p.tabs[i].row = y - top
	}
	y, height = y+1, height-1
	p.top = y - top
	if p.report == nil {
		note := p.busy
		if p.failed != "" {
			note = p.failed
		}
		cells.Put(canvas, x+2, y+1, width-2, note, th.Tone[theme.Dim])
		return
	}
	if p.inView != totalsTab && height >= 6 {
		cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
		cells.Put(canvas, x+1, y, width-2, p.totalsIn(width-2), th.Tone[theme.Plain])
		y, height = y+1, height-1
	}
	if height >= 12 {
		p.drawRate(canvas, th, x+1, y, width-2)
		y, height = y+1, height-1
	}
	p.top = y - top
	if text := p.failedToo(); text != "" && height >= 3 {
		cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
		cells.Put(canvas, x+1, y, width-2, cells.Clip(text, width-2), th.Tone[theme.Warn])
		y, height, p.top = y+1, height-1, p.top+1
	}
	if t := p.table(); t != nil {
		t.grid.Draw(canvas, th, x, y, width, height, true, p.words.none)
		return
	}
	p.layMenu()
	p.menu().draw(canvas, th, x, y, width, height)
}

// tabPlace is where a tab was drawn.
type tabPlace struct {
	tab     statTab
	row     int // of the page
	from, n int // cells
}

// drawTabs names the tables; where not all fit, those about the one in sight.
func (p *statsPage) drawTabs(canvas tcell.Screen, th *theme.Theme, x, y, width int) {
	cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
	from := 0
	for from < int(p.inView) && p.tabsWidth(from, int(p.inView)) > width-2 {
		from++
	}
	p.tabs = p.tabs[:0]
	at, end := x, x+width
	if from > 0 {
		p.tabs = append(p.tabs, tabPlace{statTab(from - 1), 0, at, 1})
		at += cells.Put(canvas, at, y, end-at, "‹", th.Tone[theme.Dim])
	}
	for tab := from; tab < len(p.words.tabs); tab++ {
		text := " " + p.words.tabs[tab] + " "
		if statTab(tab) == p.inView {
			text = "[" + p.words.tabs[tab] + "]" // told by more than how it looks
		}
		if room := end - at; cells.Width(text) > room-1 && (tab < len(p.words.tabs)-1 || cells.Width(text) > room) {
			p.tabs = append(p.tabs, tabPlace{statTab(tab), 0, end - 1, 1})
			cells.Put(canvas, end-1, y, 1, "›", th.Tone[theme.Dim])
			return
		}
		style := th.Tone[theme.Dim]
		if statTab(tab) == p.inView {
			style = th.Tone[theme.Strong]
		}
		n := cells.Put(canvas, at, y, end-at, text, style)
		p.tabs = append(p.tabs, tabPlace{statTab(tab), 0, at, n})
		at += n
	}
}

func (p *statsPage) tabsWidth(from, to int) (n int) {
	for _, text := range p.words.tabs[from : to+1] {
		n += cells.Width(text) + 2
	}
	return n
}

// failedToo says, beside the exchanges that failed, which connections failed that
// carried none; empty when none did.
func (p *statsPage) failedToo() string {
	if p.inView != failedTab {
		return ""
	}
	var found []string
	r, w := p.report, p.words
	if r.Refused > 0 {
		found = append(found, fmt.Sprintf(w.refused, phrase.Count(int64(r.Refused))))
	}
	if r.Unanswered > 0 {
		found = append(found, fmt.Sprintf(w.notAnswered, phrase.Count(int64(r.Unanswered))))
	}
	if found == nil {
		return ""
	}
	return fmt.Sprintf(w.failedToo, strings.Join(found, "  "), w.tabs[totalsTab])
}

// totalsIn is what all exchanges come to, the most important first, as much as
// fits; the totals have a tab of their own.
func (p *statsPage) totalsIn(width int) string {
	text, more := "", false
	for _, t := range p.totals() {
		if t.none && t.filter != errorsFilter {
			continue // there is none, which is no news
		}
		if cells.Width(text)+cells.Width(t.text)+4 > width {
			more = true
			continue // what is shorter may have room
		}
		if text != "" {
			text += "  "
		}
		text += t.text
	}
	if more {
		text += " …"
	}
	return text
}
