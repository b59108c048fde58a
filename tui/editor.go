package tui

import (
	"strings"
	"unicode/utf8"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/uniseg"

	"wiretalk/tui/cells"
)

// editor is a line of text that is being written. at is the byte before which
// the cursor stands, from the first byte in sight.
type editor struct {
	text     string
	at, from int
}

func (e *editor) set(text string) { e.text, e.at = text, len(text) }

// insert puts a text where the cursor stands. Line ends become blanks.
func (e *editor) insert(text string) {
	text = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(strings.ToValidUTF8(text, ""))
	e.text = e.text[:e.at] + text + e.text[e.at:]
	e.at += len(text)
}

// replace puts a text in place of what stands from a byte on before the cursor.
func (e *editor) replace(from int, text string) {
	e.text = e.text[:from] + text + e.text[e.at:]
	e.at = from + len(text)
}

// key does what a key does to a line; false when it does nothing.
func (e *editor) key(event *tcell.EventKey) bool {
	switch event.Key() {
	case tcell.KeyRune:
		e.insert(string(event.Rune()))
	case tcell.KeyLeft, tcell.KeyCtrlB:
		e.at -= e.before()
	case tcell.KeyRight, tcell.KeyCtrlF:
		e.at += e.after()
	case tcell.KeyHome, tcell.KeyCtrlA:
		e.at = 0
	case tcell.KeyEnd, tcell.KeyCtrlE:
		e.at = len(e.text)
	case tcell.KeyBackspace, tcell.KeyBackspace2:
		e.replace(e.at-e.before(), "")
	case tcell.KeyDelete, tcell.KeyCtrlD:
		e.text = e.text[:e.at] + e.text[e.at+e.after():]
	case tcell.KeyCtrlU:
		e.replace(0, "")
	case tcell.KeyCtrlK:
		e.text = e.text[:e.at]
	case tcell.KeyCtrlW:
		head := strings.TrimRight(e.text[:e.at], " ")
		e.replace(strings.LastIndexByte(head, ' ')+1, "")
	default:
		return false
	}
	return true
}

// before and after are the bytes of the character on either side of the cursor.
func (e *editor) before() int {
	_, n := utf8.DecodeLastRuneInString(e.text[:e.at])
	for start := 0; start < e.at; {
		_, rest, _, _ := uniseg.FirstGraphemeClusterInString(e.text[start:e.at], -1)
		if rest == "" {
			return e.at - start
		}
		start = e.at - len(rest)
	}
	return n
}

func (e *editor) after() int {
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(e.text[e.at:], -1)
	return len(cluster)
}

// draw draws what fits, with the cursor in it.
func (e *editor) draw(canvas tcell.Screen, x, y, width int, style tcell.Style) {
	cells.Fill(canvas, x, y, width, style)
	if width < 2 {
		return
	}
	e.from = min(e.from, e.at)
	for e.from < e.at && e.column(e.at) >= width {
		_, n := utf8.DecodeRuneInString(e.text[e.from:])
		e.from += n
	}
	for e.from > 0 && cells.Width(cells.Clean(e.text[e.from:])) < width-2 { // no room is left unused
		_, n := utf8.DecodeLastRuneInString(e.text[:e.from])
		e.from -= n
		if e.column(e.at) >= width {
			e.from += n
			break
		}
	}
	cells.Put(canvas, x, y, width, e.text[e.from:], style)
	canvas.ShowCursor(x+e.column(e.at), y)
}

// column is where a byte of the text is drawn.
func (e *editor) column(at int) int {
	at = max(e.from, min(at, len(e.text)))
	return cells.Width(cells.Clean(e.text[e.from:at]))
}
