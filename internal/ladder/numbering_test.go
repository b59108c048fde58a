package ladder

import (
	"slices"
	"strings"
	"testing"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// labels are those of a capture's connection, by frame.
func labels(t *testing.T, l *Ladder) map[int64]string {
	t.Helper()
	all := make(map[int64]string)
	for i := range l.Steps {
		all[l.Steps[i].Frame] = l.Label(i)
	}
	return all
}

// A RST of an end that sent nothing else has the number 0, or none of the
// connection: y is not known by it (RFC 9293 §3.5.2).
func TestRefusalHasItsOwnNumber(t *testing.T) {
	c, steps := conversation(t, "tcp/refused.pcap")
	l := build(t, c, steps, nil, nil)
	if got := labels(t, l)[2]; got != "RST, ACK seq=0 ack=x+1" {
		t.Error(got)
	}
	for i := range steps {
		if l.Knows(tcpreasm.Server, i) || !l.Knows(tcpreasm.Client, i) {
			t.Errorf("step %d: x known %v, y known %v", i, l.Knows(tcpreasm.Client, i), l.Knows(tcpreasm.Server, i))
		}
	}
}

// A number that does not belong to the initial one stands as it is on the wire;
// one a little before the initial number is written as a difference from it.
func TestNumbersFarFromTheInitialOnes(t *testing.T) {
	step := func(from tcpreasm.Side, flags tcpreasm.Flags, seq, relative, ack, relativeAck uint32, length int) replay.Step {
		s := replay.Step{From: from, Flags: flags, Seq: seq, Ack: ack, Length: length, Window: 1}
		s.Observation.Seq, s.Observation.Ack = relative, relativeAck
		return s
	}
	const isn, other = 1000, 4_000_000_000
	steps := []replay.Step{
		step(0, tcpreasm.SYN, isn, 0, 0, 0, 0),
		step(1, tcpreasm.ACK, 77_000, 1, 3_000_000_000, 2_999_999_000, 0), // of another connection
		step(1, tcpreasm.SYN|tcpreasm.ACK, other, 0, isn+1, 1, 0),
		step(0, tcpreasm.ACK, isn+1, 1, other+1, 1, 10),
		step(1, tcpreasm.ACK, other-65, 1<<32-65, isn+11, 11, 0),
		step(1, tcpreasm.ACK, other+1, 1, isn+11, 11, 0),
	}
	// Three and a half GiB later the numbers are still the connection's.
	at := uint32(11)
	for range 7 {
		steps = append(steps, step(0, tcpreasm.ACK, isn+at, at, other+1, 1, 1<<29))
		at += 1 << 29
	}
	for i := range steps {
		steps[i].Frame = int64(i + 1)
	}
	l := build(t, &tcpreasm.Info{}, steps, nil, nil)
	got := labels(t, l)
	for frame, want := range map[int64]string{
		1: "SYN seq=x", 2: "ACK seq=77000 ack=3000000000", 3: "SYN, ACK seq=y ack=x+1", 4: "ACK seq=x+1 ack=y+1 len=10",
		5: "ACK seq=y−65 ack=x+11", 6: "ACK seq=y+1 ack=x+11", 13: "ACK seq=x+3221225483 ack=y+1 len=536870912",
	} {
		if got[frame] != want {
			t.Errorf("frame %d: %s, want %s", frame, got[frame], want)
		}
	}
}

// A window stands at an arrow where it is shut, opens again, or is all that the
// segment tells.
func TestWindowsStandWhereTheyMatter(t *testing.T) {
	c, steps := conversation(t, "tcp/zero-window.pcap")
	l := build(t, c, steps, nil, nil)
	got := labels(t, l)
	for frame, want := range map[int64]string{5: "", 7: " win=0", 9: " win=0", 12: " win=0", 13: " win=1448", 16: " win=0", 17: " win=1448", 20: ""} {
		if _, window, _ := strings.Cut(got[frame], " win="); want != "" && " win="+window != want || want == "" && window != "" {
			t.Errorf("frame %d: %s, want%s", frame, got[frame], want)
		}
	}
}

// What lies between a loss and its repair is not folded: the duplicate ACKs and
// what brought them about.
func TestLossIsNotFolded(t *testing.T) {
	c, steps := conversation(t, "tcp/fast-retransmission.pcap")
	for _, r := range build(t, c, steps, nil, nil).Rows {
		if r.Kind == Fold && steps[r.Last].Frame >= 10 && steps[r.Step].Frame <= 22 {
			t.Errorf("frames %d to %d are folded", steps[r.Step].Frame, steps[r.Last].Frame)
		}
	}
}

// Of a long run of duplicate ACKs the first stand there, which bring the repair
// about, and the last.
func TestLongRunsKeepTheirEnds(t *testing.T) {
	steps := make([]replay.Step, 100)
	for i := range steps {
		steps[i] = replay.Step{Frame: int64(i + 1), From: tcpreasm.Side(i % 2), Flags: tcpreasm.ACK, Window: 1}
		if i%2 == 0 {
			steps[i].Seq, steps[i].Length = uint32(i*50), 100
		} else if i > 20 && i < 90 {
			steps[i].Found = tcpreasm.FoundDuplicateAck
		}
	}
	var got []int64
	for _, r := range build(t, &tcpreasm.Info{}, steps, nil, nil).Rows {
		if r.Kind == Arrow {
			got = append(got, steps[r.Step].Frame)
		}
	}
	if want := []int64{1, 22, 23, 24, 25, 26, 27, 28, 90}; !slices.Equal(got[:len(want)], want) {
		t.Errorf("arrows of %v, want %v and the end", got, want)
	}
}

// Until an end has answered it is only taken to listen; one of which nothing was
// captured is only taken to be connected.
func TestWhatIsTakenHasAMark(t *testing.T) {
	for name, want := range map[string][2]string{
		"handshake": {"SYN-SENT", "LISTEN?"}, "refused": {"SYN-SENT", "LISTEN?"}, "unanswered": {"SYN-SENT", "LISTEN?"},
		"begins-midstream": {"ESTABLISHED?", "ESTABLISHED?"}, "server-only": {"ESTABLISHED?", "SYN-RECEIVED"},
	} {
		c, steps := conversation(t, "tcp/"+name+".pcap")
		if got := build(t, c, steps, nil, nil).Changed(&steps[0]); got != want {
			t.Errorf("%s begins with %v, want %v", name, got, want)
		}
	}
}
