package tui

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gdamore/tcell/v2"
	diff "github.com/google/go-cmp/cmp"

	"wiretalk/capture"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// viewed is a view with the keys that lead there from the first screen of a
// capture.
type viewed struct {
	name    string
	capture string // in testdata/pcaps
	keys    []string
	see     string // at 80x24, in English
	typing  bool   // a line is being written, and keys are letters of it
}

// everyView is one screen of each view, menu and prompt that there is.
var everyView = []viewed{
	{name: "exchanges", capture: "browser.pcap", keys: []string{"j"}, see: "GET"},
	{name: "exchanges-filtered", capture: "failing.pcap", keys: []string{"f", "http.response.code >= 500", "Enter"}, see: "filter: http.response.code >= 500"},
	{name: "exchange-below", capture: "browser.pcap", keys: []string{"j", "Enter"}, see: "HTTP/1.1"},
	{name: "exchange", capture: "failing.pcap", keys: []string{"j", "Enter", "Enter"}, see: "HTTP/1.1"},
	{name: "exchange-meanings", capture: "keep-alive.pcap", keys: []string{"j", "Enter", "Enter", "m"}, see: "one server can serve"},
	{name: "exchange-hex", capture: "keep-alive.pcap", keys: []string{"j", "Enter", "Enter", "b", "x"}, see: "00000000"},
	{name: "exchange-curl", capture: "keep-alive.pcap", keys: []string{"j", "c"}, see: "curl"},
	{name: "connections", capture: "redirects.pcap", keys: []string{"2"}, see: "fin by client"},
	{name: "connection", capture: "redirects.pcap", keys: []string{"2", "Space", "Tab", "Enter"}, see: "handshake"},
	{name: "connection-exchanges", capture: "one-each.pcap", keys: []string{"2", "j", "Enter"}, see: "connection 1"},
	{name: "messages", capture: "websocket.pcap", keys: []string{"w"}, see: "text"},
	{name: "message", capture: "websocket.pcap", keys: []string{"w", "Enter", "Enter"}, see: "text"},
	{name: "segments", capture: "loss.pcap", keys: []string{"s", "G"}, see: "segments of connection 0"},
	{name: "segment", capture: "loss.pcap", keys: []string{"s", "Space"}, see: "SYN"},
	{name: "bytes", capture: "keep-alive.pcap", keys: []string{"d"}, see: "GET"},
	{name: "bytes-hex", capture: "keep-alive.pcap", keys: []string{"d", "x"}, see: "47 45 54"},
	{name: "ladder", capture: "half-close.pcap", keys: []string{"l", "j", "j"}, see: "ESTABLISHED"},
	{name: "ladder-end", capture: "half-close.pcap", keys: []string{"l", "G"}, see: "In short"},
	{name: "states", capture: "half-close.pcap", keys: []string{"l", "j", "j", "D"}, see: "SYN-RECEIVED"},
	{name: "quiz", capture: "half-close.pcap", keys: []string{"l", "j", "Q"}, see: "?"},
	{name: "statistics", capture: "failing.pcap", keys: []string{"3"}, see: "statistics"},
	{name: "statistics-paths", capture: "failing.pcap", keys: []string{"3", "]"}, see: "/api/orders/17 "},
	{name: "statistics-slowest", capture: "failing.pcap", keys: []string{"3", "]", "]", "]", "]", "]", "]", "]"}, see: "504"},
	{name: "waterfall", capture: "failing.pcap", keys: []string{"4"}, see: "waterfall"},
	{name: "health", capture: "loss.pcap", keys: []string{"5"}, see: "capture health"},
	{name: "exchange-secrets", capture: "failing.pcap", keys: []string{"j", "j", "Enter", "Enter", "b", "b"}, see: "***"},
	{name: "delay", capture: "loss.pcap", keys: []string{"t"}, see: "where the time of #1 went"},
	{name: "export", capture: "browser.pcap", keys: []string{"e"}, see: "HAR"},
	{name: "copy", capture: "browser.pcap", keys: []string{"j", "y"}, see: "URL"},
	{name: "columns", capture: "browser.pcap", keys: []string{"C"}, see: "["},
	{name: "filter-completion", capture: "browser.pcap", keys: []string{"f", "http.res", "Tab"}, see: "http.response", typing: true},
	{name: "filter-fault", capture: "browser.pcap", keys: []string{"f", "http.response.code == \"x\"", "Enter"}, see: "vvv", typing: true},
	{name: "command", capture: "browser.pcap", keys: []string{":", "Tab"}, see: ":", typing: true},
	{name: "search", capture: "browser.pcap", keys: []string{"/", "css"}, see: "/css", typing: true},
	{name: "help", capture: "browser.pcap", keys: []string{"?"}, see: "Moving"},
	{name: "unreadable", capture: "tls.pcap", keys: nil, see: "connections"},
}

var everySize = [][2]int{{40, 10}, {80, 24}, {200, 50}}

// facing is a person in front of one screen: what keys do is done at once, and
// jobs are waited for.
func facing(t testing.TB, tr *trace.Trace, in *capture.Input, width, height int, o Options) *sight {
	t.Helper()
	o.Title, o.Again = filepath.Base(o.Title), in
	m := seat(t, tr, width, height, o)
	m.rested(t)
	return m
}

// types presses keys as the terminal would hand them on.
func (m *sight) types(t testing.TB, keys ...string) {
	t.Helper()
	press := func(e *tcell.EventKey) {
		m.InputHandler()(e, nil)
		m.drawn()
		m.rested(t)
	}
	for _, k := range keys {
		if key, ok := namedKeys[k]; ok {
			press(tcell.NewEventKey(key, 0, tcell.ModNone))
			continue
		}
		if k == "Space" {
			k = " "
		}
		for _, r := range k {
			press(tcell.NewEventKey(tcell.KeyRune, r, tcell.ModNone))
		}
	}
}

// rested does what jobs bring until none is under way.
func (m *sight) rested(t testing.TB) {
	t.Helper()
	for late := time.After(20 * time.Second); m.jobs.underWay.Load() > 0; {
		select {
		case outcome := <-m.jobs.outcomes:
			outcome()
			m.drawn()
		case <-time.After(time.Millisecond): // a job that was given up brings nothing
		case <-late:
			t.Fatalf("a job did not end:\n%s", m.text())
		}
	}
	m.refresh()
	m.drawn()
}

// cells are the screen's, row by row.
func (m *sight) cells() []tcell.SimCell {
	m.drawn()
	cells, _, _ := m.canvas.GetContents()
	return cells
}

// inEachTheme is the screen as text, with below each row which styles its
// cells have, as letters; and what each letter means in each theme. A dot is
// the terminal's own style in all of them.
func inEachTheme(t *testing.T, width, height int, themes []string, screens [][]tcell.SimCell) string {
	t.Helper()
	const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	letters := map[string]byte{}
	var rows, legend strings.Builder
	letter := func(at int) byte {
		var meaning strings.Builder
		usual := true
		for i, cells := range screens {
			fg, bg, attributes := cells[at].Style.Decompose()
			usual = usual && fg == tcell.ColorDefault && bg == tcell.ColorDefault && attributes == tcell.AttrNone
			fmt.Fprintf(&meaning, "  %s: %s on %s%s", themes[i], colour(fg), colour(bg), attributeNames(attributes))
		}
		if usual {
			return '.'
		}
		l, ok := letters[meaning.String()]
		if !ok {
			l = alphabet[len(letters)]
			letters[meaning.String()] = l
			fmt.Fprintf(&legend, "%c%s\n", l, meaning.String())
		}
		return l
	}
	for y := range height {
		var text strings.Builder
		var styles []byte
		for x := 0; x < width; {
			at := y*width + x
			r := string(screens[0][at].Runes)
			for i, cells := range screens[1:] {
				if other := string(cells[at].Runes); other != r {
					t.Errorf("row %d, column %d: %q in the theme %s and %q in %s", y, x, r, themes[0], other, themes[i+1])
				}
			}
			n := max(cells.Width(r), 1)
			text.WriteString(r)
			for range n {
				styles = append(styles, letter(at))
			}
			x += n
		}
		fmt.Fprintf(&rows, "%s\n", strings.TrimRight(text.String(), " "))
		if s := strings.TrimRight(string(styles), "."); s != "" {
			fmt.Fprintf(&rows, "%s\n", s)
		}
		rows.WriteByte('\n')
	}
	return legend.String() + "\n" + rows.String()
}

// colour names a colour, or gives its number in the palette; "own" is the
// terminal's.
func colour(c tcell.Color) string {
	if c == tcell.ColorDefault {
		return "own"
	}
	return cmp.Or(c.Name(), fmt.Sprintf("%d", c&^tcell.ColorValid))
}

func attributeNames(a tcell.AttrMask) string {
	names := ""
	for _, n := range []struct {
		mask tcell.AttrMask
		name string
	}{{tcell.AttrBold, " bold"}, {tcell.AttrDim, " dim"}, {tcell.AttrUnderline, " underline"}, {tcell.AttrReverse, " reverse"}} {
		if a&n.mask != 0 {
			names += n.name
		}
	}
	return names
}

// Every view, at every size, in each theme: the same text, and the styles that
// tell its parts apart.
func TestGoldenViews(t *testing.T) {
	if underRace {
		t.Skip("one goroutine draws all of it, and there is much of it")
	}
	for _, v := range everyView {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			tr, in := reread(t, filepath.Join("..", "testdata", "pcaps", v.capture))
			for _, size := range everySize {
				var screens [][]tcell.SimCell
				for _, theme := range theme.Names() {
					m := facing(t, tr, in, size[0], size[1], Options{Title: v.capture, Theme: theme})
					m.types(t, v.keys...)
					if size[0] == 80 && !strings.Contains(m.text(), v.see) {
						t.Errorf("the screen lacks %q:\n%s", v.see, m.text())
					}
					screens = append(screens, m.cells())
				}
				golden(t, filepath.Join("views", fmt.Sprintf("%s.%dx%d.txt", v.name, size[0], size[1])),
					inEachTheme(t, size[0], size[1], theme.Names(), screens))
			}
		})
	}
}

// golden compares with a file in testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := diff.Diff(string(want), got); d != "" {
		t.Errorf("%s (go test ./tui -run Golden -update writes it anew):\n%s", file, d)
	}
}

// In both languages and at every size nothing is wider than the screen, no wide
// character reaches into what stands beside it, and the keys for help and for
// quitting are whole, or else the one that leaves what is being written. The page of
// saving has its keys there instead of words where it is narrow.
func TestEveryViewFits(t *testing.T) {
	if underRace {
		t.Skip("one goroutine draws all of it, and there is much of it")
	}
	ends := map[string]string{"en": "? help  q quit", "zh": "? 帮助  q 退出"}
	for _, v := range everyView {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			tr, in := reread(t, filepath.Join("..", "testdata", "pcaps", v.capture))
			for lang, end := range ends {
				for _, size := range append(everySize, [2]int{60, 16}, [2]int{100, 30}) {
					m := facing(t, tr, in, size[0], size[1], Options{Title: v.capture, Lang: lang})
					m.types(t, v.keys...)
					lines := m.drawn()
					for y, l := range lines {
						if cells.Width(l) > size[0] {
							t.Errorf("%v %s: row %d is %d cells wide: %q", size, lang, y, cells.Width(l), l)
						}
					}
					if bottom := lines[len(lines)-1]; !v.typing && !strings.HasSuffix(bottom, end) && !(v.name == "export" && strings.HasSuffix(bottom, "?  q")) {
						t.Errorf("%v %s: the bottom line is %q", size, lang, bottom)
					}
				}
			}
		})
	}
}

// resting is where the screen stands: its title, the row that keys act on, and
// the status line.
func (m *sight) resting() string {
	lines := m.drawn()
	kept := []string{lines[0]}
	for _, l := range lines[1 : len(lines)-1] {
		if strings.HasPrefix(l, "▸") {
			kept = append(kept, l)
		}
	}
	return strings.Join(append(kept, lines[len(lines)-1]), "\n")
}

// A screen that becomes small in the middle of things goes on where it was.
func TestEveryViewIsResized(t *testing.T) {
	if underRace {
		t.Skip("one goroutine draws all of it, and there is much of it")
	}
	for _, v := range everyView {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			tr, in := reread(t, filepath.Join("..", "testdata", "pcaps", v.capture))
			m := facing(t, tr, in, 80, 24, Options{Title: v.capture})
			m.types(t, v.keys...)
			before := m.resting()
			for _, size := range [][2]int{{40, 10}, {1, 1}, {3, 2}, {500, 200}, {20, 3}, {4, 60}, {80, 24}} {
				m.canvas.SetSize(size[0], size[1])
				m.SetRect(0, 0, size[0], size[1])
				m.refresh()
				m.drawn()
			}
			m.rested(t)
			if after := m.resting(); after != before {
				t.Errorf("where it was: %s, and after it was small: %s", before, after)
			}
		})
	}
}
