package quiz

import (
	"math/rand/v2"

	"wiretalk/internal/explain"
	"wiretalk/internal/meaning"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// Kind is what a question asks for.
type Kind uint8

const (
	Sender Kind = iota // who must answer in the handshake
	Flags              // of an answer in the handshake, or to a SYN that is refused
	Seq                // counted from the initial numbers, as the ladder writes them; so is Ack
	Ack                //
	State              // that an end comes to
	kinds
)

// Question is one question. The segments before Step may be shown with it.
type Question struct {
	Kind    Kind
	Step    int           // the segment that is asked about
	End     tcpreasm.Side // whose state, for State
	Text    meaning.Text
	Choices []meaning.Text
	Right   int                // of Choices
	Why     []explain.Sentence // why that is right
}

// Quiz is a list of questions about a connection, in the order of its
// segments, and the answers given so far.
type Quiz struct {
	Questions []Question
	answers   []int // by question; -1 for none yet
}

// New makes a quiz of at most n questions about a connection. seed decides
// which are asked, and the order of their choices. The kinds are asked by
// turns, and no two questions are alike but for their numbers.
func New(c *tcpreasm.Info, steps []replay.Step, n int, seed uint64) *Quiz {
	random := rand.New(rand.NewPCG(seed, seed))
	m := newMaker(c, steps, random)
	places := m.choose(m.places(), n)
	q := &Quiz{answers: make([]int, len(places))}
	m.forget()
	for i, p := range places {
		for m.known < p.step {
			m.learn(m.known)
		}
		q.Questions = append(q.Questions, m.question(p.step, p.kind, p.end))
		q.answers[i] = -1
	}
	return q
}

// Answer takes a choice and says whether it is right. Only the first answer to
// a question counts.
func (q *Quiz) Answer(question, choice int) bool {
	if q.answers[question] < 0 {
		q.answers[question] = choice
	}
	return choice == q.Questions[question].Right
}

// Answered is the choice that was taken first; -1 for none yet.
func (q *Quiz) Answered(question int) int { return q.answers[question] }

// Score is how many questions were answered, and how many of them right at the
// first attempt.
func (q *Quiz) Score() (right, answered int) {
	for i, choice := range q.answers {
		if choice >= 0 {
			answered++
		}
		if choice == q.Questions[i].Right {
			right++
		}
	}
	return right, answered
}
