package tui

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/delay"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/waterfall"
	"wiretalk/tui/words"
)

// falls are the rows in sight; the numbers are the grid's.
func (p *waterfallPage) falls(rows []table.Shown) (falls []waterfall.Fall) {
	p.grid.Trace.View(func(r *trace.Reader) {
		still := p.list.still
		if still == nil {
			still = &fallStill{rows: map[int]stillFall{}}
		}
		found, there := make([]stillFall, len(rows)), make([]bool, len(rows))
		var widest fallDigits
		for i, row := range rows {
			if number, ok := p.list.exchange(row.Number); ok {
				if found[i], there[i] = still.row(r, number); there[i] {
					widest.widen(&found[i].of)
				}
			}
		}
		for i := range found {
			f := waterfall.Fall{Label: "—"}
			if there[i] {
				f = found[i].Fall
				f.Label = p.label(&found[i].of, widest)
			}
			falls = append(falls, f)
		}
	})
	return falls
}

// fallDigits are the cells that the numbers of rows take at most.
type fallDigits struct{ exchange, stream int }

func (d *fallDigits) widen(x *trace.Exchange) {
	d.exchange = max(d.exchange, len(strconv.Itoa(x.Number+1)))
	d.stream = max(d.stream, len(strconv.Itoa(x.Stream)))
}

// label is what stands before a row, its numbers as wide as the widest.
func (p *waterfallPage) label(x *trace.Exchange, widest fallDigits) string {
	text := fmt.Sprintf("%*d ", widest.exchange, x.Number+1)
	if p.list.byConnection {
		text = fmt.Sprintf("%-*s ", widest.stream+1, "c"+strconv.Itoa(x.Stream)) + text
	}
	if x.HasStatus() {
		text += x.StatusText() + " "
	}
	if !x.Request.Seen {
		return text + p.of.NoRequest
	}
	return text + cells.Clean(x.Method+" "+lists.ShownTarget(x, *p.reveal))
}

func (p *waterfallPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	top := y
	if p.which != "" {
		cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
		cells.Put(canvas, x+1, y, width-2, cells.Clip(p.which, width-2), th.Tone[theme.Strong])
		y, height = y+1, height-1
	}
	legend := height >= 9
	rows := height - 1
	if legend {
		rows--
	}
	p.grid.Page = max(rows, 1)
	all := p.grid.InSight()
	falls := p.falls(all)
	label := min(max(width*3/10, 12), 48)
	a := waterfall.Fit(falls, max(width-label-2, 1))
	if p.fixed != nil {
		p.fixed.Width = a.Width
		a = *p.fixed
	}
	p.last, p.axisRow, p.axisFrom = a, y-top, x+label+2
	p.grid.Drawn = p.grid.Drawn[:0]
	p.drawAxis(canvas, th, a, x, y, label, width)
	for i := range p.grid.Page {
		at := y + 1 + i
		cells.Fill(canvas, x, at, width, th.Tone[theme.Plain])
		if i >= len(falls) {
			continue
		}
		p.grid.Drawn = append(p.grid.Drawn, all[i].Number)
		mark, style := " ", th.Tone[theme.Plain]
		if all[i].Number == p.grid.Selected {
			mark, style, p.at = "▸", th.Selected, falls[i].From
			cells.Fill(canvas, x, at, label+1, style)
		}
		cells.Put(canvas, x, at, 1, mark, style)
		cells.Put(canvas, x+1, at, label, cells.Clip(falls[i].Label, label), style)
		cell := x + label + 2
		for _, s := range a.Row(&falls[i]) {
			cell += cells.Put(canvas, cell, at, x+width-cell, s.Text, th.Tone[s.Tone])
		}
	}
	if len(falls) == 0 {
		cells.Put(canvas, x+2, y+2, width-2, p.empty(), th.Tone[theme.Dim])
	}
	if legend {
		p.drawLegend(canvas, th, x, y+height-1, width)
	}
}

// empty is what stands in place of the rows.
func (p *waterfallPage) empty() string {
	switch {
	case p.busy != "":
		return p.busy
	case p.which != "":
		return p.words.nothing
	}
	return p.of.NoExchanges
}

// drawAxis draws when the axis begins, and how long after that its ticks are.
func (p *waterfallPage) drawAxis(canvas tcell.Screen, th *theme.Theme, a waterfall.Axis, x, y, label, width int) {
	cells.Fill(canvas, x, y, width, th.Header)
	if a.From == 0 {
		return
	}
	begin := phrase.Clock(a.From, p.zone)
	if label < len(begin) {
		begin = begin[:len("15:04:05")]
	}
	cells.Put(canvas, x+1, y, label, begin, th.Header)
	end := 0
	for _, t := range a.Ticks() {
		text := "│" + t.Text
		if t.Cell < end || t.Cell+cells.Width(text) > a.Width {
			continue
		}
		cells.Put(canvas, x+label+2+t.Cell, y, a.Width-t.Cell, text, th.Header)
		end = t.Cell + cells.Width(text) + 1
	}
}

// drawLegend says what the signs stand for, as many as fit, and the keys.
func (p *waterfallPage) drawLegend(canvas tcell.Screen, th *theme.Theme, x, y, width int) {
	cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
	words := &words.DelayIn[p.of.Language]
	at, end := x+1, x+width
	for _, of := range [...]struct {
		word  string
		kinds []delay.Kind
	}{
		{words.Kinds[delay.Think], []delay.Kind{delay.Think}}, {words.Kinds[delay.Transfer], []delay.Kind{delay.Transfer}},
		{words.Kinds[delay.Upload], []delay.Kind{delay.Upload}}, {words.Opening, []delay.Kind{delay.HandshakeServer, delay.HandshakeClient}},
		{words.Kinds[delay.Behind], []delay.Kind{delay.Behind}}, {words.Kinds[delay.Idle], []delay.Kind{delay.Idle}},
	} {
		if len(of.kinds)+1+cells.Width(of.word)+2 > end-at {
			break
		}
		for _, k := range of.kinds {
			at += cells.Put(canvas, at, y, 1, waterfall.SliceSigns[k], th.Tone[waterfall.SliceTones[k]])
		}
		at += cells.Put(canvas, at, y, end-at, " "+of.word+"  ", th.Tone[theme.Dim])
	}
	if text := p.legend(); cells.Width(text) <= end-at {
		cells.Put(canvas, end-cells.Width(text), y, cells.Width(text), text, th.Tone[theme.Dim])
	}
}

// legend names the keys that move the axis, as they are bound.
func (p *waterfallPage) legend() string {
	var parts []string
	for i, of := range [...][]int{{0, 1}, {3, 2}, {4}, {5}} {
		var keys []string
		for _, k := range of {
			if labels := p.keys.Written(&fallKeys[k]); len(labels) > 0 {
				keys = append(keys, labels[0])
			}
		}
		if len(keys) > 0 {
			parts = append(parts, strings.Join(keys, " ")+" "+p.words.legend[i])
		}
	}
	return strings.Join(parts, "  ")
}

// legendLines say what the signs of slices stand for.
func legendLines(w *words.Screen) []cells.Line {
	words := &words.DelayIn[w.Language]
	var lines []cells.Line
	for k := range delay.Kinds {
		lines = append(lines, cells.Prose(4, cells.Ink(waterfall.SliceSigns[k]+"   ", waterfall.SliceTones[k]), cells.Ink(strings.TrimSpace(words.Kinds[k]), theme.Plain)))
	}
	return append(lines, cells.Line{})
}
