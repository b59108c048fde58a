package ladderview

import (
	"testing"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// A window whose scale is not known is not the one before it.
func TestLadderKnowsNoStaleWindow(t *testing.T) {
	k := unknowing
	steps := []replay.Step{{From: tcpreasm.Server, Flags: tcpreasm.SYN | tcpreasm.ACK}, {From: tcpreasm.Server, Flags: tcpreasm.ACK}}
	steps[0].Observation.Window, steps[1].Observation.Window = 65535, -1
	k.learn(&steps[0])
	if k[tcpreasm.Server].Window != 65535 {
		t.Error(k)
	}
	if k.learn(&steps[1]); k[tcpreasm.Server].Window >= 0 {
		t.Error(k)
	}
}
