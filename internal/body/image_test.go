package body

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func TestImage(t *testing.T) {
	encoded := func(encode func(*bytes.Buffer) error) string {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	size := image.Rect(0, 0, 30, 20)
	palette := color.Palette{color.Black, color.White}
	webp := func(chunk string) string { return "RIFF\x00\x00\x00\x00WEBP" + chunk + strings.Repeat("\x00", 20) }
	pngText := encoded(func(b *bytes.Buffer) error { return png.Encode(b, image.NewNRGBA(size)) })
	tests := []struct{ name, text, want string }{
		{"png", pngText, "PNG picture, 30 × 20"},
		{"grey png", encoded(func(b *bytes.Buffer) error { return png.Encode(b, image.NewGray(size)) }), "PNG picture, 30 × 20, grey"},
		{"jpeg", encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, image.NewRGBA(size), nil) }), "JPEG picture, 30 × 20"},
		{"gif", encoded(func(b *bytes.Buffer) error { return gif.Encode(b, image.NewPaletted(size, palette), nil) }), "GIF picture, 30 × 20, 2 colours"},
		{"webp, RFC 9649 §2.5", webp("VP8 \x00\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x1e\x00\x14\xc0"), "WebP picture, 30 × 20"},
		{"webp, RFC 9649 §2.6", webp("VP8L\x00\x00\x00\x00\x2f\x1d\xc0\x04\x00"), "WebP picture, 30 × 20"},
		{"webp, RFC 9649 §2.7", webp("VP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x1d\x00\x00\x13\x00\x00"), "WebP picture, 30 × 20"},
		{"icon", "\x00\x00\x01\x00\x02\x00" + "\x10\x10" + strings.Repeat("\x00", 14) + "\x00\x00" + strings.Repeat("\x00", 14), "icon picture, 256 × 256"},
		{"icon without images", "\x00\x00\x01\x00\x00\x00", "icon picture, its header cut short or damaged"},
		{"sound", "RIFF\x00\x00\x00\x00WAVEfmt ", ""},
		{"cut short", pngText[:12], "PNG picture, its header cut short or damaged"},
		{"damaged", "GIF89a", "GIF picture, its header cut short or damaged"},
		{"text", "GIF", ""},
		{"nothing", "", ""},
	}
	for _, test := range tests {
		got := ""
		if info, ok := Image(strings.NewReader(test.text)); ok {
			got = inWords(info)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func inWords(i ImageInfo) string {
	text := fmt.Sprintf("%s picture, %d × %d", i.Format, i.Width, i.Height)
	switch {
	case i.Width == 0:
		text = i.Format + " picture, its header cut short or damaged"
	case i.Colours > 0:
		text += fmt.Sprintf(", %d colours", i.Colours)
	case i.Grey:
		text += ", grey"
	}
	return text
}
