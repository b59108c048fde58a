package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"wiretalk/capture"
	"wiretalk/internal/phrase"
	"wiretalk/internal/pipeline"
)

// complain prints an error as a line of its own, or as several where we wrote
// them so.
func complain(out io.Writer, err error) {
	fmt.Fprintf(out, "wiretalk: %s\n", wording(err))
	if e := (*filterError)(nil); errors.As(err, &e) {
		filter, carets := e.lines()
		fmt.Fprintf(out, "  %s\n  %s\n", filter, carets)
	}
}

// wording is what an error says. Only what is said of a file or an interface has
// lines, and its name has none; elsewhere they come from errors that were joined.
func wording(err error) string {
	e := (*capture.Error)(nil)
	if !errors.As(err, &e) || e.Error() != err.Error() {
		return printable(strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	safe := *e
	safe.File = printable(e.File)
	lines := strings.Split(safe.Error(), "\n")
	for i := range lines {
		lines[i] = printable(lines[i])
	}
	return strings.Join(lines, "\n")
}

// printable keeps the names of files from giving orders to the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// limitsReached says in sentences which bounds on memory were reached, and that
// headers are cut: what the records may lack.
func limitsReached(r *pipeline.Result) []error {
	var said []error
	say := func(n int64, format string) {
		if n > 0 {
			said = append(said, errors.New(phrase.Sprintf(format, n)))
		}
	}
	say(r.TCP.HoldLimitReached, "%d {time|times} more bytes waited for a missing segment than are held: the hole was reported as missing bytes")
	say(r.TCP.ConnectionsEvicted, "%d open {connection was|connections were} reported before {its|their} end: more were open at once than are tracked")
	say(r.TCP.NotTimed, "%d {segment was|segments were} sent while more was in flight than is followed: {it has|they have} no round trip, and bytes sent again were not held against them")
	say(r.TCP.NotCompared, "%d {segment was|segments were} sent again over more earlier ones than are looked at: bytes that differ from those of the others are not reported")
	say(r.Heads, "%d {time|times} the heads of unfinished HTTP exchanges were more than are held: requests there were not held for their responses")
	say(r.Decode.Evicted+r.Decode.Refused, "%d {time|times} more IP fragments waited for others than are held: their packets may lack segments")
	say(r.Decode.TooDeep, "%d {packet has|packets have} more layers than are looked into")
	say(r.Decode.HeadersCut, "%d {packet is|packets are} cut within {its|their} headers, so that segments or their options are not seen: capture with -s 0")
	return said
}
