package main

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/uniseg"
)

const (
	cellWidth, cellHeight = 8.43, 18 // pixels
	edge                  = 12       // around the cells
	ground, ink           = "#16181d", "#d8dce4"
)

// own are the 16 colours that a terminal's user chooses.
var own = [16]string{
	"#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dce4",
	"#7f8694", "#ef8a92", "#b3db96", "#f2d399", "#84c4f7", "#d99aea", "#7fd0da", "#ffffff",
}

func colour(c tcell.Color, otherwise string) string {
	if c == tcell.ColorDefault {
		return otherwise
	}
	if n := int(c - tcell.ColorValid); n >= 0 && n < len(own) {
		return own[n]
	}
	return fmt.Sprintf("#%06x", c.Hex())
}

// at is the text of a cell, and how many cells it takes.
func (p *picture) at(x, y int) (text string, width int) {
	text = string(p.cells[y*p.width+x].Runes)
	if strings.Trim(text, "\x00") == "" {
		return " ", 1
	}
	return text, max(uniseg.StringWidth(text), 1)
}

// draw draws the cells as an SVG. Cells that look the same are drawn at once,
// but for those that fonts make of different widths.
func draw(p picture) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14">`+"\n",
		float64(p.width)*cellWidth+2*edge, p.height*cellHeight+2*edge)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", ground)
	for y := range p.height {
		for x := 0; x < p.width; {
			x = p.fill(&b, x, y)
		}
		for x := 0; x < p.width; {
			x = p.run(&b, x, y)
		}
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// kind says which characters are as wide as each other.
func kind(text string, width int) int {
	switch {
	case width > 1:
		return 2
	case text[0] >= 0x80:
		return 1
	}
	return 0
}

// colours are those of characters and of what is behind them.
func colours(style tcell.Style) (front, back string) {
	fg, bg, attributes := style.Decompose()
	front, back = colour(fg, ink), colour(bg, ground)
	if attributes&tcell.AttrReverse != 0 {
		front, back = back, front
	}
	return front, back
}

// fill draws what is behind the cells from x on that have the same there.
func (p *picture) fill(b *bytes.Buffer, x, y int) (end int) {
	_, back := colours(p.cells[y*p.width+x].Style)
	for end = x; end < p.width; end++ {
		if _, other := colours(p.cells[y*p.width+end].Style); other != back {
			break
		}
	}
	if back != ground {
		fmt.Fprintf(b, `<rect x="%.2f" y="%d" width="%.2f" height="%d" fill="%s"/>`+"\n",
			edge+float64(x)*cellWidth, edge+y*cellHeight, float64(end-x)*cellWidth, cellHeight, back)
	}
	return end
}

// run draws the cells from x on that can be drawn at once, and returns where
// the next begin.
func (p *picture) run(b *bytes.Buffer, x, y int) int {
	style := p.cells[y*p.width+x].Style
	first, firstWidth := p.at(x, y)
	var text strings.Builder
	end := x
	for end < p.width && p.cells[y*p.width+end].Style == style {
		next, width := p.at(end, y)
		if kind(next, width) != kind(first, firstWidth) {
			break
		}
		text.WriteString(next)
		end += width
	}
	front, _ := colours(style)
	_, _, attributes := style.Decompose()
	left, top := edge+float64(x)*cellWidth, edge+y*cellHeight
	wide := float64(end-x) * cellWidth
	if strings.TrimSpace(text.String()) == "" && attributes&tcell.AttrUnderline == 0 {
		return end
	}
	more := ""
	if attributes&tcell.AttrBold != 0 {
		more += ` font-weight="bold"`
	}
	if attributes&tcell.AttrUnderline != 0 {
		more += ` text-decoration="underline"`
	}
	if attributes&tcell.AttrDim != 0 {
		more += ` opacity="0.6"`
	}
	fmt.Fprintf(b, `<text x="%.2f" y="%d" fill="%s" textLength="%.2f" xml:space="preserve"%s>%s</text>`+"\n",
		left, top+14, front, wide, more, html.EscapeString(text.String()))
	return end
}
