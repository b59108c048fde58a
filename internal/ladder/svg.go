package ladder

import (
	"fmt"
	"io"
	"strings"

	"wiretalk/tcpreasm"
)

// Sizes in the drawing, in its own units.
const (
	svgMargin  = 24
	svgTop     = 88  // from the top of a ladder to its first arrow
	svgBetween = 436 // the lifelines
	svgBox     = 132 // a state's
	svgBoxGap  = 12  // between it and the lifeline
	svgRow     = 52  // from one arrow to the next
	svgTag     = 20  // for each message that begins in it
	svgSlope   = 16  // how far an arrow falls: time passes while it is on its way
	svgLine    = 22  // of text
	svgCross   = 104 // from an arrow to that which it meets on its way, at least
)

// SVG draws the ladder as a picture that stands by itself. How much an arrow
// falls says that time passes on the way, and not how much.
func (l *Ladder) SVG(w io.Writer, o Options) error {
	return Poster(w, "", nil, nil, []*Ladder{l}, o)
}

// Poster draws ladders below each other, above and below them paragraphs of text,
// and above all a title; any of these may be left out.
func Poster(w io.Writer, title string, above, below []string, ladders []*Ladder, o Options) error {
	d := svg{Options: o, words: &languages[o.Language], y: svgMargin / 2}
	for _, l := range ladders {
		d.widen(l)
	}
	if title != "" {
		for _, line := range svgWrap(title, float64(d.width()-2*svgMargin), svgTitle) {
			d.y += svgTitle + 6
			fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"title\">%s</text>\n", svgMargin, d.y, markup(line))
		}
		d.y += svgMargin
	}
	for _, paragraph := range above {
		d.prose(svgWrap(paragraph, float64(d.width()-2*svgMargin), svgLabel))
		d.y += svgMargin
	}
	for i, l := range ladders {
		if i > 0 {
			d.y += svgMargin
		}
		d.ladder(l)
	}
	for _, paragraph := range below {
		d.prose(svgWrap(paragraph, float64(d.width()-2*svgMargin), svgLabel))
	}
	d.y += svgMargin / 2
	name := title
	if name == "" {
		name = o.Title
	}
	_, err := fmt.Fprintf(w, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %[1]d %[2]d\" width=\"%[1]d\" height=\"%[2]d\" role=\"img\">\n<title>%[3]s</title>\n%[4]s<rect width=\"%[1]d\" height=\"%[2]d\" rx=\"8\" class=\"paper\"/>\n%[5]s</svg>\n",
		d.width(), d.y, markup(name), svgStyle, d.out.String())
	return err
}

// svg draws ladders for a slide.
type svg struct {
	*Ladder
	Options
	*words
	out         strings.Builder
	y           int
	frame, time int // the widths of the frames' numbers, and of times
	late        *lateArrow
}

// widen makes room for what stands before the client's states.
func (d *svg) widen(l *Ladder) {
	d.frame = max(d.frame, int(svgWidthOf(d.words.frame, svgSmall, sansLetter)))
	d.time = max(d.time, int(svgWidthOf(d.words.time, svgSmall, sansLetter)))
	for i := range l.Rows {
		step := l.Rows[i].Step
		d.frame = max(d.frame, int(svgWidthOf(fmt.Sprint(l.Steps[step].Frame), svgSmall, monoLetter)))
		d.time = max(d.time, int(svgWidthOf(l.since(step), svgSmall, monoLetter)))
	}
}

func (d *svg) frameEdge() int { return svgMargin/2 + d.frame } // the right one
func (d *svg) timeEdge() int  { return d.frameEdge() + 18 + d.time }
func (d *svg) width() int {
	return d.lifeline(tcpreasm.Server) + svgBoxGap + svgBox + svgMargin
}

// lifeline is where an end's lifeline stands.
func (d *svg) lifeline(side tcpreasm.Side) int {
	client := d.timeEdge() + 18 + svgBox + svgBoxGap
	if side == tcpreasm.Server {
		return client + svgBetween
	}
	return client
}

// ladder draws one below what there is.
func (d *svg) ladder(l *Ladder) {
	d.Ladder = l
	top := d.y
	rows := d.out
	d.out = strings.Builder{}
	d.y += svgTop - svgMargin/2
	if l.part {
		d.y += svgRow / 2
	}
	for i := range l.Rows {
		d.row(&l.Rows[i])
	}
	bottom := d.y + 10
	drawn := d.out.String()
	d.out = strings.Builder{}
	d.out.WriteString(rows.String())
	d.header(top, bottom)
	d.listening(top)
	d.out.WriteString(drawn)
	d.y += 14
	for _, s := range l.verdict() {
		d.prose(wrapped(s, d.Language, svgColumns(float64(d.width()-2*svgMargin), svgLabel)))
	}
}

// header draws the ends with their lifelines.
func (d *svg) header(top, bottom int) {
	fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"small\" text-anchor=\"end\">%s</text><text x=\"%d\" y=\"%d\" class=\"small\" text-anchor=\"end\">%s</text>\n",
		d.frameEdge(), top+38, markup(d.words.frame), d.timeEdge(), top+38, markup(d.words.time))
	for side, name := range [2]string{d.client, d.server} {
		x := d.lifeline(tcpreasm.Side(side))
		fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"end label\">%s</text>\n", x, top+18, markup(name))
		end, size := svgFit(d.Connection.Ends[side].String(), 2*(svgBoxGap+svgBox+svgMargin/2), svgSmall, monoLetter)
		fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"small mono label\"%s>%s</text>\n", x, top+38, sized(size, svgSmall), markup(end))
		fmt.Fprintf(&d.out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" class=\"life\"/>\n", x, top+48, x, bottom)
	}
}

// listening draws the states before the first segment, where the lifelines begin:
// of a part both, of the whole that in which an end is taken to listen.
func (d *svg) listening(top int) {
	if d.part {
		for side, name := range d.statesBefore() {
			d.state(tcpreasm.Side(side), name, top+60)
		}
		return
	}
	if first := &d.Steps[0]; listens(first) {
		to := first.From.Peer()
		d.state(to, d.Changed(first)[to], top+60)
	}
}

// prose writes the lines of a paragraph.
func (d *svg) prose(lines []string) {
	d.y += 8
	for _, line := range lines {
		d.y += svgLine
		fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\">%s</text>\n", svgMargin, d.y, markup(line))
	}
}
