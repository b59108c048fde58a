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
	mu          sync.RWMutex
	connections []*Connection
	exchanges   []*Exchange
	progress    Progress
	version     uint64
	capture     io.ReaderAt
}

// Progress says how far reading has come.
type Progress struct {
	Packets int64
	Read    int64 // bytes of the input
	Total   int64 // bytes of the input in all; 0 when that cannot be known
	Done    bool  // nothing more will be added
	Err     error // why reading stopped before the end of the input; nil otherwise
}

// New makes an empty trace of a capture whose bytes can be read again from r.
func New(r io.ReaderAt) *Trace { return &Trace{capture: r} }

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

// Exchanges is the number of exchanges found so far.
func (t *Trace) Exchanges() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.exchanges)
}

// Exchange returns a copy of exchange i.
func (t *Trace) Exchange(i int) Exchange {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return *t.exchanges[i]
}

// Connections is the number of connections found so far.
func (t *Trace) Connections() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.connections)
}

// Connection returns a copy of the connection with that stream number. Its
// list of exchanges must not be changed.
func (t *Trace) Connection(stream int) Connection {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return *t.connections[stream]
}

// Update runs change, which may add to and alter the trace, while nobody
// reads it.
func (t *Trace) Update(change func(*Writer)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	change((*Writer)(t))
	t.version++
}

// Writer is a trace that is being changed; see Trace.Update.
type Writer Trace

// SetProgress says how far reading has come.
func (w *Writer) SetProgress(p Progress) { w.progress = p }

// AddConnection adds a connection under the next stream number.
func (w *Writer) AddConnection(c Connection) *Connection {
	c.Stream = len(w.connections)
	w.connections = append(w.connections, &c)
	return &c
}

// AddExchange adds an exchange of connection c under the next number.
func (w *Writer) AddExchange(c *Connection, x Exchange) *Exchange {
	x.Number, x.Stream = len(w.exchanges), c.Stream
	w.exchanges = append(w.exchanges, &x)
	c.Exchanges = append(c.Exchanges, x.Number)
	return &x
}
