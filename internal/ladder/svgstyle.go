package ladder

import (
	"strings"

	"github.com/rivo/uniseg"
)

// svgStyle is what the drawing looks like: dark lines on white paper, so that it
// can be read on a dark slide too and be printed. Where a font has no Chinese
// another of the list has.
const svgStyle = `<style>
text{font-family:"Noto Sans","DejaVu Sans","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;font-size:15px;fill:#1c2733}
.mono{font-family:"DejaVu Sans Mono","Noto Sans Mono","Noto Sans Mono CJK SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",ui-monospace,Consolas,monospace}
.small{font-size:12px;fill:#4b5865}
.end{font-size:18px;font-weight:600}
.title{font-size:24px;font-weight:600}
.paper{fill:#fff}
.life{stroke:#8794a1;stroke-width:2}
.pause{stroke:#fff;stroke-width:4;stroke-dasharray:4 4}
.state{fill:#fff;stroke-width:1.5}
.client{stroke:#1f5fa8}.server{stroke:#a8481f}
.arrow{stroke-width:2.2;fill:none}
.head{stroke:none}.head.client{fill:#1f5fa8}.head.server{fill:#a8481f}.head.odd{fill:#c02020}
.label{text-anchor:middle}
.tag{font-size:13px;font-weight:600}
.tag.client{fill:#1f5fa8;stroke:none}.tag.server{fill:#a8481f;stroke:none}
.again{stroke:#8a5a00;stroke-dasharray:9 5}.head.again{fill:#8a5a00}
.way{stroke-dasharray:2 4}
.odd{stroke:#c02020}.oddtext{fill:#c02020}
</style>
`

// Sizes of fonts, as in svgStyle, and how wide their letters are at most on the
// average, in parts of the size: those of DejaVu Sans, the widest of the list.
const (
	svgLabel = 15
	svgSmall = 12
	svgTags  = 13
	svgTitle = 24

	sansLetter  = 0.64 // of labels, with many capitals and digits
	proseLetter = 0.58
	monoLetter  = 0.605
)

// svgWidthOf is how wide a text is at most, in the drawing's units. A Chinese
// character is as wide as it is high.
func svgWidthOf(text string, size int, letter float64) float64 {
	wide := 0.0
	for g := uniseg.NewGraphemes(text); g.Next(); {
		if g.Width() > 1 {
			wide++
		} else {
			wide += letter * float64(g.Width())
		}
	}
	return wide * float64(size)
}

// svgFit is a text and the size in which there is room for it: its own, or a
// smaller one, and where even that is too wide less of the text.
func svgFit(text string, room float64, size int, letter float64) (string, int) {
	const least = 9
	for at := size; at >= least; at-- {
		if svgWidthOf(text, at, letter) <= room {
			return text, at
		}
	}
	return cut(text, int(room/(least*letter))), least
}

// svgColumns is how many letters of prose a width has room for.
func svgColumns(width float64, size int) int { return int(width / (float64(size) * proseLetter)) }

// svgWrap breaks a text into lines for a width.
func svgWrap(text string, width float64, size int) []string {
	return Wrap(text, svgColumns(width, size))
}

// markup keeps what came from the wire from being read as markup.
func markup(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
