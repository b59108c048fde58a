package tcpreasm

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTransitionsDoNotContradict(t *testing.T) {
	type cause struct {
		from State
		on   Event
	}
	to := map[cause]State{}
	for _, x := range transitions {
		if before, twice := to[cause{x.from, x.on}]; twice {
			t.Errorf("%v on event %v leads to %v and to %v", x.from, x.on, before, x.to)
		}
		if x.from == x.to {
			t.Errorf("%v on event %v leads nowhere", x.from, x.on)
		}
		to[cause{x.from, x.on}] = x.to
	}
}

// TestFigure5 holds the table to the arrows of RFC 9293's figure 5 that an
// observer can see. CLOSE of a LISTEN or SYN-SENT end sends nothing.
func TestFigure5(t *testing.T) {
	for _, arrow := range []struct {
		from State
		on   Event
		to   State
	}{
		{Closed, SendSyn, SynSent},
		{Listen, SendSyn, SynSent},
		{Listen, SendSynAck, SynReceived},
		{SynSent, RecvSyn, SynReceived},
		{SynSent, RecvSynAck, Established},
		{SynReceived, RecvRstPassive, Listen},
		{SynReceived, RecvAckOfSyn, Established},
		{SynReceived, SendFin, FinWait1},
		{Established, SendFin, FinWait1},
		{Established, RecvFin, CloseWait},
		{FinWait1, RecvAckOfFin, FinWait2},
		{FinWait1, RecvFin, Closing},
		{FinWait2, RecvFin, TimeWait},
		{Closing, RecvAckOfFin, TimeWait},
		{CloseWait, SendFin, LastAck},
		{LastAck, RecvAckOfFin, Closed},
		{TimeWait, Timeout, Closed},
	} {
		if got := next[arrow.from][arrow.on]; got != arrow.to {
			t.Errorf("%v on event %v leads to %v, want %v", arrow.from, arrow.on, got, arrow.to)
		}
	}
}

// From every state the end can be reset, and so reach CLOSED.
func TestResetClosesFromEveryState(t *testing.T) {
	for state := SynSent; state <= TimeWait; state++ {
		for _, e := range []Event{SendRst, RecvRst} {
			if got := next[state][e]; got != Closed {
				t.Errorf("%v on event %v leads to %v, want CLOSED", state, e, got)
			}
		}
	}
}

// TestScriptsTakeEveryTransition: each arrow of the table is one that a
// script's packets can lead along.
func TestScriptsTakeEveryTransition(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	taken := map[transition]bool{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, took, err := runScript(string(text))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, change := range took {
			taken[transition{change.From, change.Cause, change.To}] = true
		}
	}
	for _, x := range transitions {
		if !taken[x] {
			t.Errorf("no script takes an end from %v to %v by: %v", x.from, x.to, x.on)
		}
	}
}
