package body

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
)

// maxPictureHeader is how far into a picture its size is looked for; in a JPEG
// a preview may come before it.
const maxPictureHeader = 1 << 20

// pictures has, by its first bytes, each format whose size can be told.
var pictures = []struct {
	name, magic string
	config      func(io.Reader) (image.Config, error)
}{
	{"PNG", "\x89PNG\r\n\x1a\n", png.DecodeConfig},
	{"JPEG", "\xff\xd8\xff", jpeg.DecodeConfig},
	{"GIF", "GIF87a", gif.DecodeConfig},
	{"GIF", "GIF89a", gif.DecodeConfig},
	{"WebP", "RIFF", webpConfig},
	{"icon", "\x00\x00\x01\x00", iconConfig},
}

// ImageInfo is what a picture's header says of it.
type ImageInfo struct {
	Format        string // as "PNG"
	Width, Height int    // in pixels; 0 where the header is cut short or damaged
	Colours       int    // of its palette; 0 without
	Grey          bool
}

// Image tells what the picture r is by its header; false if it is none that is
// known. Of r no more is read than its header.
func Image(r io.Reader) (ImageInfo, bool) {
	begin := make([]byte, 16)
	n, _ := io.ReadFull(r, begin)
	begin = begin[:n]
	for _, format := range pictures {
		if !bytes.HasPrefix(begin, []byte(format.magic)) {
			continue
		}
		whole := io.LimitReader(io.MultiReader(bytes.NewReader(begin), r), maxPictureHeader)
		config, err := format.config(whole)
		switch {
		case err == nil:
			palette, _ := config.ColorModel.(color.Palette)
			grey := palette == nil && (config.ColorModel == color.GrayModel || config.ColorModel == color.Gray16Model)
			return ImageInfo{format.name, config.Width, config.Height, len(palette), grey}, true
		case format.magic != "RIFF":
			return ImageInfo{Format: format.name}, true
		}
	}
	return ImageInfo{}, false
}

// iconConfig finds the largest image of a Windows icon in its directory.
func iconConfig(r io.Reader) (image.Config, error) {
	var head [6]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return image.Config{}, err
	}
	var largest image.Config
	for range min(binary.LittleEndian.Uint16(head[4:]), 256) {
		var entry [16]byte
		if _, err := io.ReadFull(r, entry[:]); err != nil {
			return image.Config{}, err
		}
		width, height := 1+int(entry[0]-1), 1+int(entry[1]-1) // 0 is 256
		if width > largest.Width {
			largest.Width, largest.Height = width, height
		}
	}
	if largest.Width == 0 {
		return image.Config{}, image.ErrFormat
	}
	return largest, nil
}

// webpConfig reads the first chunk of a WebP file (RFC 9649 §2).
func webpConfig(r io.Reader) (image.Config, error) {
	var b [30]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return image.Config{}, err
	}
	if string(b[8:12]) != "WEBP" {
		return image.Config{}, image.ErrFormat
	}
	switch string(b[12:16]) {
	case "VP8X":
		return image.Config{Width: 1 + uint24(b[24:]), Height: 1 + uint24(b[27:])}, nil
	case "VP8L":
		if b[20] == 0x2f {
			bits := int(binary.LittleEndian.Uint32(b[21:]))
			return image.Config{Width: 1 + bits&0x3fff, Height: 1 + bits>>14&0x3fff}, nil
		}
	case "VP8 ":
		if string(b[23:26]) == "\x9d\x01\x2a" { // RFC 6386 §9.1
			width, height := binary.LittleEndian.Uint16(b[26:]), binary.LittleEndian.Uint16(b[28:])
			return image.Config{Width: int(width & 0x3fff), Height: int(height & 0x3fff)}, nil
		}
	}
	return image.Config{}, image.ErrFormat
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
