package bpf

import (
	"errors"
	"fmt"
)

// Error says why a filter was refused and where in it.
type Error struct {
	Offset   int    // of the word, in bytes from the beginning of the filter
	Word     string // as it was written; empty at the end of the filter
	Reason   string // what is wrong with the word
	Expected string // what could stand there; empty when the word is at fault by itself

	cause error
}

// Unwrap returns ErrNothing where that is what is wrong.
func (e *Error) Unwrap() error { return e.cause }

func (e *Error) Error() string {
	where := fmt.Sprintf("%q at byte %d", e.Word, e.Offset)
	if e.Word == "" {
		where = "its end"
	}
	text := fmt.Sprintf("filter refused at %s: %s", where, e.Reason)
	if e.Expected != "" {
		text += "; expected " + e.Expected
	}
	return text
}

// ErrNothing is what an Error wraps when the filter is well formed but can
// accept no packet at all, such as "tcp and udp".
var ErrNothing = errors.New("no packet can match")

// refusal carries an Error up through the code generator, whose functions
// would otherwise return an error beside every condition. It never leaves
// Compile.
type refusal struct{ err *Error }

// refuse ends the compilation at token t.
func refuse(t token, format string, args ...any) {
	panic(refusal{&Error{Offset: t.pos, Word: t.text, Reason: fmt.Sprintf(format, args...)}})
}

// expect ends the compilation at token t, where something else belongs.
func expect(t token, what string) {
	reason := "this word does not fit here"
	if t.kind == tokEnd {
		reason = "the filter is not complete"
	}
	panic(refusal{&Error{Offset: t.pos, Word: t.text, Reason: reason, Expected: what}})
}
