// Package quiz asks a student to work out what a connection's next segment must
// be: its numbers, who answers in the handshake and with which flags, and what
// state an end comes to by it.
//
// What goes in: a connection with its segments. What comes out: questions with
// one right choice and others that look plausible, such as a number that
// forgets that SYN takes one, and sentences of package explain that say why.
// Only what follows from the segments before and the RFC's rules is asked: not,
// say, who sends a FIN first, nor the number of a segment that was sent again. No
// two questions of a quiz are alike but for numbers. The same seed makes the same
// quiz.
//
// The questions' words are data, in data/questions.tsv.
package quiz
