package tui

import (
	"context"
	"sync/atomic"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

// statsPage shows what the exchanges that pass the filter come to: a table in
// sight of several, how long they took, or the totals.
type statsPage struct {
	words  *statWords
	report *statistics.Report // nil until there is one
	rows   *table.Grid        // the exchanges that are counted; not drawn
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
	w := &statWordsIn[s.words.Language]
	p := &statsPage{words: w, rows: s.newPicks(lists.All), width: 78}
	for tab := range p.tables {
		p.tables[tab] = newStatTable(s, w, statTab(tab))
	}
	s.openPage(p)
}

// picks implements picker.
func (p *statsPage) picks() *table.Grid { return p.rows }

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
func (p *statsPage) speak(w *words.Screen) {
	p.words = &statWordsIn[w.Language]
	for _, t := range p.tables {
		t.speak(p.words, w)
	}
	for i := range p.menus {
		p.menus[i].width = 0
	}
}

func (p *statsPage) title(*words.Screen) string { return p.words.title }

func (p *statsPage) table() *statTable {
	if p.inView >= statTables {
		return nil
	}
	return p.tables[p.inView]
}

// menu is what is in sight where that is no table.
func (p *statsPage) menu() *statMenu { return &p.menus[p.inView-statTables] }

func (p *statsPage) status(*words.Screen) string {
	t := p.table()
	switch {
	case p.report == nil:
		return p.busy
	case t == nil:
		return p.menu().status()
	}
	at, of := t.grid.Place()
	return phrase.Count(int64(min(at+1, of))) + "/" + phrase.Count(int64(of))
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
	if s.held && p.report != nil || s.jobs.busy(statsJob) || !s.isPicked(p.rows) || !p.pace.due(s.trace, time.Now()) {
		return
	}
	selection := selectionOf(p.rows)
	s.jobs.start(statsJob, func(ctx context.Context) func() {
		report, err := statistics.Count(ctx, s.trace, selection, progressIn(&p.seen))
		return func() {
			s.jobs.stop(statsJob)
			p.pace.took(time.Now())
			switch {
			case err != nil:
				p.failed = err.Error()
				return
			case s.held && p.report != nil:
				p.pace = pace{} // it is to be counted yet
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
		n := t.list.Numbers(r).Len()
		for i := 1; i <= n && !found; i++ {
			if at := ((t.grid.Selected+i*step)%n + n) % n; t.list.Matches(r, at, text) {
				t.grid.Selected, found = at, true
			}
		}
	})
	return found
}

// exchange is the selected one; false when it is something else.
func (p *statsPage) exchange() (int, bool) {
	if t := p.table(); t != nil {
		return t.exchange()
	}
	return 0, false
}
