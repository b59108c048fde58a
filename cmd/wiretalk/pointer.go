package main

import (
	"errors"
	"strings"

	"github.com/rivo/uniseg"

	"wiretalk/capture/bpf"
)

// filterError is a capture filter that is refused, and how it was written.
type filterError struct {
	expr string
	err  *bpf.Error
}

func (e *filterError) Error() string {
	text := "capture filter: " + e.err.Reason
	if e.err.Expected != "" {
		text += "; expected " + e.err.Expected
	}
	return text
}

// pointing makes an error of the compiler one that shows the place.
func (f *flags) pointing(err error) error {
	if e := (*bpf.Error)(nil); errors.As(err, &e) {
		return &filterError{f.expr, e}
	}
	return err
}

// shownBytes is how many bytes of a filter are shown on either side of the word at
// fault, and of the word: a filter may be a quarter of a megabyte.
const shownBytes = 60

// lines are the filter and, under the word at fault, carets.
func (e *filterError) lines() (filter, carets string) {
	at := min(e.err.Offset, len(e.expr))
	before, word, after := e.expr[:at], e.err.Word, e.expr[min(at+len(e.err.Word), len(e.expr)):]
	if len(before) > shownBytes {
		before = "…" + strings.ToValidUTF8(before[len(before)-shownBytes:], "")
	}
	if len(word) > shownBytes {
		word = strings.ToValidUTF8(word[:shownBytes], "") + "…"
		after = ""
	}
	if len(after) > shownBytes {
		after = strings.ToValidUTF8(after[:shownBytes], "") + "…"
	}
	before, word, after = printable(before), printable(word), printable(after)
	filter = before + word + after
	carets = strings.Repeat(" ", uniseg.StringWidth(before)) + strings.Repeat("^", max(1, uniseg.StringWidth(word)))
	return filter, carets
}
