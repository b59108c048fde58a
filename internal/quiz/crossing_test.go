package quiz

import (
	"testing"

	"wiretalk/internal/conversations"
	"wiretalk/tcpreasm"
)

// Of FINs that cross it is asked what the end comes to that gets one, and not
// the end that sends its own meanwhile.
func TestCrossingFins(t *testing.T) {
	c := conversations.In(t, "../../testdata/tcp/simultaneous-close.pcap")[0]
	asked := map[tcpreasm.Side]string{}
	for _, q := range New(c.Info, c.Steps, 1<<20, 1).Questions {
		switch frame := c.Steps[q.Step].Frame; {
		case q.Kind != State:
		case frame == 9:
			asked[q.End] = q.Choices[q.Right][0]
		case frame == 8 && q.End == tcpreasm.Server:
			t.Errorf("of frame 8, which is on its way: %s", q.Text[0])
		}
	}
	if len(asked) != 1 || asked[tcpreasm.Client] != "CLOSING" {
		t.Errorf("asked of frame 9: %v", asked)
	}
}
