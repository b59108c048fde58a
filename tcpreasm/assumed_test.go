package tcpreasm

import "testing"

// A state is assumed where nothing that its end sent shows it.
func TestAssumedStates(t *testing.T) {
	step := func(side Side, e Event) Change { return Change{Side: side, Cause: e} }
	for _, test := range []struct {
		name    string
		packets [2]int64
		steps   []Change
		assumed string // C or S for each step, a dot where it is shown
		want    [2]string
	}{
		{"a SYN alone", [2]int64{1, 0}, []Change{step(Client, SendSyn), step(Server, PassiveOpen)}, ".S", [2]string{"SYN-SENT", "LISTEN?"}},
		{"answered", [2]int64{1, 1}, []Change{step(Client, SendSyn), step(Server, PassiveOpen), step(Server, SendSynAck)}, "...", [2]string{"SYN-SENT", "SYN-RECEIVED"}},
		{"refused: it did not listen", [2]int64{1, 1}, []Change{step(Client, SendSyn), step(Server, PassiveOpen), step(Server, SendRst)}, ".S.", [2]string{"SYN-SENT", "CLOSED"}},
		{"picked up", [2]int64{5, 5}, []Change{step(Client, PickedUp), step(Server, PickedUp)}, "CS", [2]string{"ESTABLISHED?", "ESTABLISHED?"}},
		{"picked up, and one end closes", [2]int64{5, 5}, []Change{step(Client, PickedUp), step(Server, PickedUp), step(Client, SendFin)}, "CS.", [2]string{"FIN-WAIT-1", "ESTABLISHED?"}},
		{"one direction", [2]int64{5, 0}, []Change{step(Client, SendSyn), step(Server, PassiveOpen), step(Server, SendSynAck), step(Server, RecvAckOfSyn)}, ".SSS",
			[2]string{"SYN-SENT", "ESTABLISHED?"}},
	} {
		c := Conn{Info: Info{Packets: test.packets}}
		for _, s := range test.steps {
			c.happens(s.Side, s.Cause)
		}
		if len(c.Changes.List()) != len(test.steps) {
			t.Fatalf("%s: %d changes", test.name, len(c.Changes.List()))
		}
		got := ""
		for i, s := range c.Changes.List() {
			switch {
			case !c.AssumedChange(i):
				got += "."
			case s.Side == Client:
				got += "C"
			default:
				got += "S"
			}
		}
		if got != test.assumed {
			t.Errorf("%s: steps %q are assumed, want %q", test.name, got, test.assumed)
		}
		if names := [2]string{c.StateName(Client), c.StateName(Server)}; names != test.want {
			t.Errorf("%s: %v, want %v", test.name, names, test.want)
		}
	}
}
