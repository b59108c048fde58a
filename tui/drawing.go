package tui

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/mosaic"
	"wiretalk/internal/phrase"
	"wiretalk/tui/theme"
)

// decoding is taken by whoever decodes a picture, so that those that a user passes over
// do not take memory all at once.
var decoding = make(chan struct{}, 1)

// draw adds a picture to the lines, or says why it is not drawn. What a picture's header
// says of it has been told.
func (r *reading) draw(c *content, from io.Reader) error {
	w := &contentWordsIn[r.words.language]
	b, err := io.ReadAll(io.LimitReader(from, maxContent+1))
	switch {
	case err != nil:
		return err
	case len(b) > maxContent:
		r.add(c, tell(theme.Dim, fmt.Sprintf(w.tooLong, phrase.Size(maxContent))))
		return nil
	}
	p, err := r.decode(b)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, mosaic.ErrFormat): // its kind and size are all that is known
	case errors.Is(err, mosaic.ErrTooLarge):
		r.add(c, tell(theme.Dim, fmt.Sprintf(w.tooLarge, phrase.Count(mosaic.MaxPixels))))
	case err != nil:
		r.add(c, tell(theme.Warn, fmt.Sprintf(w.damaged, err)))
	default:
		instead := tell(theme.Dim, w.noColours)
		instead.picture = p
		r.add(c, instead)
		if p.Format == "GIF" {
			r.add(c, tell(theme.Dim, w.firstFrame))
		}
	}
	return nil
}

func (r *reading) decode(b []byte) (*mosaic.Picture, error) {
	select {
	case decoding <- struct{}{}:
		defer func() { <-decoding }()
	case <-r.ctx.Done():
		return nil, context.Canceled
	}
	if r.ctx.Err() != nil {
		return nil, context.Canceled
	}
	return mosaic.Decode(b)
}

// canDraw says whether a screen has colours enough for pictures, and its user
// wants them.
func canDraw(screen tcell.Screen, th *theme.Theme) bool {
	return th.Name != "none" && screen.Colors() >= 256
}

// pictureRows is a picture as rows that fit.
func pictureRows(p *mosaic.Picture, width, height int) (rows []line) {
	for _, cells := range p.Grid(width, height) {
		rows = append(rows, line{cells: cells})
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
