package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/statistics"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// statMenu is a tab of the statistics that is no table: lines of which some lead
// to what they count.
type statMenu struct{ menu }

// leads says whether a line leads somewhere.
func (m *statMenu) leads() bool {
	return slices.ContainsFunc(m.entries, func(e entry) bool { return e.open != nil })
}

// search selects the next line with a text that leads somewhere.
func (m *statMenu) search(text string, step int) bool {
	n := len(m.entries)
	for i := 1; i <= n; i++ {
		at := ((m.selected+i*step)%n + n) % n
		if e := &m.entries[at]; e.open != nil && cells.Contains(wordsOf(e.lines), text) {
			m.selected, m.moved = at, true
			return true
		}
	}
	return false
}

func wordsOf(lines []cells.Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, s := range l.Spans {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// layMenu makes the lines of the tab in sight anew, if they are not up to date.
func (p *statsPage) layMenu() {
	if p.inView < statTables || p.report == nil {
		return
	}
	if m := p.menu(); m.width != p.width {
		m.setEntries(p.entries(p.width))
		m.lay(p.width)
	}
}

// entries are the lines of the tab in sight.
func (p *statsPage) entries(width int) []entry {
	if p.inView == timesTab {
		return timeEntries(p.words, &p.report.All.Times, width)
	}
	return p.totalEntries(width)
}

// total is something that is counted of all, with the filter that its rows pass.
type total struct {
	text   string
	of     view
	filter string // empty when all do
	leads  bool
	none   bool // there are 0
}

const errorsFilter = "http.response.code >= 400"

// totals are what all exchanges come to, the most important first.
func (p *statsPage) totals() []total {
	r, w := p.report, p.words
	all := []total{{phrase.Sprintf(w.exchanges, phrase.Count(int64(r.All.Exchanges))), exchangesView, "", true, false}}
	plainly := func(text string) { all = append(all, total{text: text}) }
	if span := r.Last - r.First; span > 0 && r.All.Exchanges > 1 {
		plainly(rateText(w, r.All.Exchanges, time.Duration(span)))
	}
	leading := func(n int, format string, of view, filter string) {
		all = append(all, total{fmt.Sprintf(format, phrase.Count(int64(n))), of, filter, n > 0, n == 0})
	}
	leading(r.All.Errors, w.errors, exchangesView, errorsFilter)
	leading(r.All.Failures, w.failures, exchangesView, "http.response.code >= 500")
	for i, n := range [...]int{r.All.Silent, r.All.Lost, r.All.Unclear} {
		if n > 0 || i == 0 {
			leading(n, w.silent[i], exchangesView, "http && !http.response")
			all[len(all)-1].leads = n > 0 && n == r.All.Unheard && p.whole // else there are others without a response
		}
	}
	if t := &r.All.Times; t.Count() > 0 {
		plainly(fmt.Sprintf(w.median, about(t, phrase.Took(t.Quantile(0.5))), about(t, phrase.Took(t.Quantile(0.99)))))
	}
	plainly(fmt.Sprintf(w.bytes, phrase.Size(r.All.Sent), phrase.Size(r.All.Received)))
	leading(r.Connections, w.connections, connectionsView, "")
	leading(r.Refused, w.refused, connectionsView, "tcp.close == refused")
	leading(r.Unanswered, w.notAnswered, connectionsView, "tcp.close == unanswered")
	leading(r.Resets, w.resets, connectionsView, "tcp.close == rst")
	leading(r.NotWhole, w.notWhole, connectionsView, "tcp.missing_bytes > 0")
	return all
}

// totalEntries are the totals as lines.
func (p *statsPage) totalEntries(width int) []entry {
	var entries []entry
	for _, t := range p.totals() {
		e := entry{lines: []cells.Line{cells.Tell(theme.Plain, t.text)}}
		if t.leads {
			e.open = func(s *screen) { s.jump(func() { s.showFiltered(t.of, t.filter) }) }
		}
		entries = append(entries, e)
	}
	text, _ := rateLine(p.words, p.report, width)
	return append(entries, entry{lines: []cells.Line{cells.Tell(theme.Plain, text)}})
}

// timeEntries are how many exchanges took how long, between powers of two.
func timeEntries(w *statWords, h *statistics.Histogram, width int) []entry {
	if h.Count() == 0 {
		return []entry{{lines: []cells.Line{cells.Tell(theme.Dim, w.noTimes)}}}
	}
	entries := []entry{{lines: []cells.Line{cells.Tell(theme.Dim, fmt.Sprintf(w.took, about(h, phrase.Took(h.Quantile(0.5))), about(h, phrase.Took(h.Quantile(0.95))), about(h, phrase.Took(h.Quantile(0.99))), phrase.Took(h.Most()), phrase.Took(h.Mean())))}}}
	most := 0
	for _, b := range h.Bars() {
		most = max(most, b.Count)
	}
	for _, b := range h.Bars() {
		label := fmt.Sprintf("%7s – %-7s", phrase.Took(b.From), phrase.Took(b.To))
		n := fmt.Sprintf(" %s %s", phrase.Count(int64(b.Count)), percent(100*float64(b.Count)/float64(h.Count())))
		if b.Count == 0 {
			entries = append(entries, entry{lines: []cells.Line{cells.Of(cells.Ink(label, theme.Dim))}})
			continue
		}
		room := max(width-cells.Width(label)-1-cells.Width(n), 1)
		entries = append(entries, entry{[]cells.Line{cells.Of(cells.Ink(label+" ", theme.Dim), cells.Ink(cells.Bar(b.Count, most, room), theme.Moved), cells.Ink(n, theme.Plain))},
			func(s *screen) { s.jump(func() { s.showFiltered(exchangesView, durationFilter(b)) }) }})
	}
	return entries
}

// durationFilter lets the exchanges of a bar through.
func durationFilter(b statistics.Bar) string {
	return "http.duration >= " + inSeconds(b.From) + " && http.duration < " + inSeconds(b.To)
}

// inSeconds writes nanoseconds as a filter has them.
func inSeconds(ns int64) string {
	return strconv.FormatInt(ns/1e9, 10) + fmt.Sprintf(".%09d", ns%1e9)
}
