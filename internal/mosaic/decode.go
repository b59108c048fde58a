package mosaic

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// MaxPixels is how many pixels an image that is decoded has at most. Decoding takes
// up to some 16 bytes for each, in a progressive JPEG.
const MaxPixels = 8 << 20

// ErrTooLarge says that an image has more than MaxPixels.
var ErrTooLarge = errors.New("too many pixels")

// ErrFormat says that bytes are no image of a format that is decoded.
var ErrFormat = errors.New("no image that is decoded")

// Picture is an image, made small.
type Picture struct {
	Format        string // as "PNG"
	Width, Height int    // of the image, in pixels

	small raster
}

type codec struct {
	name, magic string
	config      func(b []byte) (image.Config, error)
	decode      func(b []byte) (image.Image, error)
}

var codecs = []codec{
	{"PNG", "\x89PNG\r\n\x1a\n", func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) }},
	{"JPEG", "\xff\xd8\xff", func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) }},
	{"GIF", "GIF8", func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return gif.Decode(bytes.NewReader(b)) }},
	{"WebP", "RIFF", webpConfig, func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) }},
}

// Decode decodes an image. Where its size is known and the rest cannot be used, it is returned
// without pixels with an error, which is ErrTooLarge for a size that is not decoded. The
// error is ErrFormat for what is no image.
func Decode(b []byte) (*Picture, error) {
	for _, c := range codecs {
		if !bytes.HasPrefix(b, []byte(c.magic)) {
			continue
		}
		config, err := c.config(b)
		if err != nil {
			return nil, fmt.Errorf("read the header of a %s image: %w", c.name, err)
		}
		p := &Picture{Format: c.name, Width: config.Width, Height: config.Height}
		if p.Width <= 0 || p.Height <= 0 || p.Width > MaxPixels/p.Height {
			return p, ErrTooLarge
		}
		decoded, err := c.decode(b)
		if err != nil {
			return p, fmt.Errorf("decode a %s image: %w", c.name, err)
		}
		p.small = shrink(decoded)
		return p, nil
	}
	return nil, ErrFormat
}

// Drawn says whether there are pixels to be shown.
func (p *Picture) Drawn() bool { return p != nil && p.small.width > 0 }

// webpConfig is the larger of the sizes that a WebP file says it has: a file
// with a header of its own (RFC 9649 §2.7) has its image's as well, and both are made room for.
func webpConfig(b []byte) (image.Config, error) {
	config, err := webp.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return config, err
	}
	for rest := b[min(12, len(b)):]; len(rest) >= 8; {
		data := rest[8:]
		width, height := 0, 0
		switch name := string(rest[:4]); {
		case name == "VP8 " && len(data) >= 10: // RFC 6386 §9.1
			width, height = int(binary.LittleEndian.Uint16(data[6:])&0x3fff), int(binary.LittleEndian.Uint16(data[8:])&0x3fff)
		case name == "VP8L" && len(data) >= 5:
			bits := int(binary.LittleEndian.Uint32(data[1:]))
			width, height = 1+bits&0x3fff, 1+bits>>14&0x3fff
		}
		config.Width, config.Height = max(config.Width, width), max(config.Height, height)
		length := uint64(binary.LittleEndian.Uint32(rest[4:]))
		length += length & 1
		if length > uint64(len(data)) {
			break
		}
		rest = data[length:]
	}
	return config, nil
}
