package ladder

import (
	"fmt"
	"io"
	"strings"

	"wiretalk/internal/explain"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// The places in the drawing, in its own units.
const (
	svgWidth    = 900
	svgFrame    = 44  // the right edge of the frames' numbers
	svgTime     = 122 // the right edge of the times
	svgClient   = 284 // the lifelines
	svgServer   = 720
	svgTop      = 88
	svgRow      = 52 // from one arrow to the next
	svgTag      = 20 // for each message that begins in it
	svgSlope    = 16 // how far an arrow falls: time passes while it is on its way
	svgBox      = 132
	svgSentence = 106 // characters in a line of the verdict
)

const svgStyle = `<style>
text{font-family:"Noto Sans","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",system-ui,sans-serif;font-size:15px;fill:#1c2733}
.mono{font-family:"DejaVu Sans Mono",ui-monospace,Consolas,monospace}
.small{font-size:12px;fill:#5b6875}
.end{font-size:18px;font-weight:600}
.life{stroke:#8794a1;stroke-width:2}
.state{fill:#fff;stroke-width:1.5}
.client{stroke:#1f5fa8}.server{stroke:#a8481f}
.arrow{stroke-width:2.2;fill:none}
.label{text-anchor:middle}
.tag{font-size:13px;font-weight:600}
.tag.client{fill:#1f5fa8;stroke:none}.tag.server{fill:#a8481f;stroke:none}
.odd{stroke:#c02020}.oddtext{fill:#c02020}
</style>
`

// svg draws a ladder for a slide.
type svg struct {
	*Ladder
	Options
	*words
	out strings.Builder
	y   int
}

// SVG draws the ladder as a picture that stands by itself. How much an arrow
// falls says that time passes on the way, and not how much.
func (l *Ladder) SVG(w io.Writer, o Options) error {
	d := svg{Ladder: l, Options: o, words: &languages[o.Language], y: svgTop}
	for i := range l.Rows {
		d.row(&l.Rows[i])
	}
	lifelines := d.y + 10
	d.verdict()
	_, err := fmt.Fprintf(w, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n%s%s%s%s</svg>\n",
		svgWidth, d.y, svgWidth, d.y, svgStyle, markers, d.frame(lifelines), d.out.String())
	return err
}

// markers are the heads of arrows.
const markers = `<defs>
<marker id="c" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="#1f5fa8"/></marker>
<marker id="s" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="#a8481f"/></marker>
</defs>
`

// frame is the background with the ends and their lifelines.
func (d *svg) frame(bottom int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", svgWidth, d.y)
	fmt.Fprintf(&b, "<text x=\"%d\" y=\"50\" class=\"small\" text-anchor=\"end\">%s</text><text x=\"%d\" y=\"50\" class=\"small\" text-anchor=\"end\">%s</text>\n",
		svgFrame, markup(d.words.frame), svgTime, markup(d.words.time))
	for side, x := range [2]int{svgClient, svgServer} {
		name := [2]string{d.client, d.server}[side]
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"30\" class=\"end label\">%s</text>\n", x, markup(name))
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"50\" class=\"small mono label\">%s</text>\n", x, markup(d.Connection.Ends[side].String()))
		fmt.Fprintf(&b, "<line x1=\"%d\" y1=\"60\" x2=\"%d\" y2=\"%d\" class=\"life\"/>\n", x, x, bottom)
	}
	return b.String()
}

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
		fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"small mono\" text-anchor=\"end\">%d</text>", svgFrame, d.y+4, d.Steps[r.Step].Frame)
	}
	fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"small mono\" text-anchor=\"end\">%s</text>\n", svgTime, d.y+4, d.since(r.Step))
}

// between writes in the middle.
func (d *svg) between(text string) {
	fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"small label\">%s</text>\n", (svgClient+svgServer)/2, d.y+8, markup(text))
	d.y += svgRow * 3 / 5
}

func (d *svg) arrow(r *Row, s *replay.Step) {
	from, to, class, head := svgClient, svgServer, "client", "c"
	if s.From == tcpreasm.Server {
		from, to, class, head = svgServer, svgClient, "server", "s"
	}
	if s.Flags.Has(tcpreasm.RST) || r.Lost {
		class = "odd"
	}
	x, y, marker, centre := to, d.y+svgSlope, fmt.Sprintf(" marker-end=\"url(#%s)\"", head), (from+to)/2
	if r.Lost { // it ends on its way, and so does what is written on it
		x, y, marker, centre = from+(to-from)*2/3, d.y+svgSlope*2/3, "", from+(to-from)/3
		fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"label oddtext\">✗ %s</text>\n", x+(to-from)/9, y+6, markup(d.lost))
	}
	fmt.Fprintf(&d.out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" class=\"arrow %s\"%s/>\n", from, d.y, x, y, class, marker)
	middle, tilt := (d.y+y)/2, 2
	if s.From == tcpreasm.Server {
		tilt = -2
	}
	numbers := Numbers(s)
	if r.Repeats != 0 {
		numbers += " · " + fmt.Sprintf(d.again, r.Repeats)
	}
	fmt.Fprintf(&d.out, "<g transform=\"rotate(%d %d %d)\"><text x=\"%d\" y=\"%d\" class=\"label\">%s</text><text x=\"%d\" y=\"%d\" class=\"small label\">%s</text></g>\n",
		tilt, centre, middle, centre, middle-7, markup(Label(s)), centre, middle+17, markup(numbers))
	for side, name := range states(s) {
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

// state is a box with an end's new state beside its lifeline.
func (d *svg) state(side tcpreasm.Side, name string, y int) {
	x := svgClient - svgBox - 12
	if side == tcpreasm.Server {
		x = svgServer + 12
	}
	fmt.Fprintf(&d.out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"24\" rx=\"6\" class=\"state %v\"/><text x=\"%d\" y=\"%d\" class=\"label\">%s</text>\n",
		x, y-12, svgBox, side, x+svgBox/2, y+5, name)
}

// tags are the messages that begin in a row.
func (d *svg) tags(r *Row) {
	for _, m := range r.Messages {
		x, anchor := svgClient+14, "start"
		if m.From == tcpreasm.Server {
			x, anchor = svgServer-14, "end"
		}
		fmt.Fprintf(&d.out, "<text x=\"%d\" y=\"%d\" class=\"mono tag %v\" text-anchor=\"%s\">%s</text>\n", x, d.y-6, m.From, anchor, markup(cut(d.message(m), 52)))
		d.y += svgTag
	}
}

func (d *svg) verdict() {
	d.y += 40
	for _, s := range explain.Verdict(d.Connection) {
		for _, line := range wrapped(s, d.Language, svgSentence) {
			fmt.Fprintf(&d.out, "<text x=\"40\" y=\"%d\">%s</text>\n", d.y, markup(line))
			d.y += 22
		}
	}
	d.y += 10
}

// markup keeps what came from the wire from being read as markup.
func markup(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
