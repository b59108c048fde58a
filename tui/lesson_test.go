package tui

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/lesson"
	"wiretalk/internal/trace"
	"wiretalk/tui/keys"
	"wiretalk/tui/words"
)

// studying opens a lesson.
func studying(t testing.TB, name string, width, height int, lang string) *sight {
	t.Helper()
	l := lesson.Find(name)
	m := seat(t, trace.New(nil), width, height, Options{Lang: lang, lesson: l})
	m.openLessons(l)
	m.settled(t)
	return m
}

// The text stands beside the ladder, and what it says of a frame is marked and
// scrolled to while one steps.
func TestLessonStepsThroughItsText(t *testing.T) {
	m := studying(t, "fast-retransmit", 80, 24, "en")
	m.sees(t, "A lost segment, and fast retransmit", "Frame 10 was lost", "SYN seq=x", "lesson 11/22")
	m.keys("Tab", "G", "k", "k", "k", "k", "k", "k").sees(t, "frame 21 (ACK", "↺10")
	m.keys("L").sees(t, "第 21 帧（ACK", "丢失的报文段与快速重传")
	m.keys("L", "K")
	m.settled(t)
	m.sees(t, "TIME-WAIT, and the same ports again", "connection 1/4")
	m.keys(".")
	m.settled(t)
	m.sees(t, "connection 2/4")
	m.keys("Esc").sees(t, "▸10  TIME-WAIT", "Who closes first in each connection")
	m.keys("Esc", "1", "2").sees(t, "▸10  TIME-WAIT") // there is nothing behind the list
	m.keys("j", "Enter")
	m.settled(t)
	m.sees(t, "Frame 10 was lost")
}

// Lessons open over what is shown, by a key and by name, and back leads to where
// one was.
func TestLessonsOverWhatIsShown(t *testing.T) {
	m := watching(t, lossFile, 0, 80, 24, "en")
	p := m.ladder()
	m.keys("j", "j", "F2").sees(t, "▸ 1  The three-way handshake", "Esc back")
	m.keys("j", "Enter")
	m.settledIn(t, m.top())
	m.sees(t, "A connection that is refused", "lesson 2/22")
	m.keys("J")
	m.settledIn(t, m.top())
	m.keys("Esc").sees(t, "▸ 3  A SYN that nobody answers")
	m.keys("Esc")
	if m.top() != p || p.cursor != 2 {
		t.Errorf("back leads to %T, row %d", m.top(), p.cursor)
	}
	m.runCommand("lesson cookies")
	m.settledIn(t, m.top())
	m.sees(t, "Cookies, and a session")
	m.runCommand("lesson refused") // in place of the other
	m.keys("Esc", "Esc")
	if m.top() != p {
		t.Errorf("back leads to %T", m.top())
	}
	m.keys("F2", "2").sees(t, "2 Connections")
	if m.top() != nil {
		t.Errorf("the tables are covered by %T", m.top())
	}
	m.runCommand("lesson no-such")
	m.sees(t, `there is no lesson "no-such"`)
	from, list := m.completeCommand("lesson th", 9)
	if from != 7 || len(list) != 2 || list[0].text != "three-way-handshake" || list[0].means == "" {
		t.Errorf("%d, %v", from, list)
	}
}

// The list says what to look at in each lesson, or where there is no room in the
// selected one.
func TestListSaysWhatLessonsTeach(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {80, 24}, {200, 50}} {
		for language, lang := range []string{"en", "zh"} {
			m := studying(t, "three-way-handshake", size[0], size[1], lang)
			m.keys("Esc")
			for i, l := range lesson.All() {
				look := []rune(l.Look[language])
				m.sees(t, fmt.Sprintf("▸%2d  ", i+1), string(look[:8]))
				m.keys("j")
			}
		}
	}
}

// settledIn waits until the ladder of a lesson has been read.
func (m *sight) settledIn(t *testing.T, p page) {
	t.Helper()
	l, ok := p.(*lessonPage)
	if !ok {
		t.Fatalf("%T is no lesson", p)
	}
	m.awaits(t, func() bool { return l.ladder.model != nil })
}

// Every lesson opens with all of its connections, at every size, in both
// languages, and its title and what to look at can be read.
func TestEveryLessonOpens(t *testing.T) {
	for _, l := range lesson.All() {
		for _, size := range [][2]int{{40, 10}, {80, 24}, {200, 50}} {
			for language, lang := range []string{"en", "zh"} {
				m := studying(t, l.Name, size[0], size[1], lang)
				m.sees(t, string([]rune(l.Title[language])[:2]), "q ")
				m.keys("Tab")
				for range m.top().(*lessonPage).parts {
					m.settled(t)
					if m.ladder().model == nil {
						t.Fatalf("%s: %s", l.Name, m.ladder().note)
					}
					m.keys("j", "j", "G", ".")
				}
			}
		}
	}
}

// A lesson whose text speaks of heads shows them at the segments that bring them.
func TestLessonShowsHeads(t *testing.T) {
	m := studying(t, "cookies", 200, 60, "en")
	m.keys("Tab", "}").sees(t, "GET /login HTTP/1.1")
	m.keys("}").sees(t, "Set-Cookie: sid=")
}

// A question shows what came before, and the segment once it is answered.
func TestQuiz(t *testing.T) {
	m := watching(t, "../testdata/tcp/close-four.pcap", 0, 80, 24, "en")
	m.keys("Q")
	p := m.ladder()
	m.awaits(t, func() bool { return p.quiz != nil })
	answer := func(choice int) {
		if !p.key(m.screen, tcell.NewEventKey(tcell.KeyRune, rune('1'+choice), tcell.ModNone)) {
			t.Fatal("the key was not taken")
		}
	}
	asked := len(p.quiz.Questions)
	for i := range asked {
		q := p.quiz.question()
		m.sees(t, "Press 1 to")
		if p.at() >= q.Step || p.model.Rows[p.cursor+1].Step < q.Step {
			t.Errorf("question %d: step %d is shown, %d is asked about", i, p.at(), q.Step)
		}
		m.keys("Enter", "]").sees(t, "Press 1 to") // it has to be answered first
		if i == 0 {
			answer((q.Right + 1) % len(q.Choices))
			m.sees(t, "✗ No. Right is", "0 of 1 right")
			if p.key(m.screen, tcell.NewEventKey(tcell.KeyRune, rune('1'+q.Right), tcell.ModNone)) {
				t.Error("a key answers twice, and may not mean what else is bound to it")
			}
			m.keys("1", "2", "9").sees(t, "0 of 1 right")
		} else {
			answer(q.Right)
			m.sees(t, "✓ Right.")
		}
		if p.at() != q.Step {
			t.Errorf("question %d: the segment is not shown", i)
		}
		m.keys("Enter")
	}
	m.sees(t, "9 of 10 right", "Esc: back to the ladder")
	m.keys("L").sees(t, "9 / 10 题答对")
	m.keys("L", "Esc").sees(t, "In short")
}

// Hints of pages have words, and name keys, in each language.
func TestHintsOfPages(t *testing.T) {
	m := watching(t, lossFile, 0, 80, 24, "en")
	p := m.ladder()
	l := studying(t, "time-wait", 80, 24, "en").top().(*lessonPage)
	pages := []page{p, &diagramPage{ladder: p}, l, &lessonList{}}
	l.inText = true
	sets := [][]keys.Hint{l.hints()}
	l.inText = false
	for _, p := range pages {
		sets = append(sets, p.hints())
	}
	p.inPane = true
	sets = append(sets, p.hints())
	for _, hints := range sets {
		for _, h := range hints {
			named := false
			for _, b := range keys.Bindings {
				named = named || b.Action == h.Action && strings.Contains(b.Label, strings.Fields(h.Label)[0])
				if b.Action == keys.NextLesson && h.Action == keys.NextLesson {
					named = true
				}
				if b.Action == keys.NextItem && h.Action == keys.NextItem || b.Action == keys.NextPhase && h.Action == keys.NextPhase {
					named = true
				}
			}
			if words.English.Hints[h.Action] == "" || words.Chinese.Hints[h.Action] == "" || !named {
				t.Errorf("hint %q", h.Label)
			}
		}
	}
}

func TestEveryWordOfTheLessons(t *testing.T) {
	for language, w := range lessonWordsIn {
		v := reflect.ValueOf(w)
		for i := range v.NumField() {
			if v.Field(i).String() == "" {
				t.Errorf("language %d lacks %s", language, v.Type().Field(i).Name)
			}
		}
	}
}

// The whole of it on a terminal.
func TestLessonOnATerminal(t *testing.T) {
	l := lesson.Find("three-way-handshake")
	tr := trace.New(nil)
	m := sit(t, tr, 100, 30, Options{lesson: l})
	m.see("SYN seq=x").press("Tab", "j").see("SYN, ACK seq=y ack=x+1").press("+", "+", " ").see("In short").press("D").see("[C TIME-WAIT").press("q").left()
}
