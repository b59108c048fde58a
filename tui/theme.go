package tui

import (
	"os"

	"github.com/gdamore/tcell/v2"
)

// tone says what a piece of text means; a theme says how that looks.
type tone uint8

const (
	plain  tone = iota
	dim         // less important
	strong      // more important
	name        // of a header field
	good        // 2xx, a clean close
	moved       // 3xx
	warn        // 4xx, oddities
	bad         // 5xx, resets, errors
	title       // of a section
	quoted      // a string or value in a body
	number      // a number or such in a body
	tones       // how many there are
)

// theme has a style for each tone and for the parts of the screen.
type theme struct {
	tone     [tones]tcell.Style
	bar      tcell.Style // title line and status line
	tab      tcell.Style // the view that is shown, in the title line
	header   tcell.Style // column titles
	rule     tcell.Style // between table and detail
	selected tcell.Style // the row that keys act on
	resting  tcell.Style // the selected row while keys act on the detail
	key      tcell.Style // in the status line
}

// newTheme uses the terminal's own 16 colours, which its user has chosen to be
// readable, or attributes alone when NO_COLOR is set (https://no-color.org).
// Nothing is told by colour alone.
func newTheme() *theme {
	base := tcell.StyleDefault
	t := &theme{
		bar:      base.Reverse(true),
		tab:      base.Bold(true),
		header:   base.Bold(true).Underline(true),
		rule:     base,
		selected: base.Reverse(true),
		resting:  base.Bold(true),
		key:      base.Reverse(true).Bold(true),
	}
	t.tone = [tones]tcell.Style{
		plain: base, dim: base.Dim(true), strong: base.Bold(true), name: base.Bold(true), good: base, moved: base,
		warn: base.Bold(true), bad: base.Bold(true), title: base.Bold(true).Underline(true),
		quoted: base, number: base,
	}
	if os.Getenv("NO_COLOR") != "" {
		return t
	}
	colour := func(n int) tcell.Style { return base.Foreground(tcell.PaletteColor(n)) }
	t.tone[name] = colour(6)
	t.tone[good] = colour(2)
	t.tone[moved] = colour(6)
	t.tone[warn] = colour(3)
	t.tone[bad] = colour(1).Bold(true)
	t.tone[quoted] = colour(2)
	t.tone[number] = colour(5)
	t.rule = colour(6)
	t.resting = base.Bold(true)
	return t
}
