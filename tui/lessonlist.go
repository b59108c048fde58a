package tui

import (
	"fmt"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/lesson"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// lessonList is the page that lists the lessons.
type lessonList struct {
	w     *words.Screen
	words *lessonWords
	at    int
	top   int
	page  int
}

// RunLesson shows a lesson on the terminal, and the others behind it, until the
// user quits. name is one of package lesson's.
func RunLesson(name string, o Options) error {
	l := lesson.Find(name)
	if l == nil {
		return fmt.Errorf("lesson %q: there is none of that name", name)
	}
	t := trace.New(nil)
	t.Update(func(w *trace.Writer) { w.SetProgress(trace.Progress{Done: true}) })
	o.lesson = l
	return Run(t, o)
}

func init() {
	addCommands(command{name: "lesson", args: "NAME", means: [2]string{"a lesson of the program; without NAME the list", "程序自带的课程；省略名称则列出全部"},
		run: openLesson, complete: completeLessons})
}

// openLesson opens the lesson of a name, or the list.
func openLesson(s *screen, name string) error {
	l := lesson.Find(name)
	if l == nil && name != "" {
		return fmt.Errorf(lessonWordsIn[s.words.Language].noLesson, name)
	}
	s.showLessons(l)
	return nil
}

func completeLessons(s *screen, args string, at int) (int, []candidate) {
	var list []candidate
	for _, l := range lesson.All() {
		if strings.HasPrefix(l.Name, args[:at]) {
			list = append(list, candidate{l.Name, l.Title[s.words.Language]})
		}
	}
	return 0, list
}

// showLessons lays the list of lessons over what is shown, with one of them open
// unless it is nil. Back leads to where one was.
func (s *screen) showLessons(l *lesson.Lesson) {
	if s.opts.lesson != nil {
		s.openLessons(l)
		return
	}
	for { // lessons that are open already
		switch s.top().(type) {
		case *lessonList, *lessonPage:
			s.closePage()
			continue
		}
		break
	}
	if p, ok := s.top().(*ladderPage); ok {
		p.closed(s) // a ladder that is being read is read anew when it comes back
	}
	s.listLessons(l)
}

// openLessons shows the list of lessons, with one of them open unless it is nil.
func (s *screen) openLessons(l *lesson.Lesson) {
	s.pages = nil
	s.listLessons(l)
}

func (s *screen) listLessons(l *lesson.Lesson) {
	list := &lessonList{}
	list.speak(s.words)
	s.openPage(list)
	if l == nil {
		return
	}
	p := newLessonPage(l, s.words)
	list.at = p.number()
	s.openPage(p)
}

func (p *lessonList) speak(w *words.Screen) { p.w, p.words = w, &lessonWordsIn[w.Language] }

func (p *lessonList) title(*words.Screen) string { return p.words.lessons }

func (p *lessonList) hints() []keys.Hint {
	return []keys.Hint{keys.Open.As("Enter"), keys.Back.As("Esc"), keys.Down.As("j k"), keys.ToggleLanguage.As("L")}
}

func (p *lessonList) status(*words.Screen) string {
	return fmt.Sprintf("%d/%d", p.at+1, len(lesson.All()))
}

func (p *lessonList) refresh(*screen) {}

func (p *lessonList) act(s *screen, a keys.Action) bool {
	n := len(lesson.All())
	switch a {
	case keys.Down, keys.NextLesson, keys.NextItem:
		p.at++
	case keys.Up, keys.PreviousLesson, keys.PreviousItem:
		p.at--
	case keys.PageDown, keys.HalfDown:
		p.at += max(p.page, 1)
	case keys.PageUp, keys.HalfUp:
		p.at -= max(p.page, 1)
	case keys.First:
		p.at = 0
	case keys.Last:
		p.at = n - 1
	case keys.Open:
		s.openPage(newLessonPage(lesson.All()[p.at], p.w))
	case keys.Back, keys.ViewExchanges, keys.ViewConnections: // in a lesson there may be nothing behind the list
		return s.opts.lesson != nil
	case keys.ViewSegments, keys.ViewBytes, keys.ViewLadder, keys.ViewDelay, keys.ShowExport, keys.ShowCopy: // they are about what is behind
	default:
		return false
	}
	p.at = max(0, min(p.at, n-1))
	return true
}

// search implements searcher.
func (p *lessonList) search(_ *screen, text string, step int) bool {
	all := lesson.All()
	for i := 1; i <= len(all); i++ {
		at := ((p.at+i*step)%len(all) + len(all)) % len(all)
		l := all[at]
		if cells.Contains(l.Name, text) || cells.Contains(l.Title[p.w.Language], text) || cells.Contains(l.Look[p.w.Language], text) {
			p.at = at
			return true
		}
	}
	return false
}

func (p *lessonList) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	for row := range height {
		cells.Fill(canvas, x, y+row, width, th.Tone[theme.Plain])
	}
	all := lesson.All()
	each := 1 // rows of a lesson: its title, and where there is room what to look at
	if height >= 2*len(all) {
		each = 2
	}
	widest := 0
	for _, l := range all {
		widest = max(widest, cells.Width(l.Title[p.w.Language]))
	}
	if each == 1 && width-5-widest-2 <= leastLook && height > 2*lookRows {
		height -= lookRows
		p.drawLook(canvas, th, x, y+height, width)
	}
	p.page = max(height/each, 1)
	p.top = max(p.at-p.page+1, min(p.top, p.at, max(len(all)-p.page, 0)))
	for i := p.top; i < min(p.top+p.page, len(all)); i++ {
		l, row := all[i], y+(i-p.top)*each
		mark, style := " ", th.Tone[theme.Plain]
		if i == p.at {
			mark, style = "▸", th.Selected
			cells.Fill(canvas, x, row, width, style)
		}
		number := fmt.Sprintf("%s%2d  ", mark, i+1)
		at := x + cells.Put(canvas, x, row, width, number, style)
		cells.Put(canvas, at, row, x+width-at, cells.Clip(cells.Clean(l.Title[p.w.Language]), x+width-at), style)
		look := cells.Clean(l.Look[p.w.Language])
		if each == 2 {
			cells.Put(canvas, at, row+1, x+width-at, cells.Clip(look, x+width-at), th.Tone[theme.Dim])
		} else if room := x + width - at - widest - 2; room > leastLook {
			tone := th.Tone[theme.Dim]
			if i == p.at {
				tone = style
			}
			cells.Put(canvas, at+widest+2, row, room, cells.Clip(look, room), tone)
		}
	}
}

const (
	leastLook = 20 // columns in which what to look at is shown beside a title
	lookRows  = 3  // below the list, where there is no room for that
)

// drawLook draws what to look at in the selected lesson.
func (p *lessonList) drawLook(canvas tcell.Screen, th *theme.Theme, x, y, width int) {
	for i := range width {
		canvas.Put(x+i, y, "─", th.Rule)
	}
	look := cells.Wrap([]cells.Line{cells.Prose(0, cells.Ink(cells.Clean(lesson.All()[p.at].Look[p.w.Language]), theme.Plain))}, width-2)
	for i, l := range look[:min(len(look), lookRows-1)] {
		at := x + 1
		for _, s := range l.Spans {
			at += cells.Put(canvas, at, y+1+i, x+width-at, s.Text, th.Tone[s.Tone])
		}
	}
}
