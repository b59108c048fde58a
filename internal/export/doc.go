// Package export takes what is looked at elsewhere: a body, exchanges as HAR, a
// connection's packets, a report of it, each to an io.Writer or a file.
//
// What goes in: a trace, and the capture to read from again. What is read is
// as hostile as ever, and what is written is what was captured; only file names
// are made harmless (Create, and package bodies). Nothing that exists is
// overwritten. All functions take long on large captures: they are told by a
// context when nobody wants the outcome any more, and say how far they are.
package export

import "wiretalk/internal/trace"

// Progress is told now and then how much of how much is done. It may be nil.
type Progress func(done, of int64)

func (p Progress) tell(done, of int64) {
	if p != nil {
		p(done, of)
	}
}

// Lacking says that something was exported but for a part.
type Lacking struct {
	Left int64 // how many were left out; 0 when that is not known
	Err  error // why, of the first of them
}

func (e *Lacking) Error() string { return e.Err.Error() }
func (e *Lacking) Unwrap() error { return e.Err }

// add takes it that one more was left out.
func (e *Lacking) add(err error) {
	e.Left++
	if e.Err == nil {
		e.Err = err
	}
}

func (e *Lacking) orNil() error {
	if e.Err == nil {
		return nil
	}
	return e
}

// connection copies a connection and what belongs to it, so that it stays what
// it is while the trace grows.
func connection(t *trace.Trace, stream int) trace.Connection {
	var c trace.Connection
	t.View(func(r *trace.Reader) {
		of := r.Connection(stream)
		if of == nil {
			c = trace.Connection{Stream: stream, Gone: true}
			return
		}
		c = *of
		c.Messages = append([]trace.WebSocket(nil), of.Messages...)
		c.Exchanges = append([]int(nil), of.Exchanges...)
	})
	return c
}
