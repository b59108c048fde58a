package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/delay"
	"wiretalk/internal/trace"
)

// waterfallPage shows exchanges on a time axis, one a row. Only those in sight
// are looked at.
type waterfallPage struct {
	words  *fallWords
	of     *words
	zone   *time.Location
	reveal *bool
	table  *grid // whose rows they are
	list   *fallList
	grid   *grid
	fixed  *axis // nil while the axis is that of the rows in sight
	last   axis  // of the last drawing
	at     int64 // when the selected exchange began
	pace   pace
}

// fallList are the rows of a waterfall: those of the table of exchanges, or the
// same in the order of connections; then their numbers are their places.
type fallList struct {
	table        *grid
	byConnection bool
	order        []int
}

func (s *screen) showWaterfall() {
	s.jobs.stop("waterfall") // of such a page that was left
	table := s.grids[exchangesView]
	l := &fallList{table: table}
	p := &waterfallPage{words: &fallWordsIn[s.words.language], of: s.words, zone: s.opts.Zone, reveal: &s.look.reveal,
		table: table, list: l, grid: newGrid(s.trace, l, s.opts.Zone)}
	p.grid.follow = table.follow && s.isLive()
	number, ok := s.selectedExchange()
	s.openPage(p)
	if ok {
		p.grid.selectNumber(number)
	} else {
		p.grid.selectRow(0)
	}
}

// speak implements speaker.
func (p *waterfallPage) speak(w *words) { p.words, p.of = &fallWordsIn[w.language], w }

func (p *waterfallPage) title(*words) string {
	if p.list.byConnection {
		return p.words.title + p.words.byConnection
	}
	return p.words.title
}

func (p *waterfallPage) hints() []hint {
	return []hint{{open, "Enter"}, {back, "Esc"}, {startSearch, "/"}}
}

func (p *waterfallPage) status(*words) string {
	at, of := p.grid.place()
	return count(int64(min(at+1, of))) + "/" + count(int64(of))
}

// key moves the axis.
func (p *waterfallPage) key(s *screen, event *tcell.EventKey) bool {
	axis := p.last
	switch key, r := event.Key(), event.Rune(); {
	case key == tcell.KeyLeft, key == tcell.KeyRune && r == 'h':
		axis = axis.panned(-0.25)
	case key == tcell.KeyRight, key == tcell.KeyRune && r == 'l':
		axis = axis.panned(0.25)
	case key != tcell.KeyRune:
		return false
	case r == '+' || r == '=':
		axis = axis.zoomed(0.5, p.about())
	case r == '-':
		axis = axis.zoomed(2, p.about())
	case r == '0':
		p.fixed = nil
		return true
	case r == 'c':
		p.turn(s)
		return true
	case r == '?':
		s.over = newOverlay(s.words.help, append(append(ownKeys(p.words.keys[:]), legendLines(s.words)...), helpLines(s.words, s.keys)...))
		return true
	default:
		return false
	}
	if axis.width > 0 {
		p.fixed = &axis
	}
	return true
}

// about is the moment around which the axis is zoomed.
func (p *waterfallPage) about() int64 {
	if p.at >= p.last.from && p.at < p.last.to {
		return p.at
	}
	return p.last.from + (p.last.to-p.last.from)/2
}

func (p *waterfallPage) act(s *screen, a action) bool {
	switch a {
	case open, viewDelay, viewSegments:
		number, ok := p.exchange()
		if !ok {
			return true
		}
		switch x := s.trace.Exchange(number); {
		case x.Gone:
		case a == viewDelay:
			s.showDelayOf(number)
		case a == viewSegments:
			s.openSegments(x.Stream, place{frame: firstFrame(&x)})
		default:
			s.goToExchange(number)
		}
		return true
	case toggleFollow:
		p.grid.follow = !p.grid.follow
		p.grid.settle()
		return true
	}
	return s.travelOver(p.grid, a)
}

func firstFrame(x *trace.Exchange) int64 {
	if x.Request.Seen {
		return x.Request.FirstFrame
	}
	return x.Response.FirstFrame
}

// exchange is the selected one.
func (p *waterfallPage) exchange() (int, bool) {
	row, ok := p.grid.current()
	if !ok {
		return 0, false
	}
	return p.list.exchange(row)
}

// turn changes between the two orders. The selected exchange stays selected.
func (p *waterfallPage) turn(s *screen) {
	number, ok := p.exchange()
	if p.list.byConnection {
		p.list.byConnection = false
		if ok {
			p.grid.selectNumber(number)
		}
		return
	}
	p.order(s, number)
}

// order puts the rows in the order of connections, beside the event loop.
func (p *waterfallPage) order(s *screen, number int) {
	p.pace.due(s.trace, time.Now())
	under := p.table.list
	s.jobs.start("waterfall", func(context.Context) func() {
		var order []int
		s.trace.View(func(r *trace.Reader) { order = fallOrder(r, under.numbers(r)) })
		return func() {
			s.jobs.stop("waterfall")
			p.pace.took(time.Now())
			p.list.byConnection, p.list.order = true, order
			p.grid.selectRow(slices.Index(order, number))
		}
	}, func(err error) { s.jobs.stop("waterfall"); s.message = err.Error() })
}

func (p *waterfallPage) refresh(s *screen) {
	p.grid.settle()
	if p.list.byConnection && !s.jobs.busy("waterfall") && p.pace.due(s.trace, time.Now()) {
		number, _ := p.exchange()
		p.order(s, number)
	}
}

// search implements searcher.
func (p *waterfallPage) search(s *screen, text string, step int) bool {
	found := noRow
	numbers := numbersFrom(p.grid, step)
	s.trace.View(func(r *trace.Reader) {
		for _, row := range numbers[:min(len(numbers), maxSearched)] {
			if p.list.matches(r, row, text) {
				found = row
				return
			}
		}
	})
	if found == noRow {
		return false
	}
	p.grid.follow = false
	p.grid.selectNumber(found)
	return true
}

// maxSearched is how many rows of a page are searched at once.
const maxSearched = 50_000

// exchange is the exchange of a row; false when there is none.
func (l *fallList) exchange(row int) (int, bool) {
	if !l.byConnection {
		return row, true
	}
	if row < 0 || row >= len(l.order) {
		return 0, false
	}
	return l.order[row], true
}

func (l *fallList) columns() []column { return nil }

func (l *fallList) numbers(r *trace.Reader) trace.Rows {
	if l.byConnection {
		return spanOfNumbers{0, len(l.order)}
	}
	return l.table.list.numbers(r)
}

func (l *fallList) cells(*trace.Reader, int) []cell { return nil }

func (l *fallList) when(*trace.Reader, int) int64 { return 0 }

func (l *fallList) matches(r *trace.Reader, row int, text string) bool {
	number, ok := l.exchange(row)
	return ok && r.Exchange(number) != nil && l.table.list.matches(r, number, text)
}

// falls are the rows in sight; the numbers are the grid's.
func (p *waterfallPage) falls(rows []shown) (falls []fall) {
	p.grid.trace.View(func(r *trace.Reader) {
		for _, row := range rows {
			f := fall{label: "—"}
			if number, ok := p.list.exchange(row.number); ok {
				if x := r.Exchange(number); x != nil {
					f = fallOf(r, x, p.label(x))
				}
			}
			falls = append(falls, f)
		}
	})
	return falls
}

func (p *waterfallPage) label(x *trace.Exchange) string {
	text := fmt.Sprintf("%d ", x.Number+1)
	if p.list.byConnection {
		text = fmt.Sprintf("c%d ", x.Stream) + text
	}
	if x.Status != 0 {
		text += fmt.Sprintf("%d ", x.Status)
	}
	if !x.Request.Seen {
		return text + p.of.noRequest
	}
	return text + clean(x.Method+" "+shownTarget(x, *p.reveal))
}

func (p *waterfallPage) draw(canvas tcell.Screen, th *theme, x, y, width, height int) {
	legend := height >= 9
	rows := height - 1
	if legend {
		rows--
	}
	p.grid.page = max(rows, 1)
	all := p.grid.inSight()
	falls := p.falls(all)
	label := min(max(width*3/10, 12), 48)
	a := fit(falls, max(width-label-2, 1))
	if p.fixed != nil {
		p.fixed.width = a.width
		a = *p.fixed
	}
	p.last = a
	p.drawAxis(canvas, th, a, x, y, label, width)
	for i := range p.grid.page {
		at := y + 1 + i
		fill(canvas, x, at, width, th.tone[plain])
		if i >= len(falls) {
			continue
		}
		mark, style := " ", th.tone[plain]
		if all[i].number == p.grid.selected {
			mark, style, p.at = "▸", th.selected, falls[i].from
			fill(canvas, x, at, label+1, style)
		}
		put(canvas, x, at, 1, mark, style)
		put(canvas, x+1, at, label, clip(falls[i].label, label), style)
		cell := x + label + 2
		for _, s := range a.row(&falls[i]) {
			cell += put(canvas, cell, at, x+width-cell, s.text, th.tone[s.tone])
		}
	}
	if len(falls) == 0 {
		put(canvas, x+2, y+2, width-2, p.of.noExchanges, th.tone[dim])
	}
	if legend {
		p.drawLegend(canvas, th, x, y+height-1, width)
	}
}

// drawAxis draws when the axis begins, and how long after that its ticks are.
func (p *waterfallPage) drawAxis(canvas tcell.Screen, th *theme, a axis, x, y, label, width int) {
	fill(canvas, x, y, width, th.header)
	if a.from == 0 {
		return
	}
	begin := clock(a.from, p.zone)
	if label < len(begin) {
		begin = begin[:len("15:04:05")]
	}
	put(canvas, x+1, y, label, begin, th.header)
	end := 0
	for _, t := range a.ticks() {
		text := "│" + t.text
		if t.cell < end || t.cell+textWidth(text) > a.width {
			continue
		}
		put(canvas, x+label+2+t.cell, y, a.width-t.cell, text, th.header)
		end = t.cell + textWidth(text) + 1
	}
}

// drawLegend says what the signs stand for, as many as fit, and the keys.
func (p *waterfallPage) drawLegend(canvas tcell.Screen, th *theme, x, y, width int) {
	fill(canvas, x, y, width, th.tone[plain])
	words := &delayWordsIn[p.of.language]
	at, end := x+1, x+width
	for _, k := range [...]delay.Kind{delay.Think, delay.Transfer, delay.Upload, delay.Handshake, delay.Behind, delay.Idle} {
		text := sliceSigns[k] + " " + words.kinds[k]
		if textWidth(text)+2 > end-at {
			break
		}
		put(canvas, at, y, 1, sliceSigns[k], th.tone[sliceTones[k]])
		at += 1 + put(canvas, at+1, y, end-at-1, " "+words.kinds[k]+"  ", th.tone[dim])
	}
	if text := p.words.legend; textWidth(text) <= end-at {
		put(canvas, end-textWidth(text), y, textWidth(text), text, th.tone[dim])
	}
}

// legendLines say what the signs of slices stand for.
func legendLines(w *words) []line {
	words := &delayWordsIn[w.language]
	var lines []line
	for k := range delay.Kinds {
		lines = append(lines, prose(4, span{sliceSigns[k] + "   ", sliceTones[k]}, span{strings.TrimSpace(words.kinds[k]), plain}))
	}
	return append(lines, line{})
}

// fallWords are the words of the waterfall in one language.
type fallWords struct {
	title, byConnection, legend string
	keys                        [6][2]string
}

var fallWordsIn = [...]fallWords{
	{title: "waterfall", byConnection: " by connection", legend: "+ - zoom  ← → pan  0 fit  c order",
		keys: [...][2]string{{"+ =", "zoom in, around the selected exchange"}, {"-", "zoom out"}, {"→ l", "later"}, {"← h", "earlier"},
			{"0", "fit the axis to what is in sight, and keep it so"}, {"c", "by connection, or in the order of the table"}}},
	{title: "瀑布图", byConnection: "（按连接）", legend: "+ - 缩放  ← → 平移  0 适合  c 顺序",
		keys: [...][2]string{{"+ =", "以所选交换为中心放大"}, {"-", "缩小"}, {"→ l", "往后"}, {"← h", "往前"},
			{"0", "使时间轴适合可见的内容，并保持"}, {"c", "按连接，或按表中的顺序"}}},
}
