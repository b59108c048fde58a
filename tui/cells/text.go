package cells

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/uniseg"
)

const (
	maxMarks   = 3 // combining marks shown on one character; more are written out
	maxCluster = 8 // runes drawn into one cell
)

// Clean makes text from a capture safe to show: what a terminal would obey,
// hide or reorder by is replaced by a visible sign for it. ASCII controls
// become their pictures (ESC is ␛), bytes that are not UTF-8 become \xNN, and
// other runes that cannot be printed \uNNNN. Clean text stays as it is.
func Clean(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	marks := maxMarks // at the start there is no character to carry one
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		mark := unicode.In(r, unicode.Mn, unicode.Me)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r < ' ':
			b.WriteRune('␀' + r)
		case r == 0x7f:
			b.WriteRune('␡')
		case mark && marks >= maxMarks, !mark && !Printable(r):
			fmt.Fprintf(&b, `\u%04x`, r)
			mark = false
		default:
			b.WriteRune(r)
		}
		if mark {
			marks++
		} else {
			marks = 0
		}
		i += n
	}
	return b.String()
}

// Printable says whether Clean leaves a rune as it is.
func Printable(r rune) bool { return unicode.IsPrint(r) || r == '\u3000' || r == '\u00a0' }

// isPlain says whether s is printable ASCII, one cell for each byte.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Width is the number of cells that clean text takes.
func Width(s string) int {
	if isPlain(s) {
		return len(s)
	}
	return uniseg.StringWidth(s)
}

// Clip cuts clean text to width cells; an ellipsis says that it was cut.
func Clip(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	if width <= 0 {
		return ""
	}
	head, _ := Cut(s, width-1)
	return head + "…"
}

// ClipStart is clip for text whose end says more than its start.
func ClipStart(s string, width int) string {
	over := Width(s) - width
	if over <= 0 {
		return s
	}
	if width <= 0 {
		return ""
	}
	for over >= 0 && s != "" {
		_, rest, w, _ := uniseg.FirstGraphemeClusterInString(s, -1)
		s, over = rest, over-w
	}
	return "…" + s
}

// Cut divides clean text after at most width cells. The first part is empty
// only when not even one character fits.
func Cut(s string, width int) (head, rest string) {
	if isPlain(s) {
		n := min(max(width, 0), len(s))
		return s[:n], s[n:]
	}
	at, state, left := 0, -1, s
	for left != "" {
		var cluster string
		var w int
		cluster, left, w, state = uniseg.FirstGraphemeClusterInString(left, state)
		if w > width {
			break
		}
		width -= w
		at += len(cluster)
	}
	return s[:at], s[at:]
}

// Put draws text at x, y over at most width cells and returns how many it
// took. It is the only way by which text reaches the screen.
func Put(screen tcell.Screen, x, y, width int, text string, style tcell.Style) int {
	text = Clean(text)
	if isPlain(text) {
		n := min(len(text), max(width, 0))
		for i := range n {
			screen.Put(x+i, y, text[i:i+1], style)
		}
		return n
	}
	used, state := 0, -1
	for text != "" {
		var cluster string
		var w int
		cluster, text, w, state = uniseg.FirstGraphemeClusterInString(text, state)
		if used+w > width {
			break
		}
		if w == 0 {
			continue
		}
		if utf8.RuneCountInString(cluster) > maxCluster {
			_, n := utf8.DecodeRuneInString(cluster)
			cluster = cluster[:n]
		}
		screen.Put(x+used, y, cluster, style)
		used += w
	}
	return used
}

// Fill draws spaces over width cells.
func Fill(screen tcell.Screen, x, y, width int, style tcell.Style) {
	for i := range max(width, 0) {
		screen.Put(x+i, y, " ", style)
	}
}
