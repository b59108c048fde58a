package tui

import (
	"math/rand/v2"
	"testing"
	"time"

	"wiretalk/internal/delay"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
)

func shownBar(spans []cells.Span) (text string) {
	for _, s := range spans {
		text += s.Text
	}
	return text
}

func TestSliceBars(t *testing.T) {
	slices := delay.Slices{{Kind: delay.Handshake, From: 100, To: 120}, {Kind: delay.Idle, From: 120, To: 150}, {Kind: delay.Think, From: 150, To: 151},
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
		if got := shownBar(sliceBar(slices, c.from, c.to, c.width)); got != c.want {
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
		got := shownBar(sliceBar(s, from, at, width))
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
	a := axis{1000, 2000, 10}
	for _, c := range []struct {
		name string
		f    fall
		want string
	}{
		{"no times", fall{}, "?"},
		{"before", fall{from: 100, to: 900}, "‹"},
		{"after", fall{from: 2000, to: 2100}, "         ›"},
		{"a moment", fall{from: 1500, to: 1500, took: -1}, "     █"},
		{"the last moment", fall{from: 1999, to: 1999, took: -1}, "         █"},
		{"without a response", fall{from: 1200, to: 1300, open: true, took: -1}, "  >…"},
		{"goes on beyond both ends", fall{from: 1, to: 9000, took: 8999}, "██████████"},
		{"to the right edge", fall{from: 1850, to: 2000, took: 150}, " 150 ns ██"},
		{"over all of it", fall{from: 1000, to: 2000, took: 9}, "███ 9 ns █"},
		{"slices", fall{from: 1000, to: 1400, took: 400, slices: delay.Slices{{Kind: delay.Think, From: 1000, To: 1200}, {Kind: delay.Transfer, From: 1200, To: 1400}}}, "░░██"},
		{"slices, with room for the time", fall{from: 900, to: 1200, took: 300, slices: delay.Slices{{Kind: delay.Upload, From: 900, To: 1100}, {Kind: delay.Think, From: 1100, To: 1200}}}, ">░ 300 ns"},
	} {
		if got := shownBar(a.row(&c.f)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	a = axis{1_000_000, 2_000_000, 10}
	if got := a.zoomed(0.5, 1_500_000); got != (axis{1_250_000, 1_750_000, 10}) {
		t.Errorf("zoomed in: %v", got)
	}
	if got := a.zoomed(2, 1_000_000); got != (axis{1_000_000, 3_000_000, 10}) {
		t.Errorf("zoomed out at its beginning: %v", got)
	}
	if got := a.panned(0.25); got != (axis{1_250_000, 2_250_000, 10}) {
		t.Errorf("panned: %v", got)
	}
	if got := a.panned(-9); got != (axis{-8_000_000, -7_000_000, 10}) {
		t.Errorf("panned to before 1970: %v", got)
	}
	if got := fit([]fall{{}, {from: 500, to: 900_000}, {from: 300, to: 400}}, 7); got != (axis{300, 900_000, 7}) {
		t.Errorf("fit: %v", got)
	}
}

// However an axis is zoomed and panned, it stays one, and its ticks are on it, with a
// blank behind the text of each.
func TestAxisStaysSound(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	a := axis{1764000000e9, 1764000000e9 + int64(time.Second), 60}
	for range 20000 {
		if random.IntN(2) == 0 {
			a = a.zoomed([...]float64{0.5, 2}[random.IntN(2)], a.from+random.Int64N(a.to-a.from))
		} else {
			a = a.panned(random.Float64() - 0.5)
		}
		if a.to-a.from < leastSpan {
			t.Fatalf("%v", a)
		}
		ticks := a.ticks()
		for i, tick := range ticks {
			if tick.cell < 0 || tick.cell >= a.width || i > 0 && tick.cell <= ticks[i-1].cell+cells.Width("|"+ticks[i-1].text) {
				t.Fatalf("%v: %v", a, ticks)
			}
		}
		if len(ticks) < 2 {
			t.Fatalf("%v: %v", a, ticks)
		}
	}
}

func TestPace(t *testing.T) {
	f := newFake()
	now := time.Unix(1000, 0)
	var p pace
	if f.connect("10.0.0.1:1", "10.0.0.2:80"); !p.due(f.Trace, now) {
		t.Error("not due at first")
	}
	if p.due(f.Trace, now.Add(time.Hour)) {
		t.Error("due though nothing changed")
	}
	p.took(now.Add(time.Second))
	f.connect("10.0.0.1:2", "10.0.0.2:80")
	if p.due(f.Trace, now.Add(8*time.Second)) {
		t.Error("due 7 s after what took one")
	}
	if !p.due(f.Trace, now.Add(12*time.Second)) {
		t.Error("not due 11 s after what took one")
	}
	p.took(now.Add(12 * time.Second))
	f.finish(nil)
	if !p.due(f.Trace, now.Add(12*time.Second)) {
		t.Error("not due at the end")
	}
	p.took(now.Add(12 * time.Second))
	f.Update(func(*trace.Writer) {})
	if p.due(f.Trace, now.Add(12*time.Second)) {
		t.Error("due at once after the end")
	}
}

// Numbers of a waterfall are in line, by number and by connection.
func TestNumbersOfAWaterfallAreInLine(t *testing.T) {
	f := newFake()
	for range 12 {
		f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET /here HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	}
	f.finish(nil)
	m := sit(t, f.Trace, 100, 24, Options{})
	m.press("4").see("▸ 1 200 GET /here", "  9 200 GET /here", " 10 200 GET /here", " 12 200 GET /here")
	m.press("c").see("▸c0   1 200 GET /here", " c9  10 200 GET /here", " c10 11 200 GET /here").leave()
}
