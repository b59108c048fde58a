package theme

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gdamore/tcell/v2"
)

// Tone says what a piece of text means; a theme says how that looks.
type Tone uint8

const (
	Plain  Tone = iota
	Dim         // less important
	Strong      // more important
	Name        // of a header field
	Good        // 2xx, a clean close
	Moved       // 3xx
	Warn        // 4xx, oddities
	Bad         // 5xx, resets, errors
	Title       // of a section
	Quoted      // a string or value in a body
	Number      // a number or such in a body
	tones       // how many there are
)

// Theme has a style for each tone and for the parts of the screen.
type Theme struct {
	Name     string
	Tone     [tones]tcell.Style
	Bar      tcell.Style // title line and status line
	Tab      tcell.Style // the view that is shown, in the title line
	Header   tcell.Style // column titles
	Rule     tcell.Style // between table and detail
	Selected tcell.Style // the row that keys act on
	Resting  tcell.Style // the selected row while keys act on the detail
	Key      tcell.Style // in the status line
}

// emphasis is what a tone looks like without any colour, and has in every theme
// besides: nothing is told by colour alone.
var emphasis = [tones]tcell.AttrMask{
	Strong: tcell.AttrBold, Name: tcell.AttrBold, Warn: tcell.AttrBold, Bad: tcell.AttrBold | tcell.AttrUnderline,
	Title: tcell.AttrBold | tcell.AttrUnderline,
}

// palette is a theme's colours; where one is not set the terminal's own is used.
type palette struct {
	name string
	ink  [tones]tcell.Color
	rule tcell.Color
}

// palettes are all themes, in the order in which a key goes through them. The
// first has the terminal's own 16 colours, which its user has chosen to be
// readable on whatever the background is. Those of dark and light are among the
// colours that are the same on every terminal, so that a test can say how well
// they stand out, also to eyes that do not tell red from green.
var palettes = []palette{
	{
		name: "terminal",
		ink: [tones]tcell.Color{
			Name: own(6), Good: own(2), Moved: own(6), Warn: own(3), Bad: own(1), Quoted: own(2), Number: own(5),
		},
		rule: own(6),
	},
	{
		name: "dark",
		ink: [tones]tcell.Color{
			Dim: own(248), Name: own(117), Good: own(79), Moved: own(111), Warn: own(227), Bad: own(209), Quoted: own(151), Number: own(183),
		},
		rule: own(73),
	},
	{
		name: "light",
		ink: [tones]tcell.Color{
			Dim: own(240), Name: own(24), Good: own(25), Moved: own(60), Warn: own(94), Bad: own(88), Quoted: own(22), Number: own(54),
		},
		rule: own(24),
	},
	{name: "none"},
}

func own(n int) tcell.Color { return tcell.PaletteColor(n) }

// Names are the names of all themes.
func Names() (names []string) {
	for _, p := range palettes {
		names = append(names, p.name)
	}
	return names
}

// theme makes the styles of a palette.
func (p *palette) theme() *Theme {
	base := tcell.StyleDefault
	t := &Theme{
		Name:     p.name,
		Bar:      base.Reverse(true),
		Tab:      base.Bold(true),
		Header:   base.Bold(true).Underline(true),
		Rule:     base.Foreground(p.rule),
		Selected: base.Reverse(true),
		Resting:  base.Bold(true),
		Key:      base.Reverse(true).Bold(true),
	}
	for i := range t.Tone {
		t.Tone[i] = base.Foreground(p.ink[i]).Attributes(emphasis[i])
	}
	if p.ink[Dim] == tcell.ColorDefault {
		t.Tone[Dim] = t.Tone[Dim].Dim(true)
	}
	return t
}

// Named is the theme of that name; false when there is none.
func Named(name string) (*Theme, bool) {
	i := slices.IndexFunc(palettes, func(p palette) bool { return p.name == name })
	if i < 0 {
		return nil, false
	}
	return palettes[i].theme(), true
}

// After is the next theme.
func After(t *Theme) *Theme {
	i := slices.IndexFunc(palettes, func(p palette) bool { return p.name == t.Name })
	return palettes[(i+1)%len(palettes)].theme()
}

// Suiting is the name of the theme that suits the terminal: none where no
// colours are wanted (https://no-color.org) or there are none, otherwise what
// the terminal says of its background, if it does.
func Suiting(getenv func(string) string) string {
	if getenv("NO_COLOR") != "" || getenv("TERM") == "dumb" {
		return "none"
	}
	// rxvt's COLORFGBG, which others set as well: foreground;background, with
	// something between the two in some.
	list := strings.Split(getenv("COLORFGBG"), ";")
	background, err := strconv.Atoi(list[len(list)-1])
	switch {
	case err != nil || len(list) < 2 || background < 0 || background > 15:
		return "terminal"
	case background == 7 || background >= 9: // 8 is dark grey
		return "light"
	}
	return "dark"
}
