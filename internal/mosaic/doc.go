// Package mosaic makes of an image the cells of a terminal.
//
// What goes in: the bytes of a PNG, JPEG, GIF (its first frame) or WebP image. What
// comes out: its format and size, and a [Grid] of cells, each with two pixels one above
// the other, as a half block shows them.
//
// Images may be made to do harm. Their size is read before they are decoded, and one of more
// than [MaxPixels] is not; of what was decoded a small copy alone is kept.
package mosaic
