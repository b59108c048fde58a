package tui

import (
	"fmt"
	"strings"

	"wiretalk/internal/ladder"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/theme"
)

// shaft is the arrow with what stands at it.
func (p *picture) shaft(r *ladder.Row, s *replay.Step, selected bool) []span {
	length := p.between
	t := sideTone(s.From)
	switch {
	case s.Flags.Has(tcpreasm.RST):
		t = theme.Bad
	case r.Repeats != 0 || s.SameAs != 0:
		t = theme.Warn
	}
	head := [2]string{"▶", "◀"}[s.From]
	rest, stroke := "", "─"
	if r.Repeats != 0 || s.SameAs != 0 {
		stroke = "╌"
	}
	if r.Behind != 0 {
		head, length = "┄┄┄", length-2
	}
	label := " " + p.label(r, s, length-5) + " "
	if r.Lost {
		t, head = theme.Bad, "✗"
		length = min(max(p.between*2/3, textWidth(label)+4), p.between)
		room := p.between - length
		mark := p.words.lost
		if textWidth(mark)+1 > room {
			mark = ""
		}
		if rest = fitTo(" "+mark, room); s.From == tcpreasm.Server {
			rest = spaces(room-textWidth(mark)-1) + fitTo(mark+" ", min(room, textWidth(mark)+1))
		}
	}
	labelTone := theme.Plain
	if selected {
		labelTone = theme.Title
	}
	tail := strings.Repeat(stroke, max(length-2-textWidth(label), 0))
	if s.From == tcpreasm.Server {
		return []span{{rest + head + stroke, t}, {label, labelTone}, {tail, t}}
	}
	return []span{{stroke, t}, {label, labelTone}, {tail + head, t}, {rest, t}}
}

// label is as much as there is room for of what is to be said at an arrow.
func (p *picture) label(r *ladder.Row, s *replay.Step, room int) string {
	long, short := "", ""
	if r.Repeats != 0 {
		long, short = fmt.Sprintf(" ("+p.words.again+")", r.Repeats), fmt.Sprintf(" ↺%d", r.Repeats)
	}
	textbook, real := p.Label(r.Step), ladder.Numbers(s)
	flags, _, _ := strings.Cut(textbook, " seq=")
	payload := p.Window(r.Step)
	if s.Length > 0 {
		payload = fmt.Sprintf(" len=%d", s.Length) + payload
	}
	candidates := []string{textbook + long, textbook + short, ladder.WithoutAck(textbook) + short, flags + payload + short, flags + short}
	if p.real {
		candidates = []string{flags + " " + real + payload + long, flags + " " + real + payload + short, flags + " " + real + short}
	}
	if p.between >= bothFrom && !p.real {
		candidates = append([]string{textbook + "   " + real + long, textbook + "   " + real + short}, candidates...)
	}
	for _, c := range candidates {
		if textWidth(c) <= room {
			return c
		}
	}
	return clip(candidates[len(candidates)-1], room)
}

// arriving is the line of what comes to a segment's sender only after it.
func (p *picture) arriving(r *ladder.Row, s *replay.Step, heavy [2]bool) line {
	g := rung{life: [2]string{lifeline(heavy[0]), lifeline(heavy[1])}}
	g.states[s.From] = p.ComesTo(s)
	t := sideTone(s.From.Peer())
	text := clip("┄┄┄ "+fmt.Sprintf(p.words.arrives, p.Steps[r.Comes-1].Frame)+" ┄┄┄", p.between-1)
	if g.between = []span{{"◀" + text, t}}; s.From == tcpreasm.Server {
		g.between = []span{{spaces(p.between-1-textWidth(text)) + text + "▶", t}}
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

// fitTo makes text exactly width cells wide.
func fitTo(text string, width int) string {
	text = clip(text, width)
	return text + spaces(width-textWidth(text))
}
