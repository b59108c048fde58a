package tui

import (
	"context"
	"fmt"
	"strconv"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/quiz"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
)

// questions is how many are asked at most.
const questions = 10

// quizRun is a quiz that is being taken: the ladder shows what came before the
// segment that is asked about, and the segment itself once it is answered.
type quizRun struct {
	*quiz.Quiz
	at  int  // question; behind the last stands the score
	all bool // as it was in the ladder
}

// askQuiz makes a quiz beside the event loop and begins it.
func (p *ladderPage) askQuiz(s *screen) {
	p.quizzes++
	m, seed := p.model, uint64(p.quizzes)
	s.jobs.start("quiz", func(context.Context) func() {
		made := quiz.New(m.Connection, m.Steps, questions, seed)
		return func() {
			s.jobs.stop("quiz")
			if p.model != m || p.quiz != nil {
				return
			}
			if len(made.Questions) == 0 {
				s.message = p.words.NoQuestions
				return
			}
			p.quiz = &quizRun{Quiz: made, all: p.all}
			p.all, p.inPane = false, false
			p.showQuestion()
		}
	}, func(err error) { s.message = err.Error() })
}

// question is the one that is asked; nil at the score.
func (q *quizRun) question() *quiz.Question {
	if q.at >= len(q.Questions) {
		return nil
	}
	return &q.Questions[q.at]
}

// answered says whether the question has been answered.
func (q *quizRun) answered() bool { return q.at < len(q.Questions) && q.Answered(q.at) >= 0 }

// showQuestion goes to what the question is about: the row before its segment,
// or the segment once it is answered.
func (p *ladderPage) showQuestion() {
	p.paned = paneOf{}
	q := p.quiz.question()
	if q == nil {
		p.goTo(len(p.model.Rows))
		return
	}
	row := p.rowOf(q.Step)
	if !p.quiz.answered() {
		row--
	}
	p.goTo(row)
}

// rowOf is the row of a step, which is taken out of folds.
func (p *ladderPage) rowOf(step int) int {
	p.goToFrame(p.model.Steps[step].Frame)
	for p.onFold() {
		r := p.model.Rows[p.cursor]
		p.opened = append(p.opened, span2{r.Step, r.Last})
		p.model.Unfold(p.cursor)
		p.goToFrame(p.model.Steps[step].Frame)
	}
	return p.cursor
}

// quizAct does what a key stands for while a quiz is taken.
func (p *ladderPage) quizAct(s *screen, a keys.Action) bool {
	switch a {
	case keys.Back, keys.ShowQuiz:
		p.all = p.quiz.all
		p.quiz, p.paned = nil, paneOf{}
	case keys.Open, keys.NextItem:
		if p.quiz.answered() {
			p.quiz.at++
			p.showQuestion()
		}
	case keys.Down, keys.Up, keys.PageDown, keys.PageUp, keys.HalfDown, keys.HalfUp, keys.First, keys.Last:
		s.scroll(&p.pane, a)
	case keys.ToggleLanguage, keys.StopCapture, keys.ToggleRaw:
		return a == keys.ToggleRaw && p.turn(s, a)
	}
	return true
}

// quizKey answers by a key from 1 on, as the choices are numbered on the screen,
// whatever these keys stand for elsewhere: where there is nothing to answer, that.
func (p *ladderPage) quizKey(event *tcell.EventKey) bool {
	q := p.quiz.question()
	choice := int(event.Rune() - '1')
	if event.Key() != tcell.KeyRune || choice < 0 || q == nil || choice >= len(q.Choices) || p.quiz.answered() {
		return false
	}
	p.quiz.Answer(p.quiz.at, choice)
	p.showQuestion()
	return true
}

// key implements keyed.
func (p *ladderPage) key(_ *screen, event *tcell.EventKey) bool {
	return p.quiz != nil && p.quizKey(event)
}

func (p *ladderPage) quizTitle() string {
	return fmt.Sprintf(p.words.QuizTitle, min(p.quiz.at+1, len(p.quiz.Questions)), len(p.quiz.Questions))
}

func (p *ladderPage) score() string {
	right, answered := p.quiz.Score()
	return fmt.Sprintf(p.words.Score, right, answered)
}

// quizLines is the question with its choices, and once it is answered what is
// right and why.
func (p *ladderPage) quizLines() (lines []cells.Line) {
	w, language := p.words, p.w.Language
	q := p.quiz.question()
	if q == nil {
		return []cells.Line{cells.Tell(theme.Strong, p.score()), cells.Tell(theme.Dim, w.QuizOver)}
	}
	lines = []cells.Line{cells.Prose(0, cells.Ink(cells.Clean(q.Text[language]), theme.Strong))}
	chosen := p.quiz.Answered(p.quiz.at)
	if chosen >= 0 {
		verdict := cells.Ink("✓ "+w.Right, theme.Good)
		if chosen != q.Right {
			verdict = cells.Ink("✗ "+fmt.Sprintf(w.Wrong, q.Right+1, q.Choices[q.Right][language]), theme.Bad)
		}
		lines = append(lines, cells.Prose(2, verdict))
		for _, s := range q.Why {
			lines = append(lines, p.sentence(s, theme.Plain))
		}
		lines = append(lines, cells.Tell(theme.Dim, w.NextQuestion))
	}
	for i, choice := range q.Choices {
		mark, t := " ", theme.Plain
		switch {
		case chosen >= 0 && i == q.Right:
			mark, t = "✓", theme.Good
		case chosen == i:
			mark, t = "✗", theme.Bad
		}
		lines = append(lines, cells.Prose(5, cells.Ink(mark+" "+strconv.Itoa(i+1)+"  ", theme.Strong), cells.Ink(cells.Clean(choice[language]), t)))
	}
	if chosen < 0 {
		lines = append(lines, cells.Tell(theme.Dim, fmt.Sprintf(w.AnswerBy, len(q.Choices))))
	}
	return lines
}
