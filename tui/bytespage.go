package tui

import (
	"context"
	"fmt"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// bytesPage shows what both ends of a connection sent, in the order of the
// capture. It holds where the bytes lie and reads those in sight.
type bytesPage struct {
	rereading
	screen *screen
	bytes  *replay.Stream
	words  *bytesWords

	hex    bool
	only   int // a side, or bothWays
	follow bool
	wanted place // where to stand once it was read; zero when that is no more wanted
	sought int   // runs among which it is not

	at    spot        // of the first row in sight
	rows  []byteRow   // in sight
	shown bytesLook   // what rows are of
	queue []bytesStep // to be done when what is under way is
	found *byteMatch

	width, height int   // at the last drawing
	total         int64 // bytes of both ends, as far as the trace knows
	digits        int   // of frame numbers
}

// bytesLook is what rows in sight depend on. Two that are equal look the same.
type bytesLook struct {
	at            spot
	width, height int
	hex, reveal   bool
	only          int
	runs          int // that have been read, where they matter
}

// showBytes opens the bytes of the connection that is looked at, at the place that is.
func (s *screen) showBytes() {
	of, ok := s.selectedStream()
	if !ok {
		return
	}
	at := s.standing()
	fits := func(q page) bool {
		p, ok := q.(*bytesPage)
		if ok = ok && p.of == of; ok {
			p.seek(at)
		}
		return ok
	}
	if s.raise(fits) {
		return
	}
	p := &bytesPage{screen: s, bytes: replay.NewStream(), words: &bytesWordsIn[s.words.language], only: bothWays}
	p.rereading = rereading{of: of, kind: fmt.Sprintf("bytes of %d", of), read: p.readOn}
	p.seek(at)
	s.openPage(p)
}

func (p *bytesPage) readOn(ctx context.Context, c *trace.Connection, done bool, tell func(int64, int64, func())) (func(), error) {
	err := p.bytes.Read(ctx, p.screen.opts.Again, &c.Info, done, func(done, all int64) { tell(done, all, p.update) })
	return p.update, err
}

// seek makes the page stand on a place as soon as that was read.
func (p *bytesPage) seek(at place) { p.wanted, p.sought = at, 0 }

// update looks for what is wanted in what was read, and shows what is in sight.
func (p *bytesPage) update() {
	if wanted := p.wanted; wanted != (place{}) {
		p.bytes.From(p.sought, func(i int, run replay.Run) bool {
			p.sought = i + 1
			inside := wanted.offset > 0 && run.Offset >= 0 && run.Offset <= wanted.offset && wanted.offset < run.Offset+run.Length
			if inside || wanted.offset == 0 && run.Frame >= wanted.frame {
				p.at, p.wanted = spot{run: i}, place{}
			}
			return p.wanted != place{}
		})
	}
	p.look(nil)
}

func (p *bytesPage) speak(w *words) {
	p.words, p.shown = &bytesWordsIn[w.language], bytesLook{}
	p.look(nil)
}

// layout is how bytes are shown now.
func (p *bytesPage) layout() *byteLayout {
	s := p.screen
	return &byteLayout{
		stream: p.bytes, capture: s.trace, words: p.words, width: p.width - p.gutter(), hex: p.hex, reveal: s.look.reveal, only: p.only,
	}
}

// way is how a spot is found, beside the event loop, from the one that was in sight.
type way func(ctx context.Context, b *byteLayout, at spot) spot

// look reads what is in sight, from where a way leads; nil for where it is.
func (p *bytesPage) look(to way) {
	s, height := p.screen, p.height
	l := p.layout()
	about := bytesLook{at: p.at, width: p.width, height: height, hex: p.hex, reveal: l.reveal, only: p.only}
	if len(p.rows) < height || p.follow {
		about.runs = p.bytes.Len()
	}
	if height <= 0 || l.width <= 0 || to == nil && (about == p.shown || s.jobs.busy("bytes")) {
		return
	}
	if to == nil && p.follow {
		to = func(ctx context.Context, b *byteLayout, _ spot) spot { return b.last(ctx, height) }
	}
	s.jobs.start("bytes", func(ctx context.Context) func() {
		at := about.at
		if to != nil {
			at = to(ctx, l, at)
		}
		rows := l.window(ctx, at, height)
		if len(rows) > 0 && to != nil {
			at.run = rows[0].run
		}
		return func() {
			s.jobs.stop("bytes")
			p.at, p.rows, p.shown = at, rows, about
			p.shown.at = at
			if len(rows) == height && !p.follow {
				p.shown.runs = 0
			}
			p.settle()
		}
	}, func(err error) {
		s.jobs.stop("bytes")
		s.message = err.Error()
	})
}

// bytesStep is something that was asked for while something else was under way: to move
// by rows, or to go where a way leads.
type bytesStep struct {
	rows int
	to   way
}

// settle does what was asked for next, or brings what is in sight up to date.
func (p *bytesPage) settle() {
	if len(p.queue) == 0 {
		p.look(nil)
		return
	}
	next, height := p.queue[0], p.height
	p.queue = p.queue[1:]
	if next.to == nil {
		next.to = func(ctx context.Context, b *byteLayout, at spot) spot { return b.move(ctx, at, next.rows, height) }
	}
	p.look(next.to)
}

// then does a step, at once or when what is under way is done. Movements that wait are
// made in one.
func (p *bytesPage) then(next bytesStep) {
	p.wanted = place{}
	p.screen.jobs.stop("search") // it would lead elsewhere than the user goes
	if n := len(p.queue); n > 0 && next.to == nil && p.queue[n-1].to == nil {
		p.queue[n-1].rows += next.rows
	} else if n < maxQueued {
		p.queue = append(p.queue, next)
	}
	if !p.screen.jobs.busy("bytes") {
		p.settle()
	}
}

const maxQueued = 64 // steps that wait

// move moves by rows.
func (p *bytesPage) move(rows int) {
	if rows < 0 {
		p.follow = false
	}
	p.then(bytesStep{rows: rows})
}

// jump goes where a way leads.
func (p *bytesPage) jump(to way) {
	p.follow = false
	p.then(bytesStep{to: to})
}

func (p *bytesPage) stream() int { return p.of }

// standing is the place of what was found, or of the first row in sight.
func (p *bytesPage) standing() place {
	for _, row := range p.rows {
		if p.found != nil && row.from == p.found.from && row.at <= p.found.at {
			if run, ok := p.bytes.Run(p.found.run); ok && p.found.at < run.At+run.Length && row.run == p.found.run {
				return place{frame: run.Frame}
			}
		}
	}
	if len(p.rows) > 0 {
		return place{frame: p.rows[0].frame}
	}
	return place{}
}

func (p *bytesPage) closed(s *screen) {
	p.pause(s)
	s.jobs.stop("bytes")
}

func (p *bytesPage) title(*words) string {
	text := fmt.Sprintf(p.words.title, p.of)
	if p.only != bothWays {
		text += " · " + p.words.only[p.only]
	}
	return text
}

func (p *bytesPage) hints() []hint {
	return []hint{{back, "Esc"}, {startSearch, "/"}, {toggleHex, "x"}, {turnBody, "b"}, {viewSegments, "s"}, {nextItem, "[ ]"}}
}

func (p *bytesPage) hintWord(a action) string {
	switch a {
	case turnBody:
		return p.words.oneWay
	case nextItem:
		return p.words.turn
	case viewSegments:
		return p.words.segment
	case toggleHex:
		if p.hex {
			return p.words.text
		}
	}
	return ""
}

// status is how far into what both ends sent the first row in sight is.
func (p *bytesPage) status(w *words) string {
	text := size(0)
	if len(p.rows) > 0 {
		passed := p.rows[0].at
		if run, ok := p.bytes.Run(p.rows[0].run); ok {
			passed += p.otherBefore(&run, p.rows[0].run)
		}
		text = size(passed)
	}
	text = fmt.Sprintf(p.words.of, text, size(p.total))
	if p.follow && !p.ended {
		text += " " + w.follow
	}
	switch said := p.unmasked(); {
	case said[0] == "":
	case p.width >= longWidth:
		text += "  " + said[1]
	case p.width >= shortWidth:
		text += "  " + said[0]
	}
	if more := p.rereading.status(&rereadingWordsIn[w.language]); more != "" {
		text += "  " + more
	}
	return text
}

// otherBefore is how many bytes the other end had sent when a run passed.
func (p *bytesPage) otherBefore(run *replay.Run, i int) (n int64) {
	p.bytes.Back(i, func(_ int, before replay.Run) bool {
		if before.From != run.From {
			n = before.At + before.Length
			return false
		}
		return true
	})
	return n
}

// gutter is how many cells the mark, frame and time before each row take.
func (p *bytesPage) gutter() int {
	n := textWidth("→ ") + p.digits + textWidth(" │ ")
	if p.width >= timedWidth {
		n += len("15:04:05.000000 ")
	}
	return n
}

const (
	timedWidth = 100 // cells from which there is room for times
	longWidth  = 80  // and in the status line for what is not masked,
	shortWidth = 60  // in few words; below, that has a row of its own
)

// unmasked says what is not masked, in few words and in more; it is empty when
// secrets are to be seen.
func (p *bytesPage) unmasked() [2]string {
	switch {
	case p.screen.look.reveal:
		return [2]string{}
	case p.hex:
		return p.words.inHex
	}
	return p.words.inText
}

func (p *bytesPage) draw(canvas tcell.Screen, th *theme, x, y, width, height int) {
	if said := p.unmasked()[1]; said != "" && width < shortWidth && height > 4 {
		fill(canvas, x, y, width, th.tone[plain])
		put(canvas, x, y, width, said, th.tone[warn])
		y, height = y+1, height-1
	}
	if p.width != width || p.height != height {
		p.width, p.height = width, height
		p.look(nil)
	}
	for i := range height {
		fill(canvas, x, y+i, width, th.tone[plain])
		if i < len(p.rows) {
			p.drawRow(canvas, th, x, y+i, width, &p.rows[i], i == 0 || i > 0 && p.rows[i-1].run != p.rows[i].run)
		}
	}
	if len(p.rows) == 0 && height > 1 {
		text := p.rereading.status(&rereadingWordsIn[p.screen.words.language])
		if text == "" && !p.screen.jobs.busy("bytes") {
			text = p.words.nothing
		}
		put(canvas, x+2, y+1, width-2, text, th.tone[dim])
	}
}

// drawRow draws a row; with its frame and time if it is the first of its run that is
// in sight.
func (p *bytesPage) drawRow(canvas tcell.Screen, th *theme, x, y, width int, row *byteRow, first bool) {
	about := spaces(p.digits)
	if first {
		about = fmt.Sprintf("%*d", p.digits, row.frame)
	}
	if p.width >= timedWidth {
		moment := ""
		if first {
			moment = clock(row.time, p.screen.opts.Zone)
		}
		about += fmt.Sprintf(" %-15s", moment)
	}
	bar := "│"
	if !row.begins {
		bar = "┆"
	}
	if p.found != nil && row.run == p.found.run && row.from == p.found.from && p.holdsFound(row) {
		bar = "▸"
	}
	at := x + put(canvas, x, y, 2, segmentWordsIn[0].arrow[row.from]+" ", th.tone[fromTone(row.from)])
	at += put(canvas, at, y, x+width-at, about, th.tone[dim])
	at += put(canvas, at, y, x+width-at, " "+bar+" ", th.tone[dim])
	t := row.tone
	if t == plain {
		t = byteTones[row.from]
	}
	put(canvas, at, y, x+width-at, row.text, th.tone[t])
}

// byteTones tell the two ends' bytes apart, besides their marks.
var byteTones = [2]tone{tcpreasm.Client: name, tcpreasm.Server: plain}

// holdsFound says whether what was found begins in a row of its run.
func (p *bytesPage) holdsFound(row *byteRow) bool {
	for i := range p.rows {
		next := &p.rows[i]
		if next.run == row.run && next.at > row.at {
			return row.at <= p.found.at && p.found.at < next.at
		}
	}
	return row.at <= p.found.at
}

func (p *bytesPage) act(s *screen, a action) bool {
	height := p.height
	switch a {
	case down:
		p.move(1)
	case up:
		p.move(-1)
	case pageDown:
		p.move(height)
	case pageUp:
		p.move(-height)
	case halfDown:
		p.move(max(height/2, 1))
	case halfUp:
		p.move(-max(height/2, 1))
	case first:
		p.jump(func(context.Context, *byteLayout, spot) spot { return spot{} })
	case last:
		p.jump(func(ctx context.Context, b *byteLayout, _ spot) spot { return b.last(ctx, height) })
		p.follow = s.isLive()
	case nextItem:
		p.jump(func(_ context.Context, b *byteLayout, at spot) spot { return b.turn(at, 1) })
	case previousItem:
		p.jump(func(_ context.Context, b *byteLayout, at spot) spot { return b.turn(at, -1) })
	case toggleHex:
		p.change(func() { p.hex = !p.hex })
	case toggleSecrets:
		p.change(func() { s.turn(a) })
	case turnBody:
		p.change(func() {
			if p.only++; p.only > int(tcpreasm.Server) {
				p.only = bothWays
			}
		})
	case toggleFollow:
		p.follow = !p.follow
		p.look(nil)
	case readOn:
		p.resume(s)
	case open, viewSegments:
		s.openSegments(p.of, p.standing())
	case viewBytes:
	case back:
		return p.stop(s)
	default:
		return false
	}
	return true
}

// change shows the same place otherwise: how changes what layout says.
func (p *bytesPage) change(how func()) {
	before := p.layout()
	how()
	p.then(bytesStep{to: func(_ context.Context, b *byteLayout, at spot) spot {
		at, run, ok := before.runOf(at)
		if !ok {
			return spot{}
		}
		rows := before.rows(at.run, &run)
		return b.rowOf(at.run, rows[min(at.row, len(rows)-1)].at)
	}})
}

// refresh reads on when the connection went on.
func (p *bytesPage) refresh(s *screen) {
	c := s.trace.Connection(p.of)
	if !c.Gone {
		p.total = c.StreamBytes[0] + c.StreamBytes[1] + c.MissingBytes[0] + c.MissingBytes[1]
		p.digits = max(len(frameText(c.LastFrame)), p.digits)
	}
	p.goOn(s)
	p.update()
}

// findText implements finder: it looks beside the event loop, from what was found or
// the first row in sight on, to the end of what was read and then from its beginning.
func (p *bytesPage) findText(s *screen, text string, step int) {
	if len(p.rows) == 0 {
		return
	}
	l := p.layout()
	from, after, shown := p.rows[0].run, p.rows[0].at, s.wanted
	if step > 0 {
		after-- // it may begin with the row
	}
	if p.found != nil && p.foundInSight() {
		from, after = p.found.run, p.found.at
	}
	s.message = fmt.Sprintf(s.words.searching, shown)
	s.jobs.start("search", func(ctx context.Context) func() {
		m, ok := l.search(ctx, []byte(text), from, after, step)
		if !ok && ctx.Err() == nil {
			begin := 0
			if step < 0 {
				begin = p.bytes.Len() - 1
			}
			m, ok = l.search(ctx, []byte(text), begin, -1, step)
		}
		at := spot{}
		if ok {
			at = l.rowOf(m.run, m.at)
		}
		return func() {
			s.message = fmt.Sprintf(s.words.notFound, shown)
			if ok {
				s.message = fmt.Sprintf(s.words.found, shown)
				p.found = &m
				height := p.height
				p.jump(func(ctx context.Context, b *byteLayout, _ spot) spot {
					if last := b.last(ctx, height); last.before(at) {
						return last
					}
					return at
				})
			}
		}
	}, func(err error) { s.message = err.Error() })
}

// foundInSight says whether the row that holds what was found is in sight.
func (p *bytesPage) foundInSight() bool {
	for i := range p.rows {
		if row := &p.rows[i]; row.run == p.found.run && p.holdsFound(row) && row.from == p.found.from {
			return true
		}
	}
	return false
}
