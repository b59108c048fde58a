package tui

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/ladder"
	"wiretalk/internal/lesson"
	"wiretalk/internal/meaning"
	"wiretalk/internal/trace"
)

// lessonPage shows a lesson: its text, and the ladders of its captures.
type lessonPage struct {
	lesson *lesson.Lesson
	w      *words
	words  *lessonWords
	parts  []lessonPart
	part   int // that is shown
	ladder *ladderPage
	text   pager
	inText bool
	told   toldOf
}

// lessonPart is a connection of a lesson's captures.
type lessonPart struct {
	capture *lesson.Capture
	stream  int
	heads   bool // the heads of messages belong to it
}

// toldOf is what the text was made for.
type toldOf struct {
	frame int64
	words *lessonWords
	width int
}

func newLessonPage(l *lesson.Lesson, w *words) *lessonPage {
	p := &lessonPage{lesson: l, inText: true}
	for i := range l.Captures {
		for _, stream := range l.Captures[i].Streams {
			p.parts = append(p.parts, lessonPart{&l.Captures[i], stream, l.Heads})
		}
	}
	p.w = w
	p.turnTo(0)
	p.speak(w)
	return p
}

// turnTo shows another connection; it is read by refresh.
func (p *lessonPage) turnTo(part int) {
	p.part = part
	p.ladder = &ladderPage{of: p.parts[part].stream, player: player{pace: firstPace}}
	p.ladder.speak(p.w)
	p.ladder.readFrom = p.parts[part].read
}

// read reads the connection from the capture that comes with the program.
func (part lessonPart) read(ctx context.Context) (*ladderModel, error) {
	o, err := part.capture.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	c, steps, err := o.Steps(ctx, part.stream)
	if err != nil {
		return nil, err
	}
	m, err := newLadderModel(ctx, o.Trace, c, steps, nil)
	if m == nil {
		return nil, err
	}
	// The text may speak of any segment.
	for row := 0; row < len(m.Rows); row++ {
		if m.Rows[row].Kind == ladder.Fold {
			m.Unfold(row)
			row--
		}
	}
	if part.heads {
		m.heads = headsOf(o.Trace, c)
	}
	return m, nil
}

// headsOf are the heads of a connection's messages as they were sent.
func headsOf(t *trace.Trace, c *trace.Connection) map[headAt]string {
	heads := map[headAt]string{}
	for _, number := range c.Exchanges {
		x := t.Exchange(number)
		for side, m := range [2]*trace.Message{&x.Request, &x.Response} {
			if !m.Seen {
				continue
			}
			if head, err := t.ReadHead(m); err == nil {
				heads[headAt{side, m.FirstFrame}] += string(head)
			}
		}
	}
	return heads
}

func (p *lessonPage) speak(w *words) {
	p.w, p.words = w, &lessonWordsIn[w.language]
	p.ladder.speak(w)
	p.told = toldOf{}
}

func (p *lessonPage) title(*words) string { return p.lesson.Title[p.w.language] }

func (p *lessonPage) status(w *words) string {
	var parts []string
	if p.inText {
		parts = []string{fmt.Sprintf(p.words.lesson, p.number()+1, len(lesson.All()))}
	}
	if len(p.parts) > 1 {
		parts = append(parts, fmt.Sprintf(p.words.connection, p.part+1, len(p.parts)))
	}
	if !p.inText {
		parts = append(parts, p.ladder.status(w))
	}
	return strings.Join(parts, "  ")
}

// number is the lesson's place among all.
func (p *lessonPage) number() int {
	for i, l := range lesson.All() {
		if l == p.lesson {
			return i
		}
	}
	return 0
}

func (p *lessonPage) hints() []hint {
	hints := []hint{{switchPane, "Tab"}, {nextLesson, "J K"}, {back, "Esc"}}
	if len(p.parts) > 1 {
		hints = append([]hint{{nextCapture, "."}}, hints...)
	}
	switch {
	case p.ladder.quiz != nil:
		return p.ladder.hints()
	case p.inText:
		return append(hints, hint{down, "j k"}, hint{toggleLanguage, "L"})
	}
	return append(hints, hint{nextItem, "[ ]"}, hint{togglePane, "Space"}, hint{showDiagram, "D"}, hint{showQuiz, "Q"}, hint{toggleLanguage, "L"})
}

func (p *lessonPage) refresh(s *screen) { p.ladder.refresh(s) }

// closed gives reading up.
func (p *lessonPage) closed(s *screen) { p.ladder.closed(s) }

// key implements keyed.
func (p *lessonPage) key(s *screen, event *tcell.EventKey) bool { return p.ladder.key(s, event) }

func (p *lessonPage) act(s *screen, a action) bool {
	if p.ladder.quiz != nil && a != nextLesson && a != previousLesson {
		return p.ladder.act(s, a)
	}
	switch a {
	case switchPane:
		switch {
		case p.inText:
			p.inText = false
		case !p.ladder.inPane:
			p.ladder.inPane = true
		default:
			p.ladder.inPane, p.inText = false, true
		}
		return true
	case nextLesson, previousLesson:
		all := lesson.All()
		at := p.number() + 1
		if a == previousLesson {
			at -= 2
		}
		if at >= 0 && at < len(all) {
			s.pages[len(s.pages)-1] = newLessonPage(all[at], p.w)
			if list, ok := s.pages[len(s.pages)-2].(*lessonList); ok {
				list.at = at
			}
			s.top().refresh(s)
		}
		return true
	case nextCapture:
		p.turnTo((p.part + 1) % len(p.parts))
		p.told = toldOf{}
		p.refresh(s)
		return true
	case viewExchanges, viewConnections:
		return s.opts.lesson != nil // there are no tables behind it then
	case viewSegments, viewBytes, viewLadder, viewDelay, showExport, showCopy:
		return true // they are about what is behind
	}
	if p.inText && s.scroll(&p.text, a) {
		return true
	}
	if a == back && !p.ladder.inPane {
		return false
	}
	if a != none && a != toggleLanguage {
		p.inText = false
	}
	return p.ladder.act(s, a)
}

// Sizes of a lesson's parts.
const (
	lessonBesideFrom = 120 // columns from which the text stands at the left
	lessonBothFrom   = 16  // rows from which text and ladder are shown together
)

func (p *lessonPage) draw(canvas tcell.Screen, th *theme, x, y, width, height int) {
	switch {
	case width >= lessonBesideFrom:
		text := min(width*2/5, width-timesFrom-10)
		p.drawText(canvas, th, x, y, text, height)
		p.ladder.draw(canvas, th, x+text+1, y, width-text-1, height)
	case height < lessonBothFrom && p.inText:
		p.drawText(canvas, th, x, y, width, height)
	case height < lessonBothFrom:
		p.ladder.draw(canvas, th, x, y, width, height)
	default:
		text := height / 3
		if p.inText {
			text = height * 3 / 5
		}
		p.drawText(canvas, th, x, y, width, text)
		p.ladder.draw(canvas, th, x, y+text, width, height-text)
	}
}

// drawText draws the text, in which the frame at the cursor is marked.
func (p *lessonPage) drawText(canvas tcell.Screen, th *theme, x, y, width, height int) {
	now := toldOf{words: p.words, width: width}
	if s := p.ladder.step(); s != nil {
		now.frame = s.Frame
	}
	if now != p.told {
		moved := now.frame != p.told.frame
		p.told = now
		lines, at := p.lines(now.frame)
		p.text.setLines(lines)
		if moved && !p.inText && at >= 0 {
			p.text.page = max(height-1, 1)
			p.showText(lines, at, width-2)
		}
	}
	drawPager(canvas, th, &p.text, p.lesson.Title[p.w.language], p.inText, x, y, width, height)
}

// showText scrolls the text so that its line at can be read.
func (p *lessonPage) showText(lines []line, at, width int) {
	before := len(wrap(lines[:at], width))
	after := before + len(wrap(lines[at:at+1], width))
	p.text.wrapped, p.text.width = wrap(lines, width), width
	if before < p.text.top || after > p.text.top+p.text.page {
		p.text.top = max(0, min(before, p.text.last()))
	}
}

// lines is the text, and which of its lines speaks of a frame first; negative
// when none does.
func (p *lessonPage) lines(frame int64) (lines []line, at int) {
	at = -1
	lines = []line{prose(0, span{clean(p.lesson.Look[p.w.language]), strong}), {}}
	mark := p.marker(frame)
	for _, paragraph := range p.lesson.Paragraphs(p.w.language) {
		text := clean(paragraph)
		if at < 0 && mark.MatchString(text) {
			at = len(lines)
		}
		lines = append(lines, prose(0, marked(text, mark)...), line{})
	}
	return lines, at
}

// marker finds what a text says of a frame of the capture that is shown.
func (p *lessonPage) marker(frame int64) *regexp.Regexp {
	number, of := strconv.FormatInt(frame, 10), ""
	if c := p.parts[p.part].capture; c != &p.lesson.Captures[0] {
		of = regexp.QuoteMeta(c.Name())
	}
	if p.w.language == meaning.Chinese {
		if of != "" {
			return regexp.MustCompile(of + ` 第 ` + number + ` 帧`)
		}
		return regexp.MustCompile(`第 ` + number + ` 帧`)
	}
	if of != "" {
		return regexp.MustCompile(`[Ff]rame ` + number + ` of ` + of)
	}
	return regexp.MustCompile(`[Ff]rame ` + number + `\b`)
}

// marked is a text in which what a pattern finds stands out.
func marked(text string, pattern *regexp.Regexp) (spans []span) {
	done := 0
	for _, at := range pattern.FindAllStringIndex(text, -1) {
		spans = append(spans, span{text[done:at[0]], plain}, span{unbroken(text[at[0]:at[1]]), title})
		done = at[1]
	}
	return append(spans, span{text[done:], plain})
}
