package theme

import (
	"math"
	"testing"

	"github.com/gdamore/tcell/v2"
)

// toneNames are the tones in words, so that a failure can be read.
var toneNames = [tones]string{
	Plain: "plain", Dim: "dim", Strong: "strong", Name: "name", Good: "good", Moved: "moved",
	Warn: "warn", Bad: "bad", Title: "title", Quoted: "quoted", Number: "number",
}

// What is emphasised is so without colours as well.
func TestNothingIsToldByColourAlone(t *testing.T) {
	none, _ := Named("none")
	for _, p := range palettes {
		th := p.theme()
		for i := range th.Tone {
			_, _, had := none.Tone[i].Decompose()
			_, _, has := th.Tone[i].Decompose()
			if had&^tcell.AttrDim != has&^tcell.AttrDim {
				t.Errorf("%s, %s: attributes %b, without colours %b", p.name, toneNames[i], has, had)
			}
		}
		for what, pair := range map[string][2]tcell.Style{
			"bar": {none.Bar, th.Bar}, "tab": {none.Tab, th.Tab}, "header": {none.Header, th.Header}, "key": {none.Key, th.Key},
			"selected": {none.Selected, th.Selected}, "resting": {none.Resting, th.Resting},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: %s is %v, without colours %v", p.name, what, pair[1], pair[0])
			}
		}
	}
	for i, style := range none.Tone {
		fg, bg, _ := style.Decompose()
		if fg != tcell.ColorDefault || bg != tcell.ColorDefault {
			t.Errorf("none has a colour for %s", toneNames[i])
		}
	}
	for _, i := range []Tone{Warn, Bad, Title, Strong} {
		if none.Tone[i] == none.Tone[Plain] {
			t.Errorf("%s looks plain without colours", toneNames[i])
		}
	}
	if none.Tone[Warn] == none.Tone[Bad] {
		t.Error("bad looks as warn does without colours")
	}
}

// Every tone of a theme for a background stands out from all such backgrounds
// as WCAG 2.2 asks of text (1.4.3: 4.5 to 1), and the theme leaves the
// background alone.
func TestTonesAreLegible(t *testing.T) {
	backgrounds := map[string][]int32{
		"dark":  {0x000000, 0x1e1e1e, 0x002b36, 0x2e3440, 0x300a24},
		"light": {0xffffff, 0xfdf6e3, 0xfafafa, 0xeee8d5},
	}
	for theme, list := range backgrounds {
		th, ok := Named(theme)
		if !ok {
			t.Fatal(theme)
		}
		styles := append(th.Tone[:len(th.Tone):len(th.Tone)], th.Rule)
		for i, style := range styles {
			fg, bg, _ := style.Decompose()
			if bg != tcell.ColorDefault {
				t.Errorf("%s: style %d has a background", theme, i)
			}
			if fg == tcell.ColorDefault {
				continue
			}
			for _, b := range list {
				if c := contrast(fg, tcell.NewHexColor(b)); c < 4.5 {
					t.Errorf("%s: style %d on %06x has a contrast of %.1f", theme, i, b, c)
				}
			}
		}
	}
}

// What came out well, odd or badly is told apart also by eyes that lack a kind
// of cone.
func TestTonesAreToldApartByColourBlindEyes(t *testing.T) {
	const least = 45 // distance in RGB, of 441 in all
	for _, theme := range []string{"dark", "light"} {
		th, _ := Named(theme)
		for eyes, see := range colourBlind {
			for _, pair := range [][2]Tone{{Good, Warn}, {Good, Bad}, {Warn, Bad}} {
				a, _, _ := th.Tone[pair[0]].Decompose()
				b, _, _ := th.Tone[pair[1]].Decompose()
				if d := distance(seen(see, a), seen(see, b)); d < least {
					t.Errorf("%s to eyes with %s: %s and %s are only %.0f apart", theme, eyes, toneNames[pair[0]], toneNames[pair[1]], d)
				}
			}
		}
	}
}

func TestEveryToneIsNamed(t *testing.T) {
	for i, s := range toneNames {
		if s == "" {
			t.Errorf("tone %d has no name: is it in the themes?", i)
		}
	}
}

func TestTheDefaultThemeSuitsTheTerminal(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{nil, "terminal"},
		{map[string]string{"COLORFGBG": "15;0"}, "dark"},
		{map[string]string{"COLORFGBG": "0;15"}, "light"},
		{map[string]string{"COLORFGBG": "0;default;15"}, "light"},
		{map[string]string{"COLORFGBG": "12;8"}, "dark"},
		{map[string]string{"COLORFGBG": "0;7"}, "light"},
		{map[string]string{"COLORFGBG": "default;default"}, "terminal"},
		{map[string]string{"COLORFGBG": "0;99"}, "terminal"},
		{map[string]string{"COLORFGBG": "7"}, "terminal"},
		{map[string]string{"COLORFGBG": "15;0", "NO_COLOR": "1"}, "none"},
		{map[string]string{"TERM": "dumb"}, "none"},
	} {
		if got := Suiting(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v: %s, want %s", c.env, got, c.want)
		}
	}
}

// contrast is WCAG's contrast ratio of two colours.
func contrast(a, b tcell.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c tcell.Color) float64 {
	l := linear(c)
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

func linear(c tcell.Color) (l [3]float64) {
	r, g, b := c.RGB()
	for i, v := range [...]int32{r, g, b} {
		f := float64(v) / 255
		if f <= 0.04045 {
			l[i] = f / 12.92
		} else {
			l[i] = math.Pow((f+0.055)/1.055, 2.4)
		}
	}
	return l
}

// colourBlind says what light of red, green and blue looks like without one
// kind of cones: Machado, Oliveira and Fernandes, 2009, severity 1.
var colourBlind = map[string][3][3]float64{
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func seen(see [3][3]float64, c tcell.Color) (rgb [3]float64) {
	l := linear(c)
	for i, row := range see {
		v := math.Min(math.Max(row[0]*l[0]+row[1]*l[1]+row[2]*l[2], 0), 1)
		if v <= 0.0031308 {
			rgb[i] = 255 * 12.92 * v
		} else {
			rgb[i] = 255 * (1.055*math.Pow(v, 1/2.4) - 0.055)
		}
	}
	return rgb
}

func distance(a, b [3]float64) float64 {
	return math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2])
}
