package trace

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/names"
	"wiretalk/tcpreasm"
)

// Writer is a trace that is being changed; see Trace.Update.
type Writer Trace

// Breathe runs wait in the midst of an update, while others may read what there
// is so far. What is above the limits is let go.
func (w *Writer) Breathe(wait func()) {
	t := (*Trace)(w)
	t.letGo()
	t.version++
	t.unlock()
	defer t.lock()
	wait()
}

// SetProgress says how far reading has come.
func (w *Writer) SetProgress(p Progress) { w.progress = p }

// AddConnection adds a connection under the next stream number.
func (w *Writer) AddConnection(c Connection) *Connection {
	c.Stream = w.connections.next()
	w.connections.add(&c)
	w.bytes += c.memory()
	return &c
}

// AddExchange adds an exchange of connection c under the next number.
func (w *Writer) AddExchange(c *Connection, x Exchange) *Exchange {
	x.Number, x.Stream = w.exchanges.next(), c.Stream
	w.exchanges.add(&x)
	w.bytes += x.memory()
	if !c.Gone {
		c.Exchanges = append(c.Exchanges, x.Number)
	}
	return &x
}

// SetExchange gives an exchange that was added another content.
func (w *Writer) SetExchange(row *Exchange, x Exchange) {
	x.Number, x.Stream, x.Gone = row.Number, row.Stream, row.Gone
	if !row.Gone {
		w.bytes += x.memory() - row.memory()
	}
	*row = x
}

// State is what changes of a connection while it goes on.
type State struct {
	Info      *tcpreasm.Info
	Protocol  httpdecode.Protocol
	TLS       *TLS
	Resolved  *names.Resolution
	WebSocket int
	Skipped   [2]int64
	Until     int64
	Done      bool
}

// SetConnection gives a connection that was added another state.
func (w *Writer) SetConnection(c *Connection, s *State) {
	before := c.memory()
	c.Info, c.Protocol, c.Until, c.Done = *s.Info, s.Protocol, s.Until, s.Done
	c.TLS, c.Resolved, c.WebSocket, c.Skipped = s.TLS, s.Resolved, s.WebSocket, s.Skipped
	if !c.Gone {
		w.bytes += c.memory() - before
	}
}
