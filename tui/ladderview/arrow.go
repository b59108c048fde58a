package ladderview

import (
	"fmt"
	"strings"

	"wiretalk/internal/ladder"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// shaft is the arrow with what stands at it.
func (p *Picture) shaft(r *ladder.Row, s *replay.Step, selected bool) []cells.Span {
	length := p.between
	t := sideTone(s.From)
	switch {
	case s.Flags.Has(tcpreasm.RST):
		t = theme.Bad
	case p.IsSentAgain(r) || s.SameAs != 0:
		t = theme.Warn
	}
	head := [2]string{"▶", "◀"}[s.From]
	rest, stroke := "", "─"
	if p.IsSentAgain(r) || s.SameAs != 0 {
		stroke = "╌"
	}
	if r.Behind != 0 {
		head, length = "┄┄┄", length-2
	}
	label := " " + p.label(r, s, length-5) + " "
	if r.Lost {
		t, head = theme.Bad, "✗"
		length = min(max(p.between*2/3, cells.Width(label)+4), p.between)
		room := p.between - length
		mark := p.words.lost
		if cells.Width(mark)+1 > room {
			mark = ""
		}
		if rest = FitTo(" "+mark, room); s.From == tcpreasm.Server {
			rest = cells.Spaces(room-cells.Width(mark)-1) + FitTo(mark+" ", min(room, cells.Width(mark)+1))
		}
	}
	labelTone := theme.Plain
	if selected {
		labelTone = theme.Title
	}
	tail := strings.Repeat(stroke, max(length-2-cells.Width(label), 0))
	if s.From == tcpreasm.Server {
		return []cells.Span{cells.Ink(rest+head+stroke, t), cells.Ink(label, labelTone), cells.Ink(tail, t)}
	}
	return []cells.Span{cells.Ink(stroke, t), cells.Ink(label, labelTone), cells.Ink(tail+head, t), cells.Ink(rest, t)}
}

// label is as much as there is room for of what is to be said at an arrow.
func (p *Picture) label(r *ladder.Row, s *replay.Step, room int) string {
	long, short := p.Note(r, p.words.notes)
	if long != "" {
		long, short = " ("+long+")", " "+short
	}
	textbook, real := p.Label(r.Step), ladder.Numbers(s)
	flags, _, _ := strings.Cut(textbook, " seq=")
	payload := p.Window(r.Step)
	if s.Length > 0 {
		payload = fmt.Sprintf(" len=%d", s.Length) + payload
	}
	candidates := []string{textbook + long, textbook + short, ladder.Shortened(textbook, s) + short, flags + payload + short, flags + short}
	if p.real {
		candidates = []string{flags + " " + real + payload + long, flags + " " + real + payload + short, flags + " " + real + short}
	}
	if p.between >= bothFrom && !p.real {
		candidates = append([]string{textbook + "   " + real + long, textbook + "   " + real + short}, candidates...)
	}
	for _, c := range candidates {
		if cells.Width(c) <= room {
			return c
		}
	}
	return cells.Clip(candidates[len(candidates)-1], room)
}

// arriving is the line of what comes to a segment's sender only after it.
func (p *Picture) arriving(r *ladder.Row, s *replay.Step, heavy [2]bool) cells.Line {
	g := rung{life: [2]string{lifeline(heavy[0]), lifeline(heavy[1])}}
	g.states[s.From] = p.ComesTo(s)
	t := sideTone(s.From.Peer())
	text := cells.Clip("┄┄┄ "+fmt.Sprintf(p.words.arrives, p.Steps[r.Comes-1].Frame)+" ┄┄┄", p.between-1)
	if g.between = []cells.Span{cells.Ink("◀"+text, t)}; s.From == tcpreasm.Server {
		g.between = []cells.Span{cells.Ink(cells.Spaces(p.between-1-cells.Width(text))+text+"▶", t)}
	}
	return p.line(g)
}

// sideTone is the tone of what an end sends.
func sideTone(s tcpreasm.Side) theme.Tone {
	if s == tcpreasm.Client {
		return theme.Name
	}
	return theme.Quoted
}

// FitTo makes text exactly width cells wide.
func FitTo(text string, width int) string {
	text = cells.Clip(text, width)
	return text + cells.Spaces(width-cells.Width(text))
}
