package tcpreasm

// Sent is what is known of one end's segments besides their bytes. Counts
// are of segments.
type Sent struct {
	Options    Options    // of its SYN
	Window     Windows    // what it offered to receive, after its SYN
	RoundTrips RoundTrips // from its segments to their acknowledgements
	InFlight   uint32     // the most bytes it had sent that were not acknowledged
	Largest    uint32     // payload bytes of its largest segment

	Duplicated uint32 // captured once more: the same packet, not one sent again
	Urgent     uint32 // with an urgent pointer (RFC 9293 §3.8.5)
	Conflicts  uint32 // whose bytes differ from those sent before with the same numbers

	// Sent again after the other end had reported them missing: what was lost
	// on the network, before it came to the point of capture or behind it.
	LostBefore, LostBehind uint32
	GotTwice               uint32 // that the other end said it has twice (D-SACK, RFC 2883)

	// Parts of MissingBytes. The rest was not acknowledged, and may have been
	// lost on the network.
	CutBytes         int64 // the capture kept the packet but not all of it
	NotCapturedBytes int64 // the other end acknowledged them, so the capture lost them
}

// Windows is what an end offered to receive, in bytes, scaled by what both
// SYNs agreed (RFC 7323 §2.2). It is not known when they were not seen.
type Windows struct {
	Known             bool
	Least, Most, Last uint32
}

func (w *Windows) add(window uint32) {
	if !w.Known {
		w.Known, w.Least, w.Most = true, window, window
	}
	w.Least, w.Most, w.Last = min(w.Least, window), max(w.Most, window), window
}

// RoundTrips sums up the times, in nanoseconds, from a segment to its
// acknowledgement, both as they passed the point of capture: the way from there
// to the other end and back, and the time that the other took to acknowledge.
// What was sent more than once does not count, unless timestamps tell which
// was acknowledged (Karn's algorithm, RFC 6298 §3).
type RoundTrips struct {
	Samples          int64
	Least, Most, Sum int64
}

func (r *RoundTrips) add(took int64) {
	if took < 0 {
		return // the capture's clock went back
	}
	if r.Samples == 0 || took < r.Least {
		r.Least = took
	}
	r.Most = max(r.Most, took)
	r.Samples++
	r.Sum += took
}

// Mean is the average; 0 without samples.
func (r *RoundTrips) Mean() int64 {
	if r.Samples == 0 {
		return 0
	}
	return r.Sum / r.Samples
}

// Conflict is two versions of the same bytes of one direction. The first was
// handed on.
type Conflict struct {
	Side          Side     // who sent, or seems to have sent, both
	First, Second Position // of the first byte that differs
	Bytes         int      // how many differ from the segment that has the first version
}

// maxConflicts is how many of a connection are kept.
const maxConflicts = 8
