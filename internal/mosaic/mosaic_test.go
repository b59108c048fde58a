package mosaic

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// half is a picture whose upper half is red and whose lower half is blue.
func half(width, height int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.NRGBA{R: 255, A: 255}
			if y >= height/2 {
				c = color.NRGBA{B: 255, A: 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func encoded(t testing.TB, format string, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch format {
	case "PNG":
		err = png.Encode(&b, m)
	case "JPEG":
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 100})
	case "GIF":
		err = gif.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// letters shows a grid: r and b for red and blue, a dot for what is transparent, two lines
// for each row of cells.
func letters(g Grid) string {
	letter := func(p Pixel) byte {
		switch {
		case !p.Set:
			return '.'
		case p.R > 200 && p.B < 60:
			return 'r'
		case p.B > 200 && p.R < 60:
			return 'b'
		}
		return '?'
	}
	var lines []string
	for _, row := range g {
		var upper, lower []byte
		for _, c := range row {
			upper, lower = append(upper, letter(c.Upper)), append(lower, letter(c.Lower))
		}
		lines = append(lines, string(upper), string(lower))
	}
	return strings.Join(lines, "\n")
}

func TestFormats(t *testing.T) {
	for _, format := range []string{"PNG", "JPEG", "GIF"} {
		p, err := Decode(encoded(t, format, half(64, 32)))
		if err != nil {
			t.Fatal(format, err)
		}
		if got := letters(p.Grid(8, 10)); got != "rrrrrrrr\nrrrrrrrr\nbbbbbbbb\nbbbbbbbb" || p.Format != format || p.Width != 64 || p.Height != 32 {
			t.Errorf("%s %d × %d:\n%s", p.Format, p.Width, p.Height, got)
		}
	}
	// One pixel, VP8L (RFC 9649 §3).
	lossless, _ := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if p, err := Decode(lossless); err != nil || p.Format != "WebP" || p.Width != 1 || len(p.Grid(10, 10)) != 1 {
		t.Errorf("WebP: %+v, %v", p, err)
	}
}

// Whatever the room, the proportions stay, and nothing is made larger.
func TestGridFits(t *testing.T) {
	p, err := Decode(encoded(t, "PNG", half(40, 20)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ columns, rows, width, height int }{
		{100, 100, 40, 10}, {40, 10, 40, 10}, {20, 100, 20, 5}, {100, 5, 20, 5}, {1, 100, 1, 1}, {3, 1, 3, 1},
	} {
		g := p.Grid(c.columns, c.rows)
		if len(g) != c.height || len(g[0]) != c.width {
			t.Errorf("in %d × %d cells: %d × %d, want %d × %d", c.columns, c.rows, len(g[0]), len(g), c.width, c.height)
		}
	}
	if p.Grid(0, 5) != nil || p.Grid(5, 0) != nil || (*Picture)(nil).Grid(5, 5) != nil {
		t.Error("a grid without room has cells")
	}
	narrow, err := Decode(encoded(t, "PNG", half(1, 5000)))
	if err != nil {
		t.Fatal(err)
	}
	if g := narrow.Grid(80, 20); len(g) != 20 || len(g[0]) != 1 {
		t.Errorf("a line is %d × %d", len(g[0]), len(g))
	}
}

// What is transparent stays the terminal's background; what is half so does not darken.
func TestTransparent(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 2, 2))
	m.SetNRGBA(0, 0, color.NRGBA{R: 255, A: 255})
	m.SetNRGBA(1, 1, color.NRGBA{B: 255, A: 160})
	p, err := Decode(encoded(t, "PNG", m))
	if err != nil {
		t.Fatal(err)
	}
	if got := letters(p.Grid(10, 10)); got != "r.\n.b" {
		t.Errorf("%s", got)
	}
}

// pngHeader is a PNG that says it has that size, and nothing more.
func pngHeader(width, height uint32) []byte {
	chunk := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(chunk[4:], width)
	binary.BigEndian.PutUint32(chunk[8:], height)
	chunk[12], chunk[13] = 8, 6
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	b = append(b, chunk...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(chunk))
}

// A picture that says it is huge is not decoded, in whatever header it says so.
func TestBombs(t *testing.T) {
	webp := func(inner string) []byte { // VP8X, 1 × 1, with an image of 16383 × 16383 in it
		return append([]byte("RIFF\xff\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"), inner...)
	}
	for name, b := range map[string][]byte{
		"PNG":            pngHeader(1<<15, 1<<15),
		"GIF":            []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"),
		"WebP in WebP":   webp("VP8 \x10\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\xff\x3f\xff\x3f\x00\x00\x00\x00\x00\x00"),
		"VP8L in WebP":   webp("VP8L\x10\x00\x00\x00\x2f\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
		"a pixel beyond": pngHeader(MaxPixels+1, 1),
	} {
		if p, err := Decode(b); !errors.Is(err, ErrTooLarge) || p.Drawn() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDamaged(t *testing.T) {
	whole := encoded(t, "PNG", half(64, 64))
	if p, err := Decode(whole[:len(whole)/2]); err == nil || p == nil || p.Width != 64 || p.Drawn() {
		t.Errorf("cut in half: %+v, %v", p, err)
	}
	if p, err := Decode(whole[:12]); err == nil || p != nil {
		t.Errorf("cut in its header: %+v, %v", p, err)
	}
	for _, text := range []string{"", "hello", "<svg/>", "RIFF\x00\x00\x00\x00WAVE"} {
		if p, err := Decode([]byte(text)); err == nil || p != nil {
			t.Errorf("%q is %+v", text, p)
		}
	}
}

// Whatever the bytes, what is decoded is within bounds, and its grid fits.
func FuzzDecode(f *testing.F) {
	for _, format := range []string{"PNG", "JPEG", "GIF"} {
		f.Add(encoded(f, format, half(9, 7)), uint8(5), uint8(3))
	}
	f.Add(pngHeader(3, 3), uint8(1), uint8(1))
	f.Add([]byte("RIFF\xff\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"), uint8(1), uint8(1))
	f.Fuzz(func(t *testing.T, b []byte, columns, rows uint8) {
		p, err := Decode(b)
		if p == nil || err != nil {
			if p.Drawn() {
				t.Error("there are pixels and an error")
			}
			return
		}
		if p.Width*p.Height > MaxPixels {
			t.Errorf("%d × %d", p.Width, p.Height)
		}
		g := p.Grid(int(columns), int(rows))
		if len(g) > int(rows) {
			t.Errorf("%d rows of %d", len(g), rows)
		}
		for _, row := range g {
			if len(row) > int(columns) || len(row) != len(g[0]) {
				t.Errorf("%d columns of %d", len(row), columns)
			}
		}
	})
}
