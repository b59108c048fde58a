package trace

// Rows are the exchanges or connections of a trace that are held, in the order
// of their numbers.
type Rows interface {
	Len() int             // how many there are
	At(i int) int         // the number of row i; negative for none
	Below(number int) int // how many have lower numbers
}

// Reader is a trace that nobody changes; see Trace.View.
type Reader Trace

// View runs look while nobody changes the trace. look must not call methods
// of Trace, nor keep what it is given.
func (t *Trace) View(look func(*Reader)) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	look((*Reader)(t))
}

// Exchange is that with a number; nil when it was let go.
func (r *Reader) Exchange(number int) *Exchange { return r.exchanges.get(number) }

// Connection is that with a stream number; nil when it was let go.
func (r *Reader) Connection(stream int) *Connection { return r.connections.get(stream) }

// Exchanges are the exchanges that are held.
func (r *Reader) Exchanges() Rows { return shelved[Exchange]{&r.exchanges} }

// Now is Progress.Now.
func (r *Reader) Now() int64 { return r.progress.Now }

// Connections are the connections that are held.
func (r *Reader) Connections() Rows { return shelved[Connection]{&r.connections} }

type shelved[T any] struct{ shelf *shelf[T] }

func (s shelved[T]) Len() int             { return s.shelf.held() }
func (s shelved[T]) At(i int) int         { return s.shelf.at(i) }
func (s shelved[T]) Below(number int) int { return s.shelf.below(number) }
