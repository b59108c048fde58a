package tui

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
)

// statsPage shows what the exchanges that pass the filter come to: a table in
// sight of several, how long they took, or the totals.
type statsPage struct {
	words  *statWords
	report *statistics.Report // nil until there is one
	rows   *grid              // the exchanges that are counted; not drawn
	tables [statTables]*statTable
	menus  [statTabs - statTables]statMenu
	inView statTab
	pace   pace
	failed string // why there is no report
	about  string // which exchanges these are; empty for all
	busy   string // what is done before there is a report
	whole  bool   // nothing more comes
	seen   atomic.Int32

	tabs  []tabPlace // of the last drawing
	top   int        // row of the page at which the table was drawn
	width int        // of the lines that are no table
}

// statTab is one of the tables, in the order of the tabs, or of what follows them.
type statTab int

const (
	hostsTab statTab = iota
	pathsTab
	statusesTab
	methodsTab
	typesTab
	clientsTab
	serversTab
	slowestTab
	failedTab
	largestTab
	lossiestTab
	statTables
	timesTab  = statTables
	totalsTab = statTables + 1
	statTabs  = statTables + 2
)

func (s *screen) showStatistics() {
	w := &statWordsIn[s.words.language]
	p := &statsPage{words: w, rows: s.newPicks(all), width: 78}
	for tab := range p.tables {
		p.tables[tab] = newStatTable(s, w, statTab(tab))
	}
	s.openPage(p)
}

// picks implements picker.
func (p *statsPage) picks() *grid { return p.rows }

// closed implements isClosed.
func (p *statsPage) closed(s *screen) {
	if s.jobs.busy(statsJob) {
		s.jobs.stop(statsJob)
		p.pace = pace{} // it is to be counted yet, should the page come back
	}
	s.leavePicks(p.rows)
}

const statsJob = "statistics"

// speak implements speaker.
func (p *statsPage) speak(w *words) {
	p.words = &statWordsIn[w.language]
	for _, t := range p.tables {
		t.speak(p.words, w)
	}
	for i := range p.menus {
		p.menus[i].width = 0
	}
}

func (p *statsPage) title(*words) string { return p.words.title }

func (p *statsPage) hints() []hint {
	hints := []hint{{open, "Enter"}, {nextItem, "[ ]"}, {askFilter, "f"}, {back, "Esc"}, {orderBy, "o"}, {togglePane, "Space"}, {startSearch, "/"}}
	switch t := p.table(); {
	case t == nil:
		return hints[:4]
	case t.leavesOut(p.width + 2): // which a line without room for more must not hide
		hints[0], hints[5] = hints[5], hints[0]
	}
	return hints
}

// hintWord implements namesKeys.
func (p *statsPage) hintWord(a action) string {
	switch a {
	case nextItem:
		return p.words.otherTable
	case togglePane:
		return p.words.wholeRow
	case orderBy:
		return p.words.order
	}
	return ""
}

func (p *statsPage) table() *statTable {
	if p.inView >= statTables {
		return nil
	}
	return p.tables[p.inView]
}

// menu is what is in sight where that is no table.
func (p *statsPage) menu() *statMenu { return &p.menus[p.inView-statTables] }

func (p *statsPage) status(*words) string {
	t := p.table()
	switch {
	case p.report == nil:
		return p.busy
	case t == nil:
		return p.menu().status()
	}
	at, of := t.grid.place()
	return count(int64(min(at+1, of))) + "/" + count(int64(of))
}

// key changes the table and its order.
func (p *statsPage) key(s *screen, event *tcell.EventKey) bool {
	t, a := p.table(), s.keys.action(event)
	forward, backward := s.keys.usual(event, chord{key: tcell.KeyRight}), s.keys.usual(event, chord{key: tcell.KeyLeft})
	switch {
	case a == switchPane && event.Key() == tcell.KeyBacktab, a == previousItem, backward:
		p.inView = (p.inView + statTabs - 1) % statTabs
	case a == switchPane, a == nextItem, forward:
		p.inView = (p.inView + 1) % statTabs
	case a == orderBy && t != nil:
		t.orderBy((t.by + 1) % t.orders())
	case a == reverseOrder && t != nil:
		t.up = !t.up
		t.orderBy(t.by)
	case a == showHelp:
		s.over = newOverlay(s.words.help, append(ownKeys(s.keys, statKeys[:], p.words.keys[:]), helpLines(s.words, s.keys)...))
	default:
		return false
	}
	p.layMenu()
	return true
}

func (p *statsPage) act(s *screen, a action) bool {
	t := p.table()
	switch {
	case a == askFilter:
		s.turn(a)
		return true
	case t == nil:
		return p.menu().act(s, a)
	case a == viewDelay:
		if x, ok := t.exchange(); ok {
			s.showDelayOf(x)
		}
		return true
	case a == open:
		t.open(s)
		return true
	case a == togglePane:
		t.showWholeRow(s)
		return true
	}
	return s.travelOver(t.grid, a)
}

// refresh counts anew when it is time.
func (p *statsPage) refresh(s *screen) {
	if s.pickAsTable(p.rows) {
		s.jobs.stop(statsJob)
		p.report, p.failed, p.pace = nil, "", pace{}
		p.seen.Store(0)
	}
	if p.whole != s.trace.Progress().Done {
		p.whole = !p.whole
		p.menus[totalsTab-statTables].width = 0
	}
	p.tell(s)
	if s.jobs.busy(statsJob) || !s.isPicked(p.rows) || !p.pace.due(s.trace, time.Now()) {
		return
	}
	selection := p.rows.selection()
	s.jobs.start(statsJob, func(ctx context.Context) func() {
		report, err := statistics.Count(ctx, s.trace, selection, progressIn(&p.seen))
		return func() {
			s.jobs.stop(statsJob)
			p.pace.took(time.Now())
			if err != nil {
				p.failed = err.Error()
				return
			}
			p.take(report)
			if s.top() == page(p) {
				p.refresh(s)
			}
		}
	}, func(err error) { s.jobs.stop(statsJob); p.failed = err.Error() })
}

func (p *statsPage) take(report *statistics.Report) {
	p.report = report
	for _, t := range p.tables {
		t.take(report)
	}
	for i := range p.menus {
		p.menus[i].width = 0
	}
	p.layMenu()
}

// tell says which exchanges are counted, and how far that is.
func (p *statsPage) tell(s *screen) {
	p.busy = p.words.counting + " " + percentDone(&p.seen)
	if !s.isPicked(p.rows) {
		if p.busy = s.underway(); p.busy == "" {
			p.busy = p.words.counting
		}
	}
	if r := p.report; r != nil {
		p.about = s.picksLine(p.rows, r.All.Exchanges, r.OfExchanges, "")
	} else {
		p.about = s.picksLine(p.rows, 0, 0, p.busy)
	}
}

// search implements searcher.
func (p *statsPage) search(s *screen, text string, step int) (found bool) {
	t := p.table()
	if t == nil {
		return p.menu().search(text, step)
	}
	s.trace.View(func(r *trace.Reader) {
		n := t.list.numbers(r).Len()
		for i := 1; i <= n && !found; i++ {
			if at := ((t.grid.selected+i*step)%n + n) % n; t.list.matches(r, at, text) {
				t.grid.selected, found = at, true
			}
		}
	})
	return found
}

func (p *statsPage) draw(canvas tcell.Screen, th *theme, x, y, width, height int) {
	top := y
	p.width = width - 2
	if p.about != "" {
		fill(canvas, x, y, width, th.tone[plain])
		put(canvas, x+1, y, width-2, clip(p.about, width-2), th.tone[strong])
		y, height = y+1, height-1
	}
	p.drawTabs(canvas, th, x, y, width)
	for i := range p.tabs {
		p.tabs[i].row = y - top
	}
	y, height = y+1, height-1
	p.top = y - top
	if p.report == nil {
		note := p.busy
		if p.failed != "" {
			note = p.failed
		}
		put(canvas, x+2, y+1, width-2, note, th.tone[dim])
		return
	}
	if p.inView != totalsTab && height >= 6 {
		fill(canvas, x, y, width, th.tone[plain])
		put(canvas, x+1, y, width-2, p.totalsIn(width-2), th.tone[plain])
		y, height = y+1, height-1
	}
	if height >= 12 {
		p.drawRate(canvas, th, x+1, y, width-2)
		y, height = y+1, height-1
	}
	p.top = y - top
	if t := p.table(); t != nil {
		t.grid.draw(canvas, th, x, y, width, height, true, p.words.none)
		return
	}
	p.layMenu()
	p.menu().draw(canvas, th, x, y, width, height)
}

// tabPlace is where a tab was drawn.
type tabPlace struct {
	tab     statTab
	row     int // of the page
	from, n int // cells
}

// drawTabs names the tables; where not all fit, those about the one in sight.
func (p *statsPage) drawTabs(canvas tcell.Screen, th *theme, x, y, width int) {
	fill(canvas, x, y, width, th.tone[plain])
	from := 0
	for from < int(p.inView) && p.tabsWidth(from, int(p.inView)) > width-2 {
		from++
	}
	p.tabs = p.tabs[:0]
	at, end := x, x+width
	if from > 0 {
		p.tabs = append(p.tabs, tabPlace{statTab(from - 1), 0, at, 1})
		at += put(canvas, at, y, end-at, "‹", th.tone[dim])
	}
	for tab := from; tab < len(p.words.tabs); tab++ {
		text := " " + p.words.tabs[tab] + " "
		if statTab(tab) == p.inView {
			text = "[" + p.words.tabs[tab] + "]" // told by more than how it looks
		}
		if room := end - at; textWidth(text) > room-1 && (tab < len(p.words.tabs)-1 || textWidth(text) > room) {
			p.tabs = append(p.tabs, tabPlace{statTab(tab), 0, end - 1, 1})
			put(canvas, end-1, y, 1, "›", th.tone[dim])
			return
		}
		style := th.tone[dim]
		if statTab(tab) == p.inView {
			style = th.tone[strong]
		}
		n := put(canvas, at, y, end-at, text, style)
		p.tabs = append(p.tabs, tabPlace{statTab(tab), 0, at, n})
		at += n
	}
}

func (p *statsPage) tabsWidth(from, to int) (n int) {
	for _, text := range p.words.tabs[from : to+1] {
		n += textWidth(text) + 2
	}
	return n
}

// totalsIn is what all exchanges come to, the most important first, as much as
// fits; the totals have a tab of their own.
func (p *statsPage) totalsIn(width int) string {
	text := ""
	for _, t := range p.totals() {
		if t.filter != "" && t.of == connectionsView && !t.leads {
			continue // there is none, which is no news
		}
		if textWidth(text)+textWidth(t.text)+4 > width {
			return text + "  …"
		}
		if text != "" {
			text += "  "
		}
		text += t.text
	}
	return text
}

// clicked implements clickable.
func (p *statsPage) clicked(s *screen, x, row int, twice bool) {
	for _, t := range p.tabs {
		if t.row == row && x >= t.from && x < t.from+t.n {
			p.inView = t.tab
			p.layMenu()
			return
		}
	}
	t := p.table()
	switch row -= p.top; {
	case p.report == nil:
	case t == nil:
		p.menu().clicked(s, row, twice)
	case row == 0:
		if by, ok := t.orderAt(x); ok {
			t.up = by == t.by && !t.up
			t.orderBy(by)
		}
	case row > 0 && row <= len(t.grid.drawn):
		t.grid.selectNumber(t.grid.drawn[row-1])
		if twice {
			t.open(s)
		}
	}
}

// pageKeys are the keys of a thing that is done on a page: those of actions, and
// keys that have nothing to do with one.
type pageKeys struct {
	acts []action
	own  []chord
}

// statKeys are those of the page of statistics.
var statKeys = [...]pageKeys{
	{[]action{nextItem, switchPane}, []chord{{key: tcell.KeyRight}}}, {[]action{previousItem}, []chord{{key: tcell.KeyBacktab}, {key: tcell.KeyLeft}}},
	{[]action{orderBy}, nil}, {[]action{reverseOrder}, nil}, {[]action{togglePane}, nil}, {[]action{askFilter}, nil},
}

// ownKeys are lines of help: keys of a page as they are bound, each with what it
// does.
func ownKeys(k *keymap, keys []pageKeys, means []string) []line {
	labels, widest := make([]string, len(keys)), 0
	for i := range keys {
		labels[i] = k.label(&keys[i])
		widest = max(widest, textWidth(labels[i]))
	}
	var lines []line
	for i, label := range labels {
		if label != "" {
			lines = append(lines, prose(widest+2, span{label + spaces(widest-textWidth(label)+2), name}, span{means[i], plain}))
		}
	}
	return append(lines, line{})
}

// label writes the keys, as they are bound.
func (k *keymap) label(p *pageKeys) string { return strings.Join(k.written(p), " ") }

func (k *keymap) written(p *pageKeys) (labels []string) {
	for _, a := range p.acts {
		if k.first[a] != "" {
			labels = append(labels, k.first[a])
		}
	}
	for _, c := range p.own {
		if k.of[c] == actionOf[c] {
			labels = append(labels, chordLabel(c))
		}
	}
	return labels
}

// exchange is the selected one; false when it is something else.
func (p *statsPage) exchange() (int, bool) {
	if t := p.table(); t != nil {
		return t.exchange()
	}
	return 0, false
}
