package tui

import (
	"fmt"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/lesson"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/ladderview"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// lessonPage shows a lesson: its text, and the ladders of its captures.
type lessonPage struct {
	lesson  *lesson.Lesson
	w       *words.Screen
	words   *lessonWords
	parts   []lessonPart
	part    int // that is shown
	ladder  *ladderPage
	text    cells.Pager
	inText  bool
	instead bool // where only two parts have room, what is said of the segment stands in the place of the text
	narrow  bool // there is room for two parts only, at the last drawing
	told    toldOf
}

func newLessonPage(l *lesson.Lesson, w *words.Screen) *lessonPage {
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
	p.ladder = &ladderPage{of: p.parts[part].stream, player: player{pace: ladderview.FirstPace}}
	p.ladder.speak(p.w)
	p.ladder.readFrom = p.parts[part].read
}

func (p *lessonPage) speak(w *words.Screen) {
	p.w, p.words = w, &lessonWordsIn[w.Language]
	p.ladder.speak(w)
	p.told = toldOf{}
}

func (p *lessonPage) title(*words.Screen) string { return p.lesson.Title[p.w.Language] }

func (p *lessonPage) status(w *words.Screen) string {
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

func (p *lessonPage) hints() []keys.Hint {
	hints := []keys.Hint{keys.SwitchPane.As("Tab"), keys.ToggleMeanings.As("m"), keys.NextLesson.As("J K"), keys.Back.As("Esc")}
	if len(p.parts) > 1 {
		hints = append([]keys.Hint{keys.NextCapture.As(".")}, hints...)
	}
	switch {
	case p.ladder.quiz != nil:
		return p.ladder.hints()
	case p.inText:
		return append(hints, keys.Down.As("j k"), keys.ToggleLanguage.As("L"))
	}
	return append(hints, keys.NextItem.As("[ ]"), keys.TogglePane.As("Space"), keys.ShowDiagram.As("D"), keys.ShowQuiz.As("Q"), keys.ToggleLanguage.As("L"))
}

// hintWord implements namesKeys.
func (p *lessonPage) hintWord(a keys.Action) string { return p.ladder.hintWord(a) }

func (p *lessonPage) refresh(s *screen) { p.ladder.refresh(s) }

// closed gives reading up.
func (p *lessonPage) closed(s *screen) { p.ladder.closed(s) }

// key implements keyed.
func (p *lessonPage) key(s *screen, event *tcell.EventKey) bool { return p.ladder.key(s, event) }

func (p *lessonPage) act(s *screen, a keys.Action) bool {
	if p.ladder.quiz != nil && a != keys.NextLesson && a != keys.PreviousLesson {
		return p.ladder.act(s, a)
	}
	switch a {
	case keys.SwitchPane:
		switch {
		case p.inText:
			p.inText = false
		case !p.ladder.inPane:
			p.ladder.inPane = true
		default:
			p.ladder.inPane, p.inText = false, true
		}
		return true
	case keys.NextLesson, keys.PreviousLesson:
		all := lesson.All()
		at := p.number() + 1
		if a == keys.PreviousLesson {
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
	case keys.ToggleMeanings:
		if !p.narrow {
			p.inText = p.inText && p.ladder.hidden
			return p.ladder.act(s, a)
		}
		p.instead = p.inText || !p.instead && !p.ladder.inPane
		p.inText, p.ladder.inPane = false, false
		return true
	case keys.NextCapture:
		if len(p.parts) == 1 {
			s.message = p.words.oneConnection
			return true
		}
		p.turnTo((p.part + 1) % len(p.parts))
		p.told = toldOf{}
		p.refresh(s)
		return true
	case keys.ViewExchanges, keys.ViewConnections:
		return s.opts.lesson != nil // there are no tables behind it then
	case keys.ViewSegments, keys.ViewBytes, keys.ViewLadder, keys.ViewDelay, keys.ShowExport, keys.ShowCopy:
		return true // they are about what is behind
	}
	if p.inText && s.scroll(&p.text, a) {
		return true
	}
	if a == keys.Back && !p.ladder.inPane {
		return false
	}
	if a != keys.None && a != keys.ToggleLanguage {
		p.inText = false
	}
	return p.ladder.act(s, a)
}

// Sizes of a lesson's parts.
const (
	lessonBesideFrom = 120 // columns from which the text stands at the left
	lessonBothFrom   = 16  // rows from which text and ladder are shown together
	lessonAllFrom    = 36  // and what is said of the segment too
)

func (p *lessonPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	p.narrow = width < lessonBesideFrom && height < lessonAllFrom
	switch {
	case width >= lessonBesideFrom:
		text := min(width*2/5, width-ladderview.TimesFrom-10)
		p.drawText(canvas, th, x, y, text, height)
		p.ladder.draw(canvas, th, x+text+1, y, width-text-1, height)
	case height < lessonBothFrom && p.inText:
		p.drawText(canvas, th, x, y, width, height)
	case height < lessonBothFrom:
		p.ladder.draw(canvas, th, x, y, width, height)
	case p.narrow && p.ladder.quiz == nil && p.ladder.model != nil && (p.inText || !p.instead && !p.ladder.inPane):
		text := height / 3
		if p.inText {
			text = height * 9 / 20
		}
		p.drawText(canvas, th, x, y, width, text)
		p.ladder.drawPicture(canvas, th, x, y+text, width, height-text, height-text)
	case p.narrow && p.ladder.quiz == nil && p.ladder.model != nil:
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
