// Package quiz asks a student to guess a connection's next segment: who sends
// it, with which flags and numbers, and what state an end comes to by it.
//
// What goes in: a connection with its segments. What comes out: questions with
// one right choice and others that look plausible, such as a number that
// forgets that SYN takes one, and sentences of package explain that say why.
// Only what follows from the segments before is asked: not, say, for the number of a
// segment that was sent again. The same seed makes the same quiz.
//
// The questions' words are data, in data/questions.tsv.
package quiz
