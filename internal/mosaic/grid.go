package mosaic

import "image"

// maxSide is how many pixels wide and high the copy is that is kept: no
// terminal shows more.
const maxSide = 512

// samples is how many pixels of the image are looked at for one of a copy, in each
// direction.
const samples = 4

// Pixel is a colour; Set is false where the image is transparent, and the terminal's
// background shows.
type Pixel struct {
	R, G, B uint8
	Set     bool
}

// Cell is what a cell of the terminal shows.
type Cell struct{ Upper, Lower Pixel }

// Grid is rows of cells, all of the same length.
type Grid [][]Cell

// raster is an image of Pixels.
type raster struct {
	width, height int
	pixels        []Pixel
}

// Grid is the picture in at most so many cells, with the proportions that it has
// where a cell is twice as high as wide. It is not made larger than it is. The grid
// is empty when there are no pixels or no room.
func (p *Picture) Grid(columns, rows int) Grid {
	if !p.Drawn() || columns <= 0 || rows <= 0 {
		return nil
	}
	width, height := within(p.Width, p.Height, columns, 2*rows)
	width, height = min(width, p.small.width), min(height, p.small.height)
	scaled := p.small.scale(width, height)
	grid := make(Grid, (height+1)/2)
	for y := range grid {
		grid[y] = make([]Cell, width)
		for x := range grid[y] {
			grid[y][x].Upper = scaled.pixels[2*y*width+x]
			if 2*y+1 < height {
				grid[y][x].Lower = scaled.pixels[(2*y+1)*width+x]
			}
		}
	}
	return grid
}

// within scales a size down to one that fits, at least one pixel.
func within(width, height, maxWidth, maxHeight int) (int, int) {
	switch {
	case width <= maxWidth && height <= maxHeight:
		return width, height
	case width*maxHeight > height*maxWidth:
		return maxWidth, max(height*maxWidth/width, 1)
	}
	return max(width*maxHeight/height, 1), maxHeight
}

// shrink makes a small copy of an image.
func shrink(m image.Image) raster {
	b := m.Bounds()
	if b.Empty() {
		return raster{}
	}
	width, height := within(b.Dx(), b.Dy(), maxSide, maxSide)
	out := raster{width, height, make([]Pixel, width*height)}
	for y := range height {
		for x := range width {
			var s mean
			each(b.Dx(), width, x, func(i int) {
				each(b.Dy(), height, y, func(k int) {
					r, g, b, a := m.At(b.Min.X+i, b.Min.Y+k).RGBA()
					s.add(r, g, b, a)
				})
			})
			out.pixels[y*width+x] = s.pixel()
		}
	}
	return out
}

// scale makes a smaller copy.
func (r raster) scale(width, height int) raster {
	out := raster{width, height, make([]Pixel, width*height)}
	for y := range height {
		for x := range width {
			var s mean
			each(r.width, width, x, func(i int) {
				each(r.height, height, y, func(k int) {
					if p := r.pixels[k*r.width+i]; p.Set {
						s.add(uint32(p.R)*0x101, uint32(p.G)*0x101, uint32(p.B)*0x101, 0xffff)
					} else {
						s.add(0, 0, 0, 0)
					}
				})
			})
			out.pixels[y*width+x] = s.pixel()
		}
	}
	return out
}

// each goes over some of the places of from that place at of to stands for.
func each(from, to, at int, do func(int)) {
	begin, end := at*from/to, max((at+1)*from/to, at*from/to+1)
	n := min(end-begin, samples)
	for i := range n {
		do(begin + i*(end-begin)/n)
	}
}

// mean is that of colours multiplied by their alpha, as image/color has them.
type mean struct{ r, g, b, a, n uint64 }

func (m *mean) add(r, g, b, a uint32) {
	m.r, m.g, m.b, m.a, m.n = m.r+uint64(r), m.g+uint64(g), m.b+uint64(b), m.a+uint64(a), m.n+1
}

// pixel is transparent where more than half of it is.
func (m *mean) pixel() Pixel {
	if m.n == 0 || m.a*2 < m.n*0xffff {
		return Pixel{}
	}
	of := func(sum uint64) uint8 { return uint8(min(sum*0xff/m.a, 0xff)) }
	return Pixel{of(m.r), of(m.g), of(m.b), true}
}
