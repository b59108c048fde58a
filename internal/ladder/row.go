package ladder

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// Kind is what a row shows.
type Kind uint8

const (
	Arrow   Kind = iota // one segment
	Fold                // several segments of a transfer
	Silence             // nothing for a while
)

// Row is a row of the ladder.
type Row struct {
	Kind     Kind
	Step     int        // the segment, or the first that is folded
	Last     int        // the last that is folded; Step for one segment
	Bytes    [2]int64   // of payload that each end sent in what is folded
	Duration int64      // of a silence, nanoseconds
	Lost     bool       // the segment did not arrive: it was reported missing and sent again
	Repeats  int64      // the frame whose bytes it sends again; 0 for none
	Messages []*Message // that begin in it
	Ends     []*Message // that end in it
}

// Message is an HTTP message of the connection.
type Message struct {
	From              tcpreasm.Side
	FirstFrame, Frame int64  // in which it begins and ends
	Label             string // such as "GET /index.html"; fit for a terminal
	Incomplete        bool   // its end was not seen
	Exchange          int    // number of its exchange
}

// Ladder is a connection as rows.
type Ladder struct {
	Connection *tcpreasm.Info
	Steps      []replay.Step
	Rows       []Row

	repeats []int64 // by step, as in Row
	dropped []bool
}

const (
	longSilence = 1e9 // nanoseconds after which a silence has a row of its own
	leastFold   = 6   // segments that are folded
)

// Build makes the rows of a connection. open says which folds are open, by
// their first steps; it may be nil.
func Build(c *tcpreasm.Info, steps []replay.Step, messages []*Message, open map[int]bool) *Ladder {
	repeats, lost := repetitions(steps)
	l := &Ladder{Connection: c, Steps: steps, repeats: repeats, dropped: lost}
	notable := notable(steps, messages)
	for i := range lost {
		notable[i] = notable[i] || lost[i]
	}
	for i := 0; i < len(steps); {
		if i > 0 && steps[i-1].Time > 0 {
			if d := steps[i].Time - steps[i-1].Time; d >= longSilence {
				l.Rows = append(l.Rows, Row{Kind: Silence, Step: i, Last: i, Duration: d})
			}
		}
		end := i
		for end < len(steps) && !notable[end] && (end == i || steps[end].Time-steps[end-1].Time < longSilence) {
			end++
		}
		if end-i >= leastFold && !open[i] {
			row := Row{Kind: Fold, Step: i, Last: end - 1}
			for _, s := range steps[i:end] {
				row.Bytes[s.From] += int64(s.Length)
			}
			l.Rows = append(l.Rows, row)
			i = end
			continue
		}
		for end = max(end, i+1); i < end; i++ {
			l.Rows = append(l.Rows, Row{Kind: Arrow, Step: i, Last: i, Lost: lost[i], Repeats: repeats[i]})
		}
	}
	l.place(messages)
	return l
}

// notable says which segments are never folded: those that change a state,
// are odd, or begin or end a message, and the first and last of all.
func notable(steps []replay.Step, messages []*Message) []bool {
	frames := make(map[int64]bool)
	for _, m := range messages {
		frames[m.FirstFrame], frames[m.Frame] = true, true
	}
	out := make([]bool, len(steps))
	for i := range steps {
		s := &steps[i]
		usual := tcpreasm.ACK | tcpreasm.PSH | tcpreasm.ECE | tcpreasm.CWR | tcpreasm.AE
		out[i] = i == 0 || i == len(steps)-1 || s.Flags&^usual != 0 || len(s.Changes) > 0 ||
			s.Found&^(tcpreasm.FoundWindowUpdate|tcpreasm.FoundDuplicateAck) != 0 || frames[s.Frame]
	}
	return out
}

// repetitions finds what each segment sends again, and which did not arrive:
// those that the other end reported missing before they were sent again.
func repetitions(steps []replay.Step) (repeats []int64, lost []bool) {
	repeats, lost = make([]int64, len(steps)), make([]bool, len(steps))
	var sent [2]map[uint32]int // sequence number to the last segment that began with it
	for i := range steps {
		s := &steps[i]
		if s.SameAs != 0 {
			continue
		}
		if s.End() == s.Seq || s.Found&(tcpreasm.FoundKeepAlive|tcpreasm.FoundZeroWindowProbe) != 0 {
			continue // a probe's byte is sent for the answer
		}
		if sent[s.From] == nil {
			sent[s.From] = make(map[uint32]int)
		}
		before, again := sent[s.From][s.Seq]
		sent[s.From][s.Seq] = i
		// An end that opens while the other does sends its SYN with an ACK later.
		again = again && s.Flags&^steps[before].Flags&(tcpreasm.SYN|tcpreasm.ACK) == 0
		if !again {
			continue
		}
		repeats[i] = steps[before].Frame
		lost[before] = s.Reported
	}
	return repeats, lost
}

// place notes at each row the messages that begin and end there.
func (l *Ladder) place(messages []*Message) {
	at := make(map[int64]int)
	for r := range l.Rows {
		if row := &l.Rows[r]; row.Kind != Silence {
			for i := row.Step; i <= row.Last; i++ {
				at[l.Steps[i].Frame] = r
			}
		}
	}
	for _, m := range messages {
		if r, ok := at[m.FirstFrame]; ok {
			l.Rows[r].Messages = append(l.Rows[r].Messages, m)
		}
		if r, ok := at[m.Frame]; ok && m.Frame != m.FirstFrame {
			l.Rows[r].Ends = append(l.Rows[r].Ends, m)
		}
	}
}
