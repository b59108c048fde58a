package replay

import (
	"slices"

	"wiretalk/tcpreasm"
)

// Arrival says whether what led the ends of a connection to their states is shown
// to have arrived. What passed is taken to arrive. That of a FIN its
// acknowledgement shows, and that of a SYN,ACK what its receiver sends next.
// That of a RST nothing shows, since it is never acknowledged (RFC 9293
// §3.10.7.4), nor that of the last ACK, for which the other end stays in
// TIME-WAIT (§3.6). What is sent again shows that its sender had not got the
// answer. The zero value is ready; one goroutine at a time may use it.
type Arrival struct {
	taken  int
	ends   [2]arrived
	misled []misled
}

// arrived is what has been seen of an end.
type arrived struct {
	fin    bool // it sent one
	finEnd uint32
	shown  bool // that FIN is shown to have arrived
	cross  bool // it was sent before the other's FIN came

	got   int64 // frame of the last answer that it is taken to have got
	waits int64 // frame of the SYN,ACK that it is taken to have got, while nothing shows that; 0 for none
	reset int64 // frame of its last RST
}

// misled is an answer that an end had not got: its frame.
type misled struct {
	end   tcpreasm.Side
	frame int64
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
			a.change(c)
		}
		if s.SameAs == 0 {
			a.segment(s)
		}
	}
}

func (a *Arrival) change(c tcpreasm.Change) {
	switch e := &a.ends[c.Side]; c.Cause {
	case tcpreasm.SendFinUnaware:
		e.cross = true
	case tcpreasm.RecvSynAck:
		e.got, e.waits = c.Frame, c.Frame
	case tcpreasm.RecvAckOfSyn, tcpreasm.RecvAckOfFin:
		e.got = c.Frame
	case tcpreasm.SendSynAgain, tcpreasm.SendSynAckAgain, tcpreasm.SendFinAgain:
		a.misled = append(a.misled, misled{c.Side, e.got})
	}
}

func (a *Arrival) segment(s *Step) {
	own, other := &a.ends[s.From], &a.ends[s.From.Peer()]
	if s.Flags.Has(tcpreasm.RST) {
		own.reset = s.Frame
	}
	if !s.Flags.Has(tcpreasm.ACK) {
		return
	}
	if other.fin && int32(s.Ack-other.finEnd) >= 0 {
		other.shown = true
	}
	if s.Flags&(tcpreasm.SYN|tcpreasm.RST) != 0 {
		return
	}
	own.waits = 0
	if s.Flags.Has(tcpreasm.FIN) {
		own.fin, own.finEnd = true, s.End()
	}
}

// IsShown says whether a segment of the steps taken shows that what led an end
// to a state had arrived; true where nothing had to.
func (a *Arrival) IsShown(c tcpreasm.Change) bool {
	own, other := &a.ends[c.Side], &a.ends[c.Side.Peer()]
	switch c.Cause {
	case tcpreasm.RecvFin:
		return other.shown && !(c.To == tcpreasm.CloseWait && own.cross)
	case tcpreasm.RecvRst, tcpreasm.RecvRstPassive:
		return false
	case tcpreasm.RecvSynAck:
		return own.waits != c.Frame && !a.IsRefuted(c)
	case tcpreasm.RecvAckOfSyn:
		return !a.IsRefuted(c)
	case tcpreasm.RecvAckOfFin:
		return (c.To == tcpreasm.FinWait2 || own.reset > c.Frame) && !a.IsRefuted(c)
	}
	return true
}

// IsRefuted says whether a segment of the steps taken shows that what led an end
// to a state had not arrived.
func (a *Arrival) IsRefuted(c tcpreasm.Change) bool {
	switch c.Cause {
	case tcpreasm.RecvSynAck, tcpreasm.RecvAckOfSyn, tcpreasm.RecvAckOfFin:
		return slices.Contains(a.misled, misled{c.Side, c.Frame})
	}
	return false
}
