package tui

import (
	"wiretalk/internal/delay"
	"wiretalk/internal/trace"
)

// sliceSigns tell kinds of slices apart, without colour too.
var sliceSigns = [delay.Kinds]string{
	delay.Handshake: "~", delay.Idle: "·", delay.Upload: ">", delay.Behind: ":", delay.Think: "░", delay.Transfer: "█", delay.Loss: "x", delay.ZeroWindow: "0",
}

var sliceTones = [delay.Kinds]tone{
	delay.Handshake: quoted, delay.Idle: dim, delay.Upload: name, delay.Behind: warn, delay.Think: number, delay.Transfer: good, delay.Loss: bad, delay.ZeroWindow: warn,
}

// sliceBar draws slices over width cells for the time from from to to. A cell
// is what most of its time was, but idle only where there is nothing else; one in
// which there is nothing at all is blank.
func sliceBar(slices delay.Slices, from, to int64, width int) []span {
	var out []span
	i := 0
	for cell := range max(width, 0) {
		begin, end := cellTime(from, to, cell, width), cellTime(from, to, cell+1, width)
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
		sign, of := " ", plain
		if best >= 0 {
			sign, of = sliceSigns[slices[best].Kind], sliceTones[slices[best].Kind]
		}
		if n := len(out); n > 0 && out[n-1].tone == of {
			out[n-1].text += sign
		} else {
			out = append(out, span{sign, of})
		}
	}
	return out
}

// cellTime is when a cell of width begins.
func cellTime(from, to int64, cell, width int) int64 {
	return from + int64(float64(to-from)*float64(cell)/float64(width))
}

// slicesIn are an exchange's, as far as the trace knows without its segments.
func slicesIn(r *trace.Reader, x *trace.Exchange) delay.Slices {
	c := r.Connection(x.Stream)
	if c == nil {
		return nil
	}
	return delay.Of(x, beforeIn(r, c, x), &c.Info, nil)
}

// beforeIn is the exchange before one on its connection; nil when there is none,
// or it was let go.
func beforeIn(r *trace.Reader, c *trace.Connection, x *trace.Exchange) *trace.Exchange {
	i := sorted(c.Exchanges).Below(x.Number) - 1
	if i < 0 {
		return nil
	}
	return r.Exchange(c.Exchanges[i])
}

// barCells is the width of the bar in an exchange's detail.
const barCells = 32

// barLine is an exchange's slices in one line; empty when there are none.
func barLine(w *delayWords, s delay.Slices) []line {
	if len(s) == 0 || s.Total() <= 0 {
		return nil
	}
	spans := append([]span{{"[", dim}}, sliceBar(s, s[0].From, s[len(s)-1].To, barCells)...)
	return []line{of(append(spans, span{"] ", dim}, span{w.more, dim})...)}
}
