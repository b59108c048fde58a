package segments

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
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
)

// timeMode says what the times of segments are counted from.
type timeMode uint8

const (
	atTime timeMode = iota // of day
	sinceStart
	sinceLast
	TimeModes
)

// List is the segments of a connection as rows; their numbers are their
// places.
type List struct {
	Words   *Words
	Zone    *time.Location
	Steps   []replay.Step
	Http    HTTPFrames
	Times   timeMode
	Raw     bool // numbers as they are in the headers
	Digits  int  // of the longest relative number
	Origins map[int]int64
	Reveal  bool
	narrow  bool // what was found and what is carried share a column,
	brief   bool // which has no room for the names of both
}

// FitTo makes the columns fit a width. Where there is no room for both, what was found
// of a segment and the messages that it carries share a column: cut short, neither
// would say anything.
func (l *List) FitTo(width, gap int) {
	l.narrow, l.brief = false, false
	last := func() (table.Column, int) {
		all := l.Columns()
		return all[len(all)-1], table.Layout(all, make([]int, len(all)), width, gap)[len(all)-1]
	}
	if _, room := last(); room == 0 {
		l.narrow = true
		both, room := last()
		l.brief = room < cells.Width(both.Title)
	}
}

// Columns implements table.List.
func (l *List) Columns() []table.Column {
	w := l.Words
	moment := table.Column{Title: w.times[l.Times], Min: len("15:04:05.000"), Max: len("15:04:05.000000"), Drop: 4, Grow: 2}
	if l.narrow {
		moment.Max = moment.Min
	}
	if moment.Clock = l.Times == atTime; !moment.Clock {
		moment.Min, moment.Max, moment.Right = max(9, cells.Width(moment.Title)), 0, true
	}
	wide := l.Digits
	if l.Raw {
		wide = len("4294967295")
	}
	columns := []table.Column{
		{Title: w.frame, Min: max(4, cells.Width(w.frame)), Right: true, Drop: 6, Grow: 1},
		moment,
		{Title: "", Min: 1, Max: 1},
		{Title: w.flags, Min: 7, Max: 15, Grow: 1},
		{Title: w.sequence, Min: max(wide, 3), Right: true, Drop: 7, Grow: 1},
		{Title: w.acknowledgement, Min: max(wide, 3), Right: true, Drop: 5, Grow: 1},
		{Title: w.length, Min: 4, Right: true, Grow: 1},
		{Title: w.window, Min: max(5, cells.Width(w.window)), Right: true, Drop: 3, Grow: 2},
		{Title: w.analysis, Min: 20, Max: 34, Flex: true, Grow: 3},
		{Title: w.states, Min: 14, Max: 34, Drop: 1, Grow: 5},
		{Title: w.message, Min: 16, Max: 40, Drop: 2, Grow: 4},
	}
	if l.narrow {
		columns = columns[:len(columns)-2]
		both := &columns[len(columns)-1]
		both.Min, both.Max = cells.Width(w.analysis), 0
		if !l.brief {
			both.Title += w.and + w.message
		}
	}
	return columns
}

// Numbers implements table.List.
func (l *List) Numbers(*trace.Reader) trace.Rows {
	return table.Span{First: 0, End: len(l.Steps)}
}

// Cells implements table.List.
func (l *List) Cells(r *trace.Reader, number int) []table.Cell {
	s := &l.Steps[number]
	seq, ack, window := l.numbersOf(s)
	found, t := l.analysis(number)
	carried := l.Http.label(l, r, s.Frame, s.From)
	if l.narrow {
		found, t = both(found, t, carried)
	}
	cells := []table.Cell{
		table.Ink(strconv.FormatInt(s.Frame, 10), theme.Dim),
		table.Ink(l.moment(number), theme.Dim),
		table.Ink(l.Words.Arrow[s.From], lists.FromTone(s.From)),
		table.Ink(s.Flags.String(), flagTone(s.Flags)),
		table.Ink(seq, theme.Plain),
		table.Ink(ack, theme.Plain),
		table.Ink(strconv.Itoa(s.Length), theme.Plain),
		table.Ink(window, theme.Plain),
		table.Ink(strings.Join(found, ", "), t),
		table.Ink(l.stateChange(s), theme.Dim),
		table.Ink(carried, theme.Strong),
	}
	return cells[:len(l.Columns())]
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
func (l *List) numbersOf(s *replay.Step) (seq, ack, window string) {
	ackNumber := s.RelativeAck()
	seq = strconv.FormatUint(uint64(s.RelativeSeq()), 10)
	if l.Raw {
		ackNumber = s.Ack
		seq = strconv.FormatUint(uint64(s.Seq), 10)
	}
	if s.Flags.Has(tcpreasm.ACK) {
		ack = strconv.FormatUint(uint64(ackNumber), 10)
	}
	switch {
	case l.Raw:
		window = strconv.Itoa(int(s.Window))
	case s.Observation.Window >= 0:
		window = strconv.FormatInt(s.Observation.Window, 10)
	}
	return seq, ack, window
}

// moment is when a segment passed.
func (l *List) moment(number int) string {
	s := &l.Steps[number]
	if l.Times == atTime {
		return phrase.Clock(s.Time, l.Zone)
	}
	from := l.Steps[0].Time
	if l.Times == sinceLast {
		from = l.Steps[max(number-1, 0)].Time
	}
	if from == 0 || s.Time == 0 {
		return "—"
	}
	return seconds(s.Time - from)
}

// Digits is how long the longer of a segment's relative numbers is.
func Digits(s *replay.Step) int {
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

// When implements table.List.
func (l *List) When(_ *trace.Reader, number int) int64 {
	if l.Times != atTime {
		return 0
	}
	return l.Steps[number].Time
}

// Matches implements table.List: a text may be in any cell.
func (l *List) Matches(r *trace.Reader, number int, text string) bool {
	s := &l.Steps[number]
	if strings.Trim(text, "0123456789") == "" { // a number is looked for as a whole
		seq, ack, window := l.numbersOf(s)
		return strconv.FormatInt(s.Frame, 10) == text || seq == text || ack == text || window == text || strconv.Itoa(s.Length) == text
	}
	if cells.Contains(s.Flags.String(), text) || cells.Contains(l.stateChange(s), text) || cells.Contains(l.Http.label(l, r, s.Frame, s.From), text) {
		return true
	}
	found, _ := l.analysis(number)
	for _, word := range found {
		if cells.Contains(word, text) {
			return true
		}
	}
	return strings.Contains(text, ":") && cells.Contains(phrase.Clock(s.Time, l.Zone), text)
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
func (l *List) stateChange(s *replay.Step) string {
	if len(s.Changes) == 0 {
		return ""
	}
	var parts []string
	for _, c := range s.Changes {
		parts = append(parts, l.Words.side[c.Side]+":"+c.To.String())
	}
	return strings.Join(parts, " ")
}
