package tui

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/health"
	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// healthPage says what the capture is worth.
type healthPage struct {
	words  *healthWords
	lang   int
	report *health.Report // nil until there is one
	failed string         // why there is none
	menu   menu
	pace   pace
	seen   atomic.Int32
	filter string // that hides rows elsewhere, but acts on nothing here
	top    int    // row of the page at which the text was drawn
}

func (s *screen) showHealth() {
	s.openPage(&healthPage{words: &healthWordsIn[s.words.Language], lang: s.words.Language})
}

// closed implements isClosed.
func (p *healthPage) closed(s *screen) {
	if s.jobs.busy("health") {
		s.jobs.stop("health")
		p.pace = pace{} // it is to be looked at yet, should the page come back
	}
}

// speak implements speaker.
func (p *healthPage) speak(w *words.Screen) {
	if p.words, p.lang = &healthWordsIn[w.Language], w.Language; p.report != nil {
		p.menu.setEntries(healthEntries(p.lang, p.report))
	}
}

func (p *healthPage) title(*words.Screen) string { return p.words.title }

func (p *healthPage) hints() []keys.Hint {
	if !slices.ContainsFunc(p.menu.entries, func(e entry) bool { return e.open != nil }) {
		return []keys.Hint{keys.Back.As("Esc")}
	}
	return []keys.Hint{keys.Open.As("Enter"), keys.Back.As("Esc")}
}

func (p *healthPage) status(*words.Screen) string {
	if p.report == nil {
		return percentDone(&p.seen)
	}
	return p.menu.status()
}

func (p *healthPage) act(s *screen, a keys.Action) bool {
	if a == keys.AskFilter {
		s.turn(a)
		return true
	}
	return p.menu.act(s, a)
}

// clicked implements clickable.
func (p *healthPage) clicked(s *screen, _, row int, twice bool) { p.menu.clicked(s, row-p.top, twice) }

func (p *healthPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	if p.top = 0; p.filter != "" {
		cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
		cells.Put(canvas, x+1, y, width-2, cells.Clip(p.words.ofAll+cells.Clean(p.filter), width-2), th.Tone[theme.Strong])
		y, height, p.top = y+1, height-1, 1
	}
	if p.report == nil {
		note := p.words.looking
		if p.failed != "" {
			note = p.failed
		}
		cells.Put(canvas, x+2, y+1, width-2, note, th.Tone[theme.Dim])
		return
	}
	p.menu.draw(canvas, th, x, y, width, height)
}

// refresh looks at the capture again when it is time.
func (p *healthPage) refresh(s *screen) {
	p.filter = s.filterText()
	if s.held && p.report != nil || s.jobs.busy("health") || !p.pace.due(s.trace, time.Now()) {
		return
	}
	source := s.healthSource()
	s.jobs.start("health", func(ctx context.Context) func() {
		report, err := health.Of(ctx, s.trace, source, progressIn(&p.seen))
		return func() {
			s.jobs.stop("health")
			p.pace.took(time.Now())
			switch {
			case err != nil:
				p.failed = err.Error()
				return
			case s.held && p.report != nil:
				p.pace = pace{} // it is to be looked at yet
				return
			}
			p.report = report
			p.menu.setEntries(healthEntries(p.lang, report))
			if s.top() == page(p) {
				p.refresh(s)
			}
		}
	}, func(err error) { s.jobs.stop("health"); p.failed = err.Error() })
}

// healthSource is what is known of the capture besides the trace.
func (s *screen) healthSource() health.Source {
	source := health.Source{Counts: s.live.counts, Stopped: s.isStop(s.trace.Progress().Err)}
	if s.opts.Gone != nil {
		source.Gone = s.opts.Gone()
	}
	return source
}

var levelTones = [...]theme.Tone{health.Note: theme.Plain, health.Caution: theme.Warn, health.Alarm: theme.Bad}

// healthEntries are a report as text.
func healthEntries(lang int, r *health.Report) []entry {
	head := []cells.Line{cells.Tell(theme.Dim, r.Looked(lang))}
	if v := r.Verdict(lang); v != "" {
		head = append([]cells.Line{cells.Tell(theme.Good, "✓ "+v)}, head...)
	}
	entries := []entry{{lines: head}}
	for i := range r.Findings {
		f := &r.Findings[i]
		level := f.Kind.Level()
		e := entry{lines: []cells.Line{{}, cells.Prose(2, cells.Ink(level.Mark()+" ", levelTones[level]), cells.Ink(cells.Clean(f.What(lang)), levelTones[level]))}}
		if f.Detail != "" {
			e.lines = append(e.lines, indented(2, cells.Tell(theme.Plain, f.Detail)))
		}
		e.lines = append(e.lines, indented(2, cells.Tell(theme.Plain, f.Means(lang))), indented(2, cells.Tell(theme.Dim, "→ "+f.Do(lang))))
		entries = append(entries, e)
		for k := range f.Examples {
			at := f.Examples[k]
			text := at.Says(lang)
			if at.Count > 1 {
				text += "  (" + phrase.Count(at.Count) + ")"
			}
			entries = append(entries, entry{[]cells.Line{indented(4, cells.Tell(theme.Name, text))}, func(s *screen) { s.jumpToConnection(at.Stream) }})
		}
		if more := f.Further(lang); more != "" {
			entries = append(entries, entry{lines: []cells.Line{indented(4, cells.Tell(theme.Dim, more))}})
		}
	}
	return entries
}

// indented puts cells before all rows of a line.
func indented(n int, l cells.Line) cells.Line {
	l.Spans, l.Hang = append([]cells.Span{cells.Ink(cells.Unbroken(cells.Spaces(n)), theme.Plain)}, l.Spans...), l.Hang+n
	return l
}

// progressIn keeps how far a job has come, in per cent, for percentDone.
func progressIn(seen *atomic.Int32) func(done, of int) {
	return func(done, of int) { seen.Store(int32(100 * done / max(of, 1))) }
}

func percentDone(seen *atomic.Int32) string { return phrase.Count(int64(seen.Load())) + "%" }

// healthWords are the words of the page in one language.
type healthWords struct{ title, looking, ofAll string }

var healthWordsIn = [...]healthWords{
	{title: "capture health", looking: "looking at the connections…", ofAll: "all of the capture, whatever passes the filter: "},
	{title: "捕获状况", looking: "正在查看连接…", ofAll: "整个捕获，不受过滤条件限制："},
}
