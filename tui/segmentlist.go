package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// timeMode says what the times of segments are counted from.
type timeMode uint8

const (
	atTime timeMode = iota // of day
	sinceStart
	sinceLast
	timeModes
)

// segmentList is the segments of a connection as rows; their numbers are their
// places.
type segmentList struct {
	words   *segmentWords
	zone    *time.Location
	steps   []replay.Step
	http    httpFrames
	times   timeMode
	raw     bool // numbers as they are in the headers
	digits  int  // of the longest relative number
	origins map[int]int64
	reveal  bool
	narrow  bool // what was found and what is carried share a column,
	brief   bool // which has no room for the names of both
}

// fitTo makes the columns fit a width. Where there is no room for both, what was found
// of a segment and the messages that it carries share a column: cut short, neither
// would say anything.
func (l *segmentList) fitTo(width, gap int) {
	l.narrow, l.brief = false, false
	last := func() (column, int) {
		all := l.columns()
		return all[len(all)-1], layout(all, make([]int, len(all)), width, gap)[len(all)-1]
	}
	if _, room := last(); room == 0 {
		l.narrow = true
		both, room := last()
		l.brief = room < cells.Width(both.title)
	}
}

func (l *segmentList) columns() []column {
	w := l.words
	moment := column{title: w.times[l.times], min: len("15:04:05.000"), max: len("15:04:05.000000"), drop: 4, grow: 2}
	if l.narrow {
		moment.max = moment.min
	}
	if moment.clock = l.times == atTime; !moment.clock {
		moment.min, moment.max, moment.right = max(9, cells.Width(moment.title)), 0, true
	}
	wide := l.digits
	if l.raw {
		wide = len("4294967295")
	}
	columns := []column{
		{title: w.frame, min: max(4, cells.Width(w.frame)), right: true, drop: 6, grow: 1},
		moment,
		{title: "", min: 1, max: 1},
		{title: w.flags, min: 7, max: 15, grow: 1},
		{title: w.sequence, min: max(wide, 3), right: true, drop: 7, grow: 1},
		{title: w.acknowledgement, min: max(wide, 3), right: true, drop: 5, grow: 1},
		{title: w.length, min: 4, right: true, grow: 1},
		{title: w.window, min: max(5, cells.Width(w.window)), right: true, drop: 3, grow: 2},
		{title: w.analysis, min: 20, max: 34, flex: true, grow: 3},
		{title: w.states, min: 14, max: 34, drop: 1, grow: 5},
		{title: w.message, min: 16, max: 40, drop: 2, grow: 4},
	}
	if l.narrow {
		columns = columns[:len(columns)-2]
		both := &columns[len(columns)-1]
		both.min, both.max = cells.Width(w.analysis), 0
		if !l.brief {
			both.title += w.and + w.message
		}
	}
	return columns
}

func (l *segmentList) numbers(*trace.Reader) trace.Rows { return spanOfNumbers{0, len(l.steps)} }

func (l *segmentList) cells(r *trace.Reader, number int) []cell {
	s := &l.steps[number]
	seq, ack, window := l.numbersOf(s)
	found, t := l.analysis(number)
	carried := l.http.label(l, r, s.Frame, s.From)
	if l.narrow {
		found, t = both(found, t, carried)
	}
	cells := []cell{
		{strconv.FormatInt(s.Frame, 10), theme.Dim},
		{l.moment(number), theme.Dim},
		{l.words.arrow[s.From], fromTone(s.From)},
		{s.Flags.String(), flagTone(s.Flags)},
		{seq, theme.Plain},
		{ack, theme.Plain},
		{strconv.Itoa(s.Length), theme.Plain},
		{window, theme.Plain},
		{strings.Join(found, ", "), t},
		{l.stateChange(s), theme.Dim},
		{carried, theme.Strong},
	}
	return cells[:len(l.columns())]
}

// both is what was found of a segment and what it carries, what went wrong first.
func both(found []string, t theme.Tone, carried string) ([]string, theme.Tone) {
	switch {
	case carried == "":
		return found, t
	case t == theme.Bad || t == theme.Warn:
		return append(found, carried), t
	}
	return append([]string{carried}, found...), theme.Strong
}

// numbersOf are a segment's numbers as they are shown; empty where they mean
// nothing or are not known.
func (l *segmentList) numbersOf(s *replay.Step) (seq, ack, window string) {
	ackNumber := s.RelativeAck()
	seq = strconv.FormatUint(uint64(s.RelativeSeq()), 10)
	if l.raw {
		ackNumber = s.Ack
		seq = strconv.FormatUint(uint64(s.Seq), 10)
	}
	if s.Flags.Has(tcpreasm.ACK) {
		ack = strconv.FormatUint(uint64(ackNumber), 10)
	}
	switch {
	case l.raw:
		window = strconv.Itoa(int(s.Window))
	case s.Observation.Window >= 0:
		window = strconv.FormatInt(s.Observation.Window, 10)
	}
	return seq, ack, window
}

// moment is when a segment passed.
func (l *segmentList) moment(number int) string {
	s := &l.steps[number]
	if l.times == atTime {
		return phrase.Clock(s.Time, l.zone)
	}
	from := l.steps[0].Time
	if l.times == sinceLast {
		from = l.steps[max(number-1, 0)].Time
	}
	if from == 0 || s.Time == 0 {
		return "—"
	}
	return seconds(s.Time - from)
}

// digitsOf is how long the longer of a segment's relative numbers is.
func digitsOf(s *replay.Step) int {
	n, digits := max(s.RelativeSeq(), s.RelativeAck()), 1
	for ; n >= 10; n /= 10 {
		digits++
	}
	return digits
}

// seconds writes a time in nanoseconds in seconds, to the microsecond.
func seconds(ns int64) string {
	sign := ""
	if ns < 0 {
		sign, ns = "-", -ns
	}
	return fmt.Sprintf("%s%d.%06d", sign, ns/1e9, ns%1e9/1e3)
}

func (l *segmentList) when(_ *trace.Reader, number int) int64 {
	if l.times != atTime {
		return 0
	}
	return l.steps[number].Time
}

func (l *segmentList) matches(r *trace.Reader, number int, text string) bool {
	s := &l.steps[number]
	if strings.Trim(text, "0123456789") == "" { // a number is looked for as a whole
		seq, ack, window := l.numbersOf(s)
		return strconv.FormatInt(s.Frame, 10) == text || seq == text || ack == text || window == text || strconv.Itoa(s.Length) == text
	}
	if cells.Contains(s.Flags.String(), text) || cells.Contains(l.stateChange(s), text) || cells.Contains(l.http.label(l, r, s.Frame, s.From), text) {
		return true
	}
	found, _ := l.analysis(number)
	for _, word := range found {
		if cells.Contains(word, text) {
			return true
		}
	}
	return strings.Contains(text, ":") && cells.Contains(phrase.Clock(s.Time, l.zone), text)
}

func flagTone(f tcpreasm.Flags) theme.Tone {
	switch {
	case f.Has(tcpreasm.RST):
		return theme.Bad
	case f.Has(tcpreasm.SYN):
		return theme.Good
	case f.Has(tcpreasm.FIN):
		return theme.Moved
	}
	return theme.Plain
}

// stateChange is what the ends come to by a segment.
func (l *segmentList) stateChange(s *replay.Step) string {
	if len(s.Changes) == 0 {
		return ""
	}
	var parts []string
	for _, c := range s.Changes {
		parts = append(parts, l.words.side[c.Side]+":"+c.To.String())
	}
	return strings.Join(parts, " ")
}
