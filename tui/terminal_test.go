package tui

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gdamore/tcell/v2"
	"go.uber.org/goleak"

	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// terminal is a person in front of the screen: presses keys, reads lines.
type terminal struct {
	tcell.SimulationScreen
	t             testing.TB
	width, height int
	done          chan error

	mu    sync.Mutex
	lines []string
	cells []tcell.SimCell
	drawn chan struct{} // closed and replaced at each drawing
	shown int           // drawings so far
}

// sit starts the screen on a terminal of that size; leave ends it.
func sit(t testing.TB, tr *trace.Trace, width, height int, o Options) *terminal {
	t.Helper()
	m := &terminal{SimulationScreen: tcell.NewSimulationScreen("UTF-8"), t: t, width: width, height: height,
		done: make(chan error, 1), drawn: make(chan struct{})}
	o.Screen, o.Zone = m, time.UTC
	go func() { m.done <- Run(tr, o) }()
	return m
}

// Init gives the screen its size.
func (m *terminal) Init() error {
	err := m.SimulationScreen.Init()
	m.SetSize(m.width, m.height)
	return err
}

// Show keeps what is on the screen for the test to read.
func (m *terminal) Show() {
	m.SimulationScreen.Show()
	fields, width, height := m.GetContents()
	lines := make([]string, height)
	for y := range height {
		var b strings.Builder
		for x := 0; x < width; {
			text := string(fields[y*width+x].Runes)
			if text == "" {
				text = " "
			}
			b.WriteString(text)
			x += max(cells.Width(text), 1) // the cell after a wide rune is part of it
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lines, m.cells = lines, slices.Clone(fields)
	m.shown++
	close(m.drawn)
	m.drawn = make(chan struct{})
}

func (m *terminal) look() ([]string, <-chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.lines, m.drawn
}

// contents are the cells of the last drawing, which go on being drawn elsewhere.
func (m *terminal) contents() (cells []tcell.SimCell, width, height int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.cells, m.width, m.height
}

var namedKeys = map[string]tcell.Key{
	"Enter": tcell.KeyEnter, "Esc": tcell.KeyEscape, "Tab": tcell.KeyTab, "PgUp": tcell.KeyPgUp, "PgDn": tcell.KeyPgDn,
	"Home": tcell.KeyHome, "End": tcell.KeyEnd, "Down": tcell.KeyDown, "Up": tcell.KeyUp,
	"F8": tcell.KeyF8, "F1": tcell.KeyF1, "F2": tcell.KeyF2, "Ctrl-D": tcell.KeyCtrlD, "Ctrl-U": tcell.KeyCtrlU, "Ctrl-C": tcell.KeyCtrlC, "Ctrl-Z": tcell.KeyCtrlZ,
}

// press presses keys: a name, or the letters of a word one after the other.
func (m *terminal) press(keys ...string) *terminal {
	m.await("anything", func([]string) bool { return true }) // before that there are no keys
	for _, k := range keys {
		if key, ok := namedKeys[k]; ok {
			m.InjectKey(key, 0, tcell.ModNone)
			continue
		}
		for _, r := range k {
			m.InjectKey(tcell.KeyRune, r, tcell.ModNone)
		}
	}
	return m
}

// await waits until the screen fulfils want.
func (m *terminal) await(what string, want func(lines []string) bool) *terminal {
	m.t.Helper()
	late := time.After(30 * time.Second) // a machine may be busy with much else
	for {
		lines, drawn := m.look()
		if lines != nil && want(lines) {
			return m
		}
		select {
		case <-drawn:
		case <-late:
			m.t.Fatalf("the screen never showed %s:\n%s", what, strings.Join(lines, "\n"))
		}
	}
}

// see waits until all texts are on the screen.
func (m *terminal) see(texts ...string) *terminal {
	m.t.Helper()
	return m.await(strings.Join(texts, " and "), func(lines []string) bool {
		all := strings.Join(lines, "\n")
		for _, text := range texts {
			if !strings.Contains(all, text) {
				return false
			}
		}
		return true
	})
}

// gone waits until a text is not on the screen any more.
func (m *terminal) gone(text string) *terminal {
	m.t.Helper()
	return m.await("itself without "+text, func(lines []string) bool { return !strings.Contains(strings.Join(lines, "\n"), text) })
}

// on waits until the selected row holds all texts.
func (m *terminal) on(texts ...string) *terminal {
	m.t.Helper()
	return m.await("a selected row with "+strings.Join(texts, " and "), func(lines []string) bool {
		for _, l := range lines {
			if !strings.HasPrefix(l, "▸") {
				continue
			}
			for _, text := range texts {
				if !strings.Contains(l, text) {
					return false
				}
			}
			return true
		}
		return false
	})
}

// leave quits and waits until Run has returned.
func (m *terminal) leave() {
	m.t.Helper()
	m.press("Ctrl-C")
	m.left()
}

func (m *terminal) left() {
	m.t.Helper()
	select {
	case err := <-m.done:
		if err != nil {
			m.t.Error(err)
		}
	case <-time.After(10 * time.Second):
		m.t.Fatal("the screen did not close")
	}
}

// bench makes a screen without an event loop, to be drawn by hand.
func bench(b testing.TB, f *fake, width, height int) (*screen, tcell.Screen) {
	b.Helper()
	canvas := tcell.NewSimulationScreen("UTF-8")
	if err := canvas.Init(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(canvas.Fini)
	canvas.SetSize(width, height)
	s := newScreen(f.Trace, Options{Zone: time.UTC}, newJobs(b.Context()), func() {})
	s.SetRect(0, 0, width, height)
	return s, canvas
}
