package replay

import "wiretalk/tcpreasm"

// Arrival says whether a connection's FINs are shown to have arrived: by an
// acknowledgement of the end that they were sent to. That of a RST nothing
// shows, since it is never acknowledged (RFC 9293 §3.10.7.4). The zero value is
// ready; one goroutine at a time may use it.
type Arrival struct {
	taken int
	fins  [2]bool // sent by each end
	ends  [2]uint32
	shown [2]bool
	cross [2]bool // the end sent its own FIN before the other's came to it
}

// Take takes the steps that are new. They are those of one connection, of which
// more may have come.
func (a *Arrival) Take(steps []Step) {
	if len(steps) < a.taken {
		*a = Arrival{}
	}
	for ; a.taken < len(steps); a.taken++ {
		s := &steps[a.taken]
		for _, c := range s.Changes {
			a.cross[c.Side] = a.cross[c.Side] || c.Cause == tcpreasm.SendFinUnaware
		}
		if s.SameAs != 0 || !s.Flags.Has(tcpreasm.ACK) {
			continue
		}
		if of := s.From.Peer(); a.fins[of] && int32(s.Ack-a.ends[of]) >= 0 {
			a.shown[of] = true
		}
		if s.Flags&(tcpreasm.FIN|tcpreasm.SYN|tcpreasm.RST) == tcpreasm.FIN {
			a.fins[s.From], a.ends[s.From] = true, s.End()
		}
	}
}

// IsShown says whether a segment of the steps taken shows that what led an end
// to a state had arrived; true where nothing had to.
func (a *Arrival) IsShown(c tcpreasm.Change) bool {
	switch c.Cause {
	case tcpreasm.RecvFin:
		return a.shown[c.Side.Peer()] && !(c.To == tcpreasm.CloseWait && a.cross[c.Side])
	case tcpreasm.RecvRst, tcpreasm.RecvRstPassive:
		return false
	}
	return true
}
