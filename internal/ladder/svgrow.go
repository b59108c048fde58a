package ladder

import (
	"fmt"
	"math"
	"strings"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

func (d *svg) row(r *Row) {
	switch r.Kind {
	case Silence:
		d.between(d.silent(r))
	case Fold:
		d.margin(r)
		d.between(d.folded(r))
		d.tags(r)
	default:
		d.arrow(r, &d.Steps[r.Step])
		d.tags(r)
	}
}

// margin is the frame and the time of a row.
func (d *svg) margin(r *Row) {
	if r.Kind == Arrow {
		fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"small mono\" text-anchor=\"end\">%d</text>", d.frameEdge(), d.y+4, d.Steps[r.Step].Frame)
	}
	fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"small mono\" text-anchor=\"end\">%s</text>\n", d.timeEdge(), d.y+4, d.since(r.Step))
}

// between writes in the middle what stands for more or less than an arrow; the
// lifelines are broken there.
func (d *svg) between(text string) {
	for side := range d.Connection.Ends {
		x := d.lifeline(tcpreasm.Side(side))
		fmt.Fprintf(&d.out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" class=\"pause\"/>", x, d.y-6, x, d.y+18)
	}
	fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"small label\">%s</text>\n", d.lifeline(tcpreasm.Client)+svgBetween/2, d.y+10, markup(text))
	d.y += svgRow * 4 / 5
}

// lateArrow is an arrow that is on its way while the other end sends something.
type lateArrow struct {
	row *Row
	y   int // where it left
}

// arrow draws a segment with the states that the ends come to. What comes only
// after the other end has sent something crosses that, where they follow each
// other; where more was sent in between, its end stands behind what it had to let
// pass.
func (d *svg) arrow(r *Row, s *replay.Step) {
	if d.late != nil && r.Comes != 0 {
		d.crossing(d.late, r, s)
		d.late = nil
		return
	}
	d.margin(r)
	d.states(s)
	if r.Behind == r.Step+1 {
		d.late = &lateArrow{r, d.y}
	} else {
		d.shaft(r, float64(d.y), svgSlope, 0.5)
	}
	d.y += svgRow
	if r.Comes != 0 {
		d.comesBehind(r, s)
	}
}

// crossing draws two arrows that cross.
func (d *svg) crossing(late *lateArrow, r *Row, s *replay.Step) {
	const behind = 32 // for two boxes below each other
	d.y = max(d.y, late.y+svgCross)
	end := d.y + behind
	d.shaft(late.row, float64(late.y), float64(end-late.y), 0.27)
	d.state(s.From, d.ComesTo(s), end)
	d.margin(r)
	d.shaft(r, float64(d.y), svgSlope, 0.67)
	d.states(s)
	d.y = end + svgRow*4/5
}

// comesBehind draws the end of an arrow that left long before.
func (d *svg) comesBehind(r *Row, s *replay.Step) {
	const length, fall = 130, 6
	to := float64(d.lifeline(s.From))
	from, anchor, class := to-length, "end", s.From.Peer().String()
	if s.From == tcpreasm.Client {
		from, anchor = to+length, "start"
	}
	top := float64(d.y - fall)
	fmt.Fprintf(&d.out, "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\" class=\"arrow way %s\"/>", from, top, to, top+fall, class)
	d.head(to, top+fall, math.Atan2(fall, to-from), class)
	text := from - math.Copysign(8, to-from)
	fmt.Fprintf(&d.out, "<text x=\"%.0f\" y=\"%.0f\" class=\"small\" text-anchor=\"%s\">%s</text>\n", text, top+4, anchor, markup(d.latecomer(r, d.words)))
	d.state(s.From, d.ComesTo(s), d.y)
	d.y += svgRow * 4 / 5
}

// shaft draws an arrow that begins at a height and falls: its label above the
// line, its real numbers below, round a part of the way. One that was lost ends on
// its way, and so does what is written on it.
func (d *svg) shaft(r *Row, top, fall, at float64) {
	s := &d.Steps[r.Step]
	class := s.From.String()
	switch {
	case s.Flags.Has(tcpreasm.RST) || r.Lost:
		class = "odd"
	case d.IsSentAgain(r):
		class = "again"
	}
	from, to := float64(d.lifeline(s.From)), float64(d.lifeline(s.From.Peer()))
	if way := r.Behind > r.Step+1; r.Lost || way {
		to, fall = from+(to-from)*2/3, fall*2/3
		if way {
			class += " way"
		}
	}
	fmt.Fprintf(&d.out, "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.1f\" y2=\"%.1f\" class=\"arrow %s\"/>", from, top, to, top+fall, class)
	angle := math.Atan2(fall, to-from)
	switch {
	case r.Lost:
		d.cross(to, top+fall)
	case r.Behind <= r.Step+1:
		d.head(to, top+fall, angle, class)
	}
	if s.From == tcpreasm.Server {
		angle -= math.Pi // text is not upside down
	}
	room := (math.Abs(to-from) - 40) * 2 * min(at, 1-at)
	label, labelSize := svgFit(d.Label(r.Step), room, svgLabel, sansLetter)
	below := ""
	if !d.Relative {
		below = Numbers(s)
	}
	if note, _ := d.Note(r, d.notes); note != "" {
		below = strings.TrimPrefix(below+" · "+note, " · ")
	}
	below, belowSize := svgFit(below, room, svgSmall, sansLetter)
	x, y := from+(to-from)*at, top+fall*at
	fmt.Fprintf(&d.out, "<g transform=\"rotate(%.1f %.0f %.0f)\"><text x=\"%.0f\" y=\"%.0f\" class=\"label\"%s>%s</text><text x=\"%.0f\" y=\"%.0f\" class=\"small label\"%s>%s</text></g>\n",
		angle*180/math.Pi, x, y, x, y-7, sized(labelSize, svgLabel), markup(label), x, y+17, sized(belowSize, svgSmall), markup(below))
}

// states are the boxes beside a segment.
func (d *svg) states(s *replay.Step) {
	for side, name := range d.Changed(s) {
		if name == "" || !d.part && s == &d.Steps[0] && listens(s) && tcpreasm.Side(side) != s.From {
			continue
		}
		at := d.y
		if tcpreasm.Side(side) != s.From {
			at += svgSlope // when the segment arrives
		}
		d.state(tcpreasm.Side(side), name, at)
	}
}

// listens says whether a segment is for an end of which it only shows that it
// should listen. That is drawn where its lifeline begins.
func listens(s *replay.Step) bool {
	last := tcpreasm.Change{}
	for _, c := range s.Changes {
		if c.Side != s.From {
			last = c
		}
	}
	return last.To == tcpreasm.Listen
}

// sized is what makes a text smaller than its class does.
func sized(size, usual int) string {
	if size == usual {
		return ""
	}
	return fmt.Sprintf(" style=\"font-size:%dpx\"", size)
}

// head is the head of an arrow that ends at a point. It is drawn, since not every
// program that shows slides knows markers.
func (d *svg) head(x, y, angle float64, class string) {
	const length, half = 15, 6.5
	sin, cos := math.Sincos(angle)
	fmt.Fprintf(&d.out, "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fz\" class=\"head %s\"/>\n", x, y,
		x-length*cos-half*sin, y-length*sin+half*cos, x-length*cos+half*sin, y-length*sin-half*cos, class)
}

// cross is the end of what did not arrive.
func (d *svg) cross(x, y float64) {
	const arm = 7
	fmt.Fprintf(&d.out, "<path d=\"M%.1f %.1fL%.1f %.1fM%.1f %.1fL%.1f %.1f\" class=\"arrow odd\"/>", x-arm, y-arm, x+arm, y+arm, x-arm, y+arm, x+arm, y-arm)
	fmt.Fprintf(&d.out, "<text x=\"%.0f\" y=\"%.0f\" class=\"small label oddtext\">%s</text>\n", x, y-arm-6, markup(d.lost))
}

// state is a box with an end's new state beside its lifeline.
func (d *svg) state(side tcpreasm.Side, name string, y int) {
	x := d.lifeline(side) - svgBox - svgBoxGap
	if side == tcpreasm.Server {
		x = d.lifeline(side) + svgBoxGap
	}
	name, size := svgFit(name, svgBox-8, svgLabel, sansLetter)
	fmt.Fprintf(&d.out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"24\" rx=\"6\" class=\"state %v\"/><text x=\"%d\" y=\"%d\" class=\"label\"%s>%s</text>\n",
		x, y-12, svgBox, side, x+svgBox/2, y+5, sized(size, svgLabel), name)
}

// tags are the messages that begin in a row.
func (d *svg) tags(r *Row) {
	const beside = 14
	for _, m := range r.Messages {
		x, anchor := d.lifeline(m.From)+beside, "start"
		if m.From == tcpreasm.Server {
			x, anchor = d.lifeline(m.From)-beside, "end"
		}
		text, size := svgFit(d.message(m), svgBetween-2*beside, svgTags, monoLetter)
		fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"mono tag %v\" text-anchor=\"%s\"%s>%s</text>\n", x, d.y-4, m.From, anchor, sized(size, svgTags), markup(text))
		d.y += svgTag
	}
}
