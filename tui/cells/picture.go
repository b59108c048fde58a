package cells

import (
	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/mosaic"
	"wiretalk/tui/theme"
)

// canDraw says whether a screen has colours enough for pictures, and its user
// wants them.
func canDraw(screen tcell.Screen, th *theme.Theme) bool {
	return th.Name != "none" && screen.Colors() >= 256
}

// pictureRows is a picture as rows that fit.
func pictureRows(p *mosaic.Picture, width, height int) (rows []Line) {
	for _, cells := range p.Grid(width, height) {
		rows = append(rows, Line{cells: cells})
	}
	return rows
}

// drawCells draws cells as half blocks.
func drawCells(screen tcell.Screen, th *theme.Theme, x, y, width int, cells []mosaic.Cell) {
	for i, c := range cells[:min(len(cells), width)] {
		style, text := th.Tone[theme.Plain], " "
		switch {
		case c.Upper.Set && c.Lower.Set:
			style, text = style.Foreground(cellColour(screen, c.Upper)).Background(cellColour(screen, c.Lower)), "▀"
		case c.Upper.Set:
			style, text = style.Foreground(cellColour(screen, c.Upper)), "▀"
		case c.Lower.Set:
			style, text = style.Foreground(cellColour(screen, c.Lower)), "▄"
		}
		screen.Put(x+i, y, text, style)
	}
}

// cellColour is a pixel's, or the nearest of the 240 that all terminals with 256 have
// alike: a cube of 6 × 6 × 6, and greys.
func cellColour(screen tcell.Screen, p mosaic.Pixel) tcell.Color {
	if screen.Colors() > 256 {
		return tcell.NewRGBColor(int32(p.R), int32(p.G), int32(p.B))
	}
	level := func(v uint8) int { // of 0, 95, 135, 175, 215, 255
		if v < 48 {
			return 0
		}
		return max((int(v)-35)/40, 1)
	}
	if most, least := max(p.R, p.G, p.B), min(p.R, p.G, p.B); most-least < 8 && most >= 8 && most < 238 {
		return tcell.PaletteColor(232 + (int(most)-3)/10) // 8, 18 … 238
	}
	return tcell.PaletteColor(16 + 36*level(p.R) + 6*level(p.G) + level(p.B))
}
