package tcpreasm

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Wireshark writes "Dup ACK 2#1": the second frame is the first with that
// acknowledgement, and this is its first repetition.
func TestDuplicateAcknowledgementsAreNumbered(t *testing.T) {
	const script = `
		C > S ACK seq=101 ack=301            |
		S > C ACK seq=301 ack=101            |
		S > C ACK seq=301 ack=101            | 2#1
		S > C ACK seq=301 ack=101            | 2#2
		C > S PSH,ACK seq=101 ack=301 len=10 |
		S > C ACK seq=301 ack=111            |
		S > C ACK seq=301 ack=111            | 6#1
		S > C ACK seq=301 ack=111 win=9      |
		S > C ACK seq=301 ack=111 win=9      | 6#2`
	tr := New(discard{}, Limits{})
	for i, text := range strings.Split(strings.TrimSpace(script), "\n") {
		left, want, _ := strings.Cut(text, "|")
		line, err := parseLine("0.01 "+strings.TrimSpace(left), new(Limits))
		if err != nil {
			t.Fatal(err)
		}
		line.segment.Frame = int64(i + 1)
		c := tr.Segment(line.segment)
		got := ""
		if o := tr.Observation(); o.Found&FoundDuplicateAck != 0 {
			of, number := c.DuplicateAck(o.From)
			got = fmt.Sprintf("%d#%d", of, number)
		}
		if want = strings.TrimSpace(want); got != want {
			t.Errorf("frame %d: got %q, want %q", i+1, got, want)
		}
	}
}

func TestWordsAreWiresharksInOneOrder(t *testing.T) {
	got := (FoundReusedPorts | FoundAckLostSegment | FoundRetransmission | FoundZeroWindowProbeAck).Words()
	if want := []string{"retransmission", "ack_lost_segment", "zero_window_probe_ack", "reused_ports"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Finding(0).Words(); got != nil {
		t.Errorf("nothing found: got %q", got)
	}
	room := make([]string, 0, len(findingWords))
	if n := testing.AllocsPerRun(100, func() { room = Finding(1<<len(findingWords) - 1).AppendWords(room[:0]) }); n != 0 {
		t.Errorf("AppendWords with room allocates %v times", n)
	}
}

// Each flag has its count, and its alone.
func TestEachFindingIsCountedOnce(t *testing.T) {
	seen := map[Analysis]string{}
	for i, word := range findingWords {
		var a Analysis
		a.count(1 << i)
		if other, is := seen[a]; is || a == (Analysis{}) {
			t.Errorf("%s is counted as %q", word, other)
		}
		seen[a] = word
	}
}
