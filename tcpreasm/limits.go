package tcpreasm

// Limits bound the memory of a tracker. A zero field takes the default. With
// the defaults, a flood of SYNs keeps some 2 KiB for each of the connections that
// may be tracked: 520 MiB of heap without garbage.
type Limits struct {
	Connections       int // tracked at once; default 262,144
	Lingering         int // of these, closed ones kept for late packets; default 32,768. Of the others the oldest are forgotten
	HeldPerConnection int // bytes of one direction that wait for earlier ones; default 4 MiB
	HeldSegments      int // runs of bytes of one direction that wait; default 4,096
	Held              int // bytes of memory for what waits in all; default 256 MiB
	InFlight          int // bytes of memory for what is not acknowledged yet, to know what is sent again; default 32 MiB

	// How long, in nanoseconds, a connection may be silent before it is forgotten as
	// it stands. 0 is for ever, so that a connection of a file keeps its number. A
	// packet that comes later begins another.
	HalfOpen int64 // while its handshake is not complete
	Idle     int64 // after that
	Closed   int64 // after its end
}

// Days are limits for a capture without end: the times are those that RFC 5382
// §5 (REQ-5) has for a NAT, and 2 MSL for a connection that is closed.
var Days = Limits{HalfOpen: 4 * 60e9, Idle: 124 * 60e9, Closed: twoMSL}

func (l Limits) withDefaults() Limits {
	set := func(n *int, value int) {
		if *n <= 0 {
			*n = value
		}
	}
	set(&l.Connections, 1<<18)
	set(&l.Lingering, 1<<15)
	set(&l.HeldPerConnection, 4<<20)
	set(&l.HeldSegments, 4096)
	set(&l.Held, 256<<20)
	set(&l.InFlight, 32<<20)
	return l
}

// Share is a tracker's part of limits that n trackers share.
func (l Limits) Share(n int) Limits {
	l = l.withDefaults()
	for _, limit := range []*int{&l.Connections, &l.Lingering, &l.Held, &l.InFlight} {
		*limit = max(*limit/n, 1)
	}
	return l
}

// Stats counts how often a limit was reached.
type Stats struct {
	HoldLimitReached    int64 // holes given up since too much waited behind them
	ConnectionsEvicted  int64 // open connections forgotten since too many were tracked
	ConnectionsIdle     int64 // open connections forgotten since they were silent for longer than the limits
	LingeringCutShort   int64 // closed connections forgotten before 2 MSL
	NotTimed            int64 // segments whose round trip and repetition were not followed, since too much was in flight
	NotCompared         int64 // segments sent again that were held against a part of the many sent before
	ConnectionsObserved int64
}

// Add adds the counts of another tracker.
func (s *Stats) Add(o Stats) {
	s.HoldLimitReached += o.HoldLimitReached
	s.ConnectionsEvicted += o.ConnectionsEvicted
	s.ConnectionsIdle += o.ConnectionsIdle
	s.LingeringCutShort += o.LingeringCutShort
	s.NotTimed += o.NotTimed
	s.NotCompared += o.NotCompared
	s.ConnectionsObserved += o.ConnectionsObserved
}
