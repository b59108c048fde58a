package pipeline

import (
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// piece is what one shard found in a batch, or in a part of it: what is found
// at once may be much, as at the end of the input, where every connection still
// open becomes a record. The merger gives a piece back when it is done with it.
type piece struct {
	findings []finding // in order
	pages    pages     // where the text of records lies
	opened   []tcpreasm.Info
	changes  []change
	touched  []touch // in force after the findings
	closed   []*conn
	taken    int  // findings of a Taker
	last     bool // of the batch
}

// finding is a connection that opened, unless it has one of the others.
type finding struct {
	event
	text   []byte // a record, with the stream number of its connection to be put in at hole
	hole   int
	opened int                   // in the piece's opened, counted from 1; only for a trace
	change int                   // in the piece's changes, counted from 1
	said   *trace.WebSocket      // for the trace
	then   func(stream int)      // of a Taker
	later  func(stream int) bool // whether text is written; nil when it is
}

// piecesAhead is how many pieces of a shard there are.
const piecesAhead = 4

// A piece is full when it has text on so many pages, or on one as large, or
// tells of so many exchanges and rows of the trace.
const (
	fullPages = 4
	fullRows  = 512
)

func (p *piece) isFull() bool {
	return p.pages.areFull() || len(p.opened)+len(p.changes)+len(p.touched)+p.taken > fullRows
}

// keptItems is how many places in each list are kept for the next use.
const keptItems = 16 << 10

func (p *piece) reset() {
	p.findings, p.changes = emptied(p.findings), emptied(p.changes)
	p.opened, p.touched, p.closed = emptied(p.opened), emptied(p.touched), emptied(p.closed)
	p.pages.reset()
	p.last, p.taken = false, 0
}

func emptied[T any](list []T) []T {
	if cap(list) > keptItems {
		return nil
	}
	clear(list)
	return list[:0]
}
