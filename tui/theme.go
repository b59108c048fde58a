package tui

import (
	"os"
	"slices"
	"strconv"
	"strings"

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
	name     string
	tone     [tones]tcell.Style
	bar      tcell.Style // title line and status line
	tab      tcell.Style // the view that is shown, in the title line
	header   tcell.Style // column titles
	rule     tcell.Style // between table and detail
	selected tcell.Style // the row that keys act on
	resting  tcell.Style // the selected row while keys act on the detail
	key      tcell.Style // in the status line
}

// emphasis is what a tone looks like without any colour, and has in every theme
// besides: nothing is told by colour alone.
var emphasis = [tones]tcell.AttrMask{
	strong: tcell.AttrBold, name: tcell.AttrBold, warn: tcell.AttrBold, bad: tcell.AttrBold | tcell.AttrUnderline,
	title: tcell.AttrBold | tcell.AttrUnderline,
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
			name: own(6), good: own(2), moved: own(6), warn: own(3), bad: own(1), quoted: own(2), number: own(5),
		},
		rule: own(6),
	},
	{
		name: "dark",
		ink: [tones]tcell.Color{
			dim: own(248), name: own(117), good: own(79), moved: own(111), warn: own(227), bad: own(209), quoted: own(151), number: own(183),
		},
		rule: own(73),
	},
	{
		name: "light",
		ink: [tones]tcell.Color{
			dim: own(240), name: own(24), good: own(25), moved: own(60), warn: own(94), bad: own(88), quoted: own(22), number: own(54),
		},
		rule: own(24),
	},
	{name: "none"},
}

func own(n int) tcell.Color { return tcell.PaletteColor(n) }

// ThemeNames are the names of all themes.
func ThemeNames() (names []string) {
	for _, p := range palettes {
		names = append(names, p.name)
	}
	return names
}

// theme makes the styles of a palette.
func (p *palette) theme() *theme {
	base := tcell.StyleDefault
	t := &theme{
		name:     p.name,
		bar:      base.Reverse(true),
		tab:      base.Bold(true),
		header:   base.Bold(true).Underline(true),
		rule:     base.Foreground(p.rule),
		selected: base.Reverse(true),
		resting:  base.Bold(true),
		key:      base.Reverse(true).Bold(true),
	}
	for i := range t.tone {
		t.tone[i] = base.Foreground(p.ink[i]).Attributes(emphasis[i])
	}
	if p.ink[dim] == tcell.ColorDefault {
		t.tone[dim] = t.tone[dim].Dim(true)
	}
	return t
}

// themeNamed is the theme of that name; false when there is none.
func themeNamed(name string) (*theme, bool) {
	i := slices.IndexFunc(palettes, func(p palette) bool { return p.name == name })
	if i < 0 {
		return nil, false
	}
	return palettes[i].theme(), true
}

// themeAfter is the next theme.
func themeAfter(t *theme) *theme {
	i := slices.IndexFunc(palettes, func(p palette) bool { return p.name == t.name })
	return palettes[(i+1)%len(palettes)].theme()
}

// defaultTheme is the name of the theme that suits the terminal: none where no
// colours are wanted (https://no-color.org) or there are none, otherwise what
// the terminal says of its background, if it does.
func defaultTheme(getenv func(string) string) string {
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

// setTheme shows everything in another theme.
func (s *screen) setTheme(t *theme) {
	s.theme = t
	s.prompt.SetLabelStyle(t.tone[strong]).SetFieldStyle(t.tone[plain])
}

// beginTheme shows everything in the theme of that name; when it is empty, in
// the one that suits the terminal.
func (s *screen) beginTheme(name string) {
	t, ok := themeNamed(name)
	if !ok {
		t, _ = themeNamed(defaultTheme(os.Getenv))
	}
	s.setTheme(t)
}
