package tui

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
)

// statsPage shows what the exchanges come to: a table in sight of several.
type statsPage struct {
	words  *statWords
	report *statistics.Report // nil until there is one
	tables [statTables]*statTable
	inView statTab
	filter string // that was counted with
	pace   pace
	failed string // why there is no report
	seen   atomic.Int32
}

// statTab is one of the tables, in the order of the tabs.
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
	timesTab = statTables // a chart
	statTabs = statTables + 1
)

func (s *screen) showStatistics() {
	s.jobs.stop("statistics") // of such a page that was left
	w := &statWordsIn[s.words.language]
	p := &statsPage{words: w}
	for tab := range p.tables {
		p.tables[tab] = newStatTable(s, w, statTab(tab))
	}
	s.openPage(p)
}

// speak implements speaker.
func (p *statsPage) speak(w *words) {
	p.words = &statWordsIn[w.language]
	for _, t := range p.tables {
		t.speak(p.words, w)
	}
}

func (p *statsPage) title(*words) string {
	if p.filter != "" {
		return p.words.title + ": " + clean(p.filter)
	}
	return p.words.title
}

func (p *statsPage) hints() []hint { return []hint{{open, "Enter"}, {back, "Esc"}, {startSearch, "/"}} }

func (p *statsPage) table() *statTable {
	if p.inView == timesTab {
		return nil
	}
	return p.tables[p.inView]
}

func (p *statsPage) status(*words) string {
	t := p.table()
	switch {
	case p.report == nil:
		return percentDone(&p.seen)
	case t == nil:
		return count(int64(p.report.All.Times.Count()))
	}
	at, of := t.grid.place()
	return count(int64(min(at+1, of))) + "/" + count(int64(of))
}

// key changes the table and its order.
func (p *statsPage) key(s *screen, event *tcell.EventKey) bool {
	t := p.table()
	switch key, r := event.Key(), event.Rune(); {
	case key == tcell.KeyTab, key == tcell.KeyRune && r == ']', key == tcell.KeyRight:
		p.inView = (p.inView + 1) % statTabs
	case key == tcell.KeyBacktab, key == tcell.KeyRune && r == '[', key == tcell.KeyLeft:
		p.inView = (p.inView + statTabs - 1) % statTabs
	case key != tcell.KeyRune:
		return false
	case r == 'o' && t != nil:
		t.orderBy((t.by + 1) % t.orders())
	case r == 'O' && t != nil:
		t.up = !t.up
		t.orderBy(t.by)
	case r == '?':
		s.over = newOverlay(s.words.help, append(ownKeys(p.words.keys[:]), helpLines(s.words, s.keys)...))
	default:
		return false
	}
	return true
}

func (p *statsPage) act(s *screen, a action) bool {
	t := p.table()
	switch {
	case t == nil:
		return false
	case a == viewDelay:
		if x, ok := t.exchange(); ok {
			s.showDelayOf(x)
		}
		return true
	case a == open:
		t.open(s)
		return true
	}
	return s.travelOver(t.grid, a)
}

// refresh counts anew when it is time.
func (p *statsPage) refresh(s *screen) {
	filter := s.filterOfTable()
	if filter != p.filter {
		p.filter, p.pace = filter, pace{}
	}
	if s.jobs.busy("statistics") || !p.pace.due(s.trace, time.Now()) {
		return
	}
	keep := s.keptByTable()
	s.jobs.start("statistics", func(ctx context.Context) func() {
		report, err := statistics.Count(ctx, s.trace, keep, progressIn(&p.seen))
		return func() {
			s.jobs.stop("statistics")
			p.pace.took(time.Now())
			if err != nil {
				p.failed = err.Error()
				return
			}
			p.report = report
			for _, t := range p.tables {
				t.take(report)
			}
			if s.top() == page(p) {
				p.refresh(s)
			}
		}
	}, func(err error) { s.jobs.stop("statistics"); p.failed = err.Error() })
}

// search implements searcher.
func (p *statsPage) search(s *screen, text string, step int) (found bool) {
	t := p.table()
	if t == nil {
		return false
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
	p.drawTabs(canvas, th, x, y, width)
	y, height = y+1, height-1
	if p.report == nil {
		note := p.words.counting
		if p.failed != "" {
			note = p.failed
		}
		put(canvas, x+2, y+1, width-2, note, th.tone[dim])
		return
	}
	fill(canvas, x, y, width, th.tone[plain])
	put(canvas, x+1, y, width-2, clip(strings.Join(p.totals(), "  "), width-2), th.tone[plain])
	y, height = y+1, height-1
	if height >= 12 {
		p.drawRate(canvas, th, x+1, y, width-2)
		y, height = y+1, height-1
	}
	if p.inView == timesTab {
		p.drawTimes(canvas, th, x, y, width, height)
		return
	}
	p.table().grid.draw(canvas, th, x, y, width, height, true, p.words.none)
}

// drawTabs names the tables; where not all fit, those about the one in sight.
func (p *statsPage) drawTabs(canvas tcell.Screen, th *theme, x, y, width int) {
	fill(canvas, x, y, width, th.tone[plain])
	from := 0
	for from < int(p.inView) && p.tabsWidth(from, int(p.inView)) > width-2 {
		from++
	}
	at, end := x, x+width
	if from > 0 {
		at += put(canvas, at, y, end-at, "‹", th.tone[dim])
	}
	for tab := from; tab < len(p.words.tabs); tab++ {
		text := " " + p.words.tabs[tab] + " "
		if statTab(tab) == p.inView {
			text = "[" + p.words.tabs[tab] + "]" // told by more than how it looks
		}
		if room := end - at; textWidth(text) > room-1 && (tab < len(p.words.tabs)-1 || textWidth(text) > room) {
			put(canvas, end-1, y, 1, "›", th.tone[dim])
			return
		}
		style := th.tone[dim]
		if statTab(tab) == p.inView {
			style = th.tone[strong]
		}
		at += put(canvas, at, y, end-at, text, style)
	}
}

func (p *statsPage) tabsWidth(from, to int) (n int) {
	for _, text := range p.words.tabs[from : to+1] {
		n += textWidth(text) + 2
	}
	return n
}

// totals are what all exchanges come to, the most important first.
func (p *statsPage) totals() []string {
	r, w := p.report, p.words
	all := []string{fmt.Sprintf(w.exchanges, count(int64(r.All.Exchanges)))}
	if span := r.Last - r.First; span > 0 {
		all = append(all, fmt.Sprintf(w.rate, strings.TrimSpace(rate3(float64(r.All.Exchanges)/time.Duration(span).Seconds()))))
	}
	all = append(all, fmt.Sprintf(w.errors, count(int64(r.All.Errors)), count(int64(r.All.Failures))), fmt.Sprintf(w.silent, count(int64(r.All.Silent))),
		fmt.Sprintf(w.bytes, size(r.All.Sent+r.All.Received)))
	if t := &r.All.Times; t.Count() > 0 {
		all = append(all, fmt.Sprintf(w.median, took(t.Quantile(0.5)), took(t.Quantile(0.99))))
	}
	return append(all, fmt.Sprintf(w.connections, count(int64(r.Connections)), count(int64(r.Refused)), count(int64(r.Resets)), count(int64(r.NotWhole))))
}

// ownKeys are lines of help: keys of a page, each with what it does.
func ownKeys(keys [][2]string) []line {
	widest := 0
	for _, k := range keys {
		widest = max(widest, textWidth(k[0]))
	}
	var lines []line
	for _, k := range keys {
		lines = append(lines, prose(widest+2, span{k[0] + spaces(widest-textWidth(k[0])+2), name}, span{k[1], plain}))
	}
	return append(lines, line{})
}
