package tui

import (
	"sync/atomic"
	"time"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/keys"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// view is one of the tables.
type view uint8

const (
	exchangesView view = iota
	connectionsView
	messagesView // of one connection
	views
)

// paneMode says how much of the screen the detail takes.
type paneMode uint8

const (
	hidden paneMode = iota
	split           // below the table
	full
)

// screen is the whole screen: the root primitive of the application. All of
// it is used on tview's event loop only.
type screen struct {
	*tview.Box
	trace *trace.Trace
	opts  Options
	words *words.Screen
	theme *theme.Theme
	keys  *keys.Map
	mouse mouse
	jobs  *jobs
	leave func()

	grids    [views]*table.Grid
	view     view
	before   view // messagesView
	of       int  // the connection whose exchanges are shown, or all
	pane     paneMode
	inDetail bool // keys act on the detail
	detail   cells.Pager
	look     detail.Look
	showing  subject      // what the detail shows
	viewed   *detail.View // that of the exchange; nil before any
	sides    sides
	folds    *foldView // the body that is shown alone, where it folds; else nil
	more     bool      // it has an end that scrolling moves on
	seeking  int       // the step of a search that goes on when more of it is there; 0 for none
	over     *overlay
	toCopy   []byte // to the clipboard at the next drawing
	suspend  func()

	pages  []page  // over the tables, the uppermost last
	asides []aside // left by jumps to rows, the last one last

	asking    *asking // the line that is being written; nil for none
	filters   *history
	commands  *history
	arranging time.Time     // when the tables were arranged anew
	sorting   *atomic.Int64 // per cent of the first ordering; nil while there is none under way
	trail     trail

	prompt   *tview.InputField
	question *question // that the prompt asks; nil while it is closed
	wanted   string
	message  string // in the status line until the next key
	leaving  bool   // the last key was that for quitting, and asks to be pressed again
	touched  bool   // a key was pressed
	stopSeen string // why reading stopped, as it was drawn last,
	stopRead string // and when a key was pressed last
	meter    meter
	live     liveState
	held     bool  // what is shown is held as it was
	scope    scope // of what is offered to be saved next
	pinned   [4]int
	height   int
}

func newScreen(t *trace.Trace, o Options, j *jobs, leave func()) *screen {
	bound, err := keys.New(o.Keys)
	if err != nil {
		bound, _ = keys.New(nil) // Check has said so
	}
	w := words.Bound(bound, words.For(o.Lang))
	s := &screen{
		Box: tview.NewBox().SetBackgroundColor(tcell.ColorDefault), trace: t, opts: o, words: w, keys: bound,
		jobs: j, leave: leave, suspend: func() {}, of: lists.All, showing: nothing, look: detail.Look{Lines: detail.FirstLines},
	}
	s.grids[exchangesView] = table.NewGrid(t, lists.Exchanges{Words: w, Zone: o.Zone, Of: lists.All, Reveal: &s.look.Reveal}, o.Zone)
	s.grids[connectionsView] = table.NewGrid(t, lists.Connections{Words: w, Zone: o.Zone}, o.Zone)
	s.grids[messagesView] = table.NewGrid(t, lists.Messages{Words: w, Zone: o.Zone, Of: lists.All}, o.Zone)
	s.grids[exchangesView].Marks, s.grids[connectionsView].Marks = table.NewMarks(), table.NewMarks()
	s.filters, s.commands = newHistory(o.Memory, filterMemory), newHistory(o.Memory, commandMemory)
	s.look.Reveal = o.Reveal
	s.recallColumns()
	s.live.begin(o.Live)
	if o.Live != nil {
		for _, g := range s.grids {
			g.Follow = true
		}
	}
	s.prompt = tview.NewInputField()
	s.beginTheme(o.Theme)
	s.prompt.SetBackgroundColor(tcell.ColorDefault)
	s.prompt.SetDoneFunc(s.answered)
	s.prompt.SetAcceptanceFunc(func(text string, _ rune) bool { return cells.Clean(text) == text })
	if o.Filter != "" {
		if err := s.setFilter(o.Filter); err != nil {
			s.message = err.Error()
		}
	}
	s.refresh()
	s.trail.now = s.station()
	return s
}

func (s *screen) grid() *table.Grid { return s.grids[s.view] }

// refresh takes what is new in the trace into account.
func (s *screen) refresh() {
	p := s.trace.Progress()
	if p.Done {
		s.hold(false)
		s.endLive()
		s.turnToConnections()
	}
	s.meter.note(p, s.trace.Exchanges(), &s.live)
	for _, g := range s.grids {
		g.Settle()
	}
	s.arrange()
	if !s.held {
		s.updateDetail()
	}
	if p := s.top(); p != nil {
		p.refresh(s)
	}
	s.pin()
}

// pin keeps what is looked at from being let go.
func (s *screen) pin() {
	pins := [...]int{table.NoRow, table.NoRow, s.ofConnection(), table.NoRow}
	if p, ok := s.top().(ofStream); ok {
		pins[3] = p.stream()
	}
	if g := s.grids[exchangesView]; !g.Follow {
		pins[0] = g.Selected
	}
	if g := s.grids[connectionsView]; !g.Follow {
		pins[1] = g.Selected
	}
	if pins != s.pinned {
		s.pinned = pins
		s.trace.Pin(pins[0], pins[1:]...)
	}
}

// Draw draws title line, table, detail and status line.
func (s *screen) Draw(canvas tcell.Screen) {
	s.DrawForSubclass(canvas, s)
	x, y, width, height := s.GetInnerRect()
	s.height = height
	s.mouse.zones = s.mouse.zones[:0]
	if s.toCopy != nil {
		canvas.SetClipboard(s.toCopy)
		s.toCopy = nil
	}
	if width < 4 || height < 4 {
		return
	}
	s.drawTitle(canvas, x, y, width)
	y, height = y+1, height-1-s.drawStatus(canvas, x, y, width, height)
	s.mouse.add(zone{x, y, width, height, s.clickedBody, s.wheeledBody})
	switch {
	case s.over != nil:
		cells.DrawPager(canvas, s.theme, &s.over.pager, s.over.title, true, x, y, width, height)
		return
	case s.top() != nil:
		s.top().draw(canvas, s.theme, x, y, width, height)
		return
	case s.pane == full:
		s.mouse.add(zone{x, y, width, height, s.clickedDetail, s.wheeledDetail})
		s.drawDetail(canvas, x, y, width, height)
		return
	}
	table := height
	if s.pane == split {
		table = tableHeight(height)
		s.mouse.add(zone{x, y + table, width, height - table, s.clickedDetail, s.wheeledDetail})
		s.drawDetail(canvas, x, y+table, width, height-table)
	}
	s.grid().Draw(canvas, s.theme, x, y, width, table, !s.inDetail, s.emptyWord())
}

// tableHeight is the table's part of height when the detail is below it.
func tableHeight(height int) int { return max(3, height*2/5) }

// turnToConnections shows the connections where there are no exchanges to look
// at, unless somebody has begun to look about.
func (s *screen) turnToConnections() {
	if !s.touched && s.view == exchangesView && s.trace.Exchanges() == 0 && s.trace.Connections() > 0 && s.top() == nil {
		s.show(connectionsView)
		s.message = mannersWordsIn[s.words.Language].noHTTP
	}
	s.touched = true
}

func (s *screen) emptyWord() string {
	switch g := s.grid(); {
	case g.Arranged.Picks() && s.underway() != "":
		return s.underway()
	case g.Arranged.Filter != nil && !g.Arranged.Picked.Whole && s.jobs.busy(arrangeJob):
		return ""
	case g.Arranged.Picks():
		return s.filterWords().NothingPasses
	case s.isLive():
		return s.words.Capturing
	case !s.trace.Progress().Done:
		return s.words.Reading
	case s.trace.Connections() == 0 && s.view != messagesView:
		return phrase.Sprintf(mannersWordsIn[s.words.Language].noTCP, phrase.Count(s.trace.Progress().Packets))
	case s.view == connectionsView:
		return s.words.NoConnections
	case s.view == messagesView:
		return s.words.NoMessages
	}
	return s.words.NoExchanges
}
