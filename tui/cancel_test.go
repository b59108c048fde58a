package tui

import (
	"io"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"wiretalk/internal/trace"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
)

// gate lets nobody through until it is opened, and counts who came.
type gate struct {
	came   atomic.Int64
	first  chan struct{} // closed when the first came
	opened chan struct{}
}

func newGate() *gate { return &gate{first: make(chan struct{}), opened: make(chan struct{})} }

func (g *gate) pass() {
	if g.came.Add(1) == 1 {
		close(g.first)
	}
	<-g.opened
}

// gatedCapture is read through a gate.
type gatedCapture struct {
	io.ReaderAt
	*gate
}

func (c gatedCapture) ReadAt(p []byte, off int64) (int, error) {
	c.pass()
	return c.ReaderAt.ReadAt(p, off)
}

// gatedList is ordered through a gate, for each row.
type gatedList struct {
	lists.Exchanges
	*gate
}

func (l gatedList) Key(r *trace.Reader, number, column int) table.Key {
	l.pass()
	return l.Exchanges.Key(r, number, column)
}

// pressed is a key that is pressed, for a test that is the event loop.
func (s *screen) pressed(key tcell.Key) {
	s.InputHandler()(tcell.NewEventKey(key, 0, tcell.ModNone), func(tview.Primitive) {})
}

// Esc takes back what is under way, a filter that reads each row's head or an
// order: all rows are there while the worker is still at its first one, and it
// comes to few more.
func TestEscCancels(t *testing.T) {
	const rows = 100_000
	f, reads := newFake(), newGate()
	f.Trace = trace.New(gatedCapture{f, reads})
	f.various(rows)
	for _, test := range []struct {
		name  string
		gate  *gate
		begin func(s *screen, g *gate) error
		few   int64 // rows that a worker goes on to at most: it asks now and then whether to go on
	}{
		{"filter", reads, func(s *screen, _ *gate) error { return s.setFilter(`http.user_agent matches "(a.*)+b$"`) }, 1},
		{"order", newGate(), func(s *screen, g *gate) error {
			table := s.grids[exchangesView]
			table.List = gatedList{table.List.(lists.Exchanges), g}
			return s.sortBy("target")
		}, 8 * table.AtOnce},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newScreen(f.Trace, Options{Zone: time.UTC}, newJobs(t.Context()), func() {})
			if err := test.begin(s, test.gate); err != nil {
				t.Fatal(err)
			}
			s.arranging = time.Time{} // long ago: its progress is on the screen
			if <-test.gate.first; s.underway() == "" || s.grid().Arranged.Plain() {
				t.Fatal("nothing is under way")
			}
			s.pressed(tcell.KeyEscape)
			if at, of := s.grid().Place(); at != 0 || of != rows || !s.grid().Arranged.Plain() || s.underway() != "" {
				t.Errorf("row %d of %d, %q", at, of, s.underway())
			}
			close(test.gate.opened)
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				s.jobs.running.Wait()
			}()
			for working := true; working; {
				select {
				case <-ended:
					working = false
				case outcome := <-s.jobs.outcomes: // comes to nothing once it was cancelled
					outcome()
				}
			}
			if n := test.gate.came.Load(); n > test.few {
				t.Errorf("the worker came to %d rows", n)
			}
			if s.jobs.busy(arrangeJob) || !s.grid().Arranged.Plain() {
				t.Error("it goes on")
			}
		})
	}
}
