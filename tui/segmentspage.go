package tui

import (
	"context"
	"fmt"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/explain"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
)

// segmentsPage lists the segments of a connection, which are read from the
// capture again, with the detail of the selected one below.
type segmentsPage struct {
	rereading
	all      *replay.Segments
	grid     *grid
	list     *segmentList
	course   explain.Course
	language int
	wanted   place // where to stand once it was read; zero when that is no more wanted
	sought   int   // segments among which it is not

	pane     paneMode
	inDetail bool
	detail   pager
	showing  segmentLook
	hex      bool
	payload  payload
}

// place is a segment, by where a byte of it lies in the capture, or by its frame
// where that is not known.
type place struct {
	frame  int64 // 0 when it is not known
	offset int64 // 0 when it is not known
}

// segmentLook is what the detail shows. Two that are equal look the same.
type segmentLook struct {
	frame       int64
	hex, reveal bool
	raw, read   bool
	messages    int // known
	language    int
}

// payload is one that was read.
type payload struct {
	frame int64
	bytes []byte
	err   error
}

// showSegments opens the segments of the connection that is looked at, at the
// place that is.
func (s *screen) showSegments() {
	of, ok := s.selectedStream()
	if !ok {
		return
	}
	s.openSegments(of, s.standing())
}

// openSegments opens the segments of a connection. It stands on a place of it once
// that was read; on the first segment when that is not known.
func (s *screen) openSegments(of int, at place) {
	var p *segmentsPage
	fits := func(q page) bool {
		found, ok := q.(*segmentsPage)
		if ok = ok && found.of == of; ok {
			p = found
			p.seek(at)
		}
		return ok
	}
	if s.raise(fits) {
		return
	}
	l := &segmentList{words: &segmentWordsIn[s.words.language], zone: s.opts.Zone, reveal: s.look.reveal}
	p = &segmentsPage{language: s.words.language, list: l, grid: newGrid(s.trace, l, s.opts.Zone), all: replay.NewSegments()}
	p.rereading = rereading{of: of, kind: fmt.Sprintf("segments %d", of), read: p.readOn(s)}
	p.seek(at)
	s.openPage(p)
}

// readOn reads segments, and at the end where the messages are.
func (p *segmentsPage) readOn(s *screen) func(context.Context, *trace.Connection, bool, func(int64, int64, func())) (func(), error) {
	return func(ctx context.Context, c *trace.Connection, _ bool, tell func(int64, int64, func())) (func(), error) {
		var steps []replay.Step
		err := p.all.Read(ctx, s.opts.Again, &c.Info, func(some []replay.Step, done, all int64) {
			steps = some
			tell(done, all, func() { p.take(some) })
		})
		http := httpFramesOf(s.trace, p.of)
		return func() {
			p.list.http = http
			p.take(steps)
			if p.wanted.offset > 0 && p.wanted.frame > 0 && err == nil {
				p.seek(place{frame: p.wanted.frame}) // the byte is in none of them
			}
			p.updateDetail(s)
		}, err
	}
}

// take shows segments that were read.
func (p *segmentsPage) take(steps []replay.Step) {
	if len(steps) < len(p.list.steps) {
		return
	}
	for i := len(p.list.steps); i < len(steps); i++ {
		p.list.digits = max(p.list.digits, digitsOf(&steps[i]))
	}
	p.list.steps = steps
	p.find()
	p.grid.settle()
}

// seek makes the page stand on a place as soon as that was read.
func (p *segmentsPage) seek(at place) {
	p.wanted, p.sought = at, 0
	p.find()
}

// find looks for the wanted place in what was read.
func (p *segmentsPage) find() {
	if p.wanted == (place{}) {
		return
	}
	for ; p.sought < len(p.list.steps); p.sought++ {
		s := &p.list.steps[p.sought]
		byOffset := p.wanted.offset > 0 && s.Offset >= 0 && s.Offset <= p.wanted.offset && p.wanted.offset < s.Offset+int64(s.Captured)
		if byOffset || p.wanted.offset == 0 && s.Frame >= p.wanted.frame {
			p.wanted = place{}
			p.grid.follow = false
			p.grid.selectNumber(p.sought)
			return
		}
	}
}

func (p *segmentsPage) stream() int { return p.of }

// standing is the selected segment.
func (p *segmentsPage) standing() place {
	if i, ok := p.grid.current(); ok && i < len(p.list.steps) {
		return place{frame: p.list.steps[i].Frame}
	}
	return place{}
}

func (p *segmentsPage) closed(s *screen) {
	p.pause(s)
	s.jobs.stop("payload")
}

func (p *segmentsPage) title(*words) string { return fmt.Sprintf(p.list.words.title, p.of) }

func (p *segmentsPage) hints() []hint {
	switch {
	case p.inDetail:
		return []hint{{back, "Esc"}, {toggleHex, "x"}, {viewExchanges, "1"}, {nextItem, "[ ]"}}
	case p.pane != hidden:
		return []hint{{back, "Esc"}, {switchPane, "Tab"}, {viewExchanges, "1"}, {viewBytes, "d"}, {turnTime, "A"}, {toggleRaw, "r"}}
	}
	return []hint{{back, "Esc"}, {open, "Enter"}, {viewExchanges, "1"}, {showExport, "e"}, {viewBytes, "d"}, {viewLadder, "l"}, {startSearch, "/"}, {turnTime, "A"}, {toggleRaw, "r"}}
}

func (p *segmentsPage) hintWord(a action) string {
	switch a {
	case viewExchanges:
		return p.list.words.exchange
	case toggleRaw:
		return p.list.words.raw
	}
	return ""
}

func (p *segmentsPage) status(w *words) string {
	at, of := p.grid.place()
	text := count(int64(min(at+1, of))) + "/" + count(int64(of))
	if p.grid.follow && !p.ended {
		text += " " + w.follow
	}
	if more := p.rereading.status(&rereadingWordsIn[w.language]); more != "" {
		text += "  " + more
	}
	return text
}

func (p *segmentsPage) draw(canvas tcell.Screen, th *theme, x, y, width, height int) {
	heading := ""
	if i, ok := p.grid.current(); ok && i < len(p.list.steps) {
		heading = fmt.Sprintf(p.list.words.one, frameText(p.list.steps[i].Frame))
	}
	if p.pane == full {
		drawPager(canvas, th, &p.detail, heading, true, x, y, width, height)
		return
	}
	table := height
	if p.pane == split {
		table = tableHeight(height)
		drawPager(canvas, th, &p.detail, heading, p.inDetail, x, y+table, width, height-table)
	}
	p.grid.draw(canvas, th, x, y, width, table, !p.inDetail, p.empty())
}

// empty is what stands in place of the table while it has no rows.
func (p *segmentsPage) empty() string {
	if text := p.rereading.status(&rereadingWordsIn[p.language]); text != "" {
		return text
	}
	return p.list.words.noSegments
}

func (p *segmentsPage) act(s *screen, a action) bool {
	defer p.updateDetail(s)
	switch {
	case (p.inDetail || p.pane == full) && s.scroll(&p.detail, a):
		return true
	case !p.inDetail && p.pane != full && s.travelOver(p.grid, a):
		p.wanted = place{}
		return true
	}
	switch a {
	case open:
		p.grid.follow = false
		if p.inDetail {
			p.pane = full
		} else if len(p.list.steps) > 0 {
			p.pane, p.inDetail = max(p.pane, split), true
		}
	case togglePane:
		p.inDetail = false
		if p.pane == hidden {
			p.pane = split
		} else {
			p.pane = hidden
		}
	case switchPane:
		p.inDetail = p.pane != split || !p.inDetail
		p.pane = split
	case back:
		return p.back(s)
	case nextItem:
		p.grid.move(1)
	case previousItem:
		p.grid.move(-1)
	case toggleHex:
		p.hex = !p.hex
	case toggleRaw:
		p.list.raw = !p.list.raw
	case toggleSecrets:
		s.turn(a)
		p.list.reveal = s.look.reveal
	case turnTime:
		p.list.times = (p.list.times + 1) % timeModes
		p.grid.widest = nil
	case toggleFollow:
		p.grid.follow = !p.grid.follow
		p.grid.settle()
	case readOn:
		p.resume(s)
	case viewExchanges:
		p.toExchange(s)
	case viewSegments:
	default:
		return false
	}
	return true
}

// back goes one step out; false when the page is to go.
func (p *segmentsPage) back(s *screen) bool {
	switch {
	case p.pane == full:
		p.pane = split
	case p.inDetail:
		p.pane, p.inDetail = hidden, false
	case p.pane == split:
		p.pane = hidden
	default:
		return p.stop(s)
	}
	return true
}

// toExchange shows the exchange that the selected segment has bytes of.
func (p *segmentsPage) toExchange(s *screen) {
	if i, ok := p.grid.current(); ok && i < len(p.list.steps) {
		if parts := carriedBy(s.trace, p.list, i); len(parts) > 0 {
			s.jumpToExchange(parts[0].exchange)
			return
		}
	}
	s.message = p.list.words.noMessage
}

// refresh reads on when the connection went on.
func (p *segmentsPage) refresh(s *screen) {
	p.goOn(s)
	p.grid.settle()
	p.updateDetail(s)
}

// updateDetail makes the detail show the selected segment, when it is in sight.
func (p *segmentsPage) updateDetail(s *screen) {
	i, ok := p.grid.current()
	if !ok || i >= len(p.list.steps) || p.pane == hidden {
		p.showing = segmentLook{}
		return
	}
	step := &p.list.steps[i]
	about := segmentLook{
		frame: step.Frame, hex: p.hex, reveal: p.list.reveal, raw: p.list.raw, language: p.language, read: p.payload.frame == step.Frame,
		messages: len(p.list.http[0].byFirst) + len(p.list.http[1].byFirst),
	}
	if about == p.showing {
		return
	}
	c := s.trace.Connection(p.of)
	v := segmentView{words: s.words, list: p.list, number: i, hex: p.hex, said: p.course.Step(&c.Info, p.list.steps, i), parts: carriedBy(s.trace, p.list, i)}
	if about.read {
		v.payload, v.err = p.payload.bytes, p.payload.err
	} else if step.Captured > 0 && step.Offset >= 0 {
		p.fetch(s, step)
	}
	if p.showing.frame != about.frame {
		p.detail.top = 0
	}
	p.showing = about
	p.detail.setLines(v.lines())
}

// fetch reads a payload.
func (p *segmentsPage) fetch(s *screen, step *replay.Step) {
	frame, offset, b := step.Frame, step.Offset, make([]byte, step.Captured)
	s.jobs.start("payload", func(context.Context) func() {
		n, err := s.trace.ReadAt(b, offset)
		if n == len(b) {
			err = nil
		}
		return func() {
			p.payload = payload{frame, b[:n], err}
			p.updateDetail(s)
		}
	}, func(err error) { p.payload = payload{frame, nil, err} })
}

// findText implements finder: it looks beside the event loop for the next segment
// with a text.
func (p *segmentsPage) findText(s *screen, text string, step int) {
	l, shown := *p.list, s.wanted
	l.origins = nil
	numbers := numbersFrom(p.grid, step)
	s.message = fmt.Sprintf(s.words.searching, shown)
	s.jobs.start("search", func(ctx context.Context) func() {
		number := search(ctx, s.trace, &l, numbers, text)
		return func() {
			s.message = fmt.Sprintf(s.words.notFound, shown)
			if number != noRow {
				s.message = fmt.Sprintf(s.words.found, shown)
				p.wanted, p.grid.follow = place{}, false
				p.grid.selectNumber(number)
				p.updateDetail(s)
			}
		}
	}, func(err error) { s.message = err.Error() })
}

// line is the selected segment as a line of text, for who copies it; empty when
// there is none.
func (p *segmentsPage) line(t *trace.Trace) (text string) {
	i, ok := p.grid.current()
	if !ok || i >= len(p.list.steps) {
		return ""
	}
	t.View(func(r *trace.Reader) {
		var parts []string
		for _, c := range p.list.cells(r, i) {
			if c.text != "" {
				parts = append(parts, c.text)
			}
		}
		text = strings.Join(parts, "  ")
	})
	return text
}
