package waterfall

import (
	"wiretalk/internal/delay"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// SliceSigns tell kinds of slices apart, without colour too.
var SliceSigns = [delay.Kinds]string{
	delay.HandshakeServer: "~", delay.HandshakeClient: "-", delay.Idle: "·", delay.Upload: ">", delay.Behind: ":", delay.Think: "░", delay.Transfer: "█", delay.Loss: "x", delay.ZeroWindow: "0",
	delay.DelayedAck: "d", delay.Unanswered: "▒", delay.Stalled: "=",
}

// SliceTones are the tones of slices, by their kind.
var SliceTones = [delay.Kinds]theme.Tone{
	delay.HandshakeServer: theme.Quoted, delay.HandshakeClient: theme.Moved, delay.Idle: theme.Dim, delay.Upload: theme.Name, delay.Behind: theme.Warn, delay.Think: theme.Number, delay.Transfer: theme.Good, delay.Loss: theme.Bad, delay.ZeroWindow: theme.Warn,
	delay.DelayedAck: theme.Moved, delay.Unanswered: theme.Bad, delay.Stalled: theme.Bad,
}

// Bar draws slices over width cells for the time from from to to. A cell
// is what most of its time was, but idle only where there is nothing else; one in
// which there is nothing at all is blank.
func Bar(slices delay.Slices, from, to int64, width int) []cells.Span {
	var out []cells.Span
	i := 0
	for cell := range max(width, 0) {
		begin, end := CellTime(from, to, cell, width), CellTime(from, to, cell+1, width)
		for i < len(slices) && slices[i].To <= begin {
			i++
		}
		best, most := -1, int64(0)
		for k := i; k < len(slices) && slices[k].From < max(end, begin+1); k++ {
			overlap := min(slices[k].To, end) - max(slices[k].From, begin)
			if slices[k].Kind == delay.Idle {
				overlap = 0
			}
			if overlap > most || best < 0 {
				best, most = k, overlap
			}
		}
		sign, of := " ", theme.Plain
		if best >= 0 {
			sign, of = SliceSigns[slices[best].Kind], SliceTones[slices[best].Kind]
		}
		if n := len(out); n > 0 && out[n-1].Tone == of {
			out[n-1].Text += sign
		} else {
			out = append(out, cells.Ink(sign, of))
		}
	}
	return out
}

// CellTime is when a cell of width begins.
func CellTime(from, to int64, cell, width int) int64 {
	return from + int64(float64(to-from)*float64(cell)/float64(width))
}

// barCells is the width of the bar in an exchange's detail.
const barCells = 32

// Line is an exchange's slices in one line; empty when there are none.
func Line(w *words.Delay, s delay.Slices) []cells.Line {
	if len(s) == 0 || s.Total() <= 0 {
		return nil
	}
	spans := append([]cells.Span{cells.Ink("[", theme.Dim)}, Bar(s, s[0].From, s[len(s)-1].To, barCells)...)
	return []cells.Line{cells.Of(append(spans, cells.Ink("] ", theme.Dim), cells.Ink(w.More, theme.Dim))...)}
}
