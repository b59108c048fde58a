package main

import (
	"errors"
	"strings"

	"github.com/rivo/uniseg"

	"wiretalk/capture/bpf"
	"wiretalk/internal/filter"
)

// filterError is a filter that is refused, how it was written, and where in it
// the fault is.
type filterError struct {
	reason     string
	expr       string
	at, length int // bytes of expr
	err        error
}

func (e *filterError) Error() string { return e.reason }

func (e *filterError) Unwrap() error { return e.err }

// pointing makes an error of the capture filter's compiler one that shows the
// place.
func (f *flags) pointing(err error) error {
	e := (*bpf.Error)(nil)
	if !errors.As(err, &e) {
		return err
	}
	reason := "capture filter: " + e.Reason
	if e.Expected != "" {
		reason += "; expected " + e.Expected
	}
	return &filterError{reason, f.expr, e.Offset, len(e.Word), e}
}

// pointingDisplay is pointing for the display filter.
func pointingDisplay(expr string, err error) error {
	e := (*filter.Error)(nil)
	if !errors.As(err, &e) {
		return err
	}
	return &filterError{"display filter: " + e.Reason, expr, e.At, e.Length, e}
}

// shownBytes is how many bytes of a filter are shown on either side of the word at
// fault, and of the word: a filter may be a quarter of a megabyte.
const shownBytes = 60

// lines are the filter and, under the word at fault, carets.
func (e *filterError) lines() (filter, carets string) {
	at := min(e.at, len(e.expr))
	end := min(at+e.length, len(e.expr))
	before, word, after := e.expr[:at], e.expr[at:end], e.expr[end:]
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
