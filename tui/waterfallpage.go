package tui

import (
	"context"
	"fmt"
	"slices"
	"strconv"
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
	keys   *keymap
	list   *fallList
	grid   *grid
	wanted int   // exchange to stand on once it is known what passes; noRow for none
	fixed  *axis // nil while the axis is that of the rows in sight
	last   axis  // of the last drawing
	at     int64 // when the selected exchange began
	pace   pace
	which  string // which exchanges these are; empty for all
	busy   string // what is done before there are rows

	axisRow, axisFrom int // where the axis was drawn: row of the page, cell of the screen
}

// fallList are the rows of a waterfall: exchanges by their numbers, or in the
// order of connections; then their numbers are their places.
type fallList struct {
	picks        *grid // the exchanges that pass the filter; not drawn
	byConnection bool
	order        []int
}

func (s *screen) showWaterfall() {
	of := all
	if s.view == exchangesView {
		of = s.of
	}
	table := s.grids[exchangesView]
	l := &fallList{picks: s.newPicks(of)}
	p := &waterfallPage{words: &fallWordsIn[s.words.language], of: s.words, zone: s.opts.Zone, reveal: &s.look.reveal, keys: s.keys,
		list: l, grid: newGrid(s.trace, l, s.opts.Zone), wanted: noRow}
	p.grid.follow = table.follow && s.isLive()
	if number, ok := s.selectedExchange(); ok && !p.grid.follow {
		p.wanted = number
	}
	s.openPage(p)
}

// picks implements picker.
func (p *waterfallPage) picks() *grid { return p.list.picks }

// closed implements isClosed.
func (p *waterfallPage) closed(s *screen) {
	if s.jobs.busy(fallJob) {
		s.jobs.stop(fallJob)
		p.pace = pace{} // the order is to be made yet, should the page come back
	}
	s.leavePicks(p.list.picks)
}

const fallJob = "waterfall"

// speak implements speaker.
func (p *waterfallPage) speak(w *words) { p.words, p.of = &fallWordsIn[w.language], w }

func (p *waterfallPage) title(*words) string {
	title := p.words.title
	if p.list.byConnection {
		title += p.words.byConnection
	}
	if of := p.list.of(); of != all {
		title += " " + fmt.Sprintf(p.of.ofConnection, of)
	}
	return title
}

func (p *waterfallPage) hints() []hint {
	if _, rows := p.grid.place(); rows == 0 {
		return []hint{{askFilter, "f"}, {back, "Esc"}}
	}
	return []hint{{open, "Enter"}, {faster, "+ -"}, {askFilter, "f"}, {back, "Esc"}, {orderBy, "o"}, {startSearch, "/"}, {viewDelay, "t"}}
}

// hintWord implements namesKeys.
func (p *waterfallPage) hintWord(a action) string {
	switch a {
	case faster:
		return p.words.legend[0]
	case orderBy:
		return p.words.legend[3]
	case viewDelay:
		return p.words.delay
	}
	return ""
}

func (p *waterfallPage) status(*words) string {
	at, of := p.grid.place()
	return count(int64(min(at+1, of))) + "/" + count(int64(of))
}

// fallKeys are the keys of the waterfall.
var fallKeys = [...]pageKeys{
	{[]action{faster}, []chord{{r: '='}}}, {[]action{slower}, nil},
	{nil, []chord{{key: tcell.KeyRight}, {r: 'l'}}}, {nil, []chord{{key: tcell.KeyLeft}, {r: 'h'}}},
	{nil, []chord{{r: '0'}}}, {[]action{orderBy}, []chord{{r: 'c'}}}, {[]action{askFilter}, nil},
}

// key moves the axis.
func (p *waterfallPage) key(s *screen, event *tcell.EventKey) bool {
	axis := p.last
	a, is := s.keys.action(event), func(i int) bool { return s.keys.usual(event, fallKeys[i].own...) }
	switch {
	case a == faster:
		axis = axis.zoomed(0.5, p.about())
	case a == slower:
		axis = axis.zoomed(2, p.about())
	case is(2):
		axis = axis.panned(0.25)
	case is(3):
		axis = axis.panned(-0.25)
	case is(4):
		p.fixed = nil
		return true
	case a == orderBy, is(5):
		p.turn(s)
		return true
	case a == showHelp:
		s.over = newOverlay(s.words.help, append(append(ownKeys(s.keys, fallKeys[:], p.words.keys[:]), legendLines(s.words)...), helpLines(s.words, s.keys)...))
		return true
	default:
		return false
	}
	p.fix(axis)
	return true
}

// fix keeps the axis, so that it does not follow what is in sight.
func (p *waterfallPage) fix(a axis) {
	if a.width > 0 {
		p.fixed = &a
	}
}

// about is the moment around which the axis is zoomed.
func (p *waterfallPage) about() int64 {
	if p.at >= p.last.from && p.at < p.last.to {
		return p.at
	}
	return p.last.from + (p.last.to-p.last.from)/2
}

func (p *waterfallPage) act(s *screen, a action) bool {
	p.wanted = noRow
	switch a {
	case askFilter:
		s.turn(a)
		return true
	case open, viewDelay, viewSegments:
		number, ok := p.exchange()
		if !ok {
			return true
		}
		switch x := s.trace.Exchange(number); {
		case x.Gone:
			s.message = statWordsIn[s.words.language].isGone
		case a == viewDelay:
			s.showDelayOf(number)
		case a == viewSegments:
			s.openSegments(x.Stream, place{frame: firstFrame(&x)})
		default:
			s.jump(func() { s.goToExchange(number) })
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
		s.jobs.stop(fallJob)
		p.list.byConnection = false
		if ok {
			p.grid.selectNumber(number)
		}
		return
	}
	if !s.isPicked(p.list.picks) {
		s.message = p.words.notYet
		return
	}
	p.order(s, number)
}

// order puts the rows in the order of connections, beside the event loop.
func (p *waterfallPage) order(s *screen, number int) {
	p.pace.due(s.trace, time.Now())
	held, f := exchangeList{of: p.list.of()}, p.list.picks.arranged.filter
	picked := p.list.picks.arranged.picked.passed
	rows := func(r *trace.Reader) trace.Rows {
		if f != nil {
			return sorted(picked)
		}
		return held.numbers(r)
	}
	s.jobs.start(fallJob, func(ctx context.Context) func() {
		order := fallOrder(ctx, s.trace, rows)
		place := slices.Index(order, number)
		return func() {
			s.jobs.stop(fallJob)
			p.pace.took(time.Now())
			if now, ok := p.exchange(); ok && now != number { // one went on meanwhile
				place = slices.Index(order, now)
			}
			p.list.byConnection, p.list.order = true, order
			p.grid.selectRow(place)
		}
	}, func(err error) { s.jobs.stop(fallJob); s.message = err.Error() })
}

func (p *waterfallPage) refresh(s *screen) {
	picks := p.list.picks
	if number, ok := p.exchange(); s.pickAsTable(picks) {
		if ok && p.wanted == noRow {
			p.wanted = number
		}
		if p.list.byConnection {
			s.jobs.stop(fallJob)
			p.list.order, p.pace = nil, pace{}
		}
	}
	isPicked := s.isPicked(picks)
	p.grid.settle()
	if p.wanted != noRow && !p.list.byConnection {
		p.grid.selectNumber(p.wanted)
	}
	if isPicked && p.list.byConnection && !s.jobs.busy(fallJob) && p.pace.due(s.trace, time.Now()) {
		number, ok := p.exchange()
		if p.wanted != noRow || !ok {
			number = p.wanted
		}
		p.order(s, number)
	}
	if isPicked {
		p.wanted = noRow
	}
	p.tell(s, isPicked)
}

// tell says which exchanges are shown, and how far that is known.
func (p *waterfallPage) tell(s *screen, isPicked bool) {
	picks := p.list.picks
	_, n := picks.place()
	of := 0
	s.trace.View(func(r *trace.Reader) { of = picks.list.numbers(r).Len() })
	if p.busy = ""; !isPicked {
		p.busy = s.underway()
	}
	p.which = s.picksLine(picks, n, of, p.busy)
}

// findText implements finder: it looks beside the event loop, among the exchanges
// that are rows.
func (p *waterfallPage) findText(s *screen, text string, step int) {
	shown, of, order := s.wanted, exchangeList{of: p.list.of()}, p.list.order
	numbers := numbersFrom(p.grid, step)
	byConnection := p.list.byConnection
	s.message = fmt.Sprintf(s.words.searching, shown)
	s.jobs.start("search", func(ctx context.Context) func() {
		if byConnection {
			for i, place := range numbers {
				numbers[i] = order[place]
			}
		}
		number := search(ctx, s.trace, of, numbers, text)
		return func() {
			s.message = fmt.Sprintf(s.words.notFound, shown)
			if number == noRow || s.top() != page(p) {
				return
			}
			s.message = fmt.Sprintf(s.words.found, shown)
			p.grid.follow, p.wanted = false, noRow
			p.stand(number)
		}
	}, func(err error) { s.message = err.Error() })
}

// stand selects the row of an exchange.
func (p *waterfallPage) stand(number int) {
	if p.list.byConnection {
		p.grid.selectRow(slices.Index(p.list.order, number))
		return
	}
	p.grid.selectNumber(number)
}

// of is the connection whose exchanges they are, or all.
func (l *fallList) of() int { return l.picks.list.(exchangeList).of }

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
	return l.picks.arranged.rows(l.picks.list.numbers(r))
}

func (l *fallList) cells(*trace.Reader, int) []cell { return nil }

func (l *fallList) when(*trace.Reader, int) int64 { return 0 }

func (l *fallList) matches(*trace.Reader, int, string) bool { return false } // findText looks

// falls are the rows in sight; the numbers are the grid's.
func (p *waterfallPage) falls(rows []shown) (falls []fall) {
	p.grid.trace.View(func(r *trace.Reader) {
		found := make([]*trace.Exchange, len(rows))
		var widest fallDigits
		for i, row := range rows {
			if number, ok := p.list.exchange(row.number); ok {
				if found[i] = r.Exchange(number); found[i] != nil {
					widest.widen(found[i])
				}
			}
		}
		for _, x := range found {
			f := fall{label: "—"}
			if x != nil {
				f = fallOf(r, x, p.label(x, widest))
			}
			falls = append(falls, f)
		}
	})
	return falls
}

// fallDigits are the cells that the numbers of rows take at most.
type fallDigits struct{ exchange, stream int }

func (d *fallDigits) widen(x *trace.Exchange) {
	d.exchange = max(d.exchange, len(strconv.Itoa(x.Number+1)))
	d.stream = max(d.stream, len(strconv.Itoa(x.Stream)))
}

// label is what stands before a row, its numbers as wide as the widest.
func (p *waterfallPage) label(x *trace.Exchange, widest fallDigits) string {
	text := fmt.Sprintf("%*d ", widest.exchange, x.Number+1)
	if p.list.byConnection {
		text = fmt.Sprintf("%-*s ", widest.stream+1, "c"+strconv.Itoa(x.Stream)) + text
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
	top := y
	if p.which != "" {
		fill(canvas, x, y, width, th.tone[plain])
		put(canvas, x+1, y, width-2, clip(p.which, width-2), th.tone[strong])
		y, height = y+1, height-1
	}
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
	p.last, p.axisRow, p.axisFrom = a, y-top, x+label+2
	p.grid.drawn = p.grid.drawn[:0]
	p.drawAxis(canvas, th, a, x, y, label, width)
	for i := range p.grid.page {
		at := y + 1 + i
		fill(canvas, x, at, width, th.tone[plain])
		if i >= len(falls) {
			continue
		}
		p.grid.drawn = append(p.grid.drawn, all[i].number)
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
		put(canvas, x+2, y+2, width-2, p.empty(), th.tone[dim])
	}
	if legend {
		p.drawLegend(canvas, th, x, y+height-1, width)
	}
}

// empty is what stands in place of the rows.
func (p *waterfallPage) empty() string {
	switch {
	case p.busy != "":
		return p.busy
	case p.which != "":
		return p.words.nothing
	}
	return p.of.noExchanges
}

// clicked implements clickable. The axis is zoomed in around the moment that is
// clicked.
func (p *waterfallPage) clicked(s *screen, x, row int, twice bool) {
	switch row -= p.axisRow; {
	case row == 0 && x >= p.axisFrom && p.last.width > 0:
		a := p.last
		p.fix(a.zoomed(0.5, cellTime(a.from, a.to, min(x-p.axisFrom, a.width), a.width)))
	case row > 0 && row <= len(p.grid.drawn):
		p.wanted, p.grid.follow = noRow, false
		p.grid.selectNumber(p.grid.drawn[row-1])
		if twice {
			p.act(s, open)
		}
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
	if text := p.legend(); textWidth(text) <= end-at {
		put(canvas, end-textWidth(text), y, textWidth(text), text, th.tone[dim])
	}
}

// legend names the keys that move the axis, as they are bound.
func (p *waterfallPage) legend() string {
	var parts []string
	for i, of := range [...][]int{{0, 1}, {3, 2}, {4}, {5}} {
		var keys []string
		for _, k := range of {
			if labels := p.keys.written(&fallKeys[k]); len(labels) > 0 {
				keys = append(keys, labels[0])
			}
		}
		if len(keys) > 0 {
			parts = append(parts, strings.Join(keys, " ")+" "+p.words.legend[i])
		}
	}
	return strings.Join(parts, "  ")
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
	title, byConnection, delay, notYet, nothing string
	legend                                      [4]string
	keys                                        [len(fallKeys)]string
}

var fallWordsIn = [...]fallWords{
	{title: "waterfall", byConnection: " by connection", delay: "where time went", notYet: "it is not known yet which exchanges pass the filter", nothing: "Nothing passes the filter.",
		legend: [...]string{"zoom", "pan", "fit", "order"},
		keys: [...]string{"zoom in, around the selected exchange", "zoom out", "later", "earlier", "fit the axis to what is in sight, and keep it so",
			"by connection, or by number", "show only what passes a filter"}},
	{title: "瀑布图", byConnection: "（按连接）", delay: "时间去向", notYet: "尚不知道哪些请求匹配过滤条件", nothing: "没有匹配的行。",
		legend: [...]string{"缩放", "平移", "适合", "顺序"},
		keys:   [...]string{"以所选请求为中心放大", "缩小", "往后", "往前", "使时间轴适合可见的内容，并保持", "按连接，或按编号", "只显示匹配过滤条件的"}},
}
