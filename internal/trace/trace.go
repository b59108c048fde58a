// Package trace holds what has been found in a capture so far: connections,
// exchanges, and where their bytes lie. One goroutine adds to it (package
// pipeline) while any number read it.
package trace

import (
	"io"
	"sync"
)

// Trace is what has been found. Its methods may be called from any goroutine.
type Trace struct {
	turn        sync.Mutex // held by who adds, which takes it before mu, or who wants nothing added
	mu          sync.RWMutex
	connections shelf[Connection]
	exchanges   shelf[Exchange]
	progress    Progress
	version     uint64
	capture     io.ReaderAt

	limits       Limits
	goal         Limits        // below which it comes when something is let go
	bytes        int64         // of memory
	messageBytes int64         // of these, of WebSocket messages
	messages     int           // that are held
	said         []*Connection // for each message, the oldest first, its connection

	pinned        int // the exchange that must not be let go
	pinnedStreams []int
}

// Progress says how far reading has come.
type Progress struct {
	Packets int64
	Wire    int64 // bytes of these packets on the wire
	Now     int64 // time of the last of them, or what a live source says it is since; 0 when that is not known
	Read    int64 // bytes of the input
	Total   int64 // bytes of the input in all; 0 when that cannot be known
	Back    int64 // files of the input that begin before the one read before them ends
	Done    bool  // nothing more will be added
	Problem error // the last part of the input that could not be read, as one of several interfaces; nil when there is none
	Err     error // why reading stopped before the end of the input; nil otherwise
	Reached Reached
}

// Reached is how often limits on memory were reached, and what the packets could
// not tell; known when reading is done.
type Reached struct {
	Held      int64 // bytes that waited for earlier ones
	Tracked   int64 // connections at once
	Followed  int64 // segments in flight, or sent again
	Heads     int64 // of unfinished exchanges
	Fragments int64 // of IP packets
	TooDeep   int64 // layers of a packet

	HeadersCut int64 // packets of which the capture kept less than their headers up to TCP's end
	FirstCut   int64 // frame of the first of them
}

// New makes an empty trace of a capture whose bytes can be read again from r.
func New(r io.ReaderAt) *Trace { return Bounded(r, Limits{}) }

// Bounded makes an empty trace that lets the oldest go within limits, as that
// of a capture without end must.
func Bounded(r io.ReaderAt, l Limits) *Trace {
	return &Trace{capture: r, limits: l, pinned: -1}
}

// Version grows whenever anything in the trace changes.
func (t *Trace) Version() uint64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.version
}

// Progress says how far reading has come.
func (t *Trace) Progress() Progress {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.progress
}

// Exchanges is the number of exchanges found so far, those that were let go
// included: their numbers are below it.
func (t *Trace) Exchanges() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.exchanges.next()
}

// Exchange returns a copy of the exchange with that number; of one that was let
// go only that it is gone.
func (t *Trace) Exchange(number int) Exchange {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if x := t.exchanges.get(number); x != nil {
		return *x
	}
	return Exchange{Number: number, Stream: -1, Gone: true}
}

// Connections is the number of connections found so far, those that were let
// go included: their stream numbers are below it.
func (t *Trace) Connections() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.connections.next()
}

// Connection returns a copy of the connection with that stream number; of one
// that was let go only that it is gone. Its list of exchanges must not be changed.
func (t *Trace) Connection(stream int) Connection {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if c := t.connections.get(stream); c != nil {
		return *c
	}
	return Connection{Stream: stream, Gone: true}
}

// Update runs change, which may add to and alter the trace, while nobody
// reads it. Then what is above the limits is let go.
func (t *Trace) Update(change func(*Writer)) {
	t.lock()
	defer t.unlock()
	change((*Writer)(t))
	t.letGo()
	t.version++
}

func (t *Trace) lock() {
	t.turn.Lock()
	t.mu.Lock()
}

func (t *Trace) unlock() {
	t.mu.Unlock()
	t.turn.Unlock()
}

// Still runs look while nothing is added. Unlike in View, methods of Trace may
// be called, but Still and Update: they do not wait for whoever adds, which a
// screen that calls many of them would do again and again.
func (t *Trace) Still(look func()) {
	t.turn.Lock()
	defer t.turn.Unlock()
	look()
}
