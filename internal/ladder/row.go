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
	Lost     bool       // the segment did not arrive: it was reported missing and sent again
	Step     int        // the segment, or the first that is folded
	Last     int        // the last that is folded; Step for one segment
	Bytes    [2]int64   // of payload that each end sent in what is folded
	Duration int64      // of a silence, nanoseconds
	Repeats  int64      // the frame whose bytes it sends again; 0 for none
	Behind   int        // the step that left before the segment came to the end that sent it; 0 for none
	Comes    int        // the step that comes to the segment's sender only after it left, as Late; one more than it, 0 for none
	Messages []*Message // that begin in it
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

	part      bool // rows before or behind those that there are were left out
	arrival   replay.Arrival
	repeats   []int64 // by step, as in Row
	dropped   []bool
	numbered  numbering
	crossings map[int]int // steps that came only after the other end had sent another: that
}
