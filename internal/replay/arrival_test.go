package replay

import (
	"reflect"
	"testing"

	"wiretalk/tcpreasm"
)

// A FIN is shown to have arrived by an ACK of it, or of more, from the other
// end: not by one of less, by its own sender, or by a copy of a packet. A RST is
// never shown to.
func TestArrival(t *testing.T) {
	got := tcpreasm.Change{Side: tcpreasm.Client, From: tcpreasm.Established, To: tcpreasm.CloseWait, Cause: tcpreasm.RecvFin}
	fin := Step{From: tcpreasm.Server, Flags: tcpreasm.FIN | tcpreasm.ACK, Seq: 300, Ack: 100, Length: 5}
	ack := func(from tcpreasm.Side, n uint32, sameAs int64) Step {
		return Step{From: from, Flags: tcpreasm.ACK, Ack: n, Observation: tcpreasm.Observation{SameAs: sameAs}}
	}
	for _, c := range []struct {
		name string
		then []Step
		want bool
	}{
		{"nothing more", nil, false},
		{"acknowledged", []Step{ack(tcpreasm.Client, 306, 0)}, true},
		{"acknowledged by a FIN", []Step{{From: tcpreasm.Client, Flags: tcpreasm.FIN | tcpreasm.ACK, Ack: 306}}, true},
		{"its bytes alone are", []Step{ack(tcpreasm.Client, 305, 0)}, false},
		{"its sender says something", []Step{ack(tcpreasm.Server, 306, 0)}, false},
		{"a copy of an ACK", []Step{ack(tcpreasm.Client, 306, 7)}, false},
		{"a RST without ACK", []Step{{From: tcpreasm.Client, Flags: tcpreasm.RST, Ack: 306}}, false},
	} {
		var all, bit Arrival
		steps := append([]Step{fin}, c.then...)
		all.Take(steps)
		for i := range steps {
			bit.Take(steps[:i+1])
		}
		if all.IsShown(got) != c.want || !reflect.DeepEqual(bit, all) {
			t.Errorf("%s: %v, and as it came %v", c.name, all.IsShown(got), bit.IsShown(got))
		}
		if all.IsShown(tcpreasm.Change{Cause: tcpreasm.RecvRst}) || !all.IsShown(tcpreasm.Change{Cause: tcpreasm.SendFin}) {
			t.Errorf("%s: a RST is shown to arrive, or what was sent is not", c.name)
		}
	}
}

// An end whose FIN crosses the other's was not in CLOSE-WAIT, though it
// acknowledges that FIN later.
func TestArrivalOfCrossedFIN(t *testing.T) {
	own := Step{From: tcpreasm.Client, Flags: tcpreasm.FIN | tcpreasm.ACK, Seq: 100, Ack: 300,
		Changes: []tcpreasm.Change{{Side: tcpreasm.Client, From: tcpreasm.CloseWait, To: tcpreasm.Closing, Cause: tcpreasm.SendFinUnaware}}}
	var a Arrival
	a.Take([]Step{{From: tcpreasm.Server, Flags: tcpreasm.FIN | tcpreasm.ACK, Seq: 300, Ack: 100}, own, {From: tcpreasm.Client, Flags: tcpreasm.ACK, Seq: 101, Ack: 301}})
	if a.IsShown(tcpreasm.Change{Side: tcpreasm.Client, From: tcpreasm.Established, To: tcpreasm.CloseWait, Cause: tcpreasm.RecvFin}) {
		t.Error("CLOSE-WAIT is shown")
	}
}

// That the last ACK of a connection arrived nothing shows, but a RST by which the
// end that it was sent to says that it has the connection no more. A FIN that is
// sent again shows that it did not.
func TestArrivalOfLastACK(t *testing.T) {
	closed := tcpreasm.Change{Frame: 5, Side: tcpreasm.Server, From: tcpreasm.LastAck, To: tcpreasm.Closed, Cause: tcpreasm.RecvAckOfFin}
	last := Step{Frame: 5, From: tcpreasm.Client, Flags: tcpreasm.ACK, Changes: []tcpreasm.Change{closed}}
	again := tcpreasm.Change{Frame: 6, Side: tcpreasm.Server, From: tcpreasm.Closed, To: tcpreasm.LastAck, Cause: tcpreasm.SendFinAgain}
	for _, c := range []struct {
		name           string
		then           []Step
		shown, refuted bool
	}{
		{"nothing more", nil, false, false},
		{"a RST from there", []Step{{Frame: 6, From: tcpreasm.Server, Flags: tcpreasm.RST}}, true, false},
		{"a RST to there", []Step{{Frame: 6, From: tcpreasm.Client, Flags: tcpreasm.RST}}, false, false},
		{"the FIN again", []Step{{Frame: 6, From: tcpreasm.Server, Flags: tcpreasm.FIN | tcpreasm.ACK, Changes: []tcpreasm.Change{again}}}, false, true},
	} {
		var a Arrival
		a.Take(append([]Step{last}, c.then...))
		if a.IsShown(closed) != c.shown || a.IsRefuted(closed) != c.refuted {
			t.Errorf("%s: shown %v, refuted %v", c.name, a.IsShown(closed), a.IsRefuted(closed))
		}
	}
}

// That a SYN,ACK arrived is shown by what its receiver sends then, unless that is
// its SYN again.
func TestArrivalOfSYNACK(t *testing.T) {
	open := tcpreasm.Change{Frame: 2, Side: tcpreasm.Client, From: tcpreasm.SynSent, To: tcpreasm.Established, Cause: tcpreasm.RecvSynAck}
	answer := Step{Frame: 2, From: tcpreasm.Server, Flags: tcpreasm.SYN | tcpreasm.ACK, Changes: []tcpreasm.Change{open}}
	again := tcpreasm.Change{Frame: 3, Side: tcpreasm.Client, From: tcpreasm.Established, To: tcpreasm.SynSent, Cause: tcpreasm.SendSynAgain}
	for _, c := range []struct {
		name           string
		then           Step
		shown, refuted bool
	}{
		{"an ACK", Step{Frame: 3, From: tcpreasm.Client, Flags: tcpreasm.ACK}, true, false},
		{"an ACK of the other end", Step{Frame: 3, From: tcpreasm.Server, Flags: tcpreasm.ACK}, false, false},
		{"a RST", Step{Frame: 3, From: tcpreasm.Client, Flags: tcpreasm.RST}, false, false},
		{"the SYN again", Step{Frame: 3, From: tcpreasm.Client, Flags: tcpreasm.SYN, Changes: []tcpreasm.Change{again}}, false, true},
	} {
		var a Arrival
		a.Take([]Step{answer, c.then})
		if a.IsShown(open) != c.shown || a.IsRefuted(open) != c.refuted {
			t.Errorf("%s: shown %v, refuted %v", c.name, a.IsShown(open), a.IsRefuted(open))
		}
	}
}
