package waterfall

import (
	"math/rand/v2"
	"testing"
	"time"

	"wiretalk/internal/delay"
	"wiretalk/tui/cells"
)

func shownBar(spans []cells.Span) (text string) {
	for _, s := range spans {
		text += s.Text
	}
	return text
}

func TestSliceBars(t *testing.T) {
	slices := delay.Slices{{Kind: delay.HandshakeServer, From: 100, To: 120}, {Kind: delay.Idle, From: 120, To: 150}, {Kind: delay.Think, From: 150, To: 151},
		{Kind: delay.Loss, From: 151, To: 180}, {Kind: delay.Transfer, From: 180, To: 200}}
	for _, c := range []struct {
		from, to int64
		width    int
		want     string
	}{
		{100, 200, 10, "~~···xxx██"},
		{100, 200, 5, "~·xx█"}, // the third cell is idle in part
		{100, 200, 1, "x"},
		{50, 250, 20, "     ~~···xxx██     "},
		{120, 152, 16, "···············░"},
		{300, 400, 3, "   "},
		{100, 200, 0, ""},
	} {
		if got := shownBar(Bar(slices, c.from, c.to, c.width)); got != c.want {
			t.Errorf("%d to %d in %d: %q, want %q", c.from, c.to, c.width, got, c.want)
		}
	}
}

// A bar over all of an exchange has no blank, and as many cells as it should.
func TestSliceBarsFill(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var s delay.Slices
		at := random.Int64N(1 << 60)
		from := at
		for range 1 + random.IntN(30) {
			next := at + 1 + random.Int64N(1<<random.IntN(40))
			s = append(s, delay.Slice{Kind: delay.Kind(random.IntN(int(delay.Kinds))), From: at, To: next})
			at = next
		}
		width := 1 + random.IntN(120)
		got := shownBar(Bar(s, from, at, width))
		if n := cells.Width(got); n != width || got != trimmed(got) {
			t.Fatalf("%d cells of %d: %q", n, width, got)
		}
	}
}

func trimmed(s string) string {
	for len(s) > 0 && (s[0] == ' ' || s[len(s)-1] == ' ') {
		s = s[1:]
	}
	return s
}

func TestAxis(t *testing.T) {
	a := Axis{1000, 2000, 10}
	for _, c := range []struct {
		name string
		f    Fall
		want string
	}{
		{"no times", Fall{}, "?"},
		{"before", Fall{From: 100, to: 900}, "‹"},
		{"after", Fall{From: 2000, to: 2100}, "         ›"},
		{"a moment", Fall{From: 1500, to: 1500, took: -1}, "     █"},
		{"the last moment", Fall{From: 1999, to: 1999, took: -1}, "         █"},
		{"without a response", Fall{From: 1200, to: 1300, open: true, took: -1}, "  >…"},
		{"goes on beyond both ends", Fall{From: 1, to: 9000, took: 8999}, "██████████"},
		{"to the right edge", Fall{From: 1850, to: 2000, took: 150}, " 150 ns ██"},
		{"over all of it", Fall{From: 1000, to: 2000, took: 9}, "███ 9 ns █"},
		{"slices", Fall{From: 1000, to: 1400, took: 400, slices: delay.Slices{{Kind: delay.Think, From: 1000, To: 1200}, {Kind: delay.Transfer, From: 1200, To: 1400}}}, "░░██"},
		{"slices, with room for the time", Fall{From: 900, to: 1200, took: 300, slices: delay.Slices{{Kind: delay.Upload, From: 900, To: 1100}, {Kind: delay.Think, From: 1100, To: 1200}}}, ">░ 300 ns"},
	} {
		if got := shownBar(a.Row(&c.f)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	a = Axis{1_000_000, 2_000_000, 10}
	if got := a.Zoomed(0.5, 1_500_000); got != (Axis{1_250_000, 1_750_000, 10}) {
		t.Errorf("zoomed in: %v", got)
	}
	if got := a.Zoomed(2, 1_000_000); got != (Axis{1_000_000, 3_000_000, 10}) {
		t.Errorf("zoomed out at its beginning: %v", got)
	}
	if got := a.Panned(0.25); got != (Axis{1_250_000, 2_250_000, 10}) {
		t.Errorf("panned: %v", got)
	}
	if got := a.Panned(-9); got != (Axis{-8_000_000, -7_000_000, 10}) {
		t.Errorf("panned to before 1970: %v", got)
	}
	if got := Fit([]Fall{{}, {From: 500, to: 900_000}, {From: 300, to: 400}}, 7); got != (Axis{300, 900_000, 7}) {
		t.Errorf("fit: %v", got)
	}
}

// However an axis is zoomed and panned, it stays one, and its ticks are on it, with a
// blank behind the text of each.
func TestAxisStaysSound(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	a := Axis{1764000000e9, 1764000000e9 + int64(time.Second), 60}
	for range 20000 {
		if random.IntN(2) == 0 {
			a = a.Zoomed([...]float64{0.5, 2}[random.IntN(2)], a.From+random.Int64N(a.To-a.From))
		} else {
			a = a.Panned(random.Float64() - 0.5)
		}
		if a.To-a.From < leastSpan {
			t.Fatalf("%v", a)
		}
		ticks := a.Ticks()
		for i, tick := range ticks {
			if tick.Cell < 0 || tick.Cell >= a.Width || i > 0 && tick.Cell <= ticks[i-1].Cell+cells.Width("|"+ticks[i-1].Text) {
				t.Fatalf("%v: %v", a, ticks)
			}
		}
		if len(ticks) < 2 {
			t.Fatalf("%v: %v", a, ticks)
		}
	}
}
