package delay

import (
	"slices"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
)

// Asked is an exchange with what bears on its time.
type Asked struct {
	Exchange      *trace.Exchange
	Before, After *trace.Exchange // its neighbours on the connection; nil where there is none, or it was let go
	Connection    *trace.Connection
	Now           int64 // how far the capture has come, in nanoseconds since 1970 UTC; 0 when that is not known
}

// In is an exchange in a trace. It is good as long as nobody changes the trace;
// Keep makes a copy that stays. A connection that was let go is one of which
// nothing is known.
func In(r *trace.Reader, x *trace.Exchange) Asked {
	a := Asked{Exchange: x, Connection: r.Connection(x.Stream), Now: r.Now()}
	if a.Connection == nil {
		a.Connection = &trace.Connection{Stream: x.Stream, Gone: true}
		return a
	}
	on := a.Connection.Exchanges
	i, found := slices.BinarySearch(on, x.Number)
	if i > 0 {
		a.Before = r.Exchange(on[i-1])
	}
	if found {
		i++
	}
	if i < len(on) {
		a.After = r.Exchange(on[i])
	}
	return a
}

// Keep is a copy that stays as it is.
func (a Asked) Keep() Asked {
	a.Exchange, a.Before, a.After = kept(a.Exchange), kept(a.Before), kept(a.After)
	c := *a.Connection
	a.Connection = &c
	return a
}

func kept(x *trace.Exchange) *trace.Exchange {
	if x == nil {
		return nil
	}
	c := *x
	return &c
}

// Account is where an exchange's time went.
type Account struct {
	Slices  Slices
	Silence *Silence // why there is no response; nil when there is one, or that is not known
	Cut     *Cut     // how the response broke off; nil when it did not, or that is not known
	Held    []Held   // in the order of time; only with segments
}

// Account divides the time of an exchange. steps are the connection's segments; without
// them no time is given to Loss, ZeroWindow and DelayedAck, and a message ends when its last
// byte passed, though earlier ones came after it. There are no slices when the
// request was not seen, the capture does not say when it passed, or it is not known
// whether it was answered.
func (a Asked) Account(steps []replay.Step) Account {
	s, cut := a.Silence(), a.Cut()
	if s == nil && a.Exchange.Duration() < 0 {
		return Account{Cut: cut}
	}
	if s != nil {
		s.look(a.Exchange, steps)
	}
	found := a.read(s, steps)
	return Account{a.divide(s, cut, found), s, cut, found.held}
}
