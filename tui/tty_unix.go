//go:build unix

package tui

import (
	"unicode/utf8"

	"github.com/gdamore/tcell/v2"
)

// newCanvas is the terminal, not yet initialised.
func newCanvas() (tcell.Screen, error) {
	device, err := tcell.NewDevTty()
	if err != nil {
		return nil, err
	}
	tty := &cleanTTY{Tty: device}
	canvas, err := tcell.NewTerminfoScreenFromTty(tty)
	if err != nil {
		_ = device.Close()
		return nil, err
	}
	tty.inUTF8 = func() bool { return canvas.CharacterSet() == "UTF-8" }
	return canvas, nil
}

// cleanTTY leaves out what is typed or pasted and is not UTF-8 where it should
// be: tcell waits for ever for such a byte to become part of a character, and
// hears no key any more.
type cleanTTY struct {
	tcell.Tty
	inUTF8 func() bool // known when it is read
	begun  []byte      // of a character whose other bytes have not come
}

func (t *cleanTTY) Read(p []byte) (int, error) {
	if !t.inUTF8() {
		return t.Tty.Read(p)
	}
	had := copy(p, t.begun)
	n, err := t.Tty.Read(p[had:])
	var whole int
	whole, t.begun = onlyUTF8(p[:had+n], t.begun[:0])
	return whole, err
}

// onlyUTF8 leaves only valid UTF-8 in p, and says how many bytes that is. A character
// that p ends in the middle of is added to begun instead.
func onlyUTF8(p, begun []byte) (whole int, rest []byte) {
	for i := 0; i < len(p); {
		if !utf8.FullRune(p[i:]) {
			return whole, append(begun, p[i:]...)
		}
		r, n := utf8.DecodeRune(p[i:])
		if r != utf8.RuneError || n > 1 {
			whole += copy(p[whole:], p[i:i+n])
		}
		i += n
	}
	return whole, begun
}
