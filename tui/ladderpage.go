package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/explain"
	"wiretalk/internal/ladder"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// ladderPage shows a connection as textbooks draw it, a segment at a time.
type ladderPage struct {
	of       int
	toGo     int64 // the frame to begin at; 0 for the first
	w        *words
	words    *ladderWords
	model    *ladderModel // nil until the segments have been read
	note     string       // in its place
	asked    bool
	done     atomic.Int64 // of the reading, percent
	until    int64        // the last frame that was there to be read
	cursor   int          // row; behind the last stands the verdict
	top      int          // row
	rows     int          // in sight, about
	all      bool         // what comes after the cursor is shown too
	real     bool         // real numbers
	inPane   bool         // keys act on the pane
	pane     pager
	paned    paneOf
	opened   []span2 // folds that are open, the inner ones last
	player   player
	quiz     *quizRun                                    // nil while none is taken
	grown    bool                                        // more has come since the segments were read
	quizzes  int                                         // taken so far
	readFrom func(context.Context) (*ladderModel, error) // in place of the trace; may be nil
}

// span2 are steps, both included.
type span2 struct{ first, last int }

// paneOf is what the pane shows.
type paneOf struct {
	cursor, rows int
	words        *ladderWords
}

// showLadder opens the ladder of the selected row's connection, at the selected
// exchange or message.
func (s *screen) showLadder() {
	of, ok := s.selectedStream()
	if !ok {
		return
	}
	p := &ladderPage{of: of, player: player{speed: normalPace}}
	p.speak(s.words)
	if row, ok := s.selectedExchange(); ok {
		x := s.trace.Exchange(row)
		if p.toGo = x.Request.FirstFrame; !x.Request.Seen {
			p.toGo = x.Response.FirstFrame
		}
	}
	s.openPage(p)
}

// speak changes the language.
func (p *ladderPage) speak(w *words) {
	p.w, p.words = w, &ladderWordsIn[w.language]
	p.paned = paneOf{}
}

func (p *ladderPage) stream() int { return p.of }

func (p *ladderPage) title(*words) string { return fmt.Sprintf(p.words.title, p.of) }

func (p *ladderPage) hints() []hint {
	switch {
	case p.quiz != nil:
		return []hint{{back, "Esc"}, {nextItem, "]"}, {toggleLanguage, "L"}}
	case p.inPane:
		return []hint{{back, "Esc"}, {down, "j k"}}
	case p.onFold():
		return []hint{{open, "Enter"}, {back, "Esc"}, {down, "j k"}, {nextItem, "[ ]"}, {nextPhase, "{ }"}, {togglePane, "Space"}, {showAll, "a"}, {showDiagram, "D"}}
	}
	return []hint{{back, "Esc"}, {down, "j k"}, {nextItem, "[ ]"}, {nextPhase, "{ }"}, {togglePane, "Space"}, {showAll, "a"}, {showDiagram, "D"}, {showQuiz, "Q"}, {toggleLanguage, "L"}}
}

func (p *ladderPage) status(*words) string {
	if p.model == nil {
		return ""
	}
	if p.quiz != nil {
		return p.score()
	}
	text := count(int64(min(p.cursor+1, len(p.model.Rows)))) + "/" + count(int64(len(p.model.Rows)))
	if p.grown {
		text += "  " + p.words.grown
	}
	if p.player.on {
		text += "  " + fmt.Sprintf(p.words.playing, playingSpeed(p.player.speed))
	}
	return text
}

// refresh reads the segments when the page is opened.
func (p *ladderPage) refresh(s *screen) {
	if !p.asked {
		p.read(s)
	}
	if p.readFrom == nil && p.model != nil {
		p.grown = s.trace.Connection(p.of).LastFrame > p.until
	}
}

// read reads the segments, beside the event loop.
func (p *ladderPage) read(s *screen) {
	p.asked = true
	p.note = p.words.reading
	if p.readFrom != nil {
		p.readPart(s)
		return
	}
	c := s.trace.Connection(p.of)
	p.until = c.LastFrame
	exchanges, lang := c.Exchanges, s.words.language
	s.jobs.start("ladder", func(ctx context.Context) func() {
		model, err := readLadder(ctx, s, lang, &c, exchanges, &p.done)
		return func() {
			s.jobs.stop("ladder")
			p.settle(model, err, s)
		}
	}, func(err error) { p.note = err.Error() })
	p.watch(s)
}

// readPart reads what is not of the screen's trace.
func (p *ladderPage) readPart(s *screen) {
	s.jobs.start("ladder", func(ctx context.Context) func() {
		model, err := p.readFrom(ctx)
		return func() {
			s.jobs.stop("ladder")
			p.settle(model, err, s)
		}
	}, func(err error) { p.note = err.Error() })
}

// watch keeps the count of what has been read up to date on the screen.
func (p *ladderPage) watch(s *screen) {
	before := p.done.Load()
	s.jobs.start("ladder progress", func(ctx context.Context) func() {
		sleep(ctx, redrawEvery*3)
		return func() {
			if p.model == nil && s.jobs.busy("ladder") {
				if before > 0 {
					p.note = fmt.Sprintf(p.words.progress, p.done.Load())
				}
				p.watch(s)
			}
		}
	}, func(error) {})
}

// settle shows what was read.
func (p *ladderPage) settle(model *ladderModel, err error, s *screen) {
	p.note = p.words.empty
	if err != nil {
		p.note = err.Error()
		s.message = p.note
	}
	if model == nil || len(model.Steps) == 0 {
		return
	}
	at := int64(0)
	if before := p.step(); before != nil {
		at = before.Frame
	}
	toEnd := p.model != nil && p.cursor >= len(p.model.Rows)
	p.model, p.opened, p.paned, p.quiz, p.grown = model, nil, paneOf{}, nil, false
	if p.goToFrame(max(at, p.toGo)); toEnd {
		p.goTo(len(model.Rows))
	}
	p.toGo = 0
}

// readLadder reads a connection's segments again and makes its ladder. It must
// not run on the event loop.
func readLadder(ctx context.Context, s *screen, lang int, c *trace.Connection, numbers []int, done *atomic.Int64) (*ladderModel, error) {
	if s.opts.Again == nil || c.Gone {
		return nil, errors.New(ladderWordsIn[lang].notKept)
	}
	steps, err := replay.Steps(ctx, s.opts.Again, &c.Info, func(at, of int64) { done.Store(at * 100 / max(of, 1)) })
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	exchanges := make([]trace.Exchange, 0, len(numbers))
	for _, number := range numbers {
		if x := s.trace.Exchange(number); !x.Gone {
			exchanges = append(exchanges, x)
		}
	}
	return newLadderModel(c, exchanges, ladder.Messages(s.trace, c), steps), err
}

func newLadderModel(c *trace.Connection, exchanges []trace.Exchange, messages []*ladder.Message, steps []replay.Step) *ladderModel {
	if len(steps) == 0 {
		return nil
	}
	settleStates(c, steps)
	m := &ladderModel{narrator: explain.New(&c.Info, steps), Ladder: ladder.Build(&c.Info, steps, messages, nil), chronicle: newChronicle(steps), journey: newJourney(c, exchanges, steps)}
	for i := range steps {
		m.widestTime = max(m.widestTime, textWidth(m.since(i)))
		m.syn[steps[i].From] = m.syn[steps[i].From] || steps[i].Flags.Has(tcpreasm.SYN)
	}
	for _, message := range messages {
		m.bySide[message.From] = append(m.bySide[message.From], message)
	}
	return m
}

// settleStates makes the states after each segment agree with the changes that
// segments caused: some are understood only when what comes later is known.
func settleStates(c *trace.Connection, steps []replay.Step) {
	if c.Changes.Dropped() > 0 {
		return
	}
	states := statesBefore(&steps[0])
	for i := range steps {
		for _, change := range steps[i].Changes {
			states[change.Side] = change.To
		}
		steps[i].States = states
	}
}

// step is the segment of the selected row, the last of a fold; nil while there
// is none.
func (p *ladderPage) step() *replay.Step {
	if p.model == nil {
		return nil
	}
	return &p.model.Steps[p.at()]
}

// at is the place of the last step that has happened at the cursor.
func (p *ladderPage) at() int {
	if p.cursor >= len(p.model.Rows) {
		return len(p.model.Steps) - 1
	}
	r := &p.model.Rows[p.cursor]
	if r.Kind == ladder.Silence {
		return max(r.Step-1, 0)
	}
	return r.Last
}

// onFold says whether the selected row opens.
func (p *ladderPage) onFold() bool {
	return p.model != nil && p.cursor < len(p.model.Rows) && p.model.Rows[p.cursor].Kind == ladder.Fold
}

// goTo selects a row.
func (p *ladderPage) goTo(row int) {
	if p.model != nil {
		p.cursor = max(0, min(row, len(p.model.Rows)))
	}
}

// goToFrame selects the row of a frame, or the last before it.
func (p *ladderPage) goToFrame(frame int64) {
	m := p.model
	for p.cursor = 0; p.cursor+1 < len(m.Rows); p.cursor++ {
		if next := &m.Rows[p.cursor+1]; m.Steps[next.Step].Frame > frame || next.Kind == ladder.Silence && m.Steps[next.Step].Frame >= frame {
			break
		}
	}
}

func (p *ladderPage) act(s *screen, a action) bool {
	if p.model == nil {
		return false
	}
	if p.quiz != nil {
		return p.quizAct(s, a)
	}
	if a != faster && a != slower && a != toggleLanguage && a != none {
		if p.player.on && a == togglePane {
			p.player.on = false
			return true
		}
		p.player.on = false
	}
	if p.inPane {
		switch {
		case s.scroll(&p.pane, a):
			return true
		case a == back || a == switchPane:
			p.inPane = false
			return true
		}
	}
	return p.step1(a) || p.turn(s, a)
}

// step1 moves the cursor; false when a is no movement.
func (p *ladderPage) step1(a action) bool {
	switch a {
	case down:
		p.goTo(p.cursor + 1)
	case up:
		p.goTo(p.cursor - 1)
	case pageDown:
		p.goTo(p.cursor + max(p.rows, 1))
	case pageUp:
		p.goTo(p.cursor - max(p.rows, 1))
	case halfDown:
		p.goTo(p.cursor + max(p.rows/2, 1))
	case halfUp:
		p.goTo(p.cursor - max(p.rows/2, 1))
	case first:
		p.goTo(0)
	case nextItem:
		p.seek(1, p.changes)
	case previousItem:
		p.seek(-1, p.changes)
	case nextPhase:
		p.seek(1, p.beginsPhase)
	case previousPhase:
		p.seek(-1, p.beginsPhase)
	default:
		return false
	}
	return true
}

// turn does what is no movement.
func (p *ladderPage) turn(s *screen, a action) bool {
	switch a {
	case last: // and all that has come since
		p.goTo(len(p.model.Rows))
		if p.grown && !s.jobs.busy("ladder") {
			p.read(s)
		}
	case open:
		p.unfold()
	case switchPane:
		p.inPane = true
	case togglePane:
		p.play(s)
	case faster:
		p.player.speed = min(p.player.speed*10, fastest)
		s.message = playingSpeed(p.player.speed)
	case slower:
		p.player.speed = max(p.player.speed/10, slowest)
		s.message = playingSpeed(p.player.speed)
	case toggleRaw:
		p.real = !p.real
	case showAll:
		p.all = !p.all
		s.message = p.words.showingSoFar
		if p.all {
			s.message = p.words.showingAll
		}
	case showQuiz:
		p.askQuiz(s)
	case showDiagram:
		s.openPage(&diagramPage{ladder: p})
	default:
		return false
	}
	return true
}

// seek goes to the next row that fits, in steps of 1 or -1; behind the last
// comes the verdict.
func (p *ladderPage) seek(step int, fits func(row int) bool) {
	for row := p.cursor + step; row >= 0 && row < len(p.model.Rows); row += step {
		if fits(row) {
			p.goTo(row)
			return
		}
	}
	if step > 0 {
		p.goTo(len(p.model.Rows))
	} else {
		p.goTo(0)
	}
}

// changes says whether an end changes its state in a row.
func (p *ladderPage) changes(row int) bool {
	r := &p.model.Rows[row]
	return r.Kind == ladder.Arrow && len(p.model.Steps[r.Step].Changes) > 0
}

// beginsPhase says whether the handshake, a message or the close begins in a row.
func (p *ladderPage) beginsPhase(row int) bool {
	r := &p.model.Rows[row]
	return r.Kind != ladder.Silence && (row == 0 || len(r.Messages) > 0 ||
		p.model.journey.closing != 0 && p.model.journey.closing == p.model.Steps[r.Step].Frame)
}

// unfold opens the fold at the cursor, or folds again what was opened.
func (p *ladderPage) unfold() {
	if p.cursor >= len(p.model.Rows) {
		return
	}
	r := p.model.Rows[p.cursor]
	if r.Kind == ladder.Fold {
		p.opened = append(p.opened, span2{r.Step, r.Last})
		p.model.Unfold(p.cursor)
		p.paned = paneOf{}
		return
	}
	for i := len(p.opened) - 1; i >= 0; i-- {
		o := p.opened[i]
		if o.first > r.Step || o.last < r.Last {
			continue
		}
		p.model.Refold(o.first, o.last)
		var rest []span2
		for _, other := range p.opened {
			if other.first < o.first || other.last > o.last {
				rest = append(rest, other)
			}
		}
		p.opened = rest
		p.goToFrame(p.model.Steps[o.first].Frame)
		p.paned = paneOf{}
		return
	}
}

// search implements searcher.
func (p *ladderPage) search(_ *screen, text string, step int) bool {
	if p.model == nil {
		return false
	}
	n := len(p.model.Rows)
	for i := 1; i <= n; i++ {
		row := ((p.cursor+i*step)%n + n) % n
		if p.holds(row, text) {
			p.goTo(row)
			return true
		}
	}
	return false
}

// holds says whether a row shows a text, which is in lower case.
func (p *ladderPage) holds(row int, text string) bool {
	r := &p.model.Rows[row]
	if r.Kind != ladder.Arrow {
		return false
	}
	s := &p.model.Steps[r.Step]
	if containsFold(ladder.Label(s), text) || containsFold(ladder.Numbers(s), text) || containsFold(stateChange(s), text) {
		return true
	}
	for _, m := range r.Messages {
		if containsFold(m.Label, text) {
			return true
		}
	}
	for _, word := range s.Found.Words() {
		if containsFold(word, text) {
			return true
		}
	}
	return false
}

// Sizes of the page's parts.
const (
	besideFrom   = 120 // columns from which the pane stands at the right
	stripFrom    = 12  // rows from which the journey is shown
	addressFrom  = 14
	widestLadder = 112
)

func (p *ladderPage) draw(canvas tcell.Screen, th *theme, x, y, width, height int) {
	for row := range height {
		fill(canvas, x, y+row, width, th.tone[plain])
	}
	if p.model == nil {
		put(canvas, x+2, y+min(1, height-1), width-2, p.note, th.tone[dim])
		return
	}
	if height >= stripFrom {
		strip := p.strip(width - 2)
		p.drawLine(canvas, th, x+1, y, width-1, strip)
		y, height = y+1, height-1
	}
	if width >= besideFrom {
		ladderWidth := min(max(width*11/20, timesFrom+2), widestLadder)
		p.drawPicture(canvas, th, x, y, ladderWidth, height)
		p.drawPane(canvas, th, x+ladderWidth+1, y, width-ladderWidth-1, height)
		return
	}
	paneHeight := max(height*2/5, 3)
	if p.quiz != nil {
		paneHeight = max(height*3/5, 3)
	}
	p.drawPicture(canvas, th, x, y, width, height-paneHeight)
	p.drawPane(canvas, th, x, y+height-paneHeight, width, paneHeight)
}

func (p *ladderPage) drawLine(canvas tcell.Screen, th *theme, x, y, width int, l line) {
	at := 0
	for _, s := range l.spans {
		at += put(canvas, x+at, y, width-at, s.text, th.tone[s.tone])
	}
}

// drawPicture draws the header and the rows round the cursor.
func (p *ladderPage) drawPicture(canvas tcell.Screen, th *theme, x, y, width, height int) {
	pic := newPicture(p.model, p.words, width, height, p.real)
	pic.chosen = p.cursor
	pic.twin = p.twin()
	header := pic.header(p.at(), height >= addressFrom-4)
	for _, l := range header {
		p.drawLine(canvas, th, x, y, width, l)
		y, height = y+1, height-1
	}
	lines := p.window(pic, height)
	for i := range height {
		l := pic.blank()
		if i < len(lines) {
			l = lines[i]
		} else if p.cursor >= len(p.model.Rows) || p.all {
			break
		}
		p.drawLine(canvas, th, x, y+i, width, l)
	}
}

// window is the lines of the rows round the cursor, at most height.
func (p *ladderPage) window(pic *picture, height int) (lines []line) {
	n := len(p.model.Rows)
	of := func(row int) []line {
		if row == n {
			return []line{pic.verdictRow(p.cursor == n)}
		}
		return pic.row(row)
	}
	// As far up as the cursor's row stays in sight.
	taken, least := len(of(p.cursor)), p.cursor
	for least > 0 {
		more := len(of(least - 1))
		if taken+more > height {
			break
		}
		taken, least = taken+more, least-1
	}
	p.top = max(least, min(p.top, p.cursor))
	if p.top > least && p.cursor == n || !p.all {
		p.top = least
	}
	end := p.cursor
	if p.all {
		end = n
	}
	p.rows = 0
	for row := p.top; row <= end && len(lines) < height; row++ {
		lines = append(lines, of(row)...)
		p.rows++
	}
	return lines[:min(len(lines), height)]
}

// twin is the frame that the selected row repeats, or by which it is repeated
// next; 0 for none.
func (p *ladderPage) twin() int64 {
	if p.cursor >= len(p.model.Rows) {
		return 0
	}
	r := &p.model.Rows[p.cursor]
	if r.Kind != ladder.Arrow {
		return 0
	}
	if r.Repeats != 0 {
		return r.Repeats
	}
	frame := p.model.Steps[r.Step].Frame
	for row := p.cursor + 1; row < min(p.cursor+200, len(p.model.Rows)); row++ {
		if next := &p.model.Rows[row]; next.Repeats == frame {
			return p.model.Steps[next.Step].Frame
		}
	}
	return 0
}

// sideWord is an end as it stands in a sentence.
func (p *ladderPage) sideWord(s tcpreasm.Side) string { return p.words.ends[s] }

// stateChange is what the ends come to by a segment.
func stateChange(s *replay.Step) string {
	var parts []string
	for _, c := range s.Changes {
		parts = append(parts, c.To.String())
	}
	return strings.Join(parts, " ")
}
