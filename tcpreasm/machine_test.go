package tcpreasm

import "testing"

func TestTransitionsDoNotContradict(t *testing.T) {
	type cause struct {
		from State
		on   event
	}
	to := map[cause]State{}
	for _, x := range transitions {
		if before, twice := to[cause{x.from, x.on}]; twice {
			t.Errorf("%v on event %d leads to %v and to %v", x.from, x.on, before, x.to)
		}
		if x.from == x.to {
			t.Errorf("%v on event %d leads nowhere", x.from, x.on)
		}
		to[cause{x.from, x.on}] = x.to
	}
}

// TestFigure5 holds the table to the arrows of RFC 9293's figure 5 that an
// observer can see. CLOSE of a LISTEN or SYN-SENT end sends nothing.
func TestFigure5(t *testing.T) {
	for _, arrow := range []struct {
		from State
		on   event
		to   State
	}{
		{Closed, sendSyn, SynSent},
		{Listen, sendSyn, SynSent},
		{Listen, sendSynAck, SynReceived},
		{SynSent, recvSyn, SynReceived},
		{SynSent, recvSynAck, Established},
		{SynReceived, recvRstPassive, Listen},
		{SynReceived, recvAckOfSyn, Established},
		{SynReceived, sendFin, FinWait1},
		{Established, sendFin, FinWait1},
		{Established, recvFin, CloseWait},
		{FinWait1, recvAckOfFin, FinWait2},
		{FinWait1, recvFin, Closing},
		{FinWait2, recvFin, TimeWait},
		{Closing, recvAckOfFin, TimeWait},
		{CloseWait, sendFin, LastAck},
		{LastAck, recvAckOfFin, Closed},
		{TimeWait, timeout, Closed},
	} {
		if got := next[arrow.from][arrow.on]; got != arrow.to {
			t.Errorf("%v on event %d leads to %v, want %v", arrow.from, arrow.on, got, arrow.to)
		}
	}
}

// From every state the end can be reset, and so reach CLOSED.
func TestResetClosesFromEveryState(t *testing.T) {
	for state := SynSent; state <= TimeWait; state++ {
		for _, e := range []event{sendRst, recvRst} {
			if got := next[state][e]; got != Closed {
				t.Errorf("%v on event %d leads to %v, want CLOSED", state, e, got)
			}
		}
	}
}
