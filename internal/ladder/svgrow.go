package ladder

import (
	"fmt"
	"math"

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
		d.margin(r)
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

// arrow draws a segment: its label above the line, its real numbers below. One
// that was lost ends on its way, and so does what is written on it.
func (d *svg) arrow(r *Row, s *replay.Step) {
	class := s.From.String()
	if s.Flags.Has(tcpreasm.RST) || r.Lost {
		class = "odd"
	}
	from, to, fall := float64(d.lifeline(s.From)), float64(d.lifeline(s.From.Peer())), float64(svgSlope)
	if r.Lost {
		to, fall = from+(to-from)*2/3, fall*2/3
	}
	top := float64(d.y)
	fmt.Fprintf(&d.out, "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.1f\" y2=\"%.1f\" class=\"arrow %s\"/>", from, top, to, top+fall, class)
	angle := math.Atan2(fall, to-from)
	if r.Lost {
		d.cross(to, top+fall)
	} else {
		d.head(to, top+fall, angle, class)
	}
	if s.From == tcpreasm.Server {
		angle -= math.Pi // text is not upside down
	}
	room := math.Abs(to-from) - 40
	label, labelSize := svgFit(Label(s), room, svgLabel, sansLetter)
	below := Numbers(s)
	if r.Repeats != 0 {
		below += " · " + fmt.Sprintf(d.again, r.Repeats)
	}
	below, belowSize := svgFit(below, room, svgSmall, sansLetter)
	x, y := (from+to)/2, top+fall/2
	fmt.Fprintf(&d.out, "<g transform=\"rotate(%.1f %.0f %.0f)\"><text x=\"%.0f\" y=\"%.0f\" class=\"label\"%s>%s</text><text x=\"%.0f\" y=\"%.0f\" class=\"small label\"%s>%s</text></g>\n",
		angle*180/math.Pi, x, y, x, y-7, sized(labelSize, svgLabel), markup(label), x, y+17, sized(belowSize, svgSmall), markup(below))
	for side, name := range d.Changed(s) {
		if name == "" {
			continue
		}
		at := d.y
		if tcpreasm.Side(side) != s.From {
			at += svgSlope // when the segment arrives
		}
		d.state(tcpreasm.Side(side), name, at)
	}
	d.y += svgRow
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
